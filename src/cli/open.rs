//! Opens the site of a command.

use camino::{Utf8Path, Utf8PathBuf};
use jiff::{Timestamp, Zoned};

use super::global::GlobalArguments;
use crate::diagnostic::Diagnostic;
use crate::pipeline::no_root;
use crate::world::DiskWorld;

/// The world below the root; `now` replaces the clock.
///
/// # Errors
/// When the root cannot be opened.
pub(super) fn open(
    global: &GlobalArguments,
    now: Option<Timestamp>,
) -> Result<DiskWorld, Box<Diagnostic>> {
    DiskWorld::open(&global.root, now).map_err(|error| Box::new(no_root(&global.root, &error)))
}

/// The path without links and `..`, as far as it exists.
#[allow(clippy::disallowed_methods, reason = "paths of the command line are not of the world")]
pub(super) fn resolved(path: &Utf8Path) -> Utf8PathBuf {
    let absolute = camino::absolute_utf8(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in absolute.ancestors() {
        if let Ok(canonical) = ancestor.canonicalize_utf8() {
            let rest = absolute.strip_prefix(ancestor).unwrap_or(Utf8Path::new(""));
            return canonical.join(rest);
        }
    }
    absolute
}

/// The time on the user's clock, for the day of a new page.
#[allow(clippy::disallowed_methods, reason = "a new page has the user's day, whatever the site is")]
pub(super) fn now() -> Zoned {
    Zoned::now()
}
