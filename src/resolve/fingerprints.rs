//! Fingerprints of all that a site is besides its texts.

use super::{Fallback, Page};
use crate::memo::Fingerprint;

/// Of where every page and every fallback is.
pub(super) fn of_places(pages: &[Page], fallbacks: &[Fallback]) -> Fingerprint {
    let places: Vec<_> = pages
        .iter()
        .map(|page| {
            let file = page.document.as_ref().map(|document| &document.file);
            let place = (page.language, page.kind, &page.location, &page.section, &page.path);
            (place, page.is_rendered(), page.set, file)
        })
        .collect();
    Fingerprint::of(&(places, fallbacks))
}

/// Of what every page says of itself, or inherits.
pub(super) fn of_heads(pages: &[Page]) -> Fingerprint {
    let head = |page: &Page| match (&page.document, &page.inherited) {
        (Some(document), _) => Some(document.head),
        (None, Some(inherited)) => Some(Fingerprint::of_view(&*inherited.params)),
        (None, None) => None,
    };
    Fingerprint::of(&pages.iter().map(head).collect::<Vec<_>>())
}
