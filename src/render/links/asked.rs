//! What links have asked of the headings of other pages, and whether the answer still holds.

use crate::config::Settings;
use crate::resolve::{PageId, Site};

/// Whether a page had a heading when a link asked: the one thing that links know of another page's text.
#[derive(Debug)]
pub(in crate::render) struct AskedAnchor {
    pub page: PageId,
    pub id: String,
    pub is_there: bool,
}

impl AskedAnchor {
    /// Whether the answer is another one now, in a site with the same pages.
    pub(in crate::render) fn is_outdated(&self, settings: &Settings, site: &Site) -> bool {
        site.has_anchor(settings, site.page(self.page), &self.id) != self.is_there
    }
}
