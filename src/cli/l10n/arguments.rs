//! The arguments of `site l10n`, as clap reads them.

use camino::Utf8PathBuf;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::State;

#[derive(Debug, Args)]
pub(in crate::cli) struct L10nArguments {
    #[command(subcommand)]
    pub command: L10nCommand,
    /// Do not ask git what has changed
    #[arg(long, global = true)]
    pub no_git: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum L10nCommand {
    /// Show the state of translations
    Status(StatusArguments),
    /// List what to update and what to translate next
    Todo(TodoArguments),
    /// Show what changed in the source of a translation, word by word
    Diff(DiffArguments),
    /// Create the file of a new translation
    Start(StartArguments),
    /// Note in translations that they say what their sources say today
    Pin(PinArguments),
    /// Fail where translations are worse than you allow
    Check(CheckArguments),
    /// Tell by two files alone whether a translation has drifted, in JSON
    Detect(DetectArguments),
}

impl L10nCommand {
    /// What the command asks of a site.
    pub(super) fn scope(&self) -> Scope<'_> {
        match self {
            Self::Status(arguments) if arguments.between.is_none() => {
                Scope::Board(&arguments.pages.paths)
            }
            Self::Todo(arguments) => Scope::Board(&arguments.pages.paths),
            Self::Diff(arguments) => Scope::Board(&arguments.paths),
            Self::Pin(arguments) => Scope::Board(&arguments.paths),
            Self::Status(_) | Self::Check(_) | Self::Detect(_) => Scope::Board(&[]),
            // A new translation follows the habits of the others.
            Self::Start(_) => Scope::Texts,
        }
    }
}

/// What a command asks of a site.
#[derive(Clone, Copy)]
pub(super) enum Scope<'a> {
    /// The texts of all pages.
    Texts,
    /// The board of the pages at or below some paths; with no path, of all.
    Board(&'a [Utf8PathBuf]),
}

impl<'a> Scope<'a> {
    /// The paths that are named.
    pub(super) fn paths(self) -> &'a [Utf8PathBuf] {
        match self {
            Self::Texts => &[],
            Self::Board(paths) => paths,
        }
    }
}

/// Which pages to show.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct PageArguments {
    /// Files or directories, of the translations or of their sources [default: all]
    #[arg(value_name = "PATH")]
    pub paths: Vec<Utf8PathBuf>,
    /// Only these languages, such as `zh-cn,ko`
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Only pages that this login or alias reviews or approves
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only pages with this label
    #[arg(long, value_name = "NAME")]
    pub label: Option<String>,
    /// Only pages with a finding of at least this severity
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub severity: Option<DriftSeverity>,
    /// Only pages in these states
    #[arg(long, value_name = "STATES", value_delimiter = ',', value_parser = states())]
    pub state: Vec<State>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StatusArguments {
    #[command(flatten)]
    pub pages: PageArguments,
    /// Write Markdown, for an issue
    #[arg(long)]
    pub markdown: bool,
    /// Only pages whose source changed between two revisions, such as `v1.2..v1.3`
    #[arg(long, value_name = "FROM..TO")]
    pub between: Option<String>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TodoArguments {
    #[command(flatten)]
    pub pages: PageArguments,
    /// How many of each to list
    #[arg(long, value_name = "COUNT", default_value_t = 10)]
    pub limit: usize,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DiffArguments {
    /// Files or directories, of the translations or of their sources
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<Utf8PathBuf>,
    /// Only these languages, such as `zh-cn,ko`
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Only findings of at least this severity
    #[arg(long, value_name = "SEVERITY", value_parser = severities())]
    pub severity: Option<DriftSeverity>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StartArguments {
    /// The page: its file in any language, or the file to create
    #[arg(value_name = "PATH")]
    pub path: Utf8PathBuf,
    /// The language to translate into; not needed with the path of the file to create
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Do not name the translated commit in the front matter
    #[arg(long)]
    pub no_pin: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct PinArguments {
    /// Files of translations
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<Utf8PathBuf>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct DetectArguments {
    /// The source
    #[arg(value_name = "SOURCE")]
    pub source: Utf8PathBuf,
    /// Its translation
    #[arg(value_name = "TRANSLATION")]
    pub translation: Utf8PathBuf,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckArguments {
    #[command(flatten)]
    pub pages: PageArguments,
    /// What fails: `warning-missing`, `published-early`, a severity or worse, a state, or `strings`
    #[arg(
        long,
        value_name = "CONDITIONS",
        value_delimiter = ',',
        default_value = "warning-missing,published-early"
    )]
    pub fail_on: Vec<String>,
}

/// The severities, by their names.
fn severities() -> impl TypedValueParser<Value = DriftSeverity> {
    PossibleValuesParser::new(DriftSeverity::ALL.map(DriftSeverity::name))
        .try_map(|name| DriftSeverity::from_name(&name).ok_or("no such severity"))
}

/// The states, by their names.
fn states() -> impl TypedValueParser<Value = State> {
    PossibleValuesParser::new(State::ALL.map(State::name))
        .try_map(|name| State::from_name(&name).ok_or("no such state"))
}
