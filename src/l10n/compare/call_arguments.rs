//! The arguments of a call in two languages: those that are no text are the same in both.

use super::comparison::WordChanges;
use super::severity::is_version;
use super::text::ComparedText;
use super::unit::UnitKind;
use super::word::{Word, WordKind};
use crate::l10n::finding::DriftSeverity;

/// The arguments that only one of two calls has. Titles may be translated, so only what looks like a name
/// or a number counts, and only if the other call has another such value in its place.
pub(super) fn call_changes(
    old: ComparedText<'_>,
    new: ComparedText<'_>,
) -> Option<(WordChanges, DriftSeverity)> {
    let is_call = |text: ComparedText<'_>| {
        text.units.iter().all(|unit| matches!(unit.kind, UnitKind::Call(_)))
    };
    if !is_call(old) || !is_call(new) {
        return None;
    }
    let (before, after) = (arguments(old), arguments(new));
    let only = |own: &[&Word], other: &[&Word]| -> Vec<Word> {
        let is_lost = |word: &&&Word| !other.iter().any(|other| other.exact == word.exact);
        own.iter().filter(is_lost).map(|word| **word).collect()
    };
    let (removed, added) = (only(&before, &after), only(&after, &before));
    let severity = added.iter().map(|word| severity_of(new.written(word))).max()?;
    let spans = |words: Vec<Word>| words.into_iter().map(|word| word.span).collect();
    (before.len() == after.len())
        .then(|| (WordChanges { removed: spans(removed), added: spans(added) }, severity))
}

fn arguments<'a>(text: ComparedText<'a>) -> Vec<&'a Word> {
    let is_name =
        |value: &str| value.is_ascii() && !value.contains(char::is_whitespace) && !value.is_empty();
    let words = text.units.iter().flat_map(|unit| unit.words.iter().skip(1));
    let words = words.filter(|word| word.kind == WordKind::Tag);
    words.filter(|word| is_name(text.written(word).trim_matches(['"', '`']))).collect()
}

fn severity_of(value: &str) -> DriftSeverity {
    match value.trim_matches(['"', '`']) {
        value if is_version(value) => DriftSeverity::Version,
        value if value.contains(['.', '/']) => DriftSeverity::Code,
        _ => DriftSeverity::Prose,
    }
}
