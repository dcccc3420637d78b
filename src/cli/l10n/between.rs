//! The sources that changed between two revisions: what a release means for the translations.

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};

use crate::board::Board;
use crate::cli::paths::below_root;
use crate::diagnostic::{Code, Diagnostic};
use crate::git::{self, GitProgram};

/// The sources of the board at or below the named paths that differ between the revisions of a range.
///
/// # Errors
/// For a text that is no range, a revision that does not exist, and a path outside the root.
pub(super) fn changed_sources(
    root: &Utf8Path,
    board: &Board,
    named: &[Utf8PathBuf],
    range: &str,
) -> Result<Vec<Utf8PathBuf>, Vec<Diagnostic>> {
    let named = below_root(root, named)?;
    let (from, to) = range.split_once("..").ok_or_else(|| vec![no_range(range)])?;
    let to = if to.is_empty() { "HEAD" } else { to };
    let changed = git::between(&GitProgram::new(root), from, to).map_err(|problem| {
        vec![Diagnostic::new(Code::ArgumentValue, format!("`--between {range}`: {problem}"))]
    })?;
    let sources: BTreeSet<&Utf8PathBuf> =
        board.pages.iter().filter_map(|page| page.status.source.as_ref()).collect();
    let is_named = |path: &Utf8PathBuf| {
        named.is_empty() || named.iter().any(|directory| path.starts_with(directory))
    };
    Ok(changed.into_iter().filter(|path| sources.contains(path) && is_named(path)).collect())
}

fn no_range(range: &str) -> Diagnostic {
    let message = format!("`--between {range}` is no range of revisions");
    Diagnostic::new(Code::ArgumentValue, message).hint("write two revisions, such as `v1.2..v1.3`")
}
