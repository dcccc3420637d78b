//! Corrections of a source's spelling, which leave nothing to do in a translation.
//!
//! Case, hyphens, blanks between the parts of a word, a slip of the pen, the ending of a plural. Not so if it is a name
//! that is spelled otherwise, or a word that the translation itself still has in the former spelling.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use super::spelling::{is_plural, is_typo};
use super::text::{ComparedText, Hunk};
use super::unit::{Regard, Unit, UnitKind};
use super::word::{Word, WordKind};

/// Two texts of the source, and what tells a correction from another word.
pub(super) struct Respelling<'a> {
    pub old: ComparedText<'a>,
    pub new: ComparedText<'a>,
    /// The translation of the text.
    pub shown: &'a [&'a Unit],
    /// The words of today's source.
    pub words: Option<&'a HashSet<u64>>,
    /// The words of `shown` as written, once anybody asked.
    pub shown_words: OnceCell<HashSet<u64>>,
}

impl<'a> Respelling<'a> {
    /// Whether a difference is only one of spelling. `kinds` are those of the words that differ.
    pub(super) fn explains(&self, hunk: &Hunk<'a>, kinds: &BTreeSet<WordKind>) -> bool {
        let is_text = |kind: &WordKind| matches!(kind, WordKind::Prose | WordKind::Mark);
        if !kinds.iter().all(is_text) || self.is_byline() {
            return false;
        }
        let [removed, added] = [told(&hunk.removed, self.old), told(&hunk.added, self.new)];
        if removed.iter().chain(&added).any(Told::is_technical) {
            return false;
        }
        if letters(&removed) == letters(&added) {
            return !self.is_left(&removed, &added);
        }
        removed.len() == added.len()
            && removed.iter().zip(&added).all(|(before, after)| self.is_one_word(before, after))
    }

    /// The names of people are spelled as they are.
    fn is_byline(&self) -> bool {
        let mut units = self.old.units.iter().chain(self.new.units);
        units.any(|unit| unit.regard == Regard::Byline)
    }

    fn is_one_word(&self, before: &Told<'a>, after: &Told<'a>) -> bool {
        let [old, new] = [before, after].map(|word| word.written.to_lowercase());
        let is_corrected = || {
            let is_name = before.is_name() || after.is_name();
            let is_real = self.words.is_some_and(|words| words.contains(&before.word.folded));
            is_typo(&old, &new) && !is_name && !is_real
        };
        let is_kept = || self.is_left(std::slice::from_ref(before), std::slice::from_ref(after));
        is_plural(&old, &new) && old != new || (old == new || is_corrected()) && !is_kept()
    }

    /// Whether the translation has a word in its former spelling, and not in that of today.
    fn is_left(&self, removed: &[Told<'a>], added: &[Told<'a>]) -> bool {
        const SHORTEST: usize = 3;
        let words = self.shown_words.get_or_init(|| {
            let words = self.shown.iter().flat_map(|unit| &unit.words);
            words.map(|word| word.exact).collect()
        });
        let is_shown = |told: &Told<'_>| words.contains(&told.word.exact);
        let is_telling = |told: &&Told<'_>| told.written.len() >= SHORTEST;
        removed.iter().filter(is_telling).any(is_shown) && !added.iter().any(is_shown)
    }
}

/// A word that says something, and how it is written.
struct Told<'a> {
    word: &'a Word,
    written: &'a str,
    /// The text before it and behind it in its file.
    before: &'a str,
    behind: &'a str,
    /// Whether it is the first of its unit.
    is_first: bool,
    is_in_heading: bool,
}

/// Words without marks and articles, which most languages do not have.
fn told<'a>(words: &[&'a Word], text: ComparedText<'a>) -> Vec<Told<'a>> {
    const ARTICLES: [&str; 3] = ["a", "an", "the"];
    let words = words.iter().filter(|word| word.kind != WordKind::Mark);
    let told = words.map(|word| {
        let unit = text.units.iter().find(|unit| word.span.start < unit.span.end);
        Told {
            word,
            written: text.written(word),
            before: text.file.get(..word.span.range().start).unwrap_or_default(),
            behind: text.file.get(word.span.range().end..).unwrap_or_default(),
            is_first: unit.is_some_and(|unit| {
                unit.words.first().is_some_and(|first| first.span == word.span)
            }),
            is_in_heading: unit.is_some_and(|unit| matches!(unit.kind, UnitKind::Heading(_))),
        }
    });
    told.filter(|told| !ARTICLES.contains(&&*told.written.to_lowercase())).collect()
}

/// The letters and digits of some words, all small.
fn letters(words: &[Told<'_>]) -> String {
    let letters =
        words.iter().flat_map(|told| told.written.chars()).filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

impl Told<'_> {
    /// Whether it may be the name of somebody or something: it has a capital where no sentence begins.
    fn is_name(&self) -> bool {
        let is_capital = self.written.starts_with(char::is_uppercase);
        let has_inner = self.written.chars().skip(1).any(char::is_uppercase);
        has_inner || is_capital && !self.is_in_heading && !self.begins_sentence()
    }

    fn begins_sentence(&self) -> bool {
        let before = self.before.trim_end_matches([' ', '\n', '\t', '*', '_', '"', '“', '(', '[']);
        self.is_first || before.ends_with(['.', '!', '?', ':', ';', '|', '>', '-'])
    }

    /// Whether it is a name of a program or of what it reads, by its form: `--dry-run`, `config.yaml`,
    /// `node_name`, `https://`.
    fn is_technical(&self) -> bool {
        const ABBREVIATED: usize = 4;
        let above = self.before.trim_end_matches('-');
        let is_flag =
            above.len() < self.before.len() && above.ends_with([' ', '\n', '`', '(', '"']);
        self.written.contains(|c: char| c == '_' || c.is_ascii_digit())
            || self.written.contains('.') && self.written.len() > ABBREVIATED
            || is_flag
            || self.before.ends_with(['/', '@'])
            || self.behind.starts_with("://")
    }
}
