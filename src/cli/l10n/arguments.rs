//! The arguments of `site l10n`, as clap reads them.

use camino::Utf8PathBuf;
use clap::{Args, Subcommand, ValueEnum};

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
    /// How translations stand
    Status(StatusArguments),
    /// What to mend and what to translate next
    Todo(TodoArguments),
    /// Show what changed in the source of a translation, word by word
    Diff(DiffArguments),
    /// Make the file of a new translation
    Start(StartArguments),
    /// Fail where translations are worse than you put up with
    Check(CheckArguments),
}

/// Which pages are meant.
#[derive(Clone, Debug, Default, Args)]
pub(in crate::cli) struct PageArguments {
    /// Files or directories, of the translations or of their sources [default: all]
    #[arg(value_name = "PATH")]
    pub paths: Vec<Utf8PathBuf>,
    /// Only these languages, such as `zh-cn,ko`
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Only what this login or alias reviews or approves
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Only what has this label
    #[arg(long, value_name = "NAME")]
    pub label: Option<String>,
    /// Only what has something at least as severe to be mended
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Option<SeverityArgument>,
    /// Only what is in these states
    #[arg(long, value_name = "STATES", value_delimiter = ',')]
    pub state: Vec<StateArgument>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StatusArguments {
    #[command(flatten)]
    pub pages: PageArguments,
    /// Write Markdown, for an issue
    #[arg(long)]
    pub markdown: bool,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct TodoArguments {
    #[command(flatten)]
    pub pages: PageArguments,
    /// How many of each are named
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
    /// Only what is at least as severe
    #[arg(long, value_name = "SEVERITY")]
    pub severity: Option<SeverityArgument>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct StartArguments {
    /// The page: its file in any language, or the file to be made
    #[arg(value_name = "PATH")]
    pub path: Utf8PathBuf,
    /// The language to translate into; not needed with the path of the file to be made
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Leave out the commit that is translated
    #[arg(long)]
    pub no_pin: bool,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum SeverityArgument {
    Byline,
    Wording,
    Prose,
    Link,
    Version,
    Code,
    Warning,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum StateArgument {
    InSync,
    Drifted,
    Orphan,
    Missing,
    Unknown,
}

impl From<SeverityArgument> for DriftSeverity {
    fn from(argument: SeverityArgument) -> Self {
        match argument {
            SeverityArgument::Byline => DriftSeverity::Byline,
            SeverityArgument::Wording => DriftSeverity::Wording,
            SeverityArgument::Prose => DriftSeverity::Prose,
            SeverityArgument::Link => DriftSeverity::Link,
            SeverityArgument::Version => DriftSeverity::Version,
            SeverityArgument::Code => DriftSeverity::Code,
            SeverityArgument::Warning => DriftSeverity::Warning,
        }
    }
}

impl From<StateArgument> for State {
    fn from(argument: StateArgument) -> Self {
        match argument {
            StateArgument::InSync => State::InSync,
            StateArgument::Drifted => State::Drifted,
            StateArgument::Orphan => State::Orphan,
            StateArgument::Missing => State::Missing,
            StateArgument::Unknown => State::Unknown,
        }
    }
}
