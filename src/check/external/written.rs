//! The links to other hosts that stand in files, with their places.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;
use rayon::prelude::*;
use url::Url;

use crate::check::page_text::WrittenText;
use crate::check::pages::HtmlPage;
use crate::check::texts::ReadDocument;
use crate::check::unwritten::Sources;
use crate::diagnostic::{Place, Span};
use crate::pipeline::Outcome;
use crate::world::World;

/// An address as the HTML has it, and what it means.
type Addresses<'a> = BTreeMap<&'a str, Url>;

/// Each link to another host with the places where it is written: in the pages that have it, or else in the
/// configuration, in data, in strings and in templates. `linked` are the pages, each with the file that makes it.
pub(in crate::check) fn written<'a>(
    world: &dyn World,
    outcome: &Outcome,
    documents: &[ReadDocument<'_>],
    linked: impl Iterator<Item = (Option<&'a Utf8Path>, &'a HtmlPage)>,
) -> BTreeMap<Url, BTreeSet<Place>> {
    let mut of_files: BTreeMap<&Utf8Path, Addresses<'_>> = BTreeMap::new();
    let mut unwritten = Addresses::new();
    for (file, html) in linked {
        let addresses = external(html, &outcome.settings.base_url.origin);
        match file {
            Some(file) => of_files.entry(file).or_default().extend(addresses),
            None => unwritten.extend(addresses),
        }
    }
    let places = documents.par_iter().filter_map(|ReadDocument { document, text }| {
        let file = document.file.path.as_path();
        let addresses = of_files.get(file)?;
        let text = WrittenText::of_document(document, text);
        let place = |(address, url): (&&'a str, &Url)| {
            let written = text.places(&[(*address).to_owned()]).into_iter();
            let places = written.map(|written| Place::span(file, Span::new(written.range)));
            (*address, url.clone(), places.collect::<Vec<_>>())
        };
        Some(addresses.iter().map(place).collect::<Vec<_>>())
    });
    let mut found: BTreeMap<Url, BTreeSet<Place>> = BTreeMap::new();
    for (address, url, places) in places.collect::<Vec<_>>().concat() {
        if places.is_empty() {
            unwritten.insert(address, url);
        } else {
            found.entry(url).or_default().extend(places);
        }
    }
    unwritten.retain(|_, url| !found.contains_key(url));
    let wanted = unwritten.keys().copied().collect();
    for (address, places) in (Sources { world, outcome, wanted: &wanted }).places() {
        if let Some(url) = unwritten.get(address) {
            found.entry(url.clone()).or_default().extend(places);
        }
    }
    found
}

/// The addresses of a page that lead to other hosts.
fn external<'a>(html: &'a HtmlPage, origin: &str) -> Addresses<'a> {
    let addresses = html.links.iter().filter_map(|link| {
        let address = link.address.trim();
        let is_absolute = address.starts_with("http://") || address.starts_with("https://");
        let url = Url::parse(address).ok().filter(|_| is_absolute)?;
        // Whoever has a password there must not be seen to.
        let is_open = url.username().is_empty() && url.password().is_none();
        (is_open && url.origin().ascii_serialization() != origin).then_some((address, url))
    });
    addresses.collect()
}
