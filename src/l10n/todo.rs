//! What a localization team does next, in which order.

use std::cmp::Reverse;

use super::history::LineCount;
use super::status::{PageStatus, State};

/// The work on one language or several, the most urgent first.
#[derive(Debug)]
pub struct Todo<'a> {
    /// Translations with something to mend: by the severest of what is said of them, then by how much is
    /// said, then by how many lines of the source changed, then by how long ago.
    pub mend: Vec<&'a PageStatus>,
    /// Pages without a translation, by [`Demand`](super::status::Demand).
    pub translate: Vec<&'a PageStatus>,
}

impl<'a> Todo<'a> {
    pub fn new(pages: impl IntoIterator<Item = &'a PageStatus>) -> Self {
        let (mut translate, mut mend): (Vec<_>, Vec<_>) =
            pages.into_iter().partition(|page| page.state == State::Missing);
        mend.retain(|page| needs_work(page));
        mend.sort_by_key(|page| {
            let changes = page.changes();
            let LineCount { added, deleted } = changes.map(|own| own.lines).unwrap_or_default();
            let since = changes.and_then(|own| own.since()).unwrap_or(i64::MAX);
            let said = page.findings().len() + page.disparities.len();
            (Reverse(page.severity()), Reverse((said, added + deleted)), since, &page.path)
        });
        translate.sort_by_key(|page| (Reverse(page.demand), &page.path));
        Self { mend, translate }
    }
}

/// Whether there is anything to do about a translation that exists.
pub fn needs_work(page: &PageStatus) -> bool {
    matches!(page.state, State::Drifted | State::Orphan) || page.severity().is_some()
}
