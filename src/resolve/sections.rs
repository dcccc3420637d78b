//! The tree of sections: who stands below whom, and in what order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Collations, Page, PageId, pages};
use crate::config::{LanguageId, PageKind, Settings};
use crate::discover::ContentRole;
use crate::parse::{Document, Listing};

/// Adds what has no file of its own: a home page for each language, and a page for each top-level
/// directory that holds pages, published or not, as Hugo does. Deeper directories are sections only with an
/// `_index`; one whose `_index` is not published has no page.
pub(super) fn ensure(settings: &Settings, documents: &[Arc<Document>], all: &mut Vec<Page>) {
    let indexes = documents.iter().map(|document| &document.file);
    let have: BTreeSet<(LanguageId, &str)> = all
        .iter()
        .filter(|page| matches!(page.kind, PageKind::Home | PageKind::Section))
        .map(|page| (page.language, page.location.as_str()))
        .chain(
            indexes
                .filter(|file| file.role == ContentRole::Section && !file.location.is_empty())
                .map(|file| (file.language, file.location.as_str())),
        )
        .collect();
    let unpublished_homes: BTreeSet<LanguageId> = documents
        .iter()
        .filter(|document| document.file.location.is_empty())
        .map(|document| document.file.language)
        .collect();
    let mut missing: BTreeSet<(LanguageId, String)> = BTreeSet::new();
    for language in settings.language_ids() {
        if !have.contains(&(language, "")) {
            missing.insert((language, String::new()));
        }
    }
    for file in documents.iter().map(|document| &document.file) {
        let Some((section, _)) = file.location.split_once('/') else { continue };
        if !have.contains(&(file.language, section)) {
            missing.insert((file.language, section.to_owned()));
        }
    }
    for (language, location) in missing {
        let kind = if location.is_empty() { PageKind::Home } else { PageKind::Section };
        let title = match kind {
            PageKind::Home => settings.language(language).title.clone(),
            _ => pages::title_of(&location),
        };
        // A home page that is not published holds the tree together all the same.
        let is_unpublished = location.is_empty() && unpublished_homes.contains(&language);
        let is_made = settings.has_kind(language, kind) && !is_unpublished;
        all.push(Page { title, is_made, ..pages::new(kind, language, &location) });
    }
    all.sort_by(|a, b| (a.language, &a.location, a.kind).cmp(&(b.language, &b.location, b.kind)));
}

/// Links pages to their sections, sections to theirs, and each page to its neighbours.
/// Gives the home page of each language.
pub(super) fn link(settings: &Settings, all: &mut [Page], collations: &Collations) -> Vec<PageId> {
    let sections: BTreeMap<(LanguageId, String), PageId> = all
        .iter()
        .filter(|page| matches!(page.kind, PageKind::Home | PageKind::Section))
        .map(|page| ((page.language, page.location.clone()), page.id))
        .collect();
    for index in 0..all.len() {
        let page = &all[index];
        if page.kind == PageKind::Home {
            continue;
        }
        let Some(parent) = nearest(&sections, page.language, &page.location) else { continue };
        let (id, kind, listing) = (page.id, page.kind, page.listing());
        all[index].parent = Some(parent);
        match kind {
            PageKind::Section if listing != Listing::Never => all[parent.0].subsections.push(id),
            PageKind::Page if listing != Listing::Never => all[parent.0].members.push(id),
            _ => {}
        }
    }
    for id in sections.values() {
        order(all, *id, collations);
    }
    let homes =
        settings.language_ids().filter_map(|id| sections.get(&(id, String::new())).copied());
    homes.collect()
}

/// The section above a location.
fn nearest(
    sections: &BTreeMap<(LanguageId, String), PageId>,
    language: LanguageId,
    location: &str,
) -> Option<PageId> {
    let mut above = location;
    loop {
        above = above.rfind('/').map_or("", |slash| &above[..slash]);
        let found = sections.get(&(language, above.to_owned()));
        if found.is_some() || above.is_empty() {
            return found.copied();
        }
    }
}

/// Sorts what a section holds, and tells each page who comes before and after it.
fn order(all: &mut [Page], section: PageId, collations: &Collations) {
    let mut members = std::mem::take(&mut all[section.0].members);
    let mut subsections = std::mem::take(&mut all[section.0].subsections);
    pages::sort(all, &mut members, collations);
    pages::sort(all, &mut subsections, collations);
    for pair in members.windows(2) {
        all[pair[0].0].older = Some(pair[1]);
        all[pair[1].0].newer = Some(pair[0]);
    }
    all[section.0].members = members;
    all[section.0].subsections = subsections;
}

/// The sections that a home page shows: `mainSections`, else those whose pages are laid out in time
/// by their permalinks, else the one with the most dated pages in the default language.
pub(super) fn main(settings: &Settings, all: &[Page]) -> Vec<String> {
    if let Some(named) = &settings.main_sections {
        return named.clone();
    }
    let dated: BTreeSet<String> = settings.permalinks.dated_sections().map(str::to_owned).collect();
    if !dated.is_empty() {
        return dated.into_iter().collect();
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for page in all {
        if page.kind == PageKind::Page
            && page.language == settings.default_language
            && page.date().is_some()
        {
            *counts.entry(&page.section).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    let most = most.map(|(section, _)| section);
    most.or_else(|| usual(all)).map(str::to_owned).into_iter().collect()
}

/// The section of posts by its name, where no page has a date.
fn usual(all: &[Page]) -> Option<&'static str> {
    let is_there = |name: &&&str| all.iter().any(|page| page.section == **name);
    ["blog", "posts", "news"].iter().find(is_there).copied()
}

/// The dated pages of the main sections in a language, new ones first; where none has a date, all of them.
pub(super) fn newest(
    all: &[Page],
    main: &[String],
    language: LanguageId,
    collations: &Collations,
) -> Vec<PageId> {
    let is_listed = |page: &&Page| {
        page.language == language
            && page.kind == PageKind::Page
            && page.listing() == Listing::Always
            && main.contains(&page.section)
    };
    let listed: Vec<&Page> = all.iter().filter(is_listed).collect();
    let mut dated: Vec<(jiff::Timestamp, &Page)> =
        listed.iter().filter_map(|page| Some((page.date()?.timestamp(), *page))).collect();
    if dated.is_empty() {
        let mut undated: Vec<PageId> = listed.iter().map(|page| page.id).collect();
        pages::sort(all, &mut undated, collations);
        return undated;
    }
    dated.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.location.cmp(&other.location)));
    dated.into_iter().map(|(_, page)| page.id).collect()
}
