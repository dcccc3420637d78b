//! Running text that Markdown gives in pieces, and where each piece stands in the file.

use std::ops::Range;

use crate::diagnostic::Span;

/// Text whose pieces follow each other, and where they stand in the file.
#[derive(Default)]
pub(super) struct Run {
    pub text: String,
    /// Offset in the text, place in the file, and whether the two run alike.
    pieces: Vec<(usize, Range<usize>, bool)>,
}

impl Run {
    pub(super) fn push(&mut self, text: &str, span: Span, file: &str) {
        let range = span.range();
        let alike = file.get(range.clone()) == Some(text);
        self.pieces.push((self.text.len(), range, alike));
        self.text.push_str(text);
    }

    /// Where a part of the text stands.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        let at = |offset: usize, is_end: bool| {
            let next = self.pieces.partition_point(|(known, _, _)| *known <= offset);
            match next.checked_sub(1).map(|index| &self.pieces[index]) {
                None => 0,
                Some((known, range, true)) => (range.start + offset - known).min(range.end),
                Some((_, range, false)) if is_end => range.end,
                Some((_, range, false)) => range.start,
            }
        };
        // The end is that of the last character, whose piece may be another than the next one's.
        let last = at(end - 1, true);
        let is_alike = |offset: usize| {
            let next = self.pieces.partition_point(|(known, _, _)| *known <= offset);
            next.checked_sub(1).is_some_and(|index| self.pieces[index].2)
        };
        Span::new(at(start, false)..if is_alike(end - 1) { last + 1 } else { last })
    }
}
