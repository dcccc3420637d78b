//! Turns drafts into rows: nested ones become one row.
//!
//! A shortcode call and what it encloses are compared unit by unit. For readers of the pages,
//! they are one segment, and are counted and shown as one.

use super::comparison::{Basis, Row, SegmentState, WordChanges};
use super::draft::Draft;
use crate::diagnostic::Span;

/// A draft, and the place of its finding.
#[derive(Debug)]
pub(super) struct PlacedDraft {
    pub draft: Draft,
    pub finding: Option<usize>,
}

/// The rows in the order of the drafts.
pub(super) fn join(drafts: Vec<PlacedDraft>, basis: Basis) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        match rows.last_mut() {
            Some(last) if overlap(last, &draft.draft, basis) => last.absorb(draft),
            _ => rows.push(Row::from(draft)),
        }
    }
    for row in &mut rows {
        row.findings.sort_unstable();
        row.findings.dedup();
    }
    rows
}

/// Whether the row before already shows what a draft shows.
fn overlap(row: &Row, draft: &Draft, basis: Basis) -> bool {
    let meet = |row: Option<Span>, draft: Option<Span>| {
        row.zip(draft).is_some_and(|(row, draft)| row.start < draft.end && draft.start < row.end)
    };
    // A comment without a translation is in its box all the same.
    let kept = draft.was.filter(|_| basis == Basis::Comments);
    meet(row.source, draft.source)
        || meet(row.translation, draft.translation.or(kept))
        // A box comes before its content.
        || draft.source.is_none() && meet(row.was.first().copied(), draft.was)
}

impl From<PlacedDraft> for Row {
    fn from(PlacedDraft { draft, finding }: PlacedDraft) -> Self {
        Self {
            source: draft.source,
            translation: draft.translation,
            was: draft.was.into_iter().collect(),
            state: draft.state,
            findings: finding.into_iter().collect(),
            words: draft.words,
        }
    }
}

impl Row {
    fn absorb(&mut self, PlacedDraft { draft, finding }: PlacedDraft) {
        self.source = around(self.source, draft.source);
        self.translation = around(self.translation, draft.translation);
        self.was.extend(draft.was);
        self.state = joined_state(self.state, draft.state);
        self.findings.extend(finding);
        let WordChanges { removed, added } = draft.words;
        self.words.removed.extend(removed);
        self.words.added.extend(added);
    }
}

/// From the start of the first to the end of the last.
pub(super) fn around(first: Option<Span>, second: Option<Span>) -> Option<Span> {
    match (first, second) {
        (Some(first), Some(second)) => {
            Some(Span { start: first.start.min(second.start), end: first.end.max(second.end) })
        }
        (first, second) => first.or(second),
    }
}

/// The state of two drafts in one row: the worse of the two, and a change if only one of them was added or removed.
fn joined_state(first: SegmentState, second: SegmentState) -> SegmentState {
    use SegmentState::{Changed, Gone, Moved, New, Same, Unknown};
    let rank = |state| match state {
        Same => 0,
        Unknown => 1,
        Moved => 2,
        New | Gone => 3,
        Changed => 4,
    };
    let (milder, worse) =
        if rank(first) <= rank(second) { (first, second) } else { (second, first) };
    match (milder, worse) {
        (Same | Unknown | Moved, New | Gone) | (New, Gone) | (Gone, New) => Changed,
        (_, worse) => worse,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(
        source: Option<(u32, u32)>,
        translation: Option<(u32, u32)>,
        state: SegmentState,
    ) -> PlacedDraft {
        let span = |(start, end)| Span { start, end };
        let draft = Draft {
            source: source.map(span),
            translation: translation.map(span),
            state,
            ..Draft::default()
        };
        PlacedDraft { draft, finding: None }
    }

    #[test]
    fn a_call_and_what_it_encloses_are_one() {
        let drafts = vec![
            placed(Some((0, 9)), Some((0, 9)), SegmentState::Same),
            placed(Some((2, 5)), Some((2, 5)), SegmentState::Same),
            placed(Some((5, 8)), None, SegmentState::New),
            placed(Some((9, 12)), None, SegmentState::New),
        ];
        let states: Vec<SegmentState> =
            join(drafts, Basis::Comments).iter().map(|row| row.state).collect();
        assert_eq!(states, [SegmentState::Changed, SegmentState::New]);
    }

    #[test]
    fn a_comment_without_a_translation_does_not_cut_its_box() {
        let mut gone = placed(None, None, SegmentState::Gone);
        gone.draft.was = Some(Span { start: 3, end: 4 });
        let drafts = vec![
            placed(Some((0, 9)), Some((0, 9)), SegmentState::Same),
            gone,
            placed(Some((5, 8)), Some((5, 8)), SegmentState::Same),
        ];
        let rows = join(drafts, Basis::Comments);
        assert_eq!((rows.len(), rows[0].state), (1, SegmentState::Changed));
    }

    #[test]
    fn a_joined_row_has_the_findings_and_the_words_of_all() {
        let mut drafts = vec![
            placed(Some((0, 9)), None, SegmentState::Changed),
            placed(Some((2, 5)), None, SegmentState::Changed),
            placed(Some((6, 8)), None, SegmentState::Changed),
        ];
        for (draft, finding) in drafts.iter_mut().zip([4, 1, 4]) {
            draft.finding = Some(finding);
            draft.draft.words.added = draft.draft.source.into_iter().collect();
        }
        let rows = join(drafts, Basis::Comments);
        assert_eq!(rows.len(), 1);
        assert_eq!((&rows[0].findings[..], rows[0].words.added.len()), (&[1, 4][..], 3));
    }
}
