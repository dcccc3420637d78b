//! Text in which each shortcode call is replaced by as many bytes of private-use characters.
//!
//! Markdown sees a call as one word, as Hugo's does, and every offset stays right. A call is found
//! again by its offset, never by looking for the replacement.

use std::ops::Range;

use super::shortcode::Call;

/// Fills a call's place: three bytes in UTF-8, in no category that Markdown gives a meaning.
const WIDE: char = '\u{E000}';
/// Four bytes, for lengths that three do not divide.
const WIDER: char = '\u{F0000}';

/// The text of `range` with the calls masked; offsets in it start at `range.start`.
pub(super) fn mask(text: &str, range: Range<usize>, calls: &[Call]) -> String {
    let mut masked = String::with_capacity(range.len());
    let mut position = range.start;
    for call in calls {
        masked.push_str(&text[position..call.range.start]);
        push_filler(&mut masked, call.range.len());
        position = call.range.end;
    }
    masked.push_str(&text[position..range.end]);
    masked
}

/// Whether a character stands for part of a call.
pub(super) fn is_filler(c: char) -> bool {
    c == WIDE || c == WIDER
}

/// A shortcode tag takes six bytes at the least, and every number from six up is 3 a + 4 b.
fn push_filler(masked: &mut String, length: usize) {
    let wider = length % 3;
    let wide = (length - 4 * wider) / 3;
    masked.extend(std::iter::repeat_n(WIDE, wide));
    masked.extend(std::iter::repeat_n(WIDER, wider));
}
