//! The arguments, as clap reads them.

use super::l10n::L10nArguments;
use camino::Utf8PathBuf;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

/// A static site generator for blogs and documentation in many languages.
#[derive(Debug, Parser)]
#[command(name = "site", version, about, max_term_width = 80)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub global: GlobalArguments,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Debug, Args)]
pub(super) struct GlobalArguments {
    /// The directory of the site
    #[arg(
        long,
        alias = "source",
        short = 's',
        value_name = "DIR",
        default_value = ".",
        global = true
    )]
    pub root: Utf8PathBuf,
    /// How problems are shown
    #[arg(long, value_name = "FORMAT", default_value = "human", global = true)]
    pub format: Format,
    /// Whether colours are used
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: Color,
    /// Show notes too, such as keys of a Hugo configuration that are skipped
    #[arg(long, short, global = true)]
    pub verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// With excerpts, for people
    Human,
    /// A line each
    Short,
    /// One JSON document on standard output
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0 on standard output
    Sarif,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make the site
    Build(BuildArguments),
    /// Say what is translated, what has drifted, and what to do next
    L10n(L10nArguments),
    /// Say who reviews and approves a path, and which labels a change gets
    Owners(OwnersArguments),
    /// Show the site while it is being written
    #[command(visible_alias = "server")]
    Serve(ServeArguments),
    /// Show where the theme's files come from, or make them your own
    #[command(subcommand)]
    Theme(ThemeCommand),
}

#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// Copy the built-in theme into `themes/NAME`, to be changed there
    Eject(EjectArguments),
    /// List templates, assets and strings, and the file that each is taken from
    List,
}

#[derive(Debug, Args)]
pub(super) struct EjectArguments {
    /// What the theme shall be called
    #[arg(value_name = "NAME", default_value = "default")]
    pub name: String,
}

#[derive(Debug, Args)]
pub(super) struct OwnersArguments {
    /// Files or directories, whether they exist or not
    #[arg(value_name = "PATH", required_unless_present = "changed")]
    pub paths: Vec<Utf8PathBuf>,
    /// Everything that differs from a revision [default: where `HEAD` left `origin/main` or `main`]
    #[arg(long, value_name = "BASE", num_args = 0..=1, conflicts_with = "paths")]
    pub changed: Option<Option<String>>,
}

/// What is built.
#[derive(Debug, Args)]
pub(super) struct ContentArguments {
    /// The address the site will stand at, in place of `baseURL`
    #[arg(long, short = 'b', value_name = "URL")]
    pub base_url: Option<String>,
    /// Make drafts too
    #[arg(long, short = 'D', alias = "buildDrafts")]
    pub drafts: bool,
    /// Make pages whose date is yet to come
    #[arg(long, short = 'F', alias = "buildFuture")]
    pub future: bool,
    /// Make pages that have expired
    #[arg(long, short = 'E', alias = "buildExpired")]
    pub expired: bool,
    /// Show what is for those who work on the site: labels and owners
    #[arg(long)]
    pub preview: bool,
    /// Take this for today: `2026-02-17` or `2026-02-17T12:00:00Z`
    #[arg(long, alias = "clock", value_name = "DATE")]
    pub date: Option<String>,
    /// Make the pages of these languages only, such as `zh-cn,ko`
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Make the index that the reader's search needs [default: `search.enable`; off while serving]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub search: Option<bool>,
    #[command(flatten)]
    pub cache: CacheArguments,
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// Where the site is written [default: `publishDir`, else `public` in the root]
    #[arg(long, short = 'd', alias = "destination", value_name = "DIR")]
    pub output_dir: Option<Utf8PathBuf>,
    #[command(flatten)]
    pub content: ContentArguments,
    /// Write what could be made, even if there are errors
    #[arg(long)]
    pub keep_going: bool,
    /// Print what each stage took
    #[arg(long)]
    pub timings: bool,
}

/// What is remembered between builds.
#[derive(Debug, Args)]
pub(super) struct CacheArguments {
    /// Where highlighted code and the like are kept between builds [default: the user's cache
    /// directory]
    #[arg(long, alias = "cacheDir", value_name = "DIR")]
    pub cache_dir: Option<Utf8PathBuf>,
    /// Keep nothing between builds, and use nothing of earlier ones
    #[arg(long, conflicts_with = "cache_dir")]
    pub no_cache: bool,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub content: ContentArguments,
    /// The address to listen at; `0.0.0.0` is every one of this machine
    #[arg(long, alias = "bind", value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// The port; the next free one if it is taken, any with 0
    #[arg(long, short, default_value_t = 1313)]
    pub port: u16,
    /// A further name that the server may be called by; with a dot before it, all below it
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub allow_host: Vec<String>,
    /// Open the site in the browser
    #[arg(long, alias = "openBrowser")]
    pub open: bool,
    /// Build again when a file changes, and reload pages that it changes
    #[arg(
        long, short, value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_value_t = true, default_missing_value = "true", action = ArgAction::Set
    )]
    pub watch: bool,
    /// The same as `--watch=false`
    #[arg(long, conflicts_with = "watch")]
    pub no_watch: bool,
    /// Lead the browser to the page whose file is saved
    #[arg(long, short = 'N', alias = "navigateToChanged")]
    pub navigate: bool,
}
