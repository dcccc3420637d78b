//! Whether a text stands on a page in some other form: a sentence in another paragraph, a comment in a
//! block of code, the cells of a table row by row.

use std::collections::HashSet;

use super::unit::Unit;
use super::word::{Word, WordKind, combine};

/// The runs of three words of some units, whichever unit they stand in.
pub(super) struct Echoes(HashSet<u64>);

const RUN: usize = 3;

impl Echoes {
    pub(super) fn of<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Self {
        let words: Vec<u64> = units.into_iter().flat_map(told).collect();
        Self(runs(&words).collect())
    }

    /// Whether nearly all of a unit stands here. What is short stands anywhere.
    pub(super) fn hold(&self, unit: &Unit) -> bool {
        const SHORTEST: usize = 3;
        let words: Vec<u64> = told(unit).collect();
        let count = words.len().saturating_sub(RUN - 1);
        let held = runs(&words).filter(|run| self.0.contains(run)).count();
        words.len() >= SHORTEST && held * 10 >= count * 9
    }
}

fn told(unit: &Unit) -> impl Iterator<Item = u64> {
    let is_told =
        |word: &&Word| !matches!(word.kind, WordKind::Mark | WordKind::Tag | WordKind::Link);
    unit.words.iter().filter(is_told).map(|word| word.folded)
}

fn runs(words: &[u64]) -> impl Iterator<Item = u64> {
    words.windows(RUN).map(|run| combine(run.iter().copied()))
}
