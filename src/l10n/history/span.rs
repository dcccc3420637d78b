//! The history of a source between two commits.

use super::graph::CommitId;
use super::touches::Version;

/// A source between the baseline of its translation and `HEAD`.
pub(super) struct SourceSpan<'a> {
    pub(super) baseline: CommitId,
    pub(super) old: Option<&'a Version>,
    pub(super) new: Option<&'a Version>,
}

impl<'a> SourceSpan<'a> {
    pub(super) fn differs(&self) -> bool {
        self.old != self.new
    }

    pub(super) fn old_blob(&self) -> Option<&'a str> {
        self.old.map(|version| &*version.blob)
    }

    pub(super) fn new_blob(&self) -> Option<&'a str> {
        self.new.map(|version| &*version.blob)
    }
}
