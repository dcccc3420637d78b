//! How many pages are in which state.

use std::ops::Add;

use serde::Serialize;

use super::page::BoardPage;
use crate::l10n::status::State;

/// How many pages are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Pages of the default language.
    pub sources: usize,
    /// Of those, the ones that have a translation.
    pub translated: usize,
    pub missing: usize,
    pub orphaned: usize,
    /// Translations that are not at the path of their source.
    pub repaired: usize,
    pub in_sync: usize,
    pub drifted: usize,
    pub unknown: usize,
}

impl Coverage {
    /// Counts one more page.
    pub fn count(&mut self, page: &BoardPage) {
        let has_source = page.status.source.is_some();
        self.sources += usize::from(has_source);
        self.translated += usize::from(
            has_source && !matches!(page.state(), State::Missing | State::Untranslated),
        );
        self.repaired += usize::from(page.status.proper_path.is_some());
        *match page.state() {
            State::InSync => &mut self.in_sync,
            State::Drifted => &mut self.drifted,
            State::Orphan => &mut self.orphaned,
            State::Missing | State::Untranslated => &mut self.missing,
            State::Unknown => &mut self.unknown,
        } += 1;
    }

    /// In per cent of the sources, rounded down.
    pub fn percentage(&self) -> usize {
        self.translated * 100 / self.sources.max(1)
    }
}

impl Add for Coverage {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sources: self.sources + other.sources,
            translated: self.translated + other.translated,
            missing: self.missing + other.missing,
            orphaned: self.orphaned + other.orphaned,
            repaired: self.repaired + other.repaired,
            in_sync: self.in_sync + other.in_sync,
            drifted: self.drifted + other.drifted,
            unknown: self.unknown + other.unknown,
        }
    }
}
