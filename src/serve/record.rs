//! Records what a build asks the world for: exactly this must be watched.
//!
//! So there is no list of directories to keep in step with the stages that read them.

use std::collections::BTreeSet;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::revisions::Revisions;
use super::walks::Walks;
use crate::world::{Revision, Walk, World, is_leftover};

/// The inputs of a site: directories with everything in them, and single files. Some may not exist
/// yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs {
    pub trees: BTreeSet<Utf8PathBuf>,
    pub files: BTreeSet<Utf8PathBuf>,
    /// Names of files that are searched for everywhere. A new one is noticed only in a directory that
    /// is watched for another reason, because watching a whole repository would be too much.
    pub names: BTreeSet<String>,
}

impl Inputs {
    /// Where sites have their files. Watched before the first build, so that no change during it
    /// is missed.
    pub fn customary() -> Self {
        let trees = ["content", "data", "i18n", "static", "templates", "themes"];
        Self { trees: trees.iter().map(Utf8PathBuf::from).collect(), ..Self::default() }
    }

    pub fn merge(&mut self, other: Inputs) {
        self.trees.extend(other.trees);
        self.files.extend(other.files);
        self.names.extend(other.names);
    }

    /// Whether a change at `path` can change the site.
    pub fn contains(&self, path: &Utf8Path) -> bool {
        let is_named = path.file_name().is_some_and(|name| self.names.contains(name));
        let is_input = self.is_in_tree(path) || self.files.contains(path) || is_named;
        (is_input && !path.file_name().is_some_and(is_leftover)) || self.is_above(path)
    }

    fn is_in_tree(&self, path: &Utf8Path) -> bool {
        path.ancestors().any(|above| self.trees.contains(above))
    }

    /// Whether `path` is a directory that holds inputs: when it goes, they go.
    fn is_above(&self, path: &Utf8Path) -> bool {
        self.trees.iter().chain(&self.files).any(|input| input.starts_with(path))
    }
}

/// A world that records what it is asked for, and knows what was touched since the build before.
pub(super) struct Recorder<'w> {
    world: &'w dyn World,
    revisions: &'w Revisions,
    walks: Mutex<&'w mut Walks>,
    asked: Mutex<Inputs>,
    /// Whether a walk came upon links. What happens to a file is told by one of its paths only, so that
    /// nothing is known of the others.
    has_links: AtomicBool,
}

impl<'w> Recorder<'w> {
    pub(super) fn new(
        world: &'w dyn World,
        revisions: &'w Revisions,
        walks: &'w mut Walks,
    ) -> Self {
        let (walks, has_links) = (Mutex::new(walks), AtomicBool::new(false));
        Self { world, revisions, walks, asked: Mutex::default(), has_links }
    }

    pub(super) fn into_inputs(self) -> Inputs {
        self.asked.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

impl World for Recorder<'_> {
    fn walk(&self, dir: &Utf8Path) -> Option<Walk> {
        // The root is walked for a hint only; watching everything in it would be too much.
        if dir == "" {
            return self.world.walk(dir);
        }
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.trees.insert(dir.to_owned());
        drop(asked);
        let mut walks = self.walks.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(walk) = walks.get(dir) {
            return walk.clone();
        }
        let walk = self.world.walk(dir);
        walks.keep(dir, &walk);
        if walk.as_ref().is_some_and(|walk| walk.has_links) {
            self.has_links.store(true, Ordering::Relaxed);
        }
        walk
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        let found = self.world.find(name, skips);
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.names.insert(name.to_owned());
        asked.files.extend(found.iter().cloned());
        drop(asked);
        found
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        if !asked.is_in_tree(path) {
            asked.files.insert(path.to_owned());
        }
        drop(asked);
        self.world.read(path)
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        (!self.has_links.load(Ordering::Relaxed)).then(|| self.revisions.of(path))
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Request, Silent, build};
    use crate::world::MemoryWorld;

    #[test]
    fn a_build_tells_its_inputs() {
        let world = MemoryWorld::new("2026-01-01T00:00:00Z")
            .file("site.toml", "baseURL = 'https://example.org/'\nstaticDir = 'public-files'")
            .file("content/hello.md", "Text");
        let (revisions, mut walks) = Default::default();
        let recorder = Recorder::new(&world, &revisions, &mut walks);
        build(&recorder, &Request::default(), &mut Silent).expect("a site");
        let inputs = recorder.into_inputs();
        for path in ["site.toml", "content/a/b.md", "public-files/a.png", "content", "i18n/en.toml"]
        {
            assert!(inputs.contains(path.into()), "{path}");
        }
        for path in ["public/index.html", "target/x", "notes.md", "content/.#a.md", "content/4913"]
        {
            assert!(!inputs.contains(path.into()), "{path}");
        }
    }

    #[test]
    fn a_broken_configuration_is_still_watched() {
        let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("hugo.toml", "= 1");
        let (revisions, mut walks) = Default::default();
        let recorder = Recorder::new(&world, &revisions, &mut walks);
        assert!(build(&recorder, &Request::default(), &mut Silent).is_err());
        let inputs = recorder.into_inputs();
        assert!(inputs.contains("hugo.toml".into()) && inputs.contains("site.toml".into()));
    }
}
