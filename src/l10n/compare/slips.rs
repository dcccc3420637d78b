//! Slips of a translator's hand: what differs from the source only because it was not copied well.

use super::changes::{Hunk, Side};
use super::word::Word;
use crate::diagnostic::Span;

/// Whether what was marked to be copied began or ended a character or two off: `he pump starts`.
pub(super) fn is_marked_badly(old: Side<'_>, new: Side<'_>) -> bool {
    const MOST: usize = 2;
    let ([old_unit], [new_unit]) = (old.units, new.units) else { return false };
    let raw = |side: Side<'_>, span: Span| {
        let text = side.text.get(span.range()).unwrap_or_default();
        text.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    let (old, new) = (raw(old, old_unit.span), raw(new, new_unit.span));
    let rest = new.strip_suffix(&*old).or_else(|| new.strip_prefix(&*old));
    !old.is_empty() && rest.is_some_and(|rest| (1..=MOST).contains(&rest.chars().count()))
}

/// A text that ends within a sentence, where the source has another line: the line was left out.
pub(super) fn is_cut_off(
    hunk: &Hunk<'_>,
    (old, old_words): (Side<'_>, &[&Word]),
    (new, new_words): (Side<'_>, &[&Word]),
) -> bool {
    const LEAST_WORDS: usize = 12;
    let ends_sentence = |text: &str| text.ends_with(['.', '!', '?', ':', ';']);
    let (Some(first), Some(last)) = (hunk.added.first(), new_words.last()) else { return false };
    let is_last = hunk.added.last().is_some_and(|word| word.span == last.span);
    let before = &new.text[..first.span.range().start];
    let begins_line = before.trim_end_matches([' ', '\t', '*', '_', '>', '[', '`']).ends_with('\n');
    hunk.removed.is_empty()
        && is_last
        && begins_line
        && old_words.len() >= LEAST_WORDS
        && old_words.last().is_some_and(|word| !ends_sentence(old.at(word)))
        && ends_sentence(new.at(last))
}
