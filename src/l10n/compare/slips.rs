//! Slips of a translator's hand: what differs from the source only because it was not copied well.

use super::changes::{Hunk, Side};
use super::word::Word;

/// Whether a change is such a slip. `old` is what was kept.
pub(super) fn is_slip(
    hunk: &Hunk<'_>,
    old: (Side<'_>, &[&Word]),
    new: (Side<'_>, &[&Word]),
) -> bool {
    lacks_first_letter(hunk, old, new) || is_cut_off(hunk, old, new)
}

/// `he pump starts`: what was marked began a letter too late.
fn lacks_first_letter(
    hunk: &Hunk<'_>,
    (old, old_words): (Side<'_>, &[&Word]),
    (new, new_words): (Side<'_>, &[&Word]),
) -> bool {
    let ([removed], [added]) = (&hunk.removed[..], &hunk.added[..]) else { return false };
    let is_first =
        |word: &Word, words: &[&Word]| words.first().is_some_and(|own| own.span == word.span);
    let rest = new.at(added).strip_suffix(old.at(removed));
    is_first(removed, old_words)
        && is_first(added, new_words)
        && rest.is_some_and(|first| first.chars().count() == 1)
}

/// A text that ends within a sentence, where the source has another line: the line was left out.
fn is_cut_off(
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
