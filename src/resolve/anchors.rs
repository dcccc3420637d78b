//! The ids of its source's headings that a translated page answers to besides its own.
//!
//! Links from elsewhere name a heading by the id it has in the default language. A translated heading
//! has that one too, where it is plain which heading is meant: both pages have the same levels in the
//! same order.

use std::collections::{BTreeMap, BTreeSet};

use super::{Page, Site};
use crate::config::Settings;
use crate::parse::body::Heading;

/// Id of a heading of the page -> the id that it has in the default language, where that is another
/// one and no heading of the page has it.
pub fn source_anchors<'a>(
    settings: &Settings,
    site: &'a Site,
    page: &'a Page,
) -> BTreeMap<&'a str, &'a str> {
    let source = site.sets[page.set.0].members.get(&settings.default_language);
    let source = source.map(|member| site.page(member.page)).filter(|source| source.id != page.id);
    let Some((translated, source)) = headings(page).zip(source.and_then(headings)) else {
        return BTreeMap::new();
    };
    if !levels(translated).eq(levels(source)) {
        return BTreeMap::new();
    }
    let taken: BTreeSet<&str> = translated.iter().map(|heading| heading.id.as_str()).collect();
    let pairs = translated.iter().zip(source);
    let pairs = pairs.map(|(heading, source)| (heading.id.as_str(), source.id.as_str()));
    pairs.filter(|(_, source)| !taken.contains(source)).collect()
}

fn headings(page: &Page) -> Option<&[Heading]> {
    page.document.as_ref().map(|document| document.body.headings.as_slice())
}

fn levels(headings: &[Heading]) -> impl Iterator<Item = u8> {
    headings.iter().map(|heading| heading.level)
}
