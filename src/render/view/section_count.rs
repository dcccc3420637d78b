//! In which sections the pages of a term are.

use serde::Serialize;

use crate::config::{PageKind, Settings};
use crate::resolve::{Page, Site};

/// A top-level section, and how many pages of a term are in it.
#[derive(Debug, Hash, Serialize)]
pub struct SectionCount {
    /// Its title for links.
    pub title: String,
    /// Its address.
    pub url: String,
    /// How many of the term's pages are in it.
    pub pages: usize,
}

impl SectionCount {
    /// In the order of the home page. Empty for a page that is no term.
    pub(super) fn of_term(settings: &Settings, site: &Site, term: &Page) -> Vec<Self> {
        if term.kind != PageKind::Term {
            return Vec::new();
        }
        let home = site.page(site.homes[term.language.0]);
        let sections = home.subsections.iter().map(|section| site.page(*section));
        let counted = sections.map(|section| Self {
            title: section.link_title().to_owned(),
            url: settings.base_url.relative(&section.path.encoded()),
            pages: term
                .members
                .iter()
                .filter(|id| site.page(**id).section == section.location)
                .count(),
        });
        counted.filter(|section| section.pages > 0).collect()
    }
}
