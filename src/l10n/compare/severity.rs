//! How much a change matters.

use std::collections::BTreeSet;

use super::spelling::is_respelled;
use super::text::{ComparedText, Hunk};
use super::unit::{Regard, Unit, UnitKind};
use super::word::{Word, WordKind, hash};
use crate::l10n::finding::DriftSeverity;

/// How much it matters that a whole unit was added, removed or moved.
pub(super) fn of_unit(unit: &Unit) -> DriftSeverity {
    let has = |kind: WordKind| unit.words.iter().any(|word| word.kind == kind);
    match (unit.regard, unit.kind) {
        (Regard::Warning, _) => DriftSeverity::Warning,
        (Regard::Byline, _) => DriftSeverity::Byline,
        (_, UnitKind::Code) => DriftSeverity::Code,
        _ if has(WordKind::Command) => DriftSeverity::Code,
        _ => DriftSeverity::Prose,
    }
}

/// How much it matters that some words changed. `differing` are their kinds.
pub(super) fn of_hunk(
    hunk: &Hunk<'_>,
    differing: &BTreeSet<WordKind>,
    old: ComparedText<'_>,
    new: ComparedText<'_>,
) -> DriftSeverity {
    let neutral = [DriftSeverity::Code, DriftSeverity::Version, DriftSeverity::Link];
    let prose = hunk.removed.iter().chain(&hunk.added).filter(|word| word.kind == WordKind::Prose);
    let is_one_sided = hunk.removed.is_empty() || hunk.added.is_empty();
    if is_one_sided && prose.count() >= 2 && !differing.contains(&WordKind::Command) {
        // A clause or more: its names are new, and do not replace others.
        return DriftSeverity::Prose;
    }
    let kinds = differing.iter().map(|kind| of_kind(*kind));
    let worst = kinds.max().unwrap_or(DriftSeverity::Wording);
    if neutral.contains(&worst) {
        return worst;
    }
    if is_wording(hunk, old, new) { DriftSeverity::Wording } else { worst }
}

/// The kinds of words that only one side has, except for those in `but`.
pub(super) fn differing_kinds(hunk: &Hunk<'_>, but: &BTreeSet<WordKind>) -> BTreeSet<WordKind> {
    let is_telling = |word: &&&Word| !is_markup(word) && !but.contains(&word.kind);
    let sorted = |words: &[&Word]| {
        let telling = words.iter().filter(is_telling).map(|word| (word.kind, word.exact));
        let mut telling: Vec<(WordKind, u64)> = telling.collect();
        telling.sort_unstable();
        telling
    };
    let (removed, added) = (sorted(&hunk.removed), sorted(&hunk.added));
    let kinds: BTreeSet<WordKind> = removed.iter().chain(&added).map(|(kind, _)| *kind).collect();
    let of = |words: &[(WordKind, u64)], kind| {
        let of_kind = words.iter().filter(|(other, _)| *other == kind);
        of_kind.map(|(_, exact)| *exact).collect::<Vec<u64>>()
    };
    let differs = |kind: &WordKind| match kind {
        WordKind::Link if is_same_link(hunk) => false,
        kind => of(&removed, *kind) != of(&added, *kind),
    };
    kinds.into_iter().filter(differs).collect()
}

/// Marks of Markdown syntax: they affect how a text looks, and not what it says.
fn is_markup(word: &Word) -> bool {
    const MARKS: [&str; 9] = ["*", "_", "`", "~", "[", "]", "^", "|", "\\"];
    word.kind == WordKind::Mark && MARKS.into_iter().any(|mark| hash(mark) == word.exact)
}

/// Whether links lead to the same pages, although they are written differently.
fn is_same_link(hunk: &Hunk<'_>) -> bool {
    let targets = |words: &[&Word]| words.iter().filter_map(|word| word.target).collect::<Vec<_>>();
    let (removed, added) = (targets(&hunk.removed), targets(&hunk.added));
    removed.len() == added.len()
        && removed.iter().zip(&added).all(|(old, new)| old.is_same_page(*new))
}

fn of_kind(kind: WordKind) -> DriftSeverity {
    match kind {
        WordKind::Mark | WordKind::Tag => DriftSeverity::Wording,
        WordKind::Prose | WordKind::Ideograph | WordKind::Picture => DriftSeverity::Prose,
        WordKind::Link => DriftSeverity::Link,
        WordKind::Number => DriftSeverity::Version,
        WordKind::Code | WordKind::Command => DriftSeverity::Code,
    }
}

/// Words that do not change the meaning when they are added or removed.
const ARTICLES: &[&str] = &[
    "a", "an", "are", "as", "at", "be", "been", "being", "by", "e.g", "eg", "example", "for",
    "i.e", "in", "instance", "is", "it", "its", "of", "on", "please", "s", "that", "the", "there",
    "their", "these", "this", "those", "to", "was", "were", "which", "will",
];

/// Whether a text was only corrected: case, hyphens, articles, a letter or two.
fn is_wording(hunk: &Hunk<'_>, old: ComparedText<'_>, new: ComparedText<'_>) -> bool {
    let telling = |words: &[&Word], text: ComparedText<'_>| -> Vec<String> {
        let words = words.iter().filter(|word| word.kind != WordKind::Mark);
        let words = words.map(|word| text.written(word).to_lowercase());
        words.filter(|word| !ARTICLES.contains(&word.as_str())).collect()
    };
    let (removed, added) = (telling(&hunk.removed, old), telling(&hunk.added, new));
    let letters = |words: &[String]| {
        words.concat().chars().filter(|c| c.is_alphanumeric()).collect::<String>()
    };
    if letters(&removed) == letters(&added) {
        return true;
    }
    removed.len() == added.len()
        && removed.iter().zip(&added).all(|(before, after)| is_respelled(before, after))
}

/// `v1.2`, `1.2.3`, `1.20`; not the half of `1.5 million`, which other languages count in other units.
pub(super) fn is_version(number: &str) -> bool {
    let mut fields = number.trim_start_matches(['v', 'V']).split('.');
    let minor = fields.nth(1).unwrap_or_default();
    !minor.is_empty() && (number.starts_with('v') || minor.len() > 1 || fields.next().is_some())
}
