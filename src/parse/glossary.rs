//! The glossary of a site: a page bundle whose Markdown files are its terms.

use std::collections::BTreeSet;

use super::Document;
use crate::config::{LanguageId, Settings};
use crate::discover::ContentFile;

/// Where terms are kept below the content of a language.
pub const GLOSSARY: &str = "docs/reference/glossary";

/// Whether a page shows the terms of its bundle: `layout: glossary`.
pub fn is_glossary(document: &Document) -> bool {
    document.front_matter.layout.as_deref() == Some("glossary")
}

/// What comes after `#` in a link to the entry of a term.
pub fn term_anchor(id: &str) -> String {
    format!("{ANCHOR}{}", id.to_lowercase())
}

/// Whether an id is that of an entry.
pub fn is_term_anchor(id: &str) -> bool {
    id.starts_with(ANCHOR)
}

const ANCHOR: &str = "term-";

/// The ids of the terms of a glossary, sorted: those of its own language, and those that only another one
/// has whose terms are shown in their place.
pub fn term_ids<'a>(bundles: impl Iterator<Item = &'a ContentFile>) -> BTreeSet<&'a str> {
    bundles.flat_map(terms_of).collect()
}

/// The languages whose terms a glossary in `language` shows, the first one first.
pub(super) fn languages(
    settings: &Settings,
    language: LanguageId,
) -> impl Iterator<Item = LanguageId> + use<'_> {
    let alternatives = settings.language(language).alternatives.iter().copied();
    [language].into_iter().chain(alternatives).chain([settings.default_language])
}

/// The Markdown files directly in a bundle, by their names.
fn terms_of(bundle: &ContentFile) -> impl Iterator<Item = &str> {
    bundle.resources.iter().filter_map(|file| {
        let id = file.name.strip_suffix(".md");
        id.filter(|id| !id.contains(['/', '.']) && !id.starts_with('_'))
    })
}
