//! Where a comment is right and its translation is not: code, versions and links that the two should share.

use std::collections::HashSet;

use super::comparison::{Basis, SegmentState, WordChanges};
use super::draft::Draft;
use super::pairing::UnitPairing;
use super::rows::{Shown, shown_code_changes};
use super::severity::is_version;
use super::text::{ComparedText, names};
use super::tongue::Tongue;
use super::unit::Unit;
use super::word::{Target, Word, WordKind};
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// Marks the texts whose translation names something else than they do.
pub(super) fn mark(pairing: &UnitPairing<'_>, drafts: &mut [Draft]) {
    let pages = pairing.pages;
    let all_shown = names(&pages.shown);
    for draft in drafts.iter_mut().filter(|draft| draft.state == SegmentState::Same) {
        let unit = unit_at(&pages.units, draft.source);
        let shown = unit_at(&pages.shown, draft.translation);
        let (Some(unit), Some(shown)) = (unit, shown) else { continue };
        let source = ComparedText { units: std::slice::from_ref(unit), file: pages.source.text };
        let own = ComparedText { units: std::slice::from_ref(shown), file: pages.translation.text };
        let found = match (unit.is_code(), shown.is_code()) {
            (true, true) => shown_code_changes(pairing, draft, Shown { unit, shown }),
            (false, false) => {
                Sides { source, own, tongue: &pages.tongue }.contradiction(&all_shown)
            }
            _ => None,
        };
        if let Some(found) = found {
            let (mut words, severity) = found;
            // An earlier source is a separate text: words of the translation have no place there.
            match pages.basis {
                Basis::Earlier => words.removed.clear(),
                Basis::Comments | Basis::Structure => draft.was = draft.translation,
            }
            draft.change((words, severity));
        }
    }
}

/// The unit that is all of a place: a text in several pieces is not compared.
fn unit_at(units: &[Unit], place: Option<Span>) -> Option<&Unit> {
    let place = place?;
    let at = units.partition_point(|unit| unit.span.start < place.start);
    units.get(at).filter(|unit| unit.span == place)
}

/// A text of the source and its translation.
struct Sides<'a> {
    source: ComparedText<'a>,
    own: ComparedText<'a>,
    tongue: &'a Tongue,
}

impl Sides<'_> {
    /// What a text names and its translation does not: nowhere on the page, or something else in its place.
    fn contradiction(&self, all_shown: &HashSet<u64>) -> Option<(WordChanges, DriftSeverity)> {
        let (own_names, source_names) = (names(self.own.units), names(self.source.units));
        let (lacking, other) = (only_in(self.source, &own_names), only_in(self.own, &source_names));
        let mut words = WordChanges::default();
        let mut worst = None;
        for kind in [DriftSeverity::Link, DriftSeverity::Version, DriftSeverity::Code] {
            let of_kind = |words: &[(Word, DriftSeverity)]| -> Vec<Word> {
                let own = words.iter().filter(|(_, severity)| *severity == kind);
                own.map(|(word, _)| *word).collect()
            };
            let [lacking, other] = self.without_equals(of_kind(&lacking), of_kind(&other));
            let is_replaced = !lacking.is_empty() && lacking.len() == other.len();
            let is_nowhere = |word: &Word| {
                kind == DriftSeverity::Code
                    && is_identifier(self.source.written(word))
                    && !word.names().any(|name| all_shown.contains(&name))
            };
            let told: Vec<Word> =
                lacking.into_iter().filter(|word| is_replaced || is_nowhere(word)).collect();
            if told.is_empty() {
                continue;
            }
            words.added.extend(told.iter().map(|word| word.span));
            words.removed.extend(other.iter().map(|word| word.span));
            worst = worst.max(Some(kind));
        }
        worst.map(|worst| (words, worst))
    }

    /// Some words of both texts without those that only look different: addresses that end alike lead to one
    /// page, by way of a redirect, and a word of the reader's language is the translation of another.
    fn without_equals(&self, mut lacking: Vec<Word>, mut other: Vec<Word>) -> [Vec<Word>; 2] {
        let ending = |word: &Word| word.target.and_then(Target::ending);
        lacking.retain(|word| !self.own.spells(self.source.written(word)));
        let mut at = 0;
        while at < lacking.len() {
            let own = ending(&lacking[at]);
            let equal = other.iter().position(|word| {
                own.is_some() && ending(word) == own
                    || self.tongue.is_word(self.own.written(word))
                    || self.own.is_path_within(word, self.source.written(&lacking[at]))
            });
            match equal {
                Some(equal) => {
                    lacking.remove(at);
                    other.remove(equal);
                }
                None => at += 1,
            }
        }
        [lacking, other]
    }
}

/// The words of a text that are the same in any language and that another text does not name.
fn only_in(text: ComparedText<'_>, names: &HashSet<u64>) -> Vec<(Word, DriftSeverity)> {
    let words = text.words().into_iter().filter_map(|word| {
        let severity = match word.kind {
            // A heading of the same page may have another id.
            WordKind::Link if !text.written(word).starts_with('#') => DriftSeverity::Link,
            WordKind::Code | WordKind::Command if is_name(text, word) => DriftSeverity::Code,
            WordKind::Number if is_version(text.written(word)) => DriftSeverity::Version,
            _ => return None,
        };
        (!word.names().any(|name| names.contains(&name))).then_some((*word, severity))
    });
    words.collect()
}

/// Whether code is a name that nobody translates: `maxSurge`, `nodes_total`; not `memory`, `case-studies`, `PodSpec`.
fn is_identifier(code: &str) -> bool {
    let is_hump = || {
        let first = code.chars().next().is_some_and(char::is_lowercase);
        first && code.chars().any(char::is_uppercase)
    };
    code.is_ascii() && (code.contains('_') || is_hump())
}

/// Whether a word of code is a name and not a part that stands for another, as in `<name>`.
fn is_name(text: ComparedText<'_>, word: &Word) -> bool {
    let range = word.span.range();
    let is_placeholder = text.file[..range.start].ends_with(['<', '{', '$'])
        || text.file[range.end..].starts_with(['>', '}']);
    range.len() > 2 && !is_placeholder && !text.is_in_placeholder(word)
}
