//! A row before it is merged with overlapping rows, and before its finding is known.

use super::comparison::{SegmentState, WordChanges};
use super::counterparts::Surplus;
use super::unit::Unit;
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// What has happened to one unit, or to several that correspond to one.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    pub source: Option<Span>,
    pub was: Option<Span>,
    pub translation: Option<Span>,
    pub state: SegmentState,
    pub words: WordChanges,
    /// `None` if it is not a finding.
    pub severity: Option<DriftSeverity>,
    /// The unit of the source, or of the kept source.
    pub unit: Option<usize>,
    /// The call that contains it, on the same side.
    pub container: Option<usize>,
    /// Whether the source was respelled, and nothing is to do.
    pub is_respelled: bool,
    /// Which language says a sentence more than the other.
    pub surplus: Option<Surplus>,
}

impl Draft {
    /// For a unit of today's source.
    pub(super) fn of_source(index: usize, unit: &Unit) -> Self {
        Self {
            source: Some(unit.span),
            state: SegmentState::New,
            unit: Some(index),
            container: unit.container,
            ..Self::default()
        }
    }

    /// Notes that something differs, and how much that matters.
    pub(super) fn change(&mut self, (words, severity): (WordChanges, DriftSeverity)) {
        self.state = SegmentState::Changed;
        self.words = words;
        self.severity = Some(severity);
    }
}

/// Both drafts of a page.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    /// Its fields are not segments.
    pub front_matter: Vec<Draft>,
    /// In the order of the pages.
    pub body: Vec<Draft>,
}
