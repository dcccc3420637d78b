//! Whose each page is, the pages of labels, and whether a page's labels fit its language.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::segment::term_segment;
use super::{Collations, Page, PageId, SetId, TranslationSet, pages};
use crate::config::{LanguageId, PageKind, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::owners::{self, Holding, Owners, Statement};
use crate::parse::{Documents, Listing, PageOwners};

/// The directory of the pages of labels.
pub(crate) const LABELS: &str = "labels";

/// What a label that says a language begins with.
const LANGUAGE: &str = "language/";

/// A label that a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageLabel {
    pub name: String,
    /// The page that lists what has the label.
    pub page: Option<PageId>,
}

/// Tells every page whose it is, and which labels it shows.
pub(super) fn assign(settings: &Settings, owners: &Owners, all: &mut [Page]) {
    if owners.is_empty() {
        return;
    }
    all.par_iter_mut().for_each(|page| {
        let Some(path) = path(settings, page) else { return };
        page.ownership =
            owners.of(&path, page_owners(page).and_then(|owners| owners.statement.as_ref()));
        let shown = page.ownership.labels.names().filter(|name| settings.shows_label(name));
        page.labels = shown.map(|name| PageLabel { name: name.to_owned(), page: None }).collect();
    });
}

/// The file of a page, or the directory of a section that has none.
fn path(settings: &Settings, page: &Page) -> Option<Utf8PathBuf> {
    match (&page.document, page.kind) {
        (Some(document), _) => Some(document.file.path.clone()),
        (None, PageKind::Home | PageKind::Section) => {
            Some(settings.language(page.language).content_dir.join(&page.location))
        }
        (None, _) => None,
    }
}

fn page_owners(page: &Page) -> Option<&PageOwners> {
    page.document.as_ref()?.front_matter.owners.as_ref()
}

/// Whether labels have pages: not where `labels` is a taxonomy of the site's own.
fn have_pages(settings: &Settings) -> bool {
    !settings.taxonomies.iter().any(|taxonomy| taxonomy.plural == LABELS)
}

/// Adds a page for every label and language with posts that carry it, and one that lists the labels.
/// Where another page stands already, there is none.
pub(super) fn add_label_pages(settings: &Settings, main: &[String], all: &mut Vec<Page>) {
    if !have_pages(settings) {
        return;
    }
    let mut labels: BTreeMap<(LanguageId, String), String> = BTreeMap::new();
    for page in all.iter().filter(|page| is_listed(page, main)) {
        for label in &page.labels {
            let location = location(settings, &label.name);
            labels.entry((page.language, location)).or_insert_with(|| label.name.clone());
        }
    }
    let taken: BTreeSet<(LanguageId, String)> =
        all.iter().map(|page| (page.language, page.location.clone())).collect();
    let languages: BTreeSet<LanguageId> = labels.keys().map(|(language, _)| *language).collect();
    let indexes = languages
        .into_iter()
        .map(|language| (PageKind::Taxonomy, language, LABELS.to_owned(), pages::title_of(LABELS)));
    let terms = labels.into_iter();
    let terms = terms.map(|((language, place), label)| (PageKind::Term, language, place, label));
    for (kind, language, place, title) in indexes.chain(terms) {
        let is_free = !taken.contains(&(language, place.clone()));
        if is_free && settings.has_kind(language, kind) {
            all.push(Page { title, ..pages::new(kind, language, &place) });
        }
    }
}

/// Whether a page stands in the lists of its labels: the posts of the main sections do, and where a
/// site has no such sections, all its pages.
fn is_listed(page: &Page, main: &[String]) -> bool {
    page.kind == PageKind::Page
        && page.listing() == Listing::Always
        && (main.is_empty() || main.contains(&page.section))
}

/// One segment: `labels/language-zh`.
fn location(settings: &Settings, label: &str) -> String {
    format!("{LABELS}/{}", term_segment(settings, &label.replace('/', "-")))
}

/// Links pages with the pages of their labels.
pub(super) fn link_label_pages(
    settings: &Settings,
    main: &[String],
    all: &mut [Page],
    collations: &Collations,
) {
    if !have_pages(settings) {
        return;
    }
    let is_ours = |page: &&Page| page.kind == PageKind::Term && page.section == LABELS;
    let terms = all.iter().filter(is_ours);
    let by_location: BTreeMap<(LanguageId, String), PageId> =
        terms.map(|page| ((page.language, page.location.clone()), page.id)).collect();
    for index in 0..all.len() {
        let (id, language, is_listed) =
            (all[index].id, all[index].language, is_listed(&all[index], main));
        let mut labels = std::mem::take(&mut all[index].labels);
        for label in &mut labels {
            let place = (language, location(settings, &label.name));
            label.page = by_location.get(&place).copied();
            if let (Some(term), true) = (label.page, is_listed) {
                all[term.0].members.push(id);
            }
        }
        all[index].labels = labels;
    }
    for term in by_location.values() {
        let mut members = std::mem::take(&mut all[term.0].members);
        pages::sort(all, &mut members, collations);
        all[term.0].members = members;
    }
}

/// What is wrong with owners and labels as they lie side by side.
pub(super) fn check(
    settings: &Settings,
    documents: &Documents,
    pages: &[Page],
    sets: &[TranslationSet],
    found: &mut Vec<Diagnostic>,
) {
    let owners = &documents.owners;
    if owners.is_empty() {
        return;
    }
    let of_pages =
        documents.content.iter().filter_map(|document| document.front_matter.owners.as_ref());
    let statements: Vec<&Statement> =
        of_pages.clone().filter_map(|owners| owners.statement.as_ref()).collect();
    found.extend(of_pages.flat_map(|owners| owners.problems.iter().cloned()));
    owners::check(owners, &statements, found);
    found.extend(copied(settings, pages, sets));
    found.extend(foreign_labels(settings, pages));
    found.extend(languages_without_label(settings, owners));
}

/// Translations that still name the people of their source.
fn copied<'a>(
    settings: &'a Settings,
    pages: &'a [Page],
    sets: &'a [TranslationSet],
) -> impl Iterator<Item = Diagnostic> + 'a {
    let statement = |page: &'a Page| page_owners(page)?.statement.as_ref();
    let translations = pages.iter().filter(|page| page.language != settings.default_language);
    translations.filter_map(move |page| {
        let SetId(set) = page.set;
        let source = sets[set].members.get(&settings.default_language)?;
        owners::copied(statement(page)?, statement(&pages[source.page.0])?)
    })
}

/// A `language/…` label of another language, reported once for each place that grants it.
fn foreign_labels(settings: &Settings, pages: &[Page]) -> Vec<Diagnostic> {
    let mut foreign: BTreeMap<(Place, &str, LanguageId), &Utf8Path> = BTreeMap::new();
    for page in pages {
        let Some(document) = &page.document else { continue };
        let of_language = settings.labels.of_language(&settings.language(page.language).code);
        for Holding { grant, .. } in &page.ownership.labels {
            if grant.name.starts_with(LANGUAGE) && !of_language.contains(&grant.name) {
                let place = Place::span(&grant.file, grant.span);
                foreign.entry((place, &grant.name, page.language)).or_insert(&document.file.path);
            }
        }
    }
    let foreign = foreign.into_iter();
    foreign
        .map(|((place, label, language), file)| {
            let code = &settings.language(language).code;
            let message = format!("pages in `{code}` get the label `{label}`, such as `{file}`");
            let wanted = settings.labels.of_language(code).join("` or `");
            let hint = format!("`{wanted}` fits; else set `labels.languages.{code} = \"{label}\"`");
            Diagnostic::new(Code::LabelLanguage, message).at(place).hint(hint)
        })
        .collect()
}

/// Languages whose directory gets no language label where others get one.
fn languages_without_label(settings: &Settings, owners: &Owners) -> Vec<Diagnostic> {
    let labels = |id: LanguageId| {
        let ownership = owners.of(&settings.language(id).content_dir, None);
        ownership.labels.names().any(|label| label.starts_with(LANGUAGE))
    };
    let (with, without): (Vec<_>, Vec<_>) = settings.language_ids().partition(|id| labels(*id));
    if with.is_empty() {
        return Vec::new();
    }
    let without = without.into_iter().map(|id| settings.language(id));
    without
        .map(|language| {
            let file = language.content_dir.join(owners::OWNERS);
            let message = format!("pages in `{}` get no language label", language.code);
            let label = settings.labels.of_language(&language.code).swap_remove(0);
            let hint = format!("add `- {label}` to the `labels` of `{file}`");
            Diagnostic::new(Code::LabelLanguageMissing, message).at(Place::file(&file)).hint(hint)
        })
        .collect()
}
