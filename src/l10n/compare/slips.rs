//! Copying errors of translators: text that differs from the source only because it was not copied exactly.

use super::text::{ComparedText, Hunk};
use super::unit::Unit;
use super::word::hash;
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

/// The id of a heading in other brackets: `(#install)` for `{#install}`.
pub(super) fn is_id_in_text(hunk: &Hunk<'_>, old: ComparedText<'_>, new: ComparedText<'_>) -> bool {
    let (Some(first), Some(last), true) =
        (hunk.removed.first(), hunk.removed.last(), hunk.added.is_empty())
    else {
        return false;
    };
    let written = old.file.get(first.span.range().start..last.span.range().end);
    let id = written.unwrap_or_default().trim_matches(['(', ')', '{', '}', '[', ']', ' ']);
    let is_id =
        |unit: &Unit| unit.id.is_some_and(|own| Some(own) == id.strip_prefix('#').map(hash));
    new.units.iter().any(is_id)
}

/// A word that a translator copied twice, or from the line above: the name of a part of the page.
pub(super) fn is_stray(hunk: &Hunk<'_>, old: ComparedText<'_>) -> bool {
    let ([stray], []) = (&hunk.removed[..], &hunk.added[..]) else { return false };
    let words = old.words();
    let Some(at) = words.iter().position(|word| word.span == stray.span) else { return false };
    let is_twice = |other: usize| words.get(other).is_some_and(|other| other.exact == stray.exact);
    let is_outermost = at == 0 || at + 1 == words.len();
    let range = stray.span.range();
    let line_start = old.file[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = old.file[range.end..].find('\n').map_or(old.file.len(), |at| range.end + at);
    let line = old.file[line_start..line_end].trim().trim_start_matches("<!--");
    let is_alone = line.trim() == old.written(stray);
    let is_small = old.written(stray).bytes().all(|byte| byte.is_ascii_lowercase());
    is_twice(at + 1)
        || at.checked_sub(1).is_some_and(is_twice)
        || is_outermost && is_alone && is_small
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
