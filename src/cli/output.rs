//! What is printed, and where: data to standard output, everything else to standard error.

use std::io::{IsTerminal, Write};

use serde::Serialize;

use super::exit::Exit;
use super::global::{Color, Format, GlobalArguments};
use crate::diagnostic::report::{
    Notes, Report, Style, counted, github, harmless, human, sarif, short, visible_json,
};
use crate::diagnostic::{Diagnostic, Severities, Severity};
use crate::world::World;

pub(super) use crate::built_in::texts;

/// Columns where the terminal does not tell.
const DEFAULT_WIDTH: usize = 80;

/// Shows diagnostics in the way that the arguments ask for. JSON is the caller's, who has more to
/// say in it. How the program ends if nothing else is wrong.
pub(super) fn show(
    arguments: &GlobalArguments,
    report: &Report<'_>,
    world: Option<&dyn World>,
) -> Exit {
    let texts = texts(world);
    match arguments.format {
        Format::Human => {
            let style =
                Style { colour: uses_colour(arguments.color, Stream::Error), width: DEFAULT_WIDTH };
            say(&human(report, &texts, style));
            Exit::Fine
        }
        Format::Short => {
            say(&short(report, &texts));
            Exit::Fine
        }
        // These lines are commands, and nothing but the report's own.
        Format::Github => write(&github(report, &texts)),
        Format::Sarif => print_json(&sarif(report, &texts)),
        Format::Json => Exit::Fine,
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
            !asked_not && is_terminal(stream)
        }
    }
}

/// The columns of the terminal that a stream goes to; `None` where it goes to a file or a program.
pub(super) fn width(stream: Stream) -> Option<usize> {
    is_terminal(stream).then_some(DEFAULT_WIDTH)
}

fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::Output => std::io::stdout().is_terminal(),
        Stream::Error => std::io::stderr().is_terminal(),
    }
}

/// To standard error. That it is closed is no reason to stop.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().write_all(harmless(text).as_bytes());
}

/// To standard output, for people.
pub(super) fn print(text: &str) -> Exit {
    write(&harmless(text))
}

/// To standard output, for programs.
pub(super) fn print_json(document: &impl Serialize) -> Exit {
    match serde_json::to_string_pretty(document) {
        Ok(json) => write(&(visible_json(&json) + "\n")),
        Err(error) => unwritten(&error.into()),
    }
}

fn write(text: &str) -> Exit {
    let mut output = std::io::stdout();
    let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    written.map_or_else(|error| unwritten(&error), |()| Exit::Fine)
}

/// Says that standard output takes no more. A reader that has gone has seen what it wanted to see.
pub(super) fn unwritten(error: &std::io::Error) -> Exit {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        return Exit::Fine;
    }
    say(&format!("error: cannot write to standard output: {error}\n"));
    Exit::Machine
}
