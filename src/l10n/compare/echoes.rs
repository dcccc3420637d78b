//! Whether a page has a text in some other form: a sentence in another paragraph, a comment in a
//! block of code, the cells of a table row by row.

use std::collections::HashSet;

use super::unit::Unit;
use super::word::{Word, WordKind, combine};

/// What each page has in some form.
pub(super) struct PageEchoes {
    pub in_source: Echoes,
    /// In the prose of the source.
    pub in_prose: Echoes,
    pub in_translation: Echoes,
}

/// The runs of three words in some units, whatever unit they are in.
pub(super) struct Echoes(HashSet<u64>);

const RUN: usize = 3;

impl Echoes {
    pub(super) fn of<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Self {
        let words = telling(units.into_iter().flat_map(|unit| &unit.words));
        let words: Vec<u64> = words.collect();
        Self(runs(&words).collect())
    }

    /// Whether most of a unit is here, among other words.
    pub(super) fn hold_most(&self, unit: &Unit) -> bool {
        let words: Vec<u64> = telling(&unit.words).collect();
        let known = runs(&words).filter(|run| self.0.contains(run)).count();
        known * 10 >= words.len().saturating_sub(RUN - 1) * 5 && known > 0
    }

    /// Whether nearly all of a unit is here.
    pub(super) fn hold(&self, unit: &Unit) -> bool {
        self.hold_words(&unit.words)
    }

    /// The same for some words. Short texts occur anywhere, so they do not count.
    pub(super) fn hold_words<'a>(&self, words: impl IntoIterator<Item = &'a Word>) -> bool {
        const SHORTEST: usize = 3;
        let words: Vec<u64> = telling(words).collect();
        let count = words.len().saturating_sub(RUN - 1);
        let known = runs(&words).filter(|run| self.0.contains(run)).count();
        words.len() >= SHORTEST && known * 10 >= count * 9
    }
}

/// Single letters and marks mean little, and are cut differently in code.
fn telling<'a>(words: impl IntoIterator<Item = &'a Word>) -> impl Iterator<Item = u64> {
    let is_telling = |word: &&Word| {
        let is_kind = !matches!(word.kind, WordKind::Mark | WordKind::Tag | WordKind::Link);
        is_kind && word.span.range().len() > 1
    };
    words.into_iter().filter(is_telling).map(|word| word.folded)
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(RUN).map(|run| combine(run.iter().copied()))
}
