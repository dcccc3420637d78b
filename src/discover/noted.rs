//! A world that notes which directories discovery has walked: while the answers are the same, so are the sources.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::world::{EntryKind, Walk, World};

/// A walk that was asked for, and what it found.
#[derive(Debug)]
pub(super) struct NotedWalk {
    dir: Utf8PathBuf,
    walk: Option<Arc<Walk>>,
}

impl NotedWalk {
    /// Whether the walk would find the same now.
    pub(super) fn holds(&self, world: &dyn World) -> bool {
        match (&self.walk, &world.walk(&self.dir)) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
            (before, now) => before.is_none() && now.is_none(),
        }
    }
}

/// Notes walks, and passes everything on.
pub(super) struct NotedWorld<'w> {
    world: &'w dyn World,
    walks: Mutex<Vec<NotedWalk>>,
}

impl<'w> NotedWorld<'w> {
    pub(super) fn new(world: &'w dyn World) -> Self {
        Self { world, walks: Mutex::default() }
    }

    pub(super) fn finish(self) -> Vec<NotedWalk> {
        self.walks.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for NotedWorld<'_> {
    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let walk = self.world.walk(dir);
        let noted = NotedWalk { dir: dir.to_owned(), walk: walk.clone() };
        self.walks.lock().unwrap_or_else(PoisonError::into_inner).push(noted);
        walk
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.world.find(name, skips)
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        self.world.entry(path)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.world.read(path)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}
