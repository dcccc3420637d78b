//! What pages without a file inherit from cascades: sections that are only directories, and terms.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Page, publishing};
use crate::config::Settings;
use crate::parse::{Cascades, FrontMatter, PagePlace};

/// Gives these pages the values that they inherit. A page that becomes a draft is not made. Returns when the
/// next of them appears or expires.
pub(super) fn give(
    settings: &Settings,
    cascades: &Cascades,
    now: Timestamp,
    all: &mut [Page],
) -> Option<Timestamp> {
    let mut next = None;
    for page in all.iter_mut().filter(|page| page.document.is_none()) {
        let place = PagePlace::new(page.language, page.kind, &page.location);
        let inherited = cascades.inherited(settings, &place);
        if inherited.entries.is_empty() {
            continue;
        }
        let front_matter = FrontMatter::of_cascades(settings, &place, inherited);
        if let Some(title) = &front_matter.title {
            page.title.clone_from(title);
        }
        let change = publishing::next_change(&front_matter.dates, now);
        next = next.into_iter().chain(change).min();
        page.is_made &= publishing::is_published(settings, page.language, &front_matter, now);
        page.inherited = Some(Arc::new(front_matter));
    }
    next
}
