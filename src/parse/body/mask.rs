//! Text in which some parts are hidden from Markdown behind as many bytes of other characters.
//!
//! A shortcode call becomes one long word, as Hugo makes it; a character beside emphasis becomes a
//! letter or a punctuation mark; a comment that Markdown would tear apart becomes one line. Every
//! offset stays right, so what was hidden is found again by its offset, never by looking for the mask.

use std::borrow::Cow;
use std::ops::Range;

use super::shortcode::{Call, CallKind, Found};
use super::tables::{self, Inserted};
use super::{braces, cjk, comments, definition_lists, depth, lenient};
use crate::config::Markup;

/// Fills a call's place: three bytes in UTF-8, in no category that Markdown gives a meaning.
const WIDE: char = '\u{E000}';
/// Four bytes, for lengths that three do not divide.
const WIDER: char = '\u{F0000}';
/// Two bytes, for five. Nothing is assigned to it.
const NARROW: char = '\u{0378}';

/// All of them but the fillers.
const MASKS: [char; 5] = [
    cjk::AS_LETTER,
    cjk::AS_PUNCTUATION,
    braces::BEHIND_HEADING,
    definition_lists::NO_MARKER,
    depth::FLAT,
];

/// Characters that Markdown may leave out between two of those it reads, within which the next one
/// is looked for: a quotation's marks, an entity, the attributes behind an id.
const MAX_SKIPPED: usize = 256;

/// A part of a file's text as Markdown is given it.
pub(super) struct Masked<'a> {
    /// The whole file.
    source: &'a str,
    /// Where the part begins.
    offset: usize,
    text: Cow<'a, str>,
    /// The comments that Markdown is given in another form: offsets within them mean nothing.
    reshaped: Vec<Range<usize>>,
    /// What the text has that is not in the file.
    inserted: Vec<Inserted>,
    /// The first mark of a quotation or a list that stands too deep to be one.
    too_deep: Option<Range<usize>>,
}

impl<'a> Masked<'a> {
    pub(super) fn new(
        source: &'a str,
        range: Range<usize>,
        marked: &Found,
        markup: &Markup,
    ) -> Self {
        let offset = range.start;
        let mut hidden: Vec<(Range<usize>, String)> =
            marked.calls.iter().map(|call| (call.range.clone(), cover(call))).collect();
        let calls = hidden.len();
        hidden.extend(marked.comments.iter().filter_map(|comment| {
            Some((comment.range.clone(), comments::on_one_line(source, comment)?))
        }));
        let reshaped = hidden[calls..].iter().map(|(comment, _)| comment.clone()).collect();
        hidden.extend(marked.braces.iter().map(|braces| (braces.range.clone(), braces.cover())));
        let mut text = Cow::Borrowed(&source[range.clone()]);
        if !hidden.is_empty() {
            text = Cow::Owned(hide(source, range, hidden));
        }
        if text.contains('\t') {
            text = Cow::Owned(lenient::mask(text.into_owned()));
        }
        if markup.definition_list && text.contains(':') {
            text = Cow::Owned(definition_lists::mask_colons(text.into_owned()));
        }
        if markup.cjk.frees_emphasis {
            text = Cow::Owned(cjk::mask_emphasis(text.into_owned()));
        }
        let mut too_deep = None;
        if depth::may_be_deep(&text) {
            let (flat, first) = depth::flatten(text.into_owned());
            text = Cow::Owned(flat);
            too_deep = first.map(|at| at.start + offset..at.end + offset);
        }
        let completed = markup.table.then(|| tables::completed(&text)).flatten();
        let (text, inserted) = match completed {
            Some((completed, inserted)) => (Cow::Owned(completed), inserted),
            None => (text, Vec::new()),
        };
        Self { source, offset, text, reshaped, inserted, too_deep }
    }

    /// What Markdown read as `range`, in the file: a comment belongs to it wholly or not at all.
    pub(super) fn in_source(&self, range: Range<usize>) -> Range<usize> {
        let behind_comment = |at: usize| {
            let next = self.reshaped.partition_point(|comment| comment.end <= at);
            let around = self.reshaped.get(next).filter(|comment| comment.start < at);
            around.map_or(at, |comment| comment.end)
        };
        let [start, end] =
            [range.start, range.end].map(|at| self.without_inserted(at) + self.offset);
        behind_comment(start)..behind_comment(end)
    }

    /// Where a place of the text would be if nothing were put into it.
    fn without_inserted(&self, at: usize) -> usize {
        let before = self.inserted.partition_point(|inserted| inserted.at < at);
        let Some(last) = self.inserted[..before].last() else { return at };
        at - last.before - last.length.min(at - last.at)
    }

    /// A range of the file in the text: what is put in at its edges is no part of it.
    fn with_inserted(&self, range: &Range<usize>) -> Range<usize> {
        let so_far = |count: usize| self.inserted[..count].last().map_or(0, Inserted::so_far);
        let [start, end] = [range.start - self.offset, range.end - self.offset];
        let before_start = self.inserted.partition_point(|inserted| inserted.place() <= start);
        let before_end = self.inserted.partition_point(|inserted| inserted.place() < end);
        let start = start + so_far(before_start);
        start..(end + so_far(before_end)).max(start)
    }

    pub(super) fn too_deep(&self) -> Option<Range<usize>> {
        self.too_deep.clone()
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// What stands in the file where Markdown read `read` in `range` of it. What Markdown itself has
    /// changed, such as an entity or a line's end in inline code, stays as Markdown gave it.
    pub(super) fn restored<'t>(&self, read: &'t str, range: &Range<usize>) -> Cow<'t, str>
    where
        'a: 't,
    {
        let seen = &self.text[self.with_inserted(range)];
        match self.source.get(range.clone()) {
            Some(written) if seen == read => Cow::Borrowed(written),
            // The whole range is looked at only where something is hidden: an element may have a
            // name in it for every few of its bytes.
            Some(written) if read.contains(is_mask) && written.len() == seen.len() => {
                Cow::Owned(restored_backwards(read, seen, written.as_bytes()))
            }
            _ => Cow::Borrowed(read),
        }
    }
}

/// Finds the characters of `read` in `seen`, the last one first: what a parser reads of an element
/// by itself, a title or a destination, stands at its end.
fn restored_backwards(read: &str, seen: &str, written: &[u8]) -> String {
    let mut left = seen.char_indices().rev();
    let mut pieces: Vec<&[u8]> = Vec::new();
    for (at, c) in read.char_indices().rev() {
        let mut near = left.clone().take(MAX_SKIPPED);
        let found = near.position(|(_, other)| other == c || stands_for(c, other));
        let place = found.and_then(|skipped| left.nth(skipped)).filter(|(_, other)| *other == c);
        pieces.push(match place {
            Some((place, _)) => &written[place..place + c.len_utf8()],
            None => &read.as_bytes()[at..at + c.len_utf8()],
        });
    }
    pieces.reverse();
    // Pieces of a hidden call are no characters by themselves; all together they are.
    String::from_utf8_lossy(&pieces.concat()).into_owned()
}

/// Whether Markdown writes `c` for `other`.
fn stands_for(c: char, other: char) -> bool {
    matches!((c, other), (' ', '\n') | ('\u{FFFD}', '\0'))
}

/// Whether a character may stand for another.
fn is_mask(c: char) -> bool {
    is_filler(c) || MASKS.contains(&c)
}

/// Whether a character stands for part of a call.
pub(super) fn is_filler(c: char) -> bool {
    matches!(c, WIDE | WIDER | NARROW)
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

/// A call is a word to Markdown; a formula begins and ends with a punctuation mark.
fn cover(call: &Call) -> String {
    let length = call.range.len();
    let is_in_marks = matches!(call.kind, CallKind::Formula(_) | CallKind::Passed(_));
    match length.checked_sub(2 * cjk::AS_PUNCTUATION.len_utf8()) {
        Some(inside @ (0 | 3..)) if is_in_marks => {
            format!("{0}{1}{0}", cjk::AS_PUNCTUATION, filler(inside))
        }
        _ => filler(length),
    }
}

/// A shortcode tag takes six bytes at the least, and every number from six up is 3 a + 4 b. A formula
/// may have three, four or five.
fn filler(length: usize) -> String {
    let wider = length % 3;
    let Some(wide) = length.checked_sub(4 * wider).map(|rest| rest / 3) else {
        return String::from_iter([WIDE, NARROW]);
    };
    let mut filler = String::with_capacity(length);
    filler.extend(std::iter::repeat_n(WIDE, wide));
    filler.extend(std::iter::repeat_n(WIDER, wider));
    filler
}
