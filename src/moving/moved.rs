//! A world in which some files have other names.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::world::{EntryKind, Walk, World};

/// The world after some files were renamed.
pub(super) struct MovedWorld<'a> {
    world: &'a dyn World,
    renames: &'a BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    old_by_new: BTreeMap<&'a Utf8Path, &'a Utf8Path>,
}

impl<'a> MovedWorld<'a> {
    pub(super) fn new(
        world: &'a dyn World,
        renames: &'a BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    ) -> Self {
        let old_by_new = renames.iter().map(|(old, new)| (new.as_path(), old.as_path())).collect();
        Self { world, renames, old_by_new }
    }

    /// The name that the file at a path has in the world below; `None` if it has moved away.
    fn below<'p>(&self, path: &'p Utf8Path) -> Option<&'p Utf8Path>
    where
        'a: 'p,
    {
        match self.old_by_new.get(path) {
            Some(old) => Some(old),
            None => (!self.renames.contains_key(path)).then_some(path),
        }
    }
}

impl World for MovedWorld<'_> {
    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let mut walk = self.world.walk(dir).map(Arc::unwrap_or_clone).unwrap_or_default();
        walk.files.retain(|file| !self.renames.contains_key(file));
        let arrived = self.old_by_new.keys().filter(|new| new.starts_with(dir));
        walk.files.extend(arrived.map(|new| new.to_path_buf()));
        walk.files.sort();
        let is_there = !walk.files.is_empty() || self.world.walk(dir).is_some();
        is_there.then(|| Arc::new(walk))
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.world.find(name, skips)
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        self.world.entry(self.below(path)?)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let below = self.below(path).ok_or(io::ErrorKind::NotFound)?;
        self.world.read(below)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}
