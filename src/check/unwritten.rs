//! Faulty links that stand in no page: they come from a menu, from data, from strings or from a template.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::links::{Fault, FaultyLink};
use super::meant::{Meanings, Meant};
use super::page_text::WrittenText;
use super::report::{Unplaced, problem};
use super::texts::text_of;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::pipeline::Outcome;
use crate::world::World;

/// Links of which it is guessed what they mean: each may be compared with every page.
const GUESSES: usize = 2000;

/// Places of one address that are reported.
const MOST_PLACES: usize = 50;

/// A faulty link, and the pages that have it.
#[derive(Clone, Debug)]
struct Shared {
    link: FaultyLink,
    /// Where it may be meant in content files; of pages that have none, the addresses.
    places: BTreeSet<Place>,
    addresses: BTreeSet<String>,
}

/// The faulty links that stand in no page.
#[derive(Default)]
pub(super) struct Unwritten(BTreeMap<String, Shared>);

impl Unwritten {
    /// Adds a link of a page with a file of content.
    pub(super) fn add(&mut self, Unplaced { link, place }: Unplaced) {
        self.shared(link).places.insert(place);
    }

    /// Adds a link of a page that has no file, at its address.
    pub(super) fn add_of_generated(&mut self, link: FaultyLink, address: &str) {
        if link.is_dead() || matches!(link.fault, Fault::Inexact(_)) {
            self.shared(link).addresses.insert(address.to_owned());
        }
    }

    fn shared(&mut self, link: FaultyLink) -> &mut Shared {
        // The same address leads elsewhere from each page, if it is relative.
        let name = match link.address.starts_with('#') {
            true => link.address.clone(),
            false => format!("{} {}", link.address, link.target.shown()),
        };
        let new = || Shared { link, places: BTreeSet::new(), addresses: BTreeSet::new() };
        self.0.entry(name).or_insert_with(new)
    }

    /// The problems: each at the places where it is written, else at the pages that have it. `known` are the addresses and
    /// targets that are reported already: a page that is made of another one repeats its links.
    pub(super) fn report(
        self,
        world: &dyn World,
        outcome: &Outcome,
        meanings: &Meanings<'_>,
        known: &BTreeSet<String>,
    ) -> Vec<Diagnostic> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let forms = self.0.values().map(|shared| meanings.forms(&shared.link));
        let forms: Vec<Vec<String>> = forms.collect();
        let wanted = forms.iter().flatten().map(String::as_str).collect();
        let written = Sources { world, outcome, wanted: &wanted }.places();
        let language = outcome.settings.default_language;
        let problems = self.0.values().enumerate().flat_map(|(index, shared)| {
            let meant = match index < GUESSES {
                true => meanings.of(&shared.link, language, ""),
                false => Meant::default(),
            };
            match forms[index].iter().find_map(|form| written.get(form.as_str())) {
                Some(places) => at_sources(shared, &meant, places),
                None => at_pages(shared, &meant, known),
            }
        });
        problems.collect()
    }
}

/// Each place where the link is written, up to a number that nobody reads to its end.
fn at_sources(shared: &Shared, meant: &Meant, places: &[Place]) -> Vec<Diagnostic> {
    let pages = counted(shared.places.len() + shared.addresses.len(), "page");
    let written = places.iter().take(MOST_PLACES);
    written
        .map(|place| {
            problem(&shared.link, meant).at(place.clone()).label(format!("a link on {pages}"))
        })
        .collect()
}

/// Each page that has the link; else one of the pages without a file.
fn at_pages(shared: &Shared, meant: &Meant, known: &BTreeSet<String>) -> Vec<Diagnostic> {
    if !shared.places.is_empty() {
        let places = shared.places.iter();
        return places.map(|place| problem(&shared.link, meant).at(place.clone())).collect();
    }
    let Some(first) = shared.addresses.first() else { return Vec::new() };
    if known.contains(&shared.link.target.shown()) || known.contains(&shared.link.address) {
        return Vec::new();
    }
    let others = shared.addresses.len() - 1;
    let others =
        if others == 0 { String::new() } else { format!(" and {}", counted(others, "other page")) };
    let mut problem = problem(&shared.link, meant);
    problem.message += &format!(" (a link on `{first}`{others})");
    vec![problem]
}

/// The files that pages may take a link from: the configuration, data, strings, the site's own templates, and content that
/// makes no page by itself.
pub(super) struct Sources<'a> {
    pub world: &'a dyn World,
    pub outcome: &'a Outcome,
    pub wanted: &'a BTreeSet<&'a str>,
}

impl<'a> Sources<'a> {
    /// Where the wanted addresses stand, all in one pass over each file.
    pub(super) fn places(&self) -> BTreeMap<&'a str, Vec<Place>> {
        let mut found: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
        for path in self.files() {
            let text = text_of(self.world, &path);
            self.look(&path, &WrittenText::plain(&text), &mut found);
        }
        let places = &self.outcome.places;
        let pageless = self.outcome.documents.content.iter();
        for document in pageless.filter(|document| !places.contains_key(&document.file.path)) {
            let text = text_of(self.world, &document.file.path);
            let text = WrittenText::of_document(document, &text);
            self.look(&document.file.path, &text, &mut found);
        }
        found
    }

    fn files(&self) -> BTreeSet<Utf8PathBuf> {
        let Outcome { settings, documents, .. } = self.outcome;
        let mut paths = BTreeSet::from([settings.file.clone()]);
        for mount in settings.mounts.data.iter().chain(&settings.mounts.strings) {
            let walk = self.world.walk(&mount.source).unwrap_or_default();
            paths.extend(walk.files.iter().cloned());
        }
        paths.extend(documents.layouts.values().map(|layout| layout.path.clone()));
        paths.extend(documents.templates.values().map(|template| template.path.clone()));
        paths
    }

    fn look(
        &self,
        path: &Utf8Path,
        text: &WrittenText<'_>,
        found: &mut BTreeMap<&'a str, Vec<Place>>,
    ) {
        for range in text.words() {
            if let Some(address) = self.wanted.get(&text.text[range.clone()]) {
                found.entry(address).or_default().push(Place::span(path, Span::new(range)));
            }
        }
    }
}
