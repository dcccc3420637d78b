//! The one order of pages: the most urgent first.

use std::cmp::Reverse;

use super::page::BoardPage;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::history::LineCount;
use crate::l10n::status::{Demand, State};
use crate::world::Sorted;

/// The least comes first. First what misleads readers: by the most severe notice, then by how many
/// notices there are, by how many lines of the source changed, and by how long ago. Then what has lost its
/// source, then what is missing, by how much it is wanted.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Urgency<'a> {
    state: usize,
    severity: Reverse<Option<DriftSeverity>>,
    notices: Reverse<usize>,
    lines: Reverse<usize>,
    since: i64,
    demand: Reverse<Demand>,
    path: Sorted<'a>,
}

impl<'a> Urgency<'a> {
    pub(super) fn of(page: &'a BoardPage) -> Self {
        let status = &page.status;
        let changes = status.changes();
        let LineCount { added, deleted } = changes.map(|changes| changes.lines).unwrap_or_default();
        Self {
            state: rank(status.state),
            severity: Reverse(page.severity),
            notices: Reverse(status.findings().len() + status.disparities.len()),
            lines: Reverse(added + deleted),
            since: changes.and_then(|changes| changes.since()).unwrap_or(i64::MAX),
            demand: Reverse(status.demand),
            path: Sorted::new(&status.path),
        }
    }
}

fn rank(state: State) -> usize {
    match state {
        State::Drifted => 0,
        State::Orphan => 1,
        State::Missing => 2,
        State::Untranslated => 3,
        State::Unknown => 4,
        State::InSync => 5,
    }
}
