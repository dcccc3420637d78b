//! The terms that pages carry: which of them are one, and which have no address.

use std::collections::BTreeMap;

use super::Page;
use super::segment::term_segment;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::parse::{Document, Rendering};
use crate::structured::Value;

/// The terms of one taxonomy.
#[derive(Default)]
pub(super) struct Terms {
    /// Language and location -> the term, as the first page has it.
    pub by_place: BTreeMap<(LanguageId, String), String>,
    /// Language and location in lower case -> the location. Case makes no other term, even where addresses keep it.
    places: BTreeMap<(LanguageId, String), String>,
    pub problems: Vec<Diagnostic>,
}

impl Terms {
    pub(super) fn collect(settings: &Settings, pages: &[Page], plural: &str) -> Self {
        let mut terms = Self::default();
        for page in pages {
            for term in terms_of(page, plural) {
                terms.add(settings, page, plural, term);
            }
        }
        terms
    }

    fn add(&mut self, settings: &Settings, page: &Page, plural: &str, term: &str) {
        let Some(location) = location(settings, plural, term) else {
            self.problems.extend(page.document.as_deref().map(|document| nowhere(document, term)));
            return;
        };
        let place = self.place(page.language, location);
        let first = self.by_place.entry(place).or_insert_with(|| term.to_owned());
        if !is_same(first, term) {
            let shared = page.document.as_deref().map(|document| shared(document, first, term));
            self.problems.extend(shared);
        }
    }
}

impl Terms {
    /// The place of a term at this location: that of the first term that differs in nothing but case.
    fn place(&mut self, language: LanguageId, location: String) -> (LanguageId, String) {
        let lower = location.to_lowercase();
        let first = self.places.entry((language, lower)).or_insert(location);
        (language, first.clone())
    }
}

/// The terms that a page gives itself. One that is never rendered counts for none.
pub(super) fn terms_of<'a>(page: &'a Page, plural: &str) -> &'a [String] {
    let front_matter = page.document.as_ref().map(|document| &document.front_matter);
    let counts =
        front_matter.filter(|matter| page.is_made && matter.build.render != Rendering::Never);
    counts.and_then(|matter| matter.terms.get(plural)).map_or(&[], Vec::as_slice)
}

/// Where the page of a term stands; `None` if nothing in the term may stand in an address.
pub(super) fn location(settings: &Settings, plural: &str, term: &str) -> Option<String> {
    let segment = term_segment(settings, term);
    let mut parts = segment.split('/');
    let names_a_place =
        parts.clone().any(|part| !matches!(part, "" | ".")) && !parts.any(|part| part == "..");
    names_a_place.then(|| format!("{plural}/{segment}"))
}

/// Whether two terms with one address differ in nothing but case and blanks.
fn is_same(first: &str, second: &str) -> bool {
    let plain = |term: &str| term.trim().to_lowercase().replace(' ', "-");
    plain(first) == plain(second)
}

fn nowhere(document: &Document, term: &str) -> Diagnostic {
    let message = format!("the term `{term}` has no page: no address can be made of it");
    Diagnostic::new(Code::TermAddress, message)
        .at(place(document, term))
        .hint("use a term with a letter or a digit")
}

fn shared(document: &Document, first: &str, term: &str) -> Diagnostic {
    let message =
        format!("the terms `{term}` and `{first}` have the same address and share a page");
    Diagnostic::new(Code::TermAddress, message)
        .at(place(document, term))
        .hint("let them differ in a letter or a digit: other signs are not part of an address")
}

/// Where a page names the term: an item of a list, or a single text.
fn place(document: &Document, term: &str) -> Place {
    let names = |value: &Value| value.to_text().is_some_and(|text| text == term);
    let entries = document.front_matter.params.entries.iter();
    let mut spans = entries.filter_map(|(_, value)| match &value.value {
        Value::List(items) => items.iter().find(|item| names(&item.value)).map(|item| item.span),
        other => names(other).then_some(value.span),
    });
    let written = spans.find(|span| *span != Span::default());
    let file = &document.file.path;
    written.map_or_else(|| Place::file(file), |span| Place::span(file, span))
}
