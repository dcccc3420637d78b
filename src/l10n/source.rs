//! The source of a set of translations.

use crate::config::Settings;
use crate::parse::Document;
use crate::resolve::{Page, Pairs, TranslationSet};

/// The page in the default language.
#[derive(Clone, Copy)]
pub(super) struct SourcePage<'a> {
    pub page: &'a Page,
    pub document: &'a Document,
}

/// The source of a set, if it has a file.
pub(super) fn source<'a>(
    settings: &Settings,
    pairs: &'a Pairs,
    set: &TranslationSet,
) -> Option<SourcePage<'a>> {
    let member = set.members.get(&settings.default_language)?;
    let page = &pairs.pages[member.page.0];
    page.document.as_deref().map(|document| SourcePage { page, document })
}
