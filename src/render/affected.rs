//! Which pages may be others because the texts of some pages are: if nothing else of the site has changed, all
//! other pages are made from the same as before.

use std::collections::HashMap;
use std::sync::Arc;

use super::Renderer;
use super::summaries::text_of;
use crate::config::PageKind;
use crate::memo::Fingerprint;
use crate::parse::body::NumberedHeadings;
use crate::resolve::{Page, PageId, Site};

/// What the fingerprints of all pages were made from in one build.
pub(super) struct Seen {
    /// Of the site except for its texts, and of what the templates of each language see of it.
    frame: (Fingerprint, Vec<Fingerprint>),
    /// Of each page of the site: its text, and its summary.
    texts: Vec<Option<Fingerprint>>,
    summaries: Vec<Fingerprint>,
    /// The headings of the pages in whose headings there are calls.
    called: HashMap<PageId, Arc<NumberedHeadings>>,
}

impl Seen {
    pub(super) fn new(renderer: &Renderer<'_>) -> Self {
        let pages = || renderer.site.pages.iter();
        let called = |page: &Page| renderer.headings.called(page).map(Arc::clone);
        let sites = renderer.sites.iter().map(|site| site.fingerprint).collect();
        Self {
            frame: (renderer.shape, sites),
            texts: pages().map(text_of).collect(),
            summaries: pages().map(|page| renderer.summaries.fingerprint(page.id)).collect(),
            called: pages().filter_map(|page| Some((page.id, called(page)?))).collect(),
        }
    }

    /// Whether each page may be made from something else than in the build of `before`; `None` if all may.
    pub(super) fn affected(&self, before: &Self, renderer: &Renderer<'_>) -> Option<Vec<bool>> {
        if self.frame != before.frame {
            return None;
        }
        let site = renderer.site;
        let mut is_affected = vec![false; site.pages.len()];
        // The ids of a page's headings stand in its translations, too.
        let has_other_headings = |page: &Page| {
            let [now, then] = [self, before].map(|seen| seen.called.get(&page.id));
            now.zip(then).is_some_and(|(now, then)| !Arc::ptr_eq(now, then))
        };
        let is_other = |page: &&Page| {
            let PageId(id) = page.id;
            self.texts[id] != before.texts[id] || has_other_headings(page)
        };
        for page in site.pages.iter().filter(is_other) {
            for member in site.sets[page.set.0].members.values() {
                is_affected[member.page.0] = true;
            }
        }
        let both = self.summaries.iter().zip(&before.summaries);
        let shown: Vec<bool> = both.map(|(now, before)| now != before).collect();
        if shown.contains(&true) {
            mark_showing(site, &shown, &mut is_affected);
        }
        Some(is_affected)
    }
}

/// Marks the pages that show the summary of another page: of the section that they are in, or in a list.
fn mark_showing(site: &Site, shown: &[bool], is_affected: &mut [bool]) {
    let is_shown = |id: &PageId| shown[id.0];
    for page in &site.pages {
        let around = [Some(page.id), page.parent];
        let lists: [&[PageId]; 3] = match page.kind {
            PageKind::Page => [&[]; 3],
            PageKind::Home => [&page.members, &page.subsections, &site.main_pages[page.language.0]],
            _ => [&page.members, &page.subsections, &[]],
        };
        let mut seen = around.iter().flatten().chain(lists.into_iter().flatten());
        is_affected[page.id.0] |= seen.any(is_shown);
    }
    let is_of_section = |page: &Page| page.kind != PageKind::Page && is_shown(&page.id);
    if !site.pages.iter().any(is_of_section) {
        return;
    }
    for fallback in site.fallbacks.iter() {
        is_affected[fallback.source.0] |= is_shown(&site.fallback_parent(fallback).id);
    }
}
