//! The arguments that every command takes: which site, and how its problems are shown.

use camino::Utf8PathBuf;
use clap::{Args, ValueEnum};

/// The heading of these options in the help of each command.
const EVERYWHERE: &str = "Options of every command";

#[derive(Clone, Debug, Args)]
pub(super) struct GlobalArguments {
    /// The site's directory
    #[arg(
        long,
        alias = "source",
        short = 's',
        value_name = "DIR",
        default_value = ".",
        global = true,
        help_heading = EVERYWHERE
    )]
    pub root: Utf8PathBuf,
    /// How to show problems
    #[arg(long, value_name = "FORMAT", default_value = "human", global = true, help_heading = EVERYWHERE)]
    pub format: MessageFormat,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true, help_heading = EVERYWHERE)]
    pub color: Color,
    /// Show notes too, such as keys of a Hugo configuration that have no effect
    #[arg(long, short, global = true, help_heading = EVERYWHERE)]
    pub verbose: bool,
    /// Say nothing but problems
    #[arg(long, short, global = true, conflicts_with = "verbose", help_heading = EVERYWHERE)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// With excerpts, for people
    Human,
    /// One line each
    Short,
    /// One JSON document on standard output
    Json,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0 on standard output
    Sarif,
    /// Reviewdog's `rdjson` on standard output
    Rdjson,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}
