//! The arguments as a filter of the board.

use camino::{Utf8Path, Utf8PathBuf};

use super::arguments::PageArguments;
use crate::board::{Board, Filter};
use crate::cli::paths;
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::unknown_language;

/// The filter that the arguments describe.
///
/// # Errors
/// For a path outside the root, for one without a page in any language, and for a language that the site
/// does not have.
pub(super) fn filter(
    root: &Utf8Path,
    settings: &Settings,
    board: &Board,
    arguments: &PageArguments,
) -> Result<Filter, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut languages = Vec::new();
    for code in &arguments.language {
        match settings.language_by_code(code) {
            Some(id) => languages.push(id),
            None => problems.push(unknown_language(settings, code)),
        }
    }
    let named = paths::below_root(root, &arguments.paths);
    let paths: Vec<Utf8PathBuf> = named.unwrap_or_else(|outside| {
        problems.extend(outside);
        Vec::new()
    });
    problems.extend(
        paths.iter().filter(|path| !board.has_path(path)).map(|path| no_page(settings, path)),
    );
    if !problems.is_empty() {
        return Err(problems);
    }
    Ok(Filter {
        paths,
        languages,
        owner: arguments.owner.clone(),
        label: arguments.label.clone(),
        severity: arguments.severity,
        states: arguments.state.clone(),
        ..Filter::default()
    })
}

fn no_page(settings: &Settings, path: &Utf8Path) -> Diagnostic {
    let message = format!("there is no page to translate at or below `{path}`");
    let hint = match settings.language_by_code(path.as_str()) {
        Some(_) => format!("for all pages of a language: `--language {path}`"),
        None => "name a content file or a directory of them, in any language".to_owned(),
    };
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}
