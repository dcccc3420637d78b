//! Records what a build asks the world for: exactly these paths must be watched.
//!
//! This replaces a list of directories, which would have to follow every change of the stages that read them.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::links::SymbolicLinks;
use super::revisions::Revisions;
use super::walks::Walks;
use crate::git::{GitProblem, LastChanges};
use crate::world::{EntryKind, Revision, Walk, World, is_leftover};

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

    /// Whether `path` is a directory that holds inputs, which disappear with it.
    fn is_above(&self, path: &Utf8Path) -> bool {
        self.trees.iter().chain(&self.files).any(|input| input.starts_with(path))
    }
}

/// A world that records all requests, and knows what was touched since the build before.
pub(super) struct Recorder<'w> {
    world: &'w dyn World,
    revisions: &'w Revisions,
    walks: Mutex<&'w mut Walks>,
    asked: Mutex<Inputs>,
    links: Mutex<SymbolicLinks>,
}

impl<'w> Recorder<'w> {
    pub(super) fn new(
        world: &'w dyn World,
        revisions: &'w Revisions,
        walks: &'w mut Walks,
    ) -> Self {
        let (asked, links) = Default::default();
        Self { world, revisions, walks: Mutex::new(walks), asked, links }
    }

    fn note_file(&self, path: &Utf8Path) {
        let mut asked = lock(&self.asked);
        if asked.is_in_tree(path) {
            return;
        }
        asked.files.insert(path.to_owned());
        if let Some(real) = self.world.real_path(path) {
            asked.files.insert(real.clone());
            lock(&self.links).insert(path.to_owned(), real);
        }
    }

    /// The targets of links are inputs, too.
    fn note_links(&self, walk: &Walk) {
        let mut asked = lock(&self.asked);
        for (link, target) in &walk.links {
            let is_file = walk.files.binary_search(link).is_ok();
            let inputs = if is_file { &mut asked.files } else { &mut asked.trees };
            inputs.insert(target.clone());
        }
        lock(&self.links).extend(&walk.links);
    }

    /// What was asked for, and the links in its paths.
    pub(super) fn finish(self) -> (Inputs, SymbolicLinks) {
        let inputs = self.asked.into_inner().unwrap_or_else(PoisonError::into_inner);
        (inputs, self.links.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl World for Recorder<'_> {
    fn admit(&self, directories: &[Utf8PathBuf]) {
        self.world.admit(directories);
    }

    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        // The root is only walked for a hint; watching everything in it would be too much.
        if dir == "" {
            return self.world.walk(dir);
        }
        lock(&self.asked).trees.insert(dir.to_owned());
        let mut walks = lock(&self.walks);
        let walk = walks.get(dir).cloned().unwrap_or_else(|| {
            let walk = self.world.walk(dir);
            walks.keep(dir, &walk);
            walk
        });
        walk.iter().for_each(|walk| self.note_links(walk));
        walk
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        let kept = lock(&self.walks).named(name).cloned();
        let found = kept.unwrap_or_else(|| {
            let found = self.world.find(name, skips);
            lock(&self.walks).keep_named(name, &found);
            found
        });
        let mut asked = lock(&self.asked);
        asked.names.insert(name.to_owned());
        asked.files.extend(found.iter().cloned());
        drop(asked);
        found
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        self.note_file(path);
        self.world.entry(path)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.note_file(path);
        self.world.read(path)
    }

    fn reader(&self, path: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        self.note_file(path);
        self.world.reader(path)
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        let named = self.revisions.of(path);
        // Events name a file behind a link by its real path, and a link by the place where it stands.
        let places = lock(&self.links).places(path);
        Some(places.iter().map(|place| self.revisions.of(place)).fold(named, Revision::max))
    }

    fn last_changes(&self) -> Result<Arc<LastChanges>, GitProblem> {
        self.world.last_changes()
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

/// No data is left half changed here, so a panic in another thread does not matter.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
        let (inputs, _) = recorder.finish();
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
        let (inputs, _) = recorder.finish();
        assert!(inputs.contains("hugo.toml".into()) && inputs.contains("site.toml".into()));
    }
}
