//! Copying errors of translators: text that differs from the source only because it was not copied exactly.

use super::text::{ComparedText, Hunk};
use crate::diagnostic::Span;

/// Whether the copied range began or ended a character or two off: `he pump starts`.
pub(super) fn is_marked_badly(old: ComparedText<'_>, new: ComparedText<'_>) -> bool {
    const MOST: usize = 2;
    let ([old_unit], [new_unit]) = (old.units, new.units) else { return false };
    let raw = |text: ComparedText<'_>, span: Span| {
        let inside = text.file.get(span.range()).unwrap_or_default();
        inside.split_whitespace().collect::<Vec<&str>>().join(" ")
    };
    let (old, new) = (raw(old, old_unit.span), raw(new, new_unit.span));
    let rest = new.strip_suffix(&*old).or_else(|| new.strip_prefix(&*old));
    !old.is_empty() && rest.is_some_and(|rest| (1..=MOST).contains(&rest.chars().count()))
}

/// A text that ends within a sentence, where the source continues on another line: the line was left out.
pub(super) fn is_cut_off(hunk: &Hunk<'_>, old: ComparedText<'_>, new: ComparedText<'_>) -> bool {
    const LEAST_WORDS: usize = 12;
    let (Some(first), true) = (hunk.added.first(), hunk.removed.is_empty()) else { return false };
    let ends_sentence = |text: &str| text.ends_with(['.', '!', '?', ':', ';']);
    let (Some(old_last), Some(new_last)) = (old.last(), new.last()) else { return false };
    let is_last = hunk.added.last().is_some_and(|word| word.span == new_last.span);
    let begins_line = || {
        let before = &new.file[..first.span.range().start];
        before.trim_end_matches([' ', '\t', '*', '_', '>', '[', '`']).ends_with('\n')
    };
    let old_count: usize = old.units.iter().map(|unit| unit.words.len()).sum();
    is_last
        && begins_line()
        && old_count >= LEAST_WORDS
        && !ends_sentence(old.written(old_last))
        && ends_sentence(new.written(new_last))
}
