//! The paths of a command line as paths below the root.
//!
//! A path may be absolute, relative to the root, or relative to the current directory: whichever of
//! the two exists is meant; if neither does, the one with the longer existing part.

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};

use crate::cli::open::resolved;
use crate::diagnostic::{Code, Diagnostic};

/// Each path once, relative to the root, in the order in which they are named.
///
/// # Errors
/// A diagnostic for each path outside the root.
pub(super) fn below_root(
    root: &Utf8Path,
    named: &[Utf8PathBuf],
) -> Result<Vec<Utf8PathBuf>, Vec<Diagnostic>> {
    let root = resolved(root);
    let here = resolved(Utf8Path::new("."));
    let mut paths = Vec::new();
    let mut outside = Vec::new();
    for path in named {
        match meant(&root, &here, path) {
            Some(found) if paths.contains(&found) => {}
            Some(found) => paths.push(found),
            None => {
                let message = format!("`{path}` is not below the site's root `{root}`");
                let hint = "name the directory of the site with `--root DIR`";
                outside.push(Diagnostic::new(Code::ArgumentValue, message).hint(hint));
            }
        }
    }
    if outside.is_empty() { Ok(paths) } else { Err(outside) }
}

fn meant(root: &Utf8Path, here: &Utf8Path, path: &Utf8Path) -> Option<Utf8PathBuf> {
    let candidates = [plain(&root.join(path)), plain(&here.join(path))];
    let inside = candidates.iter().filter(|candidate| candidate.starts_with(root));
    // If both are equal, the one below the root.
    let best = inside.rev().max_by_key(|candidate| existing(candidate))?;
    best.strip_prefix(root).ok().map(Utf8Path::to_owned)
}

/// Without `.` and `..`. Links are kept: `OWNERS` files apply to names.
fn plain(path: &Utf8Path) -> Utf8PathBuf {
    let mut plain = Utf8PathBuf::new();
    for part in path.components() {
        match part {
            Utf8Component::CurDir => {}
            Utf8Component::ParentDir => drop(plain.pop()),
            other => plain.push(other),
        }
    }
    plain
}

/// Orders paths by how many of their parts are missing: an existing path comes last.
fn existing(path: &Utf8Path) -> std::cmp::Reverse<usize> {
    std::cmp::Reverse(path.ancestors().take_while(|part| !part.exists()).count())
}
