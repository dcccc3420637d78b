//! Slugs that two pages share.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::pipeline::Outcome;
use crate::resolve::Page;

/// A problem for each page but the first of those that have one slug in one section of a language. Their addresses
/// differ, by a date for instance, or the build has refused them.
pub(super) fn alike(outcome: &Outcome) -> Vec<Diagnostic> {
    let mut by_slug: BTreeMap<(usize, &str, String), Vec<Place>> = BTreeMap::new();
    for page in outcome.site.pages.iter().filter(|page| page.is_rendered()) {
        if let Some((slug, place)) = slug(page) {
            by_slug.entry((page.language.0, &page.section, slug)).or_default().push(place);
        }
    }
    let shared = by_slug.into_iter().filter(|(_, places)| places.len() > 1);
    shared
        .flat_map(|((.., slug), mut places)| {
            places.sort();
            let first = places.remove(0);
            places.into_iter().map(move |place| {
                let message = format!("another page of this section has the slug `{slug}`, too");
                Diagnostic::new(Code::SlugTwice, message).at(place).related(first.clone(), "here")
            })
        })
        .collect()
}

fn slug(page: &Page) -> Option<(String, Place)> {
    let document = page.document.as_ref()?;
    let written = document.front_matter.written.get("slug")?;
    let slug = document.front_matter.slug.as_ref()?.trim().to_lowercase();
    (!slug.is_empty()).then(|| (slug, Place::span(&document.file.path, written.span)))
}
