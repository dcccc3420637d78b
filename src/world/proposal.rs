//! A proposed change, whose authors are not trusted, laid over the tree that it would change.
//!
//! Only files that anyone may contribute come from the change; everything else, above all configuration
//! and templates, comes from the base. So no stage has to know where a file is from.

use std::io::{self, Read};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::{DiskWorld, EntryKind, Revision, Walk, World, is_passive};

/// Owners come from the base: a change cannot name its own reviewers.
const OWNERS: &str = "OWNERS";

/// Both trees, and which paths come from which.
pub struct Proposal {
    /// The tree with the change. None of its links is followed.
    change: DiskWorld,
    /// The tree that trusted people wrote.
    base: DiskWorld,
    /// Directories whose files come from the change.
    texts: Vec<Utf8PathBuf>,
    /// Directories whose files come from the change if browsers never run them, and from the base
    /// otherwise.
    statics: Vec<Utf8PathBuf>,
}

impl Proposal {
    /// Lays the change over the base: files below `texts` come from the change, and so do those below
    /// `statics` that no browser runs.
    pub fn new(
        change: DiskWorld,
        base: DiskWorld,
        texts: Vec<Utf8PathBuf>,
        statics: Vec<Utf8PathBuf>,
    ) -> Self {
        Self { change: change.untrusted(), base, texts, statics }
    }

    fn is_proposed(&self, path: &Utf8Path) -> bool {
        if path.file_name() == Some(OWNERS) {
            return false;
        }
        is_within(path, &self.texts) || (is_within(path, &self.statics) && is_passive(path))
    }

    /// The tree that a path belongs to.
    fn owner(&self, path: &Utf8Path) -> &dyn World {
        if self.is_proposed(path) { &self.change } else { &self.base }
    }

    /// The part of a walk that belongs to the tree that was walked.
    fn part(&self, walk: Arc<Walk>, keeps: impl Fn(bool) -> bool) -> Arc<Walk> {
        let mut walk = Arc::unwrap_or_clone(walk);
        walk.files.retain(|path| keeps(self.is_proposed(path)));
        walk.problems.retain(|problem| keeps(self.is_proposed(&problem.path)));
        Arc::new(walk)
    }

    /// The change's files in a directory, or in those below it that a change may write to.
    fn proposed(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let shared = || self.texts.iter().chain(&self.statics);
        if shared().any(|shared| dir.starts_with(shared)) {
            return self.change.walk(dir);
        }
        let below = shared().filter(|shared| shared.starts_with(dir));
        below.filter_map(|shared| self.change.walk(shared)).reduce(joined)
    }
}

fn is_within(path: &Utf8Path, directories: &[Utf8PathBuf]) -> bool {
    directories.iter().any(|directory| path.starts_with(directory))
}

/// Merges two walks, in the order of the paths.
fn joined(one: Arc<Walk>, other: Arc<Walk>) -> Arc<Walk> {
    let (mut one, other) = (Arc::unwrap_or_clone(one), Arc::unwrap_or_clone(other));
    one.files.extend(other.files);
    one.files.sort();
    one.files.dedup();
    one.problems.extend(other.problems);
    one.links.extend(other.links);
    Arc::new(one)
}

impl World for Proposal {
    fn admit(&self, directories: &[Utf8PathBuf]) {
        self.base.admit(directories);
        self.change.admit(directories);
    }

    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let proposed = self.proposed(dir).map(|walk| self.part(walk, |is_proposed| is_proposed));
        if is_within(dir, &self.texts) {
            return proposed;
        }
        let base = self.base.walk(dir).map(|walk| self.part(walk, |is_proposed| !is_proposed));
        match (base, proposed) {
            (Some(base), Some(proposed)) => Some(joined(base, proposed)),
            (base, proposed) => base.or(proposed),
        }
    }

    /// Only `OWNERS` files are searched for by name.
    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        self.base.find(name, skips)
    }

    /// A directory may be one of either tree: then it is no file, whatever the other has there.
    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        let entries = [self.change.entry(path), self.base.entry(path)];
        if entries.contains(&Some(EntryKind::Other)) {
            return Some(EntryKind::Other);
        }
        self.owner(path).entry(path)
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        self.owner(path).read(path)
    }

    fn reader(&self, path: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        self.owner(path).reader(path)
    }

    fn real_path(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.owner(path).real_path(path)
    }

    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        self.owner(path).revision(path)
    }

    fn now(&self) -> Timestamp {
        self.base.now()
    }
}
