//! What the name of a content file says.

use camino::Utf8Path;

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

/// Whether the name of a file says a language that is switched off.
pub(super) fn is_of_disabled_language(settings: &Settings, place: &Utf8Path) -> bool {
    let named = place.file_stem().and_then(|stem| stem.rsplit_once('.'));
    named.is_some_and(|(_, code)| {
        settings.disabled_languages.iter().any(|disabled| disabled.eq_ignore_ascii_case(code))
    })
}
