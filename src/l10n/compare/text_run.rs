//! Running text that Markdown returns in pieces, and the place of each piece in the file.

use std::ops::Range;

use crate::diagnostic::Span;

/// Text of consecutive pieces, and their places in the file.
#[derive(Default)]
pub(super) struct TextRun {
    pub text: String,
    pieces: Vec<TextPiece>,
}

struct TextPiece {
    /// Its offset in the text.
    start: usize,
    /// Its place in the file.
    place: Range<usize>,
    /// Whether the file has exactly this text there.
    is_literal: bool,
}

impl TextRun {
    pub(super) fn push(&mut self, text: &str, span: Span, file: &str) {
        let place = span.range();
        let is_literal = file.get(place.clone()) == Some(text);
        self.pieces.push(TextPiece { start: self.text.len(), place, is_literal });
        self.text.push_str(text);
    }

    /// The place of a range of the text in the file.
    pub(super) fn place(&self, start: usize, end: usize) -> Span {
        // The end is that of the last character, which may be in another piece than the next one.
        let last = end - 1;
        let from = self.piece_at(start).map_or(0, |piece| match piece.is_literal {
            true => (piece.place.start + start - piece.start).min(piece.place.end),
            false => piece.place.start,
        });
        let to = self.piece_at(last).map_or(0, |piece| match piece.is_literal {
            true => (piece.place.start + last - piece.start).min(piece.place.end) + 1,
            false => piece.place.end,
        });
        Span::new(from..to)
    }

    fn piece_at(&self, offset: usize) -> Option<&TextPiece> {
        let next = self.pieces.partition_point(|piece| piece.start <= offset);
        next.checked_sub(1).map(|index| &self.pieces[index])
    }
}
