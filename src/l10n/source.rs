//! The page that the others of a set are translations of.

use crate::config::Settings;
use crate::parse::Document;
use crate::resolve::{Page, Pairs, TranslationSet};

/// The page of the default language in a set.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub page: &'a Page,
    pub document: &'a Document,
}

/// The one of a set, if it has a file.
pub(super) fn source<'a>(
    settings: &Settings,
    pairs: &'a Pairs,
    set: &TranslationSet,
) -> Option<Source<'a>> {
    let member = set.members.get(&settings.default_language)?;
    let page = &pairs.pages[member.page.0];
    page.document.as_deref().map(|document| Source { page, document })
}
