//! Terms of taxonomies: a page for each, and one for each taxonomy.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::terms::{Terms, location, terms_of};
use super::{Collations, Page, PageId, pages};
use crate::config::{LanguageId, PageKind, Settings, Taxonomy};
use crate::diagnostic::{ConfigFlavour, Diagnostic};
use crate::discover::ContentRole;
use crate::parse::{Document, Listing};

/// Adds a page for every term that a page carries, unless a content file made it already.
///
/// A content file that is not published makes none, and keeps its term from having another.
pub(super) fn add(
    settings: &Settings,
    documents: &[Arc<Document>],
    all: &mut Vec<Page>,
    found: &mut Vec<Diagnostic>,
) {
    for taxonomy in &settings.taxonomies {
        let plural = &taxonomy.plural;
        claim_files(settings, all, taxonomy);
        let Terms { by_place: terms, problems, .. } = Terms::collect(settings, all, plural);
        found.extend(problems);
        // Hugo has the page of a taxonomy in every language, whether any page there carries a term or not.
        let languages: BTreeSet<LanguageId> = match settings.severities.flavour {
            ConfigFlavour::Hugo => taxonomy.languages.iter().copied().collect(),
            ConfigFlavour::Site => terms.keys().map(|(language, _)| *language).collect(),
        };
        let taxonomies = languages.into_iter().map(|language| Page {
            title: pages::title_of(plural),
            ..pages::new(PageKind::Taxonomy, language, plural)
        });
        let terms = terms.into_iter().map(|((language, location), term)| Page {
            title: term,
            ..pages::new(PageKind::Term, language, &location)
        });
        let written = written(settings, documents, plural);
        let added = taxonomies.chain(terms);
        let added =
            added.filter(|page| !written.contains(&(page.language, page.location.to_lowercase())));
        adopt(settings, all, added.collect());
    }
}

/// The places below a taxonomy's directory that content files are about, be they published or not.
fn written(
    settings: &Settings,
    documents: &[Arc<Document>],
    plural: &str,
) -> BTreeSet<(LanguageId, String)> {
    let files = documents.iter().map(|document| &document.file);
    let indexes = files.filter(|file| file.role == ContentRole::Section);
    let places = indexes.filter_map(|file| {
        let place = match file.location.strip_prefix(plural)?.strip_prefix('/') {
            Some(term) => location(settings, plural, term)?,
            None => file.location.clone(),
        };
        Some((file.language, place.to_lowercase()))
    });
    places.collect()
}

/// The sections that content files made below a taxonomy's directory are pages of its terms.
fn claim_files(settings: &Settings, all: &mut [Page], taxonomy: &Taxonomy) {
    let plural = taxonomy.plural.as_str();
    let is_section = |page: &&mut Page| {
        page.kind == PageKind::Section && taxonomy.languages.contains(&page.language)
    };
    for page in all.iter_mut().filter(is_section) {
        let Some(below) = page.location.strip_prefix(plural) else { continue };
        match below.strip_prefix('/') {
            Some(term) => {
                if let Some(location) = location(settings, plural, term) {
                    page.location = location;
                }
                page.kind = PageKind::Term;
            }
            None if below.is_empty() => page.kind = PageKind::Taxonomy,
            None => continue,
        }
        page.is_made = settings.has_kind(page.language, page.kind);
    }
}

/// Links pages with the pages of their terms, and taxonomies with theirs.
pub(super) fn link(settings: &Settings, all: &mut [Page], collations: &Collations) {
    let by_location: BTreeMap<(LanguageId, String), PageId> = all
        .iter()
        .filter(|page| page.is_made && matches!(page.kind, PageKind::Taxonomy | PageKind::Term))
        .map(|page| ((page.language, page.location.to_lowercase()), page.id))
        .collect();
    for taxonomy in &settings.taxonomies {
        let plural = &taxonomy.plural;
        for index in 0..all.len() {
            let page = &all[index];
            let (id, language, listed) = (page.id, page.language, page.listing() != Listing::Never);
            let ids: Vec<PageId> = terms_of(page, plural)
                .iter()
                .filter_map(|term| {
                    Some((language, location(settings, plural, term)?.to_lowercase()))
                })
                .filter_map(|key| by_location.get(&key).copied())
                .collect();
            if ids.is_empty() {
                continue;
            }
            for term in &ids {
                if listed && !all[term.0].members.contains(&id) {
                    all[term.0].members.push(id);
                }
            }
            all[index].terms.insert(plural.clone(), ids);
        }
    }
    for (key, id) in &by_location {
        let mut members = std::mem::take(&mut all[id.0].members);
        if all[id.0].kind == PageKind::Taxonomy {
            let below = format!("{}/", key.1);
            members = by_location
                .iter()
                .filter(|((language, location), _)| {
                    *language == key.0 && location.starts_with(&below)
                })
                .map(|(_, term)| *term)
                .collect();
            members.sort_by(|a, b| collations.compare(key.0, &all[a.0].title, &all[b.0].title));
        } else {
            pages::sort(all, &mut members, collations);
        }
        all[id.0].members = members;
    }
}

/// Adds the pages that no content file has made.
fn adopt(settings: &Settings, all: &mut Vec<Page>, mut added: Vec<Page>) {
    let place = |page: &Page| (page.kind, page.language, page.location.to_lowercase());
    let of_files: BTreeSet<(PageKind, LanguageId, String)> = all.iter().map(place).collect();
    added.retain(|page| {
        settings.has_kind(page.language, page.kind) && !of_files.contains(&place(page))
    });
    all.append(&mut added);
}
