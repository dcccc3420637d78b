//! The text of a segment, cut where marks begin and end.

use crate::diagnostic::Span;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct TextPiece {
    pub text: String,
    pub marked: bool,
}

/// The text of a span, cut where marks begin and end. Marks with only blanks between them become one.
pub(super) fn pieces(text: &str, span: Span, marks: &[Span]) -> Vec<TextPiece> {
    let mut pieces = Vec::new();
    let mut at = span.range().start;
    let end = span.range().end.min(text.len());
    let mut push = |from: usize, to: usize, marked: bool| {
        let piece = text.get(from..to).unwrap_or_default();
        if !piece.is_empty() {
            pieces.push(TextPiece { text: piece.to_owned(), marked });
        }
    };
    for mark in joined(text, marks) {
        let (from, to) = (mark.range().start.max(at), mark.range().end.min(end));
        if from < to {
            push(at, from, false);
            push(from, to, true);
            at = to;
        }
    }
    push(at, end, false);
    pieces
}

/// Marks in order; those with only blanks between them become one.
pub(super) fn joined(text: &str, marks: &[Span]) -> Vec<Span> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for mark in sorted {
        let is_next = |last: &Span| {
            mark.start <= last.end
                || text
                    .get(last.range().end..mark.range().start)
                    .is_some_and(|between| between.trim().is_empty())
        };
        match joined.last_mut().filter(|last| is_next(last)) {
            Some(last) => last.end = last.end.max(mark.end),
            None => joined.push(mark),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marked_words_with_a_blank_between_are_one_piece() {
        let marks = [Span { start: 4, end: 7 }, Span { start: 0, end: 3 }];
        let cut = |end| {
            pieces("one two three", Span { start: 0, end }, &marks)
                .into_iter()
                .map(|piece| (piece.text, piece.marked))
                .collect::<Vec<_>>()
        };
        assert_eq!(cut(13), [("one two".to_owned(), true), (" three".to_owned(), false)]);
        assert_eq!(cut(5), [("one t".to_owned(), true)]);
    }
}
