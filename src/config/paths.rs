//! Which paths a configuration may name.

use camino::Utf8Path;

/// Whether a path that a configuration names leads nowhere but down.
pub(super) fn is_below_root(path: &str) -> bool {
    let path = Utf8Path::new(path);
    !path.is_absolute() && path.components().all(|part| part.as_str() != "..")
}
