//! Whether a translation already says what its source says, although the comment beside it is another text: a
//! slip of whoever copied the source, or a comment that nobody renewed.
//!
//! Nobody can read all languages, but lengths, sentences and names tell which of two texts a translation is a
//! translation of. [`Evidence`] is what they tell, and [`Evidence::favours_today`] is the one judgement.

use std::collections::HashSet;

use super::scale::Scale;
use super::text::names;
use super::unit::Unit;
use super::word::{Word, WordKind};

/// A text of the source today, what a comment says instead, and the translation behind the comment.
#[derive(Clone, Copy)]
pub(super) struct Versions<'a> {
    pub today: &'a [Unit],
    pub kept: &'a [Unit],
    pub shown: &'a [&'a Unit],
}

/// Which of the two texts a sign speaks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Today,
    Kept,
    /// The texts do not differ in it, or the translation fits neither.
    Neither,
}

/// What tells which text was translated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evidence {
    length: Sign,
    sentences: Sign,
    names: Sign,
}

impl Evidence {
    /// Compares the two texts with the translation; `scale` is of the whole page.
    pub(super) fn of(versions: &Versions<'_>, scale: &Scale) -> Self {
        Self {
            length: length(versions, scale),
            sentences: sentences(versions),
            names: named(versions),
        }
    }

    /// Whether the translation is one of today's text: its length says so, and nothing says otherwise.
    pub(super) fn favours_today(self) -> bool {
        self.length == Sign::Today && self.sentences != Sign::Kept && self.names != Sign::Kept
    }
}

/// A translation of a text is as long as the page's other translations are for their texts.
fn length(versions: &Versions<'_>, scale: &Scale) -> Sign {
    /// In bytes of the translation: a few words. Shorter differences are within what translators vary.
    const LEAST: usize = 18;
    /// Of a thousand.
    const GOOD: u32 = 820;
    const MARGIN: u32 = 150;
    let letters = |units: &[Unit]| units.iter().map(Unit::letters).sum::<usize>();
    let (today, kept) = (letters(versions.today), letters(versions.kept));
    let own = versions.shown.iter().map(|unit| unit.letters()).sum();
    if scale.expected(today.abs_diff(kept)) < LEAST {
        return Sign::Neither;
    }
    let (fits_today, fits_kept) = (scale.fit(today, own), scale.fit(kept, own));
    match fits_today.max(fits_kept) {
        best if best < GOOD || fits_today.abs_diff(fits_kept) < MARGIN => Sign::Neither,
        _ if fits_today > fits_kept => Sign::Today,
        _ => Sign::Kept,
    }
}

/// Translators join sentences, and so fewer than today's tell nothing unless they are as many as before.
fn sentences(versions: &Versions<'_>) -> Sign {
    let count = |units: &[Unit]| units.iter().map(Unit::sentences).sum::<usize>();
    let (today, kept) = (count(versions.today), count(versions.kept));
    let own: usize = versions.shown.iter().map(|unit| unit.sentences()).sum();
    match own {
        _ if today == kept => Sign::Neither,
        own if own == today => Sign::Today,
        own if own == kept => Sign::Kept,
        _ => Sign::Neither,
    }
}

/// A name in Latin letters, a number, a link or a piece of code that only one text has.
fn named(versions: &Versions<'_>) -> Sign {
    let own = names(versions.shown.iter().copied());
    let [of_today, of_kept] = [versions.today, versions.kept].map(names);
    let only = |units: &[Unit], others: &HashSet<u64>| {
        let words = units.iter().flat_map(|unit| &unit.words).filter(|word| is_telling(word));
        let only = words.filter(|word| word.names().all(|name| !others.contains(&name)));
        only.filter(|word| word.names().any(|name| own.contains(&name))).count()
    };
    match (only(versions.today, &of_kept), only(versions.kept, &of_today)) {
        (0, 0) => Sign::Neither,
        (today, kept) if today > kept => Sign::Today,
        _ => Sign::Kept,
    }
}

/// Marks and letters are in any text.
fn is_telling(word: &Word) -> bool {
    !matches!(word.kind, WordKind::Mark | WordKind::Tag) && word.span.range().len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(length: Sign, sentences: Sign, names: Sign) -> Evidence {
        Evidence { length, sentences, names }
    }

    #[test]
    fn a_translation_is_of_today_if_its_length_says_so_and_nothing_contradicts() {
        use Sign::{Kept, Neither, Today};
        let table = [
            (evidence(Today, Today, Neither), true),
            (evidence(Today, Neither, Today), true),
            (evidence(Today, Neither, Neither), true),
            (evidence(Today, Kept, Neither), false),
            (evidence(Today, Today, Kept), false),
            (evidence(Neither, Today, Today), false),
            (evidence(Kept, Today, Today), false),
        ];
        for (evidence, expected) in table {
            assert_eq!(evidence.favours_today(), expected, "{evidence:?}");
        }
    }
}
