//! `site l10n`: what is translated, what has drifted, and what to do next.

mod arguments;
mod between;
mod check;
mod detect;
mod diff;
mod diff_json;
mod diff_text;
mod human;
mod load;
mod markdown;
mod page_diff;
mod pin;
mod select;
mod start;
mod table;
mod tell;
mod todo;
mod wrap;

use camino::Utf8PathBuf;
use serde::Serialize;

use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::output::{self, Stream, print, print_json};
use super::paint::{Colours, NameStyle};
use crate::board::json;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::report::{DiagnosticJson, diagnostics_json};

pub(super) use arguments::L10nArguments;
use arguments::{L10nCommand, PageArguments, StartArguments, StatusArguments};
pub(super) use load::Loaded;
use load::Selection;
use tell::tell;

/// The one document that `site l10n status --format json` and `todo` print.
#[derive(Serialize)]
struct StatusJson<'a> {
    #[serde(flatten)]
    board: json::BoardJson<'a>,
    /// What is wrong with files that could not be read as pages.
    unread: Vec<DiagnosticJson>,
}

/// Runs the subcommand.
pub(super) fn run(global: &GlobalArguments, arguments: &L10nArguments) -> Exit {
    if let L10nCommand::Detect(arguments) = &arguments.command {
        return detect::run(global, arguments);
    }
    let loaded = match Loaded::of(global, arguments.no_git, arguments.command.scope()) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let exit = match &arguments.command {
        L10nCommand::Diff(arguments) => diff::run(global, arguments, &loaded),
        L10nCommand::Start(arguments) => start::run(global, arguments, &loaded),
        L10nCommand::Pin(arguments) => pin::run(global, arguments, &loaded),
        L10nCommand::Check(arguments) => check::run(global, arguments, &loaded),
        L10nCommand::Detect(arguments) => Ok(detect::run(global, arguments)),
        L10nCommand::Status(arguments) => status(global, arguments, &loaded),
        L10nCommand::Todo(arguments) => {
            show(global, &arguments.pages, &loaded, |selection, paint| {
                todo::text(selection, paint, arguments.limit)
            })
        }
    };
    exit.unwrap_or_else(|problems| {
        tell(global, &problems, Some(&loaded.world), &loaded.settings.severities).max(Exit::Usage)
    })
}

/// What `status` shows, of the pages whose sources changed between two revisions if these are named.
fn status(
    global: &GlobalArguments,
    arguments: &StatusArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let mut pages = arguments.pages.clone();
    if let Some(range) = &arguments.between {
        pages.paths = between::changed_sources(&global.root, &loaded.board, &pages.paths, range)?;
        if pages.paths.is_empty() {
            output::say(&format!("no source of a translation changed in `{range}`\n"));
            return Ok(Exit::Fine);
        }
    }
    show(global, &pages, loaded, |selection, paint| match arguments.markdown {
        true => markdown::status(selection),
        false => human::status(selection, paint, output::width(Stream::Output)),
    })
}

/// Creates the file of a translation: what `site l10n start PATH --language CODE` does.
pub(super) fn start_translation(
    global: &GlobalArguments,
    path: Utf8PathBuf,
    language: String,
) -> Exit {
    let start = StartArguments { path, language: Some(language), no_pin: false };
    run(global, &L10nArguments { command: L10nCommand::Start(start), no_git: false })
}

/// Shows the selected pages: in JSON, or as `text` writes them.
fn show(
    global: &GlobalArguments,
    pages: &PageArguments,
    loaded: &Loaded,
    text: impl Fn(&Selection<'_>, &NameStyle<'_>) -> String,
) -> Result<Exit, Vec<Diagnostic>> {
    let Loaded { settings, board, documents, .. } = loaded;
    let filter = select::filter(&global.root, settings, board, pages)?;
    if global.format == MessageFormat::Json {
        let report = output::report(global, &loaded.unread, &settings.severities);
        let unread = diagnostics_json(&report, &output::texts(Some(&loaded.world)));
        return Ok(print_json(&StatusJson { board: json::document(board, &filter), unread }));
    }
    let is_coloured = output::uses_colour(global.color, Stream::Output);
    let colours = if is_coloured { Colours::Shown } else { Colours::Plain };
    let columns = output::columns(Stream::Output);
    let paint = NameStyle { labels: &documents.owners.labels, colours, columns };
    Ok(print(&text(&Selection { board, filter: &filter }, &paint)))
}
