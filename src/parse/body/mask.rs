//! Text in which some parts are hidden from Markdown behind as many bytes of other characters.
//!
//! A shortcode call becomes one long word, as Hugo makes it; a character beside emphasis becomes a
//! letter or a punctuation mark; a comment that Markdown would tear apart becomes one line. Every offset stays right, so what was hidden is found again by its
//! offset, never by looking for the mask.

use std::borrow::Cow;
use std::ops::Range;

use super::shortcode::Found;
use super::{cjk, comments, definition_lists};
use crate::config::Markup;

/// Fills a call's place: three bytes in UTF-8, in no category that Markdown gives a meaning.
const WIDE: char = '\u{E000}';
/// Four bytes, for lengths that three do not divide.
const WIDER: char = '\u{F0000}';
/// Stands for a character of three bytes that Markdown is to take for a letter.
pub(super) const AS_LETTER: char = '\u{E001}';
/// Stands for a character of three bytes that Markdown is to take for punctuation.
pub(super) const AS_PUNCTUATION: char = '\u{2E3B}';

/// A part of a file's text as Markdown is given it.
pub(super) struct Masked<'a> {
    /// The whole file.
    source: &'a str,
    /// Where the part begins.
    offset: usize,
    text: Cow<'a, str>,
}

impl<'a> Masked<'a> {
    pub(super) fn new(
        source: &'a str,
        range: Range<usize>,
        marked: &Found,
        markup: &Markup,
    ) -> Self {
        let offset = range.start;
        let mut hidden: Vec<(Range<usize>, String)> = marked
            .calls
            .iter()
            .map(|call| (call.range.clone(), filler(call.range.len())))
            .collect();
        hidden.extend(marked.comments.iter().filter_map(|comment| {
            Some((comment.range.clone(), comments::on_one_line(source, comment)?))
        }));
        let mut text = Cow::Borrowed(&source[range.clone()]);
        if !hidden.is_empty() {
            text = Cow::Owned(hide(source, range, hidden));
        }
        if markup.definition_list && text.contains(':') {
            text = Cow::Owned(definition_lists::mask_colons(text.into_owned()));
        }
        if markup.cjk.frees_emphasis {
            text = Cow::Owned(cjk::mask_emphasis(text.into_owned()));
        }
        Self { source, offset, text }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What stands in the file where Markdown read `read` in `range` of it. Text that Markdown has
    /// changed, such as an entity, is nowhere in the file and stays what it is.
    pub(super) fn original(&self, read: &str, range: &Range<usize>) -> Option<&'a str> {
        let seen = &self.text[range.start - self.offset..range.end - self.offset];
        let start =
            if seen.len() == read.len() { (seen == read).then_some(0)? } else { seen.find(read)? };
        self.source.get(range.start + start..range.start + start + read.len())
    }
}

/// Whether a character stands for part of a call.
pub(super) fn is_filler(c: char) -> bool {
    c == WIDE || c == WIDER
}

/// Puts other text, each as long as what it hides, in the place of some ranges.
fn hide(text: &str, range: Range<usize>, mut hidden: Vec<(Range<usize>, String)>) -> String {
    hidden.sort_by_key(|(place, _)| place.start);
    let mut masked = String::with_capacity(range.len());
    let mut position = range.start;
    for (place, cover) in hidden {
        masked.push_str(&text[position..place.start]);
        masked.push_str(&cover);
        position = place.end;
    }
    masked.push_str(&text[position..range.end]);
    masked
}

/// A shortcode tag takes six bytes at the least, and every number from six up is 3 a + 4 b.
fn filler(length: usize) -> String {
    let wider = length % 3;
    let wide = (length - 4 * wider) / 3;
    let mut filler = String::with_capacity(length);
    filler.extend(std::iter::repeat_n(WIDE, wide));
    filler.extend(std::iter::repeat_n(WIDER, wider));
    filler
}
