//! Which files have been touched since when.
//!
//! A watched file that was not touched has not changed, so it does not have to be read again.

use std::collections::HashMap;

use camino::Utf8Path;

use super::gather::Batch;
use crate::world::Revision;

/// How many touched paths are remembered. When there are more, every file is read again once.
const MOST: usize = 10_000;

/// The revision of every path, derived from events.
#[derive(Debug, Default)]
pub(super) struct Revisions {
    /// Counts batches.
    number: u64,
    /// File or directory -> the number of the last batch that touched it.
    touched: HashMap<String, u64>,
    /// The last batch that may have touched anything.
    everything: u64,
}

impl Revisions {
    /// Records what was touched.
    pub(super) fn note(&mut self, batch: &Batch) {
        self.number += 1;
        if batch.is_unknown || self.touched.len() + batch.paths.len() > MOST {
            self.touched.clear();
            self.everything = self.number;
            return;
        }
        for path in &batch.paths {
            self.touched.insert(path.to_string(), self.number);
        }
    }

    /// The revision of a path. Touching a directory touches everything in it.
    pub(super) fn of(&self, path: &Utf8Path) -> Revision {
        if self.touched.is_empty() {
            return Revision(self.everything);
        }
        let path = path.as_str();
        let above = path.match_indices('/').map(|(slash, _)| &path[..slash]);
        let touched = above.chain(["", path]).filter_map(|path| self.touched.get(path).copied());
        Revision(touched.max().unwrap_or(0).max(self.everything))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_the_revision_of_whatever_touched_it_last() {
        let mut revisions = Revisions::default();
        let of = |revisions: &Revisions, path: &str| revisions.of(path.into()).0;
        revisions.note(&Batch::of(["content/a.md"]));
        assert_eq!(of(&revisions, "content/a.md"), 1);
        assert_eq!(of(&revisions, "content/b.md"), 0);
        revisions.note(&Batch::of(["content"]));
        assert_eq!(of(&revisions, "content/a.md"), 2);
        assert_eq!(of(&revisions, "content/b.md"), 2);
        assert_eq!(of(&revisions, "contents.md"), 0);
        revisions.note(&Batch { is_unknown: true, ..Batch::default() });
        assert_eq!(of(&revisions, "contents.md"), 3);
    }

    #[test]
    fn it_does_not_grow_for_ever() {
        let mut revisions = Revisions::default();
        for number in 0..3 * MOST {
            let path = format!("content/{number}.md");
            let before = revisions.of(path.as_str().into());
            revisions.note(&Batch::of([path.as_str()]));
            assert_ne!(revisions.of(path.as_str().into()), before);
            assert!(revisions.touched.len() <= MOST);
        }
    }
}
