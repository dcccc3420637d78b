//! `site l10n diff`: what changed in the source of a translation.

use super::arguments::{DiffArguments, PageArguments};
use super::load::Loaded;
use super::page_diff::PageDiff;
use super::{diff_json, diff_text, select};
use crate::cli::exit::Exit;
use crate::cli::global::{GlobalArguments, MessageFormat};
use crate::cli::output::{self, Stream, print, print_json};
use crate::diagnostic::Diagnostic;

/// Prints the differences of the pages that are named.
///
/// # Errors
/// For a path or a language that does not exist.
pub(super) fn run(
    global: &GlobalArguments,
    arguments: &DiffArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let pages = PageArguments {
        paths: arguments.paths.clone(),
        language: arguments.language.clone(),
        ..PageArguments::default()
    };
    let filter = select::filter(&global.root, &loaded.settings, &loaded.board, &pages)?;
    let pages = loaded.board.admitted(&filter);
    let diffs: Vec<PageDiff<'_>> =
        pages.filter_map(|page| PageDiff::new(loaded, page, arguments.severity)).collect();
    if global.format == MessageFormat::Json {
        return Ok(print_json(&diff_json::document(&diffs)));
    }
    let colours = output::uses_colour(global.color, Stream::Output);
    let columns = output::columns(Stream::Output);
    Ok(print(&diff_text::text(&diffs, diff_text::ChangeMarks { colours, columns })))
}
