//! A translation and its source, with the texts that their comparison points into.

use camino::Utf8Path;

use super::load::Loaded;
use crate::board::BoardPage;
use crate::l10n::compare::{Basis, Comparison, DriftSeverity, Finding};
use crate::l10n::history::Origin;
use crate::world::World;

/// A translation and its source, as the board compared them.
pub(super) struct PageDiff<'a> {
    pub page: &'a BoardPage,
    pub comparison: &'a Comparison,
    pub source: String,
    pub translation: String,
    /// Only findings of at least this severity are shown.
    pub least: Option<DriftSeverity>,
}

/// A finding that is shown.
#[derive(Clone, Copy)]
pub(super) struct NumberedFinding<'a> {
    /// Among all findings of the comparison.
    pub index: usize,
    pub finding: &'a Finding,
}

impl<'a> PageDiff<'a> {
    /// `None` for a page that is not translated or has no source.
    pub(super) fn new(
        loaded: &Loaded,
        page: &'a BoardPage,
        least: Option<DriftSeverity>,
    ) -> Option<Self> {
        let text = |path: &Utf8Path| String::from_utf8(loaded.world.read(path).ok()?).ok();
        Some(Self {
            page,
            comparison: page.status.comparison.as_deref()?,
            source: text(page.status.source.as_ref()?)?,
            translation: text(&page.status.path)?,
            least,
        })
    }

    /// The text that the spans of the former source refer to.
    pub(super) fn was(&self) -> &str {
        let earlier = self.page.status.changes().and_then(|changes| changes.was.as_deref());
        match (self.comparison.basis, earlier) {
            (Basis::Earlier, Some(earlier)) => earlier,
            _ => &self.translation,
        }
    }

    /// The revision of the source that was translated, if the texts were compared by it.
    pub(super) fn origin(&self) -> Option<&'a Origin> {
        let origin = self.page.status.changes()?.origin.as_ref();
        origin.filter(|_| self.comparison.basis != Basis::Comments)
    }

    /// The findings that are shown.
    pub(super) fn findings(&self) -> impl Iterator<Item = NumberedFinding<'a>> + '_ {
        let findings = self.comparison.findings.iter().enumerate();
        let findings = findings.map(|(index, finding)| NumberedFinding { index, finding });
        findings.filter(|shown| self.least.is_none_or(|least| shown.finding.severity >= least))
    }
}
