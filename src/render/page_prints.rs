//! The fingerprints of all pages, most of which need not be taken again.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Renderer;
use super::affected::Seen;
use super::ingredients::Ingredients;
use crate::memo::Fingerprint;
use crate::resolve::{Page, PageId};

/// The fingerprints of one build's pages.
#[derive(Default)]
pub(super) struct PagePrints {
    /// What they were taken of.
    seen: Option<Seen>,
    /// Of each page that was rendered: of its views, and of all of it.
    prints: HashMap<PageId, (Fingerprint, Fingerprint)>,
    taken: usize,
}

impl PagePrints {
    /// The fingerprints of pages, each of which comes with that of its views. Where nothing that a page shows can
    /// have changed, it is that of the build before.
    pub(super) fn renew(
        &mut self,
        ingredients: &Ingredients<'_>,
        renderer: &Renderer<'_>,
        pages: &[(&Page, Arc<Fingerprint>)],
    ) -> Vec<Fingerprint> {
        let seen = Seen::new(renderer);
        let affected = self.seen.as_ref().and_then(|before| seen.affected(before, renderer));
        let known = |page: &Page, views: Fingerprint| {
            let is_affected = affected.as_ref().is_none_or(|affected| affected[page.id.0]);
            let known = self.prints.get(&page.id).filter(|_| !is_affected);
            known.filter(|(before, _)| *before == views).map(|(_, print)| *print)
        };
        let print = |(page, views): &(&Page, Arc<Fingerprint>)| {
            let known = known(page, **views);
            known.ok_or_else(|| ingredients.of_page(renderer, page, **views))
        };
        let prints: Vec<Result<Fingerprint, Fingerprint>> = pages.par_iter().map(print).collect();
        self.taken = prints.iter().filter(|print| print.is_err()).count();
        let prints: Vec<Fingerprint> =
            prints.into_iter().map(|print| print.unwrap_or_else(|taken| taken)).collect();
        let kept = pages.iter().zip(&prints);
        self.prints = kept.map(|((page, views), print)| (page.id, (**views, *print))).collect();
        self.seen = Some(seen);
        prints
    }

    /// How many were taken in the last build.
    pub(super) fn taken(&self) -> usize {
        self.taken
    }
}
