//! Pages from documents.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Collations, Page, PageId, PagePath, SetId};
use crate::config::{LanguageId, PageKind, Settings};
use crate::discover::ContentRole;
use crate::parse::Document;

/// A page for each document.
pub(super) fn make(settings: &Settings, documents: &[Arc<Document>]) -> Vec<Page> {
    documents.iter().map(|document| from_document(settings, document)).collect()
}

fn from_document(settings: &Settings, document: &Arc<Document>) -> Page {
    let file = &document.file;
    let kind = match file.role {
        ContentRole::Section if file.location.is_empty() => PageKind::Home,
        ContentRole::Section => PageKind::Section,
        ContentRole::Bundle | ContentRole::Single => PageKind::Page,
    };
    let own_title = document.front_matter.title.clone();
    let page = new(kind, file.language, &file.location);
    // A page at the root is in no section, be it a file or a bundle.
    let is_at_root = kind == PageKind::Page && !file.location.contains('/');
    Page {
        title: own_title.unwrap_or_else(|| title_of(&file.location)),
        document: Some(document.clone()),
        section: if is_at_root { String::new() } else { page.section.clone() },
        is_made: settings.has_kind(file.language, kind),
        ..page
    }
}

/// A page without a document.
pub(super) fn new(kind: PageKind, language: LanguageId, location: &str) -> Page {
    Page {
        id: PageId(usize::MAX),
        kind,
        language,
        location: location.to_owned(),
        document: None,
        inherited: None,
        title: String::new(),
        is_made: true,
        is_web_page: true,
        path: PagePath::default(),
        section: location.split('/').next().unwrap_or_default().to_owned(),
        parent: None,
        subsections: Vec::new(),
        members: Vec::new(),
        set: SetId(usize::MAX),
        older: None,
        newer: None,
        terms: BTreeMap::new(),
        ownership: Arc::default(),
        labels: Vec::new(),
    }
}

/// Removes the pages of kinds that the configuration switches off. Home pages and sections stay, and
/// are not made: they hold the tree together, as Hugo's do.
pub(super) fn remove_disabled(all: &mut Vec<Page>) {
    all.retain(|page| page.is_made || matches!(page.kind, PageKind::Home | PageKind::Section));
}

/// A title for what has none: the last part of its location, with blanks and a capital.
pub(super) fn title_of(location: &str) -> String {
    let name = location.rsplit('/').next().unwrap_or_default().replace(['-', '_'], " ");
    let mut characters = name.trim().chars();
    match characters.next() {
        Some(first) => first.to_uppercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// What is directly below each page, sections and pages together, in their order.
pub(super) fn entries(pages: &[Page], collations: &Collations) -> Vec<Vec<PageId>> {
    let below = |page: &Page| {
        let mut entries = [page.subsections.as_slice(), page.members.as_slice()].concat();
        sort(pages, &mut entries, collations);
        entries
    };
    pages.iter().map(below).collect()
}

/// Hugo's default order: weight (none comes last), date from new to old, title by the order of the language, place.
pub(super) fn sort(pages: &[Page], ids: &mut [PageId], collations: &Collations) {
    ids.sort_by(|a, b| {
        let (a, b) = (&pages[a.0], &pages[b.0]);
        let weight = |page: &Page| match page.weight() {
            0 => i64::MAX,
            weight => weight,
        };
        let date = |page: &Page| page.date().map(|date| date.timestamp());
        weight(a)
            .cmp(&weight(b))
            .then_with(|| date(b).cmp(&date(a)))
            .then_with(|| collations.compare(a.language, a.link_title(), b.link_title()))
            .then_with(|| a.location.cmp(&b.location))
    });
}
