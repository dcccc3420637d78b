//! A world of strings, for tests and examples.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::{EntryKind, Revision, Walk, WalkProblem, World};

/// Files in memory, and errors where a test wants them.
///
/// ```
/// use site::world::{MemoryWorld, World};
/// let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("content/en/a.md", "text");
/// assert_eq!(world.walk("content".into()).unwrap().files, ["content/en/a.md"]);
/// assert!(world.walk("static".into()).is_none());
/// ```
#[derive(Clone)]
pub struct MemoryWorld {
    files: BTreeMap<Utf8PathBuf, Result<Vec<u8>, io::ErrorKind>>,
    problems: Vec<WalkProblem>,
    now: Timestamp,
}

impl MemoryWorld {
    /// An empty world at the moment `now` (RFC 3339).
    ///
    /// # Panics
    /// When `now` is not a timestamp: a mistake in the test.
    pub fn new(now: &str) -> Self {
        let now = now.parse().expect("an RFC 3339 timestamp");
        Self { files: BTreeMap::new(), problems: Vec::new(), now }
    }

    pub fn file(mut self, path: impl AsRef<Utf8Path>, bytes: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.as_ref().to_owned(), Ok(bytes.into()));
        self
    }

    /// A file that exists and cannot be read.
    pub fn unreadable(mut self, path: impl AsRef<Utf8Path>, kind: io::ErrorKind) -> Self {
        self.files.insert(path.as_ref().to_owned(), Err(kind));
        self
    }

    /// A problem that a walk over its path's directory reports.
    pub fn problem(mut self, problem: WalkProblem) -> Self {
        self.problems.push(problem);
        self
    }

    /// The same files at another moment.
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    pub fn remove(&mut self, path: impl AsRef<Utf8Path>) {
        self.files.remove(path.as_ref());
    }
}

impl World for MemoryWorld {
    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let below = |path: &Utf8Path| path.starts_with(dir) && path != dir;
        let files: Vec<_> = self.files.keys().filter(|path| below(path)).cloned().collect();
        let problems: Vec<_> = self.problems.iter().filter(|p| below(&p.path)).cloned().collect();
        let is_there = !files.is_empty() || !problems.is_empty();
        is_there.then(|| Arc::new(Walk { files, problems, ..Walk::default() }))
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        let is_skipped = |path: &Utf8Path| {
            path.ancestors().skip(1).any(|dir| !dir.as_str().is_empty() && skips(dir))
        };
        let named = self.files.keys().filter(|path| path.file_name() == Some(name));
        named.filter(|path| !is_skipped(path)).cloned().collect()
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        let is_directory = || self.files.keys().any(|file| file.starts_with(path));
        match self.files.contains_key(path) {
            true => Some(EntryKind::File),
            false => is_directory().then_some(EntryKind::Other),
        }
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        match self.files.get(path) {
            Some(Ok(bytes)) => Ok(bytes.clone()),
            Some(Err(kind)) => Err(io::Error::from(*kind)),
            None => Err(io::Error::from(io::ErrorKind::NotFound)),
        }
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        let mut hasher = DefaultHasher::new();
        self.files.get(path).hash(&mut hasher);
        Some(Revision(hasher.finish()))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
