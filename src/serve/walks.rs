//! Which files there are in a directory that was walked before, as long as none came or went.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::Batch;
use crate::world::{DiskWorld, Entry, Walk};

/// What walks have found, by the directory that they began in.
#[derive(Debug, Default)]
pub(super) struct Walks {
    walks: BTreeMap<Utf8PathBuf, Option<Walk>>,
}

impl Walks {
    pub(super) fn get(&self, dir: &Utf8Path) -> Option<&Option<Walk>> {
        self.walks.get(dir)
    }

    /// Keeps what can be kept. Links lead to where no event is told of, and a problem may have another
    /// cause by the next time.
    pub(super) fn keep(&mut self, dir: &Utf8Path, walk: &Option<Walk>) {
        if walk.as_ref().is_none_or(|walk| !walk.has_links && walk.problems.is_empty()) {
            self.walks.insert(dir.to_owned(), walk.clone());
        }
    }

    /// Forgets the walks that would give something else now, as far as what was touched tells.
    pub(super) fn forget(&mut self, touched: &Batch, world: &DiskWorld) {
        if touched.is_unknown {
            self.walks.clear();
        }
        for path in &touched.paths {
            let entry = world.entry(path);
            self.walks.retain(|dir, walk| {
                let is_above = dir.starts_with(path);
                !is_above && (!path.starts_with(dir) || is_as_before(walk, path, entry))
            });
        }
    }
}

/// Whether a walk that came by `path` would find there what it found.
fn is_as_before(walk: &Option<Walk>, path: &Utf8Path, entry: Option<Entry>) -> bool {
    let files = walk.as_ref().map_or(&[][..], |walk| walk.files.as_slice());
    match entry {
        Some(Entry::File) => files.binary_search_by(|own| own.as_path().cmp(path)).is_ok(),
        Some(Entry::Other) => false,
        None => !files.iter().any(|own| own.starts_with(path)),
    }
}
