//! What links have asked about the headings of other pages, and whether the answers still hold.

use crate::resolve::{Headings, PageId, Site};

/// Whether a page had a heading when a link asked: the only thing that links know about another page's text.
#[derive(Debug)]
pub(in crate::render) struct AskedAnchor {
    pub page: PageId,
    pub id: String,
    pub is_there: bool,
}

impl AskedAnchor {
    /// Whether the answer has changed, in a site with the same pages.
    pub(in crate::render) fn is_outdated(&self, headings: &Headings, site: &Site) -> bool {
        site.has_anchor(headings, site.page(self.page), &self.id) != self.is_there
    }
}
