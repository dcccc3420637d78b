//! How many pages are in which state.

use serde::Serialize;

use super::status::{PageStatus, State};
use crate::resolve::Pairing;

/// How many pages are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Pages of the default language.
    pub sources: usize,
    /// Of those, the ones that have a translation.
    pub translated: usize,
    pub missing: usize,
    pub orphaned: usize,
    /// Translations that do not stand where their source does.
    pub repaired: usize,
    pub in_sync: usize,
    pub drifted: usize,
    pub unknown: usize,
}

impl Coverage {
    /// Counts one page more.
    pub fn add(&mut self, page: &PageStatus) {
        let has_source = page.source.is_some();
        self.sources += usize::from(has_source);
        self.translated += usize::from(has_source && page.state != State::Missing);
        self.repaired += usize::from(page.pairing.is_some_and(|own| own != Pairing::Path));
        *match page.state {
            State::InSync => &mut self.in_sync,
            State::Drifted => &mut self.drifted,
            State::Orphan => &mut self.orphaned,
            State::Missing => &mut self.missing,
            State::Unknown => &mut self.unknown,
        } += 1;
    }

    /// The counts of some pages.
    pub fn of<'a>(pages: impl IntoIterator<Item = &'a PageStatus>) -> Self {
        let mut coverage = Self::default();
        pages.into_iter().for_each(|page| coverage.add(page));
        coverage
    }
}
