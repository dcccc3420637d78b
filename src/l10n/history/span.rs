//! The history of a source between two commits.

use std::sync::Arc;

use super::blobs::Blobs;
use super::graph::CommitId;
use super::lines::LineCount;
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

    /// The text of a source when it was translated, if it is another one today.
    pub(super) fn before(&self, blobs: &Blobs) -> Option<Arc<str>> {
        blobs.text(self.old_text()?).map(Arc::from)
    }

    /// The lines that differ; a missing file has none.
    pub(super) fn lines(&self, blobs: &Blobs) -> LineCount {
        match self.differs() {
            true => LineCount::of(blobs.bytes(self.old_blob()), blobs.bytes(self.new_blob())),
            false => LineCount::default(),
        }
    }

    pub(super) fn new_blob(&self) -> Option<&'a str> {
        self.new.map(|version| &*version.blob)
    }
}
