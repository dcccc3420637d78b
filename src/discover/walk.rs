//! The files below a directory, and what could not be reached.

use camino::{Utf8Path, Utf8PathBuf};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::world::{Refusal, WalkProblem, WalkProblemKind, World, is_leftover};

/// The files below a directory that may be missing; problems become diagnostics.
pub(super) fn walk(
    world: &dyn World,
    dir: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> Vec<Utf8PathBuf> {
    walk_existing(world, dir, found).unwrap_or_default()
}

/// The files below a directory; `None` where there is none.
pub(super) fn walk_existing(
    world: &dyn World,
    dir: &Utf8Path,
    found: &mut Vec<Diagnostic>,
) -> Option<Vec<Utf8PathBuf>> {
    let walk = world.walk(dir)?;
    found.extend(walk.problems.iter().map(walk_diagnostic));
    let is_of_site = |file: &&Utf8PathBuf| !file.file_name().is_some_and(is_leftover);
    Some(walk.files.iter().filter(is_of_site).cloned().collect())
}

fn walk_diagnostic(problem: &WalkProblem) -> Diagnostic {
    let (code, message, hint) = match &problem.kind {
        WalkProblemKind::Loop => (
            Code::LinkLoop,
            "this link leads back to a directory above it".to_owned(),
            "remove the link; nothing below it was read",
        ),
        WalkProblemKind::Again(target) => (
            Code::LinkLoop,
            format!("another link has already led to `{target}`, and this one is below a link"),
            "remove the link; nothing below it was read",
        ),
        WalkProblemKind::Nowhere => {
            (Code::LinkOutside, "this link leads nowhere".to_owned(), "remove the link")
        }
        WalkProblemKind::Refused(refusal @ Refusal::LinkUntrusted) => (
            Code::UntrustedFile,
            refusal.to_string(),
            "look at where it leads before you accept the change; it is left out",
        ),
        WalkProblemKind::Refused(refusal) if refusal.is_link() => (
            Code::LinkOutside,
            refusal.to_string(),
            "copy the file into the site; the link was not followed",
        ),
        WalkProblemKind::Refused(refusal) => (Code::FileUnreadable, refusal.to_string(), ""),
        WalkProblemKind::TooDeep => {
            (Code::FileUnreadable, "too many directories in each other".to_owned(), "")
        }
        WalkProblemKind::TooMany => {
            (Code::FileUnreadable, "too many files; the rest was not read".to_owned(), "")
        }
        WalkProblemKind::Unreadable(words) => {
            (Code::FileUnreadable, format!("cannot be read: {words}"), "")
        }
        WalkProblemKind::NameNotUtf8 => (
            Code::FileNotUtf8,
            "the name of this file is not valid UTF-8".to_owned(),
            "rename the file",
        ),
    };
    let diagnostic = Diagnostic::new(code, message).at(Place::file(&problem.path));
    if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) }
}
