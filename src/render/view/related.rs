//! Pages that belong to a page: those of its series, and those that share its terms.

use std::collections::BTreeMap;

use serde::Serialize;

use super::LinkView;
use super::values::params;
use crate::config::{LanguageId, PageKind, Settings};
use crate::resolve::{Page, PageId, Site};
use crate::structured::Value;

/// How many related pages a page names.
const RELATED: usize = 3;

/// A term of more pages says little of any of them; so do the last of many terms.
const COMMON: usize = 200;
const TERMS: usize = 24;

/// How many parts of a series a page lists.
const PARTS: usize = 100;

/// `series` of the front matter: pages that one reads one after the other.
#[derive(Debug, Hash, Serialize)]
pub struct SeriesView {
    /// What `series` says.
    pub title: String,
    /// Which of them the page is, from 1.
    pub number: usize,
    /// How many there are.
    pub total: usize,
    /// The pages, the oldest first: of a long series, those around the page.
    pub pages: Vec<SeriesPart>,
}

/// A page of a series.
#[derive(Debug, Hash, Serialize)]
pub struct SeriesPart {
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// Whether it is the page that is being read.
    pub current: bool,
}

/// The pages of all series, each in its order.
pub(in crate::render) struct AllSeries(BTreeMap<(LanguageId, String), Vec<PageId>>);

impl AllSeries {
    pub(in crate::render) fn new(site: &Site) -> Self {
        let mut all: BTreeMap<(LanguageId, String), Vec<PageId>> = BTreeMap::new();
        for page in site.pages.iter().filter(|page| page.is_rendered()) {
            if let Some(name) = series_of(page) {
                all.entry((page.language, name)).or_default().push(page.id);
            }
        }
        for pages in all.values_mut() {
            pages.sort_by_key(|id| {
                let page = site.page(*id);
                let date = page.date().map(|date| date.timestamp());
                (date, page.weight(), &page.location)
            });
        }
        Self(all)
    }

    /// The series of a page, unless the page is alone in it.
    pub(super) fn view(&self, settings: &Settings, site: &Site, page: &Page) -> Option<SeriesView> {
        let title = series_of(page)?;
        let pages = self.0.get(&(page.language, title.clone()))?;
        let place = pages.iter().position(|id| *id == page.id).filter(|_| pages.len() > 1)?;
        let start = place.saturating_sub(PARTS / 2).min(pages.len().saturating_sub(PARTS));
        let part = |id: &PageId| {
            let LinkView { title, url } = link(settings, site.page(*id));
            SeriesPart { title, url, current: *id == page.id }
        };
        Some(SeriesView {
            title,
            number: place + 1,
            total: pages.len(),
            pages: pages.iter().skip(start).take(PARTS).map(part).collect(),
        })
    }
}

/// The name of the series of a page; the first one where it lists several, as Hugo's taxonomies do.
fn series_of(page: &Page) -> Option<String> {
    let named = &params(page).filter(|_| page.kind == PageKind::Page)?.get("series")?.value;
    let name = match named {
        Value::List(names) => names.first()?.value.to_text()?,
        one => one.to_text()?,
    };
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The pages that share most with a page: a term counts the more, the fewer pages have it. Of equals, the
/// newest come first.
pub(super) fn related(settings: &Settings, site: &Site, page: &Page) -> Vec<LinkView> {
    let terms = page.terms.values().flatten().map(|id| site.page(*id));
    let telling = terms.filter(|term| term.members.len() <= COMMON).take(TERMS);
    let mut shared: BTreeMap<PageId, usize> = BTreeMap::new();
    for term in telling {
        let weight = usize::MAX / TERMS / term.members.len().max(1);
        for other in term.members.iter().filter(|other| **other != page.id) {
            *shared.entry(*other).or_default() += weight;
        }
    }
    let others = shared.into_iter().map(|(id, weight)| (weight, site.page(id)));
    let mut others: Vec<(usize, &Page)> = others.filter(|(_, page)| page.is_rendered()).collect();
    others.sort_by_key(|(weight, page)| {
        let date = page.date().map(|date| date.timestamp());
        (std::cmp::Reverse((*weight, date)), &page.location)
    });
    others.into_iter().take(RELATED).map(|(_, page)| link(settings, page)).collect()
}

/// A page as others name it.
pub(super) fn link(settings: &Settings, page: &Page) -> LinkView {
    LinkView {
        title: page.link_title().to_owned(),
        url: settings.base_url.relative(&page.path.encoded()),
    }
}
