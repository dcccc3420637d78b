//! The history of a source between two commits.

use super::graph::CommitId;
use super::origin::Found;
use super::touches::Version;

/// A source between the baseline of its translation and `HEAD`.
pub(super) struct SourceSpan<'a> {
    pub(super) baseline: CommitId,
    pub(super) old: Option<&'a Version>,
    pub(super) new: Option<&'a Version>,
    /// The revision that was translated, if it was searched for.
    pub(super) origin: Option<Found<'a>>,
}

impl<'a> SourceSpan<'a> {
    pub(super) fn differs(&self) -> bool {
        self.old != self.new
    }

    pub(super) fn old_blob(&self) -> Option<&'a str> {
        self.old.map(|version| &*version.blob)
    }

    /// What was translated, as far as anything tells.
    pub(super) fn translated_blob(&self) -> Option<&'a str> {
        self.origin.map(|found| found.revision.blob).or(self.old_blob())
    }

    /// What was translated, if it is another text today.
    pub(super) fn old_text(&self) -> Option<&'a str> {
        self.translated_blob().filter(|blob| Some(*blob) != self.new_blob())
    }

    pub(super) fn new_blob(&self) -> Option<&'a str> {
        self.new.map(|version| &*version.blob)
    }
}
