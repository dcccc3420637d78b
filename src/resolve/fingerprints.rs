//! Fingerprints of all that a site is besides its texts and places.

use super::Page;
use crate::memo::Fingerprint;

/// Of what every page says of itself, or inherits.
pub(super) fn of_heads(pages: &[Page]) -> Fingerprint {
    let head = |page: &Page| match (&page.document, &page.inherited) {
        (Some(document), _) => Some(document.head),
        (None, Some(inherited)) => Some(Fingerprint::of_view(&*inherited.params)),
        (None, None) => None,
    };
    Fingerprint::of(&pages.iter().map(head).collect::<Vec<_>>())
}
