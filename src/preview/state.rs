//! The state of a page as templates see it, and a digest that changes with it.

use serde::Serialize;

use crate::board::BoardPage;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::words::day;

/// The state of a page in one language.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct StateView {
    /// The name of a state, or `source` or `generated` for a page without one.
    pub name: &'static str,
    pub severity: Option<&'static str>,
    /// The number of findings and disparities.
    pub notices: usize,
    /// The number of segments that cannot be compared.
    pub unknown: usize,
}

/// Commits of a source since the day of the first.
#[derive(Serialize)]
pub(super) struct SourceChangesView {
    commits: usize,
    day: String,
}

impl StateView {
    /// A page in the default language.
    pub(super) const SOURCE: Self = Self::without_state("source");
    /// A page without a file.
    pub(super) const GENERATED: Self = Self::without_state("generated");

    const fn without_state(name: &'static str) -> Self {
        Self { name, severity: None, notices: 0, unknown: 0 }
    }

    pub(super) fn of(page: &BoardPage) -> Self {
        let comparison = page.status.comparison.as_deref();
        Self {
            name: page.state().name(),
            severity: page.severity.map(DriftSeverity::name),
            notices: page.notices().len(),
            unknown: comparison.map_or(0, |comparison| comparison.counts.unknown),
        }
    }
}

impl SourceChangesView {
    /// What has happened to the source since the translation was touched, by git.
    pub(super) fn of(page: &BoardPage) -> Option<Self> {
        let changes = page.status.changes().filter(|changes| changes.has_drifted)?;
        let day = changes.since().map(day)?;
        Some(Self { commits: changes.commits.len(), day })
    }
}

/// Changes when the state of the page or its findings do.
pub(super) fn mark(page: &BoardPage) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut add = |text: &str| {
        hasher.update(text.as_bytes());
        hasher.update(&[0]);
    };
    add(page.status.path.as_str());
    add(page.state().name());
    for notice in page.notices() {
        add(notice.severity().name());
        add(&notice.to_string());
    }
    hasher.finalize().to_hex()[..10].to_owned()
}
