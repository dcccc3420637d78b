//! What is printed, and where: data to standard output, everything else to standard error.

use std::io::{IsTerminal, Write};

use super::global::{Color, Format, GlobalArguments};
use crate::diagnostic::report::{Notes, Report, Style, counted, github, human, sarif, short};
use crate::diagnostic::{Diagnostic, Severities, Severity};
use crate::world::World;

pub(super) use crate::built_in::texts;

/// Columns where the terminal does not tell.
const DEFAULT_WIDTH: usize = 80;

/// Shows diagnostics in the way that the arguments ask for. JSON is the caller's, who has more to
/// say in it.
pub(super) fn show(arguments: &GlobalArguments, report: &Report<'_>, world: Option<&dyn World>) {
    let texts = texts(world);
    match arguments.format {
        Format::Human => {
            let style =
                Style { colour: uses_colour(arguments.color, Stream::Error), width: DEFAULT_WIDTH };
            say(&human(report, &texts, style));
        }
        Format::Short => say(&short(report, &texts)),
        Format::Github => print(&github(report, &texts)),
        Format::Sarif => print(&format!("{:#}\n", sarif(report, &texts))),
        Format::Json => {}
    }
}

/// The diagnostics as far as they are shown.
pub(super) fn report<'a>(
    arguments: &GlobalArguments,
    diagnostics: &'a [Diagnostic],
    severities: &Severities,
) -> Report<'a> {
    let notes = if arguments.verbose { Notes::Shown } else { Notes::Hidden };
    Report::new(diagnostics, severities, notes)
}

/// `2 errors, 1 warning`; empty if there is nothing.
pub(super) fn tally(report: &Report<'_>) -> String {
    let counts = [
        (report.count(Severity::Error), "error"),
        (report.count(Severity::Warning), "warning"),
        (report.count(Severity::Note), "note"),
    ];
    let parts = counts.iter().filter(|(count, _)| *count > 0);
    parts.map(|(count, noun)| counted(*count, noun)).collect::<Vec<_>>().join(", ")
}

/// Where something is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stream {
    Output,
    Error,
}

/// Whether a stream takes colours.
#[allow(
    clippy::disallowed_methods,
    reason = "NO_COLOR is a matter of the terminal, not of the site"
)]
pub(super) fn uses_colour(color: Color, stream: Stream) -> bool {
    match color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let asked_not = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let is_terminal = match stream {
                Stream::Output => std::io::stdout().is_terminal(),
                Stream::Error => std::io::stderr().is_terminal(),
            };
            !asked_not && is_terminal
        }
    }
}

/// To standard error. That it is closed is no reason to stop.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

/// To standard output.
pub(super) fn print(text: &str) {
    let _ = std::io::stdout().write_all(text.as_bytes());
}
