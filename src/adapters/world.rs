//! A world with the files that adapters add.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::ops::Bound;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::added::{Added, ResourceContent};
use crate::git::{GitProblem, LastChanges};
use crate::world::{EntryKind, Revision, Walk, World};

/// The files that adapters add, laid over a world.
pub struct AdaptedWorld<'a> {
    world: &'a dyn World,
    added: &'a Added,
}

impl<'a> AdaptedWorld<'a> {
    /// Lays them over a world.
    pub fn new(world: &'a dyn World, added: &'a Added) -> Self {
        Self { world, added }
    }

    fn file(&self, path: &Utf8Path) -> Option<&ResourceContent> {
        self.added.files.get(path).map(|file| &file.content)
    }

    /// The added files below a directory.
    fn below<'p>(&'p self, dir: &'p Utf8Path) -> impl Iterator<Item = &'p Utf8PathBuf> {
        // Paths are in the order of their parts, so what is in a directory stands together.
        let files = self.added.files.range::<Utf8Path, _>((Bound::Included(dir), Bound::Unbounded));
        files.map(|(path, _)| path).take_while(move |path| path.starts_with(dir))
    }
}

impl World for AdaptedWorld<'_> {
    fn admit(&self, directories: &[Utf8PathBuf]) {
        self.world.admit(directories);
    }

    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let walk = self.world.walk(dir);
        let mut added = self.below(dir).peekable();
        if added.peek().is_none() {
            return walk;
        }
        let mut walk = walk.map(|walk| Walk::clone(&walk)).unwrap_or_default();
        walk.files.retain(|file| !self.added.replaced.contains(file));
        walk.files.extend(added.cloned());
        walk.files.sort();
        walk.files.dedup();
        Some(Arc::new(walk))
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.world.find(name, skips)
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        match self.file(path) {
            Some(_) => Some(EntryKind::File),
            None => self.world.entry(path),
        }
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        match self.file(path) {
            Some(ResourceContent::Text(text)) => Ok(text.as_bytes().to_vec()),
            Some(ResourceContent::Of(other)) => self.world.read(other),
            None => self.world.read(path),
        }
    }

    fn reader(&self, path: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        match self.file(path) {
            Some(ResourceContent::Text(text)) => Ok(Box::new(text.as_bytes())),
            Some(ResourceContent::Of(other)) => self.world.reader(other),
            None => self.world.reader(path),
        }
    }

    fn real_path(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        match self.file(path) {
            Some(ResourceContent::Text(_)) => None,
            Some(ResourceContent::Of(other)) => Some(other.clone()),
            None => self.world.real_path(path),
        }
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        match self.file(path) {
            Some(ResourceContent::Text(text)) => Some(revision_of(text)),
            Some(ResourceContent::Of(other)) => self.world.revision(other),
            None => self.world.revision(path),
        }
    }

    fn last_changes(&self) -> Result<Arc<LastChanges>, GitProblem> {
        self.world.last_changes()
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

fn revision_of(text: &str) -> Revision {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    Revision(hasher.finish())
}
