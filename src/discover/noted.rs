//! A world that notes what discovery has asked for: while the answers are the same, so are the sources.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::world::{EntryKind, Walk, World};

/// A question and its answer.
#[derive(Debug)]
pub(super) enum Noted {
    Walk { dir: Utf8PathBuf, walk: Option<Arc<Walk>> },
    Entry { path: Utf8PathBuf, entry: Option<EntryKind> },
}

impl Noted {
    /// Whether the answer would be the same now.
    pub(super) fn holds(&self, world: &dyn World) -> bool {
        match self {
            Self::Walk { dir, walk } => match (walk, &world.walk(dir)) {
                (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
                (before, now) => before.is_none() && now.is_none(),
            },
            Self::Entry { path, entry } => world.entry(path) == *entry,
        }
    }
}

/// Notes walks and entries, and passes everything on.
pub(super) struct NotedWorld<'w> {
    world: &'w dyn World,
    noted: Mutex<Vec<Noted>>,
}

impl<'w> NotedWorld<'w> {
    pub(super) fn new(world: &'w dyn World) -> Self {
        Self { world, noted: Mutex::default() }
    }

    pub(super) fn finish(self) -> Vec<Noted> {
        self.noted.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, noted: Noted) {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).push(noted);
    }
}

impl World for NotedWorld<'_> {
    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let walk = self.world.walk(dir);
        self.note(Noted::Walk { dir: dir.to_owned(), walk: walk.clone() });
        walk
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.world.find(name, skips)
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        let entry = self.world.entry(path);
        self.note(Noted::Entry { path: path.to_owned(), entry });
        entry
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.world.read(path)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}
