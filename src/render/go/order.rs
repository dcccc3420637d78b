//! Which page a path names, and in which order pages stand.

use std::cmp::{Ordering, Reverse};

use crate::config::{LanguageId, PageKind};
use crate::parse::Listing;
use crate::resolve::{Page, PageId};

use super::view::View;

/// The page that a path names, as seen from a page.
pub(super) fn get_page<'a>(view: &View<'a>, from: &Page, path: &str) -> Option<&'a Page> {
    let renderer = view.renderer;
    if matches!(path, "" | "/") {
        return renderer.site.homes.get(from.language.0).map(|id| renderer.site.page(*id));
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    renderer.site.named(renderer.settings, from, from.language, path)
}

/// Whether a page stands in the lists of the whole site: `build.list` decides, whether it is rendered or not.
pub(super) fn is_listed(page: &Page) -> bool {
    page.listing() == Listing::Always
}

/// The pages with a text of their own, in the default order.
pub(super) fn regular_pages(view: &View<'_>, language: LanguageId) -> Vec<PageId> {
    let pages = view.renderer.site.pages.iter();
    let regular = pages
        .filter(|page| page.language == language && page.kind == PageKind::Page && is_listed(page));
    let mut ids: Vec<PageId> = regular.map(|page| page.id).collect();
    sort_by_default(view, &mut ids);
    ids
}

/// Titles in the order of the page's language.
pub(super) fn by_title(view: &View<'_>, a: &str, b: &str) -> Ordering {
    view.renderer.site.collations.compare(view.page.language, a, b)
}

/// By weight, then from new to old, then by title, as Hugo orders pages unless it is told otherwise.
pub(super) fn sort_by_default(view: &View<'_>, ids: &mut [PageId]) {
    let page = |id: &PageId| view.renderer.site.page(*id);
    let weight = |page: &Page| match page.weight() {
        0 => i64::MAX,
        weight => weight,
    };
    ids.sort_by(|a, b| {
        let (one, other) = (page(a), page(b));
        weight(one)
            .cmp(&weight(other))
            .then_with(|| by_date(view, *a).cmp(&by_date(view, *b)))
            .then_with(|| by_title(view, one.link_title(), other.link_title()))
            .then_with(|| one.location.cmp(&other.location))
    });
}

/// New pages first, as Hugo orders by default where nothing else decides.
pub(super) fn by_date(view: &View<'_>, id: PageId) -> Reverse<Option<jiff::Timestamp>> {
    Reverse(view.renderer.site.page(id).date().map(|date| date.timestamp()))
}
