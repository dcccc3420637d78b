//! What the name of a content file says.

use crate::config::{LanguageId, Settings};
use crate::world::is_leftover;

/// Files of a content directory that make no page.
pub(super) fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || is_leftover(name)
}

/// The languages in which a content file of `path` could be, for `name.zh-cn.md`.
pub(super) fn language_suffix(settings: &Settings, stem: &str) -> Option<(usize, LanguageId)> {
    let dot = stem.rfind('.')?;
    Some((dot, settings.language_by_code(&stem[dot + 1..])?))
}
