//! The site before a change.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::git::{GitProblem, LastChanges};
use crate::world::{EntryKind, Walk, World};

/// A world in which some files have other bytes, or are not there.
pub struct RevisedWorld<'a> {
    world: &'a dyn World,
    /// `None` for a file that is not there.
    files: &'a BTreeMap<Utf8PathBuf, Option<Vec<u8>>>,
}

impl<'a> RevisedWorld<'a> {
    pub fn new(world: &'a dyn World, files: &'a BTreeMap<Utf8PathBuf, Option<Vec<u8>>>) -> Self {
        Self { world, files }
    }

    fn there(&self) -> impl Iterator<Item = &'a Utf8PathBuf> {
        self.files.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, _)| path)
    }
}

impl World for RevisedWorld<'_> {
    fn admit(&self, directories: &[Utf8PathBuf]) {
        self.world.admit(directories);
    }

    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let now = self.world.walk(dir);
        let is_there = now.is_some();
        let mut walk = now.map(|walk| Walk::clone(&walk)).unwrap_or_default();
        walk.files.retain(|file| !self.files.contains_key(file));
        walk.files.extend(self.there().filter(|file| file.starts_with(dir)).cloned());
        walk.files.sort();
        (is_there || !walk.files.is_empty()).then_some(Arc::new(walk))
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        let mut found = self.world.find(name, skips);
        found.retain(|file| !self.files.contains_key(file));
        let is_skipped = |file: &Utf8Path| {
            let above = file.ancestors().skip(1);
            above.into_iter().any(|dir| !dir.as_str().is_empty() && skips(dir))
        };
        let named = self.there().filter(|file| file.file_name() == Some(name));
        found.extend(named.filter(|file| !is_skipped(file)).cloned());
        found.sort();
        found
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        match self.files.get(path) {
            Some(bytes) => bytes.as_ref().map(|_| EntryKind::File),
            None => self.world.entry(path),
        }
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(Some(bytes)) => Ok(bytes.clone()),
            Some(None) => Err(io::ErrorKind::NotFound.into()),
            None => self.world.read(path),
        }
    }

    fn real_path(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        if self.files.contains_key(path) { None } else { self.world.real_path(path) }
    }

    fn last_changes(&self) -> Result<Arc<LastChanges>, GitProblem> {
        self.world.last_changes()
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn files_are_as_they_were() {
        let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("a/new", "1").file("a/kept", "2");
        let files = BTreeMap::from([("a/new".into(), None), ("a/old".into(), Some(b"3".to_vec()))]);
        let revised = RevisedWorld::new(&world, &files);
        let found = revised.walk("a".into()).expect("a directory");
        assert_eq!(found.files, ["a/kept", "a/old"]);
        assert_eq!(revised.entry("a/new".into()), None);
        assert_eq!(revised.read("a/old".into()).expect("a file"), b"3");
        assert_eq!(revised.find("old", &|_| false), ["a/old"]);
    }
}
