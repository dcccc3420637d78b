//! Where a text that was taken out of a file stands in it.

use std::ops::Range;

use crate::diagnostic::Span;

/// Where a text that was taken out of a file stands in it, piece by piece: a block in a list lacks the
/// indentation of its lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Where a piece begins in the text, and in the file.
    pieces: Vec<(usize, usize)>,
}

impl Origin {
    /// Of a text that stands in the file as it is.
    pub fn at(start: usize) -> Self {
        Self { pieces: vec![(0, start)] }
    }

    /// Where each piece begins in the text, and in the file.
    pub(super) fn pieces(&self) -> &[(usize, usize)] {
        &self.pieces
    }

    /// The piece of the text that begins at `offset` stands at `start` in the file.
    pub(super) fn push(&mut self, offset: usize, start: usize) {
        let goes_on = self.pieces.last().is_some_and(|(known, at)| offset - known + at == start);
        if !goes_on {
            self.pieces.push((offset, start));
        }
    }

    /// What begins at `offset` stands where a range of another text does.
    pub(super) fn push_of(&mut self, offset: usize, other: &Origin, range: Range<usize>) {
        self.push(offset, other.span(range.start..range.start).range().start);
        let first = other.pieces.partition_point(|(known, _)| *known <= range.start);
        let inside = other.pieces[first..].iter().take_while(|(known, _)| *known < range.end);
        for (known, at) in inside {
            self.push(offset + known - range.start, *at);
        }
    }

    /// Of a text of `length` bytes, whose places were in another text: where its lines begin in that
    /// one, and in the file.
    pub(super) fn restore(&mut self, length: usize, lines: &[(usize, usize)]) {
        let ends = self.pieces.iter().skip(1).map(|(offset, _)| *offset).chain([length]);
        let mut restored = Self::default();
        for (&(offset, at), end) in self.pieces.iter().zip(ends) {
            let first = lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
            let inside =
                lines[first..].iter().take_while(|(start, _)| *start < at + (end - offset));
            for &(start, in_file) in inside {
                let ahead = start.saturating_sub(at);
                restored.push(offset + ahead, in_file + at.saturating_sub(start));
            }
        }
        *self = restored;
    }

    /// Where a range of the text stands in the file.
    pub fn span(&self, range: Range<usize>) -> Span {
        let place = |offset: usize| {
            let next = self.pieces.partition_point(|(known, _)| *known <= offset);
            let piece = next.checked_sub(1).and_then(|index| self.pieces.get(index));
            piece.map_or(offset, |(known, at)| offset - known + at)
        };
        let start = place(range.start);
        // The last byte's place, for the next piece begins elsewhere.
        let end = place(range.end.saturating_sub(1)) + 1;
        Span::new(start..if range.is_empty() { start } else { end })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lead_back_through_two_indentations() {
        // `ab` and `cd` are lines of a text that was cut from `-ab\n-cd`, itself cut from a file
        // in which its lines begin at 10 and 20.
        let mut origin = Origin::default();
        origin.push(0, 1);
        origin.push(3, 5);
        origin.restore(5, &[(0, 10), (4, 20)]);
        assert_eq!(origin.span(0..2), Span::new(11..13));
        assert_eq!(origin.span(3..5), Span::new(21..23));
        assert_eq!(origin.span(4..4), Span::new(22..22));
    }

    #[test]
    fn one_piece_is_cut_where_the_lines_of_the_other_text_begin() {
        let mut origin = Origin::at(2);
        origin.restore(6, &[(0, 100), (4, 200), (6, 300)]);
        assert_eq!(origin.span(0..1), Span::new(102..103));
        assert_eq!(origin.span(2..3), Span::new(200..201));
        assert_eq!(origin.span(5..6), Span::new(301..302));
    }
}
