//! Which words of a unit changed, and how much that matters.

use std::collections::{BTreeSet, HashSet};

use super::align::{Equality, align};
use super::echoes::Heard;
use super::unit::{Regard, Unit, UnitKind};
use super::word::{Word, WordKind, hash};
use super::{DriftSeverity, WordChanges, shared, slips};
use crate::diagnostic::Span;

/// Some units as one text, and the file that it stands in.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub units: &'a [Unit],
    pub text: &'a str,
}

impl<'a> Side<'a> {
    fn words(self) -> Vec<&'a Word> {
        self.units.iter().flat_map(|unit| &unit.words).collect()
    }

    pub(super) fn at(self, word: &Word) -> &'a str {
        self.text.get(word.span.range()).unwrap_or_default()
    }
}

/// Words that stood between two that are the same, and what stands there now.
pub(super) struct Hunk<'a> {
    pub removed: Vec<&'a Word>,
    pub added: Vec<&'a Word>,
}

/// What else is known of the two pages.
#[derive(Default)]
pub(super) struct Known<'a> {
    /// The translation of the text, which may have followed.
    pub shown: Vec<&'a Unit>,
    pub heard: Option<&'a Heard>,
    /// What the whole translation names.
    pub names: Option<&'a HashSet<u64>>,
}

impl Known<'_> {
    /// Whether all that is new are pictures, which the translation shows elsewhere.
    fn is_pictured(&self, hunk: &Hunk<'_>) -> bool {
        let mut told = hunk.added.iter().filter(|word| word.kind != WordKind::Mark).peekable();
        let is_known = |word: &Word| {
            self.names.is_some_and(|names| word.names().any(|name| names.contains(&name)))
        };
        hunk.removed.is_empty()
            && told.peek().is_some()
            && told.all(|word| word.kind == WordKind::Picture && is_known(word))
    }

    /// Whether what is gone stands elsewhere in the source, or what is new elsewhere in the translation.
    fn is_echo(&self, hunk: &Hunk<'_>) -> bool {
        let Some(heard) = self.heard else { return false };
        match (&hunk.removed[..], &hunk.added[..]) {
            ([], added) => heard.in_translation.hold_words(added.iter().copied()),
            (removed, []) => heard.in_source.hold_words(removed.iter().copied()),
            _ => false,
        }
    }
}

/// The changes from one text to the other, and the severity of the worst. `None` where nothing differs
/// that a translation is to follow.
pub(super) fn changes(
    old: Side<'_>,
    new: Side<'_>,
    known: &Known<'_>,
) -> Option<(WordChanges, DriftSeverity)> {
    if slips::is_marked_badly(old, new) {
        return None;
    }
    let (old_words, new_words) = (old.words(), new.words());
    let mut hunks = hunks(&old_words, &new_words);
    let shown_names = shared::names(known.shown.iter().copied());
    let moved = moved_kinds(&hunks);
    let warns = old.units.iter().chain(new.units).any(|unit| unit.regard == Regard::Warning);
    hunks.retain(|hunk| {
        let kinds = differing_kinds(hunk, &moved);
        let is_nothing = kinds.iter().all(|kind| *kind == WordKind::Mark);
        let is_followed =
            || is_followed(hunk, &kinds, &shown_names) || !warns && is_shown(hunk, &shown_names);
        let is_slip = || slips::is_cut_off(hunk, (old, &old_words), (new, &new_words));
        let is_echo = || !warns && (known.is_echo(hunk) || known.is_pictured(hunk));
        !(is_nothing || is_translators(hunk) || is_followed() || is_slip() || is_echo())
    });
    let severity = |hunk| severity_of_hunk(hunk, &differing_kinds(hunk, &moved), old, new);
    let worst = hunks.iter().map(severity).max()?;
    let words = WordChanges {
        removed: joined(hunks.iter().flat_map(|hunk| &hunk.removed), old.text),
        added: joined(hunks.iter().flat_map(|hunk| &hunk.added), new.text),
    };
    let units = || old.units.iter().chain(new.units);
    let severity = if units().all(|unit| unit.regard == Regard::Byline) {
        DriftSeverity::Byline
    } else if worst >= DriftSeverity::Prose && units().any(|unit| unit.regard == Regard::Warning) {
        DriftSeverity::Warning
    } else if units().any(|unit| unit.kind == UnitKind::Diagram) {
        worst.min(DriftSeverity::Prose)
    } else {
        worst
    };
    Some((words, severity))
}

/// What is the same in any language.
fn is_neutral(kind: &WordKind) -> bool {
    *kind > WordKind::Tag
}

/// The kinds of such words of which both sides have the same, if in another order: a sentence that was
/// turned round names the same things.
fn moved_kinds(hunks: &[Hunk<'_>]) -> BTreeSet<WordKind> {
    let all = Hunk {
        removed: hunks.iter().flat_map(|hunk| hunk.removed.iter().copied()).collect(),
        added: hunks.iter().flat_map(|hunk| hunk.added.iter().copied()).collect(),
    };
    let differing = differing_kinds(&all, &BTreeSet::new());
    let kinds = all.removed.iter().chain(&all.added).map(|word| word.kind);
    kinds.filter(|kind| is_neutral(kind) && !differing.contains(kind)).collect()
}

/// Whether a translator wrote into what was to be kept.
fn is_translators(hunk: &Hunk<'_>) -> bool {
    let is_foreign = |word: &&Word| word.kind == WordKind::Ideograph;
    hunk.removed.iter().any(is_foreign) && !hunk.added.iter().any(is_foreign)
}

/// Whether the translation has what is new and lacks what is gone: a link that was put right in both,
/// but not in what is kept of the source.
fn is_followed(hunk: &Hunk<'_>, kinds: &BTreeSet<WordKind>, shown: &HashSet<u64>) -> bool {
    let told = |own: &&&Word| is_neutral(&own.kind);
    let is_shown = |word: &&Word| word.names().any(|name| shown.contains(&name));
    let stays = |word: &&&Word| hunk.added.iter().any(|other| other.exact == word.exact);
    !shown.is_empty()
        && kinds.iter().any(is_neutral)
        && kinds.iter().all(|kind| is_neutral(kind) || *kind == WordKind::Mark)
        && hunk.added.iter().filter(told).all(is_shown)
        && !hunk.removed.iter().filter(told).filter(|word| !stays(word)).any(is_shown)
}

/// Whether all words that are new stand in the translation as they are: names, mostly.
fn is_shown(hunk: &Hunk<'_>, shown: &HashSet<u64>) -> bool {
    let is_told = |word: &&&Word| word.kind != WordKind::Mark;
    let is_name = |word: &&Word| word.span.range().len() > 2;
    let mut told = hunk.added.iter().filter(is_told).peekable();
    hunk.removed.is_empty()
        && told.peek().is_some()
        && told.all(|word| is_name(word) && word.names().any(|name| shown.contains(&name)))
}

fn hunks<'a>(old: &[&'a Word], new: &[&'a Word]) -> Vec<Hunk<'a>> {
    let keys = |words: &[&Word]| words.iter().map(|word| word.exact).collect::<Vec<u64>>();
    let (old_keys, new_keys) = (keys(old), keys(new));
    let equality = Equality { left: &old_keys, right: &new_keys };
    let mut hunks = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let matches = align(&old_keys, &new_keys, &equality);
    let ends = matches.iter().map(|own| (own.left.start, own.right.start));
    for (old_end, new_end) in ends.chain([(old.len(), new.len())]) {
        if old_end > old_at || new_end > new_at {
            let (removed, added) = (&old[old_at..old_end], &new[new_at..new_end]);
            hunks.push(Hunk { removed: removed.to_vec(), added: added.to_vec() });
        }
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
    hunks
}

/// The spans of words; those with nothing but blanks between them as one.
fn joined<'a>(words: impl Iterator<Item = &'a &'a Word>, text: &str) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for word in words {
        match spans.last_mut() {
            Some(last) if is_blank(text, last.end, word.span.start) => {
                last.end = last.end.max(word.span.end);
            }
            _ => spans.push(word.span),
        }
    }
    spans
}

fn is_blank(text: &str, start: u32, end: u32) -> bool {
    end <= start || text.get(start as usize..end as usize).is_some_and(|own| own.trim().is_empty())
}

fn severity_of_hunk(
    hunk: &Hunk<'_>,
    differing: &BTreeSet<WordKind>,
    old: Side<'_>,
    new: Side<'_>,
) -> DriftSeverity {
    let told = [DriftSeverity::Code, DriftSeverity::Version, DriftSeverity::Link];
    let prose = hunk.removed.iter().chain(&hunk.added).filter(|word| word.kind == WordKind::Prose);
    let is_one_sided = hunk.removed.is_empty() || hunk.added.is_empty();
    if is_one_sided && prose.count() >= 2 && !differing.contains(&WordKind::Command) {
        // A part of a sentence or more: what it names is new, and not another.
        return DriftSeverity::Prose;
    }
    let kinds = differing.iter().map(|kind| severity_of_kind(*kind));
    let worst = kinds.max().unwrap_or(DriftSeverity::Wording);
    if told.contains(&worst) {
        return worst;
    }
    if is_wording(hunk, old, new) { DriftSeverity::Wording } else { worst }
}

/// The kinds of which one side has words that the other has not, `but` for some.
fn differing_kinds(hunk: &Hunk<'_>, but: &BTreeSet<WordKind>) -> BTreeSet<WordKind> {
    let is_told = |word: &&&Word| !is_markup(word) && !but.contains(&word.kind);
    let sorted = |words: &[&Word]| {
        let told = words.iter().filter(is_told).map(|word| (word.kind, word.exact));
        let mut told: Vec<(WordKind, u64)> = told.collect();
        told.sort_unstable();
        told
    };
    let (removed, added) = (sorted(&hunk.removed), sorted(&hunk.added));
    let kinds: BTreeSet<WordKind> = removed.iter().chain(&added).map(|(kind, _)| *kind).collect();
    let of = |words: &[(WordKind, u64)], kind| {
        words.iter().filter(|own| own.0 == kind).map(|own| own.1).collect::<Vec<u64>>()
    };
    let differs = |kind: &WordKind| match kind {
        WordKind::Link if is_same_link(hunk) => false,
        kind => of(&removed, *kind) != of(&added, *kind),
    };
    kinds.into_iter().filter(differs).collect()
}

/// Marks that Markdown left over: how a text is set, and not what it says.
fn is_markup(word: &Word) -> bool {
    const MARKS: [&str; 9] = ["*", "_", "`", "~", "[", "]", "^", "|", "\\"];
    word.kind == WordKind::Mark && MARKS.into_iter().any(|mark| hash(mark) == word.exact)
}

/// Whether links lead to the same pages, though they say it in another way.
fn is_same_link(hunk: &Hunk<'_>) -> bool {
    let targets = |words: &[&Word]| words.iter().filter_map(|word| word.target).collect::<Vec<_>>();
    let (removed, added) = (targets(&hunk.removed), targets(&hunk.added));
    removed.len() == added.len()
        && removed.iter().zip(&added).all(|(old, new)| old.is_same_page(*new))
}

fn severity_of_kind(kind: WordKind) -> DriftSeverity {
    match kind {
        WordKind::Mark | WordKind::Tag => DriftSeverity::Wording,
        WordKind::Prose | WordKind::Ideograph | WordKind::Picture => DriftSeverity::Prose,
        WordKind::Link => DriftSeverity::Link,
        WordKind::Number => DriftSeverity::Version,
        WordKind::Code | WordKind::Command => DriftSeverity::Code,
    }
}

/// Words that say nothing else when they come or go.
const ARTICLES: &[&str] = &["a", "an", "the", "that", "which", "s"];

/// Whether a text was put right and says the same: case, hyphens, articles, a letter or two.
fn is_wording(hunk: &Hunk<'_>, old: Side<'_>, new: Side<'_>) -> bool {
    let told = |words: &[&Word], side: Side<'_>| -> Vec<String> {
        let own = words.iter().filter(|word| word.kind != WordKind::Mark);
        let own = own.map(|word| side.at(word).to_lowercase());
        own.filter(|word| !ARTICLES.contains(&word.as_str())).collect()
    };
    let (removed, added) = (told(&hunk.removed, old), told(&hunk.added, new));
    let run = |words: &[String]| {
        words.concat().chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    if run(&removed) == run(&added) {
        return true;
    }
    removed.len() == added.len()
        && removed.iter().zip(&added).all(|(before, after)| is_respelled(before, after))
}

/// `recieve` and `receive`, `node` and `nodes`; not `can` and `can't`.
fn is_respelled(before: &str, after: &str) -> bool {
    const LONGEST: usize = 40;
    let shortest = before.chars().count().min(after.chars().count());
    if before == after {
        return true;
    }
    let is_negation = |word: &str| word.ends_with("n't") || word.ends_with("n’t");
    let is_letters = |word: &str| word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '-');
    let starts = |prefix: &str| {
        before.strip_prefix(prefix) == Some(after) || after.strip_prefix(prefix) == Some(before)
    };
    shortest >= 4
        && before.len().max(after.len()) <= LONGEST
        && is_letters(before)
        && is_letters(after)
        && is_negation(before) == is_negation(after)
        && !["un", "in", "im", "re", "de"].into_iter().any(starts)
        && is_slip(before, after, shortest)
}

/// A letter too many, too few, or two in the wrong order. In a long word another letter too: `pull` and
/// `poll` are two words.
fn is_slip(before: &str, after: &str, shortest: usize) -> bool {
    let sorted = |word: &str| {
        let mut chars: Vec<char> = word.chars().collect();
        chars.sort_unstable();
        chars
    };
    let distance = strsim::damerau_levenshtein(before, after);
    match shortest {
        0..=6 => {
            let is_other_length = before.chars().count() != after.chars().count();
            distance == 1 && (is_other_length || sorted(before) == sorted(after))
        }
        _ => distance <= 2,
    }
}

/// How much it matters that a unit came, went or moved as a whole.
pub(super) fn severity_of_unit(unit: &Unit) -> DriftSeverity {
    let has = |kind: WordKind| unit.words.iter().any(|word| word.kind == kind);
    match (unit.regard, unit.kind) {
        (Regard::Warning, _) => DriftSeverity::Warning,
        (Regard::Byline, _) => DriftSeverity::Byline,
        (_, UnitKind::Code) => DriftSeverity::Code,
        _ if has(WordKind::Command) => DriftSeverity::Code,
        _ => DriftSeverity::Prose,
    }
}
