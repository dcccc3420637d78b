//! A site of which only some pages are read to their ends: what the others are is told by their front matter.

use std::collections::{HashMap, HashSet};
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::git::{GitProblem, LastChanges};
use crate::memo::Fingerprint;
use crate::parse::split_front_matter;
use crate::world::{EntryKind, Revision, Walk, World};

/// A world in which content files end with their front matter, but for some.
pub struct Heads<'a> {
    world: &'a dyn World,
    /// The content files that are read to their ends.
    whole: &'a HashSet<Utf8PathBuf>,
    /// The content files that were read.
    read: Mutex<HashMap<&'a Utf8Path, HeadRead>>,
    content: HashSet<&'a Utf8Path>,
}

/// What is known of a content file that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct HeadRead {
    /// Of the whole text.
    pub text: Fingerprint,
    /// Whether the text was read to its end.
    pub is_whole: bool,
}

impl<'a> Heads<'a> {
    /// The world with its `content` files, of which some stay `whole`.
    pub fn new(
        world: &'a dyn World,
        content: impl Iterator<Item = &'a Utf8Path>,
        whole: &'a HashSet<Utf8PathBuf>,
    ) -> Self {
        Self { world, whole, read: Mutex::default(), content: content.collect() }
    }

    /// What is known of a content file, if it was read.
    pub(super) fn read_of(&self, path: &Utf8Path) -> Option<HeadRead> {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).get(path).copied()
    }

    fn note(&self, path: &'a Utf8Path, read: HeadRead) {
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(path, read);
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
        if let Some(path) = self.content.get(path) {
            let is_whole = self.whole.contains(*path);
            self.note(path, HeadRead { text: Fingerprint::of(&bytes), is_whole });
            if !is_whole {
                bytes.truncate(head(&bytes).unwrap_or(bytes.len()));
            }
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
        let mut world = MemoryWorld::new("2026-01-01T00:00:00Z");
        for path in ["a.md", "b.md", "c.txt"] {
            world = world.file(path, text);
        }
        let whole = HashSet::from(["b.md".into()]);
        let heads = Heads::new(&world, ["a.md", "b.md"].map(Utf8Path::new).into_iter(), &whole);
        let read = |path: &str| heads.read(Utf8Path::new(path)).expect("it is there");
        assert_eq!(read("a.md"), b"---\ntitle: A\n---\n");
        assert_eq!(read("b.md"), text.as_bytes());
        assert_eq!(read("c.txt"), text.as_bytes());
        let [head, whole, other] =
            ["a.md", "b.md", "c.txt"].map(|path| heads.read_of(Utf8Path::new(path)));
        let (head, whole) = (head.expect("read"), whole.expect("read"));
        assert_eq!((head.text, head.is_whole, whole.is_whole), (whole.text, false, true));
        assert_eq!(other, None);
    }
}
