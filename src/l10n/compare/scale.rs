//! What two pages in two languages are measured by: how long a translation is for a text, and which of its
//! words the source has too.

use std::collections::HashSet;

use super::unit::Unit;
use super::word::WordKind;

/// A measure for the texts of two pages.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    /// The letters of the translation for a thousand of the source.
    per_mille: usize,
    /// By how much the lengths of its texts are off, in thousandths: half of them by less.
    spread: usize,
    /// The words of the source.
    pub words: HashSet<u64>,
}

/// In bytes: differences between shorter texts mean nothing.
const SHORT: usize = 24;

/// What translations of few texts are taken to vary by, in thousandths.
const USUAL_SPREAD: usize = 100;

impl Scale {
    /// By the lengths of all texts of both pages.
    pub(super) fn of(source: &[&Unit], translation: &[&Unit]) -> Self {
        let letters = |units: &[&Unit]| {
            units.iter().filter(|unit| unit.is_prose()).map(|unit| unit.letters()).sum::<usize>()
        };
        let words = source.iter().flat_map(|unit| &unit.bag).copied().collect();
        let per_mille = share(letters(source), letters(translation));
        Self { per_mille, spread: USUAL_SPREAD, words }
    }

    /// By the middle one of some texts and their translations, which a few missing texts do not move.
    pub(super) fn refined(self, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        const LEAST: usize = 5;
        let long = pairs.filter(|(source, translation)| *source.min(translation) > SHORT);
        let mut shares: Vec<usize> = long.map(|(source, own)| share(source, own)).collect();
        if shares.len() < LEAST {
            return self;
        }
        let per_mille = middle(&mut shares);
        let mut off: Vec<usize> =
            shares.iter().map(|share| share.abs_diff(per_mille) * 1000 / per_mille).collect();
        Self { per_mille, spread: middle(&mut off), ..self }
    }

    /// Whether a translation has so much fewer letters than expected that something is missing: by more than the texts
    /// of this page vary.
    pub(super) fn is_short(&self, letters: usize, expected: usize) -> bool {
        const LEAST: usize = 120;
        const MOST: usize = 250;
        expected * 1000 > letters * (1000 + (2 * self.spread).clamp(LEAST, MOST))
    }

    /// How well two lengths correspond, up to a thousand.
    pub(super) fn fit(&self, source: usize, translation: usize) -> u32 {
        let (expected, own) = (self.expected(source) + SHORT, translation + SHORT);
        u32::try_from(expected.min(own) * 1000 / expected.max(own)).unwrap_or(0)
    }

    /// The length of the translation of a text.
    pub(super) fn expected(&self, source: usize) -> usize {
        source * self.per_mille / 1000
    }
}

/// The middle one of some numbers, of which there is at least one.
fn middle(numbers: &mut [usize]) -> usize {
    let middle = numbers.len() / 2;
    *numbers.select_nth_unstable(middle).1
}

fn share(source: usize, translation: usize) -> usize {
    match source.min(translation) {
        0 => 1000,
        _ => (translation * 1000 / source).clamp(200, 4000),
    }
}

impl Unit {
    /// The bytes of its prose: code and numbers have the same length in any language.
    pub(super) fn letters(&self) -> usize {
        let is_prose = |kind| matches!(kind, WordKind::Prose | WordKind::Ideograph);
        let prose = self.words.iter().filter(|word| is_prose(word.kind));
        prose.map(|word| word.span.range().len()).sum()
    }

    /// How many sentences it has, by the marks at their ends.
    pub(super) fn sentences(&self) -> usize {
        let ends = [".", "!", "?"].map(super::word::hash);
        let abbreviations = ["e.g", "i.e", "etc", "vs"].map(super::word::hash);
        let is_end = |at: &usize| {
            let own = &self.words[*at];
            // Dots in a row are one.
            let is_first = self.words.get(at + 1).is_none_or(|next| next.exact != own.exact);
            let before = at.checked_sub(1).map(|before| self.words[before].folded);
            let is_short = before.is_some_and(|before| abbreviations.contains(&before));
            own.kind == WordKind::Mark && ends.contains(&own.exact) && is_first && !is_short
        };
        (0..self.words.len()).filter(is_end).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_missing_texts_do_not_move_the_middle() {
        let scale = Scale { per_mille: 100, spread: 100, words: HashSet::new() };
        let pairs = [(100, 50), (200, 100), (300, 150), (400, 30), (1000, 500), (90, 45)];
        let refined = scale.refined(pairs.into_iter());
        assert_eq!(refined.expected(80), 40);
        assert_eq!(refined.fit(100, 50), 1000);
        assert!(refined.fit(400, 30) < 300);
    }

    #[test]
    fn a_text_is_short_by_the_measure_of_its_page() {
        let scale = || Scale { per_mille: 100, spread: 100, words: HashSet::new() };
        let even =
            scale().refined([(100, 50), (200, 101), (300, 149), (400, 200), (90, 45)].into_iter());
        let uneven =
            scale().refined([(100, 40), (200, 130), (300, 150), (400, 240), (90, 35)].into_iter());
        assert!(even.is_short(100, 115) && !even.is_short(100, 110));
        assert!(uneven.is_short(100, 130) && !uneven.is_short(100, 115));
    }
}
