//! Which words of a text changed, if the translation has to follow.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use super::comparison::WordChanges;
use super::echoes::PageEchoes;
use super::respelling::Respelling;
use super::severity::{self, differing_kinds};
use super::slips;
use super::text::{ComparedText, Hunk, hunks, names};
use super::unit::{Regard, Unit, UnitKind};
use super::word::{Word, WordKind};
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// What else is known about the two pages.
#[derive(Default)]
pub(super) struct Context<'a> {
    /// The translation of the text, which may already follow.
    pub shown: Vec<&'a Unit>,
    pub echoes: Option<&'a PageEchoes>,
    /// The names in the whole translation.
    pub names: Option<&'a HashSet<u64>>,
    /// The words of today's source.
    pub words: Option<&'a HashSet<u64>>,
}

/// What the difference of two texts of a source is to a translation of the older one.
#[derive(Clone, Debug)]
pub(super) enum Difference {
    /// There is none that concerns it.
    None,
    /// Only the spelling differs.
    Respelled,
    /// It says something else, in these words, and the worst of them matters as much.
    Changed(WordChanges, DriftSeverity),
}

impl Context<'_> {
    /// Whether the only new things are pictures that the translation shows elsewhere.
    fn is_pictured(&self, hunk: &Hunk<'_>) -> bool {
        let mut added = hunk.added.iter().filter(|word| word.kind != WordKind::Mark).peekable();
        let is_known = |word: &Word| {
            self.names.is_some_and(|names| word.names().any(|name| names.contains(&name)))
        };
        hunk.removed.is_empty()
            && added.peek().is_some()
            && added.all(|word| word.kind == WordKind::Picture && is_known(word))
    }

    /// Whether the removed words are elsewhere in the source, or the new ones elsewhere in the translation.
    fn is_echo(&self, hunk: &Hunk<'_>) -> bool {
        let Some(echoes) = self.echoes else { return false };
        match (&hunk.removed[..], &hunk.added[..]) {
            ([], added) => echoes.in_translation.hold_words(added.iter().copied()),
            (removed, []) => echoes.in_source.hold_words(removed.iter().copied()),
            _ => false,
        }
    }
}

/// The difference of one text and the other, and the severity of the worst change.
pub(super) fn changes(
    old: ComparedText<'_>,
    new: ComparedText<'_>,
    context: &Context<'_>,
) -> Difference {
    if slips::is_marked_badly(old, new) {
        return Difference::None;
    }
    let mut hunks = hunks(&old.words(), &new.words());
    let moved = moved_kinds(&hunks);
    let known = Known { old, new, context, shown_names: names(context.shown.iter().copied()) };
    hunks.retain(|hunk| !known.explains(hunk, &differing_kinds(hunk, &moved)));
    let respelling = Respelling {
        old,
        new,
        shown: &context.shown,
        words: context.words,
        shown_words: OnceCell::new(),
    };
    let count = hunks.len();
    hunks.retain(|hunk| !respelling.explains(hunk, &differing_kinds(hunk, &moved)));
    let of_hunk = |hunk| severity::of_hunk(hunk, &differing_kinds(hunk, &moved), old, new);
    let Some(worst) = hunks.iter().map(of_hunk).max() else {
        return if count > 0 { Difference::Respelled } else { Difference::None };
    };
    let words = WordChanges {
        removed: joined(hunks.iter().flat_map(|hunk| &hunk.removed), old.file),
        added: joined(hunks.iter().flat_map(|hunk| &hunk.added), new.file),
    };
    Difference::Changed(words, regarded(worst, old, new))
}

/// The severity of a change, by what the texts are to readers.
fn regarded(worst: DriftSeverity, old: ComparedText<'_>, new: ComparedText<'_>) -> DriftSeverity {
    let units = || old.units.iter().chain(new.units);
    if units().all(|unit| unit.regard == Regard::Byline) {
        DriftSeverity::Byline
    } else if worst >= DriftSeverity::Prose && warns(old, new) {
        DriftSeverity::Warning
    } else if units().any(|unit| unit.kind == UnitKind::Diagram) {
        worst.min(DriftSeverity::Prose)
    } else {
        worst
    }
}

fn warns(old: ComparedText<'_>, new: ComparedText<'_>) -> bool {
    old.units.iter().chain(new.units).any(|unit| unit.regard == Regard::Warning)
}

/// What makes a difference none for the translation.
struct Known<'a> {
    old: ComparedText<'a>,
    new: ComparedText<'a>,
    context: &'a Context<'a>,
    /// The names in the translation of the text.
    shown_names: HashSet<u64>,
}

impl Known<'_> {
    /// Whether the translation has followed, or a translator copied badly. `kinds` are those of the words that differ.
    fn explains(&self, hunk: &Hunk<'_>, kinds: &BTreeSet<WordKind>) -> bool {
        let Self { old, new, context, shown_names } = self;
        let warns = warns(*old, *new);
        // A command that another block has too is missed in this one.
        let is_code = old.units.iter().chain(new.units).all(Unit::is_code);
        let is_nothing = kinds.iter().all(|kind| *kind == WordKind::Mark);
        let is_followed =
            || is_followed(hunk, kinds, shown_names) || !warns && is_shown(hunk, shown_names);
        let is_named = || !warns && is_named(hunk, *new, shown_names);
        let is_slip = || {
            slips::is_cut_off(hunk, *old, *new)
                || slips::is_stray(hunk, *old)
                || slips::is_id_in_text(hunk, *old, *new)
        };
        let is_echo = || !warns && !is_code && (context.is_echo(hunk) || context.is_pictured(hunk));
        let is_known = is_nothing || is_translators(hunk) || is_followed() || is_named();
        is_known || is_slip() || is_echo()
    }
}

/// Words that are the same in every language.
fn is_neutral(kind: &WordKind) -> bool {
    *kind > WordKind::Tag
}

/// The kinds of such words that are the same on both sides, even if in another order: a rearranged
/// sentence names the same things.
fn moved_kinds(hunks: &[Hunk<'_>]) -> BTreeSet<WordKind> {
    let all = Hunk {
        removed: hunks.iter().flat_map(|hunk| hunk.removed.iter().copied()).collect(),
        added: hunks.iter().flat_map(|hunk| hunk.added.iter().copied()).collect(),
    };
    let differing = differing_kinds(&all, &BTreeSet::new());
    let kinds = all.removed.iter().chain(&all.added).map(|word| word.kind);
    kinds.filter(|kind| is_neutral(kind) && !differing.contains(kind)).collect()
}

/// Whether a translator wrote into the kept source.
fn is_translators(hunk: &Hunk<'_>) -> bool {
    let is_foreign = |word: &&Word| word.kind == WordKind::Ideograph;
    hunk.removed.iter().any(is_foreign) && !hunk.added.iter().any(is_foreign)
}

/// Whether the translation has the new words and not the old ones: a link that was corrected on both
/// pages, but not in the kept source.
fn is_followed(hunk: &Hunk<'_>, kinds: &BTreeSet<WordKind>, shown: &HashSet<u64>) -> bool {
    let is_neutral_only = || kinds.iter().all(|kind| is_neutral(kind) || *kind == WordKind::Mark);
    if shown.is_empty() || !kinds.iter().any(is_neutral) || !is_neutral_only() {
        return false;
    }
    let is_telling = |word: &&&Word| is_neutral(&word.kind);
    let is_shown = |word: &&Word| word.names().any(|name| shown.contains(&name));
    let added: HashSet<u64> = hunk.added.iter().map(|word| word.exact).collect();
    let mut removed =
        hunk.removed.iter().filter(is_telling).filter(|word| !added.contains(&word.exact));
    hunk.added.iter().filter(is_telling).all(is_shown) && !removed.any(is_shown)
}

/// Whether a name took the place of another, and the translation has the new one: `Redis` for `MongoDB`.
fn is_named(hunk: &Hunk<'_>, new: ComparedText<'_>, shown: &HashSet<u64>) -> bool {
    let is_shown = |word: &Word| word.names().any(|name| shown.contains(&name));
    let is_text = |word: &&&Word| word.kind != WordKind::Mark;
    let is_name = |word: &Word| {
        let written = new.written(word);
        written.len() > 2 && written.contains(|c: char| c.is_uppercase() || c.is_ascii_digit())
    };
    let mut all = hunk.removed.iter().chain(&hunk.added).filter(is_text);
    let mut added = hunk.added.iter().filter(is_text).peekable();
    let mut removed = hunk.removed.iter().filter(is_text).peekable();
    all.all(|word| word.kind == WordKind::Prose)
        && added.peek().is_some()
        && removed.peek().is_some()
        && added.all(|word| is_name(word) && is_shown(word))
        && !removed.any(|word| is_shown(word))
}

/// Whether the translation has all new words as they are: names, mostly.
fn is_shown(hunk: &Hunk<'_>, shown: &HashSet<u64>) -> bool {
    let is_name = |word: &&Word| word.span.range().len() > 2;
    let mut added = hunk.added.iter().filter(|word| word.kind != WordKind::Mark).peekable();
    hunk.removed.is_empty()
        && added.peek().is_some()
        && added.all(|word| is_name(word) && word.names().any(|name| shown.contains(&name)))
}

/// The spans of words; those with only blanks between them become one.
fn joined<'a>(words: impl Iterator<Item = &'a &'a Word>, file: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for word in words {
        match spans.last_mut() {
            Some(last) if is_blank(file, last.end, word.span.start) => {
                last.end = last.end.max(word.span.end);
            }
            _ => spans.push(word.span),
        }
    }
    spans
}

fn is_blank(file: &str, start: u32, end: u32) -> bool {
    let between = file.get(start as usize..end as usize);
    end <= start || between.is_some_and(|between| between.trim().is_empty())
}
