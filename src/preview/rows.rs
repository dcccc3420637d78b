//! What stands beside what: the rows of a comparison as parts of two pages that can be shown.
//!
//! A call of a shortcode and what it encloses are rows of their own in a comparison. Shown they are one:
//! nobody sees half a box.

use crate::diagnostic::Span;
use crate::l10n::compare::{Row, State};

/// Parts of both pages that stand for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub source: Option<Span>,
    pub translation: Option<Span>,
    /// What the source said.
    pub was: Vec<Span>,
    pub state: State,
    /// Into the findings of the comparison.
    pub findings: Vec<usize>,
    /// In what the source said.
    pub removed: Vec<Span>,
    /// In the source.
    pub added: Vec<Span>,
}

/// The rows, those that lie in one another joined.
pub(super) fn pairs(rows: &[Row]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::with_capacity(rows.len());
    for row in rows {
        match pairs.last_mut() {
            Some(last) if meets(last, row) => last.join(row),
            _ => pairs.push(Pair::of(row)),
        }
    }
    pairs
}

/// Whether a row shows something that the pair before shows already.
fn meets(pair: &Pair, row: &Row) -> bool {
    let overlap = |a: Option<Span>, b: Option<Span>| {
        a.zip(b).is_some_and(|(a, b)| a.start < b.end && b.start < a.end)
    };
    overlap(pair.source, row.source) || overlap(pair.translation, row.translation)
}

impl Pair {
    fn of(row: &Row) -> Self {
        Self {
            source: row.source,
            translation: row.translation,
            was: row.was.into_iter().collect(),
            state: row.state,
            findings: row.finding.into_iter().collect(),
            removed: row.words.removed.clone(),
            added: row.words.added.clone(),
        }
    }

    fn join(&mut self, row: &Row) {
        self.source = around(self.source, row.source);
        self.translation = around(self.translation, row.translation);
        self.was.extend(row.was);
        self.state = worse(self.state, row.state);
        self.findings.extend(row.finding.filter(|own| !self.findings.contains(own)));
        self.removed.extend(&row.words.removed);
        self.added.extend(&row.words.added);
    }
}

fn around(a: Option<Span>, b: Option<Span>) -> Option<Span> {
    match (a, b) {
        (Some(a), Some(b)) => Some(Span { start: a.start.min(b.start), end: a.end.max(b.end) }),
        (a, b) => a.or(b),
    }
}

/// What is to be said of two that are shown as one. New in what is there already is a change.
fn worse(a: State, b: State) -> State {
    let rank = |state| match state {
        State::Same => 0,
        State::NotComparable => 1,
        State::Moved => 2,
        State::New | State::Gone => 3,
        State::Changed => 4,
    };
    let (least, most) = if rank(a) <= rank(b) { (a, b) } else { (b, a) };
    match (least, most) {
        (State::Same | State::NotComparable, State::New | State::Gone) => State::Changed,
        (State::New, State::Gone) | (State::Gone, State::New) => State::Changed,
        (_, most) => most,
    }
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub(super) struct Piece {
    pub text: String,
    pub marked: bool,
}

/// The text of a span, cut where marks begin and end. Marks with nothing but blanks between are one.
pub(super) fn pieces(text: &str, span: Span, marks: &[Span]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = span.range().start;
    let end = span.range().end.min(text.len());
    let mut push = |from: usize, to: usize, marked: bool| {
        let piece = text.get(from..to).unwrap_or_default();
        if !piece.is_empty() {
            pieces.push(Piece { text: piece.to_owned(), marked });
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

/// Marks in order, those with nothing but blanks between as one.
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
    use crate::l10n::compare::WordChanges;

    fn row(source: Option<(u32, u32)>, translation: Option<(u32, u32)>, state: State) -> Row {
        let span = |(start, end)| Span { start, end };
        Row {
            source: source.map(span),
            was: None,
            translation: translation.map(span),
            state,
            finding: None,
            words: WordChanges::default(),
        }
    }

    #[test]
    fn a_call_and_what_it_encloses_are_one() {
        let rows = [
            row(Some((0, 9)), Some((0, 9)), State::Same),
            row(Some((2, 5)), Some((2, 5)), State::Same),
            row(Some((5, 8)), None, State::New),
            row(Some((9, 12)), None, State::New),
        ];
        let shown = pairs(&rows);
        let states: Vec<State> = shown.iter().map(|pair| pair.state).collect();
        assert_eq!(states, [State::Changed, State::New]);
    }

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
