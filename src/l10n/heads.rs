//! A site of which only some pages are read to their ends: what the others are is told by their front matter.

use std::collections::HashSet;
use std::io::{self, Read};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::git::{GitProblem, LastChanges};
use crate::parse::split_front_matter;
use crate::world::{EntryKind, Revision, Walk, World};

/// A world in which some content files end with their front matter.
pub struct Heads<'a> {
    world: &'a dyn World,
    files: HashSet<&'a Utf8Path>,
}

impl<'a> Heads<'a> {
    pub fn new(world: &'a dyn World, files: impl Iterator<Item = &'a Utf8Path>) -> Self {
        Self { world, files: files.collect() }
    }
}

impl World for Heads<'_> {
    fn admit(&self, directories: &[Utf8PathBuf]) {
        self.world.admit(directories);
    }

    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        self.world.walk(dir)
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.world.find(name, skips)
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        self.world.entry(path)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let mut bytes = self.world.read(path)?;
        if self.files.contains(path) {
            bytes.truncate(head(&bytes).unwrap_or(bytes.len()));
        }
        Ok(bytes)
    }

    fn reader(&self, path: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        self.world.reader(path)
    }

    fn real_path(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.world.real_path(path)
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        self.world.revision(path)
    }

    fn last_changes(&self) -> Result<Arc<LastChanges>, GitProblem> {
        self.world.last_changes()
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

/// Where the front matter ends; `None` for what cannot be parsed, which whoever parses it finds out.
fn head(bytes: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(bytes).ok()?;
    split_front_matter(text).ok().map(|split| split.body_start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn a_file_ends_with_its_front_matter_and_others_stay_whole() {
        let text = "---\ntitle: A\n---\nText\n";
        let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("a.md", text).file("b.md", text);
        let heads = Heads::new(&world, [Utf8Path::new("a.md")].into_iter());
        let read = |path: &str| heads.read(Utf8Path::new(path)).expect("it is there");
        assert_eq!(read("a.md"), b"---\ntitle: A\n---\n");
        assert_eq!(read("b.md"), text.as_bytes());
    }
}
