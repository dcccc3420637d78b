//! The command line as clap reads it: the commands and their arguments.
//!
//! Arguments of all commands are in `global`.

use camino::Utf8PathBuf;
use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::cache::CacheArguments;
use super::global::GlobalArguments;
use super::l10n::L10nArguments;

/// A static site generator for blogs and documentation in many languages.
#[derive(Debug, Parser)]
#[command(name = "site", version, about, max_term_width = 80)]
pub(super) struct CommandLine {
    #[command(flatten)]
    pub global: GlobalArguments,
    #[command(subcommand)]
    pub command: Command,
}

// In the order of the help: from a new site to its upkeep.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a new site
    Init(InitArguments),
    /// Create the file of a new post, page or translation
    #[command(subcommand)]
    New(NewCommand),
    /// Serve the site on this machine, and rebuild it as you edit
    #[command(visible_alias = "server")]
    Serve(ServeArguments),
    /// Build the site
    Build(BuildArguments),
    /// Find every problem of the content, dead links among them, and write nothing
    Check(CheckArguments),
    /// List the content files, and what becomes of each
    List(ListArguments),
    /// Show what is found on this machine and in this site
    Doctor(DoctorArguments),
    /// Show what is translated, what has drifted, and what to do next
    L10n(L10nArguments),
    /// Show what a change means for the site: pages, translations, owners
    Changed(ChangedArguments),
    /// Show who reviews and approves a path, and which labels a change gets
    Owners(OwnersArguments),
    /// Move a page in all languages, with links to it and an alias
    Mv(MoveArguments),
    /// Remove a page in all languages
    Rm(RemoveArguments),
    /// List the theme's files, or copy the built-in theme to change it
    #[command(subcommand)]
    Theme(ThemeCommand),
    /// Print what your shell needs to complete commands
    Completions(CompletionsArguments),
    /// Write manual pages for `man`
    Man(ManArguments),
}

#[derive(Debug, Args)]
pub(super) struct ChangedArguments {
    /// The revision to compare with [default: where `HEAD` left `origin/main` or `main`]
    #[arg(value_name = "BASE")]
    pub base: Option<String>,
    /// Write Markdown, for a comment on a pull request
    #[arg(long)]
    pub markdown: bool,
    /// Compare translations with their sources by their texts alone
    #[arg(long)]
    pub no_git: bool,
}

#[derive(Debug, Args)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    pub content: ContentArguments,
    /// End with exit code 1 for problems of this severity, too
    #[arg(long, value_name = "SEVERITY")]
    pub deny: Option<Denied>,
    /// Mend what can be mended without anybody looking
    #[arg(long)]
    pub fix: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, short = 'n', requires = "fix")]
    pub dry_run: bool,
    /// Show only what a change brings with it [default: since `HEAD` left `origin/main` or `main`]
    #[arg(long, value_name = "BASE", num_args = 0..=1, conflicts_with = "write_baseline")]
    pub changed: Option<Option<String>>,
    /// Note the present problems as known: only others are shown from then on
    #[arg(long, conflicts_with_all = ["fix", "no_baseline"])]
    pub write_baseline: bool,
    /// Show known problems, too
    #[arg(long)]
    pub no_baseline: bool,
    /// Ask other hosts whether links to them lead anywhere, and note the good answers in `site-links.json`
    #[arg(long, conflicts_with_all = ["fix", "changed"])]
    pub external: bool,
    /// Do not ask git where the pages have gone that dead links lead to
    #[arg(long, conflicts_with = "changed")]
    pub no_git: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Denied {
    Warnings,
    /// Warnings and notes
    Notes,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArguments {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArguments {
    /// Where to write them: a directory that is empty or not there yet
    #[arg(value_name = "DIR")]
    pub directory: Utf8PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct DoctorArguments {
    #[command(flatten)]
    pub content: ContentArguments,
}

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// Where to make the site; it may hold other files [default: the current directory]
    #[arg(value_name = "DIR")]
    pub directory: Option<Utf8PathBuf>,
    /// The title [default: the name of the directory]
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Codes of the languages, the default one first, such as `en,zh-cn,ko` [default: `en`]
    #[arg(long, alias = "language", value_name = "CODES", value_delimiter = ',')]
    pub languages: Vec<String>,
    /// What the site is [default: `both`]
    #[arg(long, value_name = "KIND")]
    pub kind: Option<SiteParts>,
    /// The URL that the site will be published at [default: `https://example.org/`]
    #[arg(long, short = 'b', value_name = "URL")]
    pub base_url: Option<String>,
    /// Add a file that publishes the site there
    #[arg(long, value_name = "WHERE")]
    pub deploy: Option<DeployTarget>,
    /// Ask nothing, and take the defaults
    #[arg(long, short)]
    pub yes: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SiteParts {
    Blog,
    #[value(alias = "docs")]
    Manual,
    Both,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum DeployTarget {
    #[value(alias = "github")]
    GithubPages,
    Gitlab,
    Netlify,
    Cloudflare,
    Container,
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// Which of them
    #[arg(value_name = "KIND", default_value = "all")]
    pub kind: ListedKind,
    #[command(flatten)]
    pub content: ContentArguments,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListedKind {
    All,
    Published,
    #[value(alias = "draft")]
    Drafts,
    Future,
    Expired,
}

#[derive(Debug, Args)]
pub(super) struct MoveArguments {
    /// The page: its file in any language, or the directory of its bundle
    #[arg(value_name = "FROM")]
    pub from: Utf8PathBuf,
    /// Its new place below the content, such as `docs/install`; with a slash at the end, a directory
    #[arg(value_name = "TO")]
    pub to: Utf8PathBuf,
    /// Show what would change, and change nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
}

#[derive(Debug, Args)]
pub(super) struct RemoveArguments {
    /// The page: its file in any language, or the directory of its bundle
    #[arg(value_name = "PATH")]
    pub path: Utf8PathBuf,
    /// Show what would be removed, and remove nothing
    #[arg(long, short = 'n')]
    pub dry_run: bool,
}

#[derive(Debug, Subcommand)]
pub(super) enum NewCommand {
    /// A post, named and placed as the newest one is; a draft with the day of today
    Post(NewPostArguments),
    /// A page at a path below the content, such as `docs/install`
    Page(NewPageArguments),
    /// A translation of a page; the same as `site l10n start`
    Translation(NewTranslationArguments),
}

#[derive(Debug, Args)]
pub(super) struct NewPostArguments {
    /// The title
    #[arg(value_name = "TITLE")]
    pub title: String,
    /// The name of the file, without date and extension [default: by the title]
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// The section [default: the site's blog]
    #[arg(long, value_name = "SECTION")]
    pub section: Option<String>,
    /// The language [default: the site's default]
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Open it in your editor: `VISUAL` or `EDITOR`
    #[arg(long)]
    pub edit: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewPageArguments {
    /// Its path below the content; with a slash at the end, a section
    #[arg(value_name = "PATH")]
    pub path: Utf8PathBuf,
    /// The title [default: by the path]
    #[arg(value_name = "TITLE")]
    pub title: Option<String>,
    /// The language [default: the site's default]
    #[arg(long, value_name = "CODE")]
    pub language: Option<String>,
    /// Open it in your editor: `VISUAL` or `EDITOR`
    #[arg(long)]
    pub edit: bool,
}

#[derive(Debug, Args)]
pub(super) struct NewTranslationArguments {
    /// The page: its file in any language
    #[arg(value_name = "PATH")]
    pub path: Utf8PathBuf,
    /// The language to translate into
    #[arg(long, value_name = "CODE")]
    pub language: String,
}

#[derive(Debug, Subcommand)]
pub(super) enum ThemeCommand {
    /// Copy the built-in theme to `themes/NAME`, where you can change it
    Eject(EjectArguments),
    /// List templates, assets and strings, and the file that each comes from
    List,
}

#[derive(Debug, Args)]
pub(super) struct EjectArguments {
    /// The name of the copy
    #[arg(value_name = "NAME", default_value = "default")]
    pub name: String,
}

#[derive(Debug, Args)]
pub(super) struct OwnersArguments {
    /// Files or directories; they need not exist
    #[arg(value_name = "PATH", required_unless_present = "changed")]
    pub paths: Vec<Utf8PathBuf>,
    /// Every path that differs from a revision [default: where `HEAD` left `origin/main` or `main`]
    #[arg(long, value_name = "BASE", num_args = 0..=1, conflicts_with = "paths")]
    pub changed: Option<Option<String>>,
}

/// What to build.
#[derive(Debug, Args)]
pub(super) struct ContentArguments {
    /// The URL that the site will be published at, in place of `baseURL`
    #[arg(long, short = 'b', value_name = "URL")]
    pub base_url: Option<String>,
    /// The environment, which chooses a directory of Hugo's `config` [default: `production`, or
    /// `HUGO_ENVIRONMENT`]
    #[arg(long, short = 'e', value_name = "NAME")]
    pub environment: Option<String>,
    /// Include drafts
    #[arg(long, short = 'D', alias = "buildDrafts")]
    pub drafts: bool,
    /// Include pages whose date is in the future
    #[arg(long, short = 'F', alias = "buildFuture")]
    pub future: bool,
    /// Include pages that have expired
    #[arg(long, short = 'E', alias = "buildExpired")]
    pub expired: bool,
    /// Show labels and owners, which readers of the site do not see
    #[arg(long)]
    pub preview: bool,
    /// Build as of this date: `2026-02-17` or `2026-02-17T12:00:00Z`
    #[arg(long, alias = "clock", value_name = "DATE")]
    pub date: Option<String>,
    /// Build the pages of these languages only, such as `zh-cn,ko`
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub language: Vec<String>,
    /// Build the search index [default: `search.enable`; off while serving]
    #[arg(long, value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    pub search: Option<bool>,
    #[command(flatten)]
    pub trust: TrustArguments,
    #[command(flatten)]
    pub cache: CacheArguments,
}

#[derive(Debug, Args)]
pub(super) struct BuildArguments {
    /// Where to write the site [default: `publishDir`, else `public` in the root]
    #[arg(long, short = 'd', alias = "destination", value_name = "DIR")]
    pub output_dir: Option<Utf8PathBuf>,
    #[command(flatten)]
    pub content: ContentArguments,
    /// Write what could be built even if there are errors
    #[arg(long)]
    pub keep_going: bool,
    /// Leave white space and comments that no reader sees out of the pages
    #[arg(long)]
    pub minify: bool,
    /// Print how long each stage took, and what was used of each budget
    #[arg(long)]
    pub timings: bool,
}

/// Whether the authors of the content are trusted.
#[derive(Debug, Args)]
pub(super) struct TrustArguments {
    /// Build content that anybody may have written, such as a pull request: nothing in it can run
    #[arg(long, requires = "trusted_root")]
    pub untrusted: bool,
    /// Where configuration, templates and theme come from instead: a checkout of the base branch
    #[arg(long, value_name = "DIR", requires = "untrusted")]
    pub trusted_root: Option<Utf8PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    pub content: ContentArguments,
    /// The address to listen on; `0.0.0.0` is every address of this machine
    #[arg(long, alias = "bind", value_name = "HOST", default_value = "127.0.0.1")]
    pub host: String,
    /// The port; if it is taken, the next free one; with 0, any
    #[arg(long, short, default_value_t = 1313)]
    pub port: u16,
    /// Another host name to answer to; with a dot in front, every name below it
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub allow_host: Vec<String>,
    /// Open the site in your browser
    #[arg(long, alias = "openBrowser")]
    pub open: bool,
    /// Rebuild when a file changes, and reload the pages that this changes
    #[arg(
        long, short, value_name = "BOOL", num_args = 0..=1, require_equals = true,
        default_value_t = true, default_missing_value = "true", action = ArgAction::Set
    )]
    pub watch: bool,
    /// The same as `--watch=false`
    #[arg(long, conflicts_with = "watch")]
    pub no_watch: bool,
    /// Look for changes every second: for disks that tell of none [default: where a disk is known for that]
    #[arg(long, conflicts_with = "no_watch")]
    pub poll: bool,
    /// Take the browser to the page whose file you save
    #[arg(long, short = 'N', alias = "navigateToChanged")]
    pub navigate: bool,
}
