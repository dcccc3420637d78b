//! Prints data to standard output, and everything else to standard error.

use std::io::{IsTerminal, Write};

use serde::Serialize;
use terminal_size::{Width, terminal_size_of};

use super::exit::Exit;
use super::global::{Color, GlobalArguments, MessageFormat};
use crate::diagnostic::report::{
    Notes, Report, Style, counted, github, harmless, human, rdjson, sarif, short, visible_json,
};
use crate::diagnostic::{Diagnostic, Severities, Severity};
use crate::world::World;

pub(super) use crate::built_in::texts;

/// The columns of a terminal of unknown width, and of lines that are read.
const DEFAULT_WIDTH: usize = 80;

/// In fewer columns, nothing has room.
const NARROWEST: usize = 40;

/// Shows diagnostics in the requested format, except for JSON, which the caller prints with other data.
/// Returns the exit code if nothing else is wrong.
pub(super) fn show(
    arguments: &GlobalArguments,
    report: &Report<'_>,
    world: Option<&dyn World>,
) -> Exit {
    let texts = texts(world);
    match arguments.format {
        MessageFormat::Human => {
            let colour = uses_colour(arguments.color, Stream::Error);
            let style = Style { colour, width: columns(Stream::Error) };
            say(&human(report, &texts, style));
            Exit::Fine
        }
        MessageFormat::Short => {
            say(&short(report, &texts));
            Exit::Fine
        }
        // These lines are commands of GitHub, so nothing else may be printed among them.
        MessageFormat::Github => write(&github(report, &texts)),
        MessageFormat::Sarif => print_json(&sarif(report, &texts)),
        MessageFormat::Rdjson => print_json(&rdjson(report, &texts)),
        MessageFormat::Json => Exit::Fine,
    }
}

/// The diagnostics that are shown.
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
    is_terminal(stream).then(|| {
        let size = match stream {
            Stream::Output => terminal_size_of(std::io::stdout()),
            Stream::Error => terminal_size_of(std::io::stderr()),
        };
        let columns = size.map(|(Width(columns), _)| usize::from(columns));
        columns.filter(|columns| *columns > 0).unwrap_or(DEFAULT_WIDTH).max(NARROWEST)
    })
}

/// How wide a line of text may be: as wide as the terminal, and no wider than people read.
pub(super) fn columns(stream: Stream) -> usize {
    width(stream).unwrap_or(DEFAULT_WIDTH).min(DEFAULT_WIDTH)
}

fn is_terminal(stream: Stream) -> bool {
    match stream {
        Stream::Output => std::io::stdout().is_terminal(),
        Stream::Error => std::io::stderr().is_terminal(),
    }
}

/// Prints to standard error. If it is closed, the program goes on.
pub(super) fn say(text: &str) {
    let _ = std::io::stderr().write_all(harmless(text).as_bytes());
}

/// Prints what nobody needs to see who only wants to know of problems.
pub(super) fn tell(global: &GlobalArguments, text: &str) {
    if !global.quiet {
        say(text);
    }
}

/// Prints to standard output, for people.
pub(super) fn print(text: &str) -> Exit {
    write(&harmless(text))
}

/// Prints to standard output, for programs.
pub(super) fn print_json(document: &impl Serialize) -> Exit {
    match serde_json::to_string_pretty(document) {
        Ok(json) => write(&(visible_json(&json) + "\n")),
        Err(error) => unwritten(&error.into()),
    }
}

/// Prints to standard output what this program itself has made, byte for byte.
pub(super) fn print_script(script: &[u8]) -> Exit {
    write_bytes(script)
}

fn write(text: &str) -> Exit {
    write_bytes(text.as_bytes())
}

fn write_bytes(bytes: &[u8]) -> Exit {
    let mut output = std::io::stdout();
    let written = output.write_all(bytes).and_then(|()| output.flush());
    written.map_or_else(|error| unwritten(&error), |()| Exit::Fine)
}

/// Handles a failed write to standard output. A closed pipe is fine: its reader has seen enough.
pub(super) fn unwritten(error: &std::io::Error) -> Exit {
    if error.kind() == std::io::ErrorKind::BrokenPipe {
        return Exit::Fine;
    }
    say(&format!("error: cannot write to standard output: {error}\n"));
    Exit::Machine
}
