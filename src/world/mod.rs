//! Everything a build reads: files below one root, and the clock.
//!
//! [`DiskWorld`] is the real one, [`MemoryWorld`] the one of tests. No other module touches the
//! file system to read, the environment or the clock (clippy's `disallowed-methods` checks that).
//! Paths are relative to the root and use `/`.

mod boundary;
mod disk;
mod leftover;
mod limits;
mod memory;
mod open;
mod passive;
mod proposal;
mod sorted;
mod walk;

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use crate::git::{GitProblem, LastChanges};

pub use boundary::{INPUT_DIRECTORIES, Refusal};
pub use disk::{DiskWorld, marks_foreign};
pub use leftover::is_leftover;
pub use memory::MemoryWorld;
pub use passive::is_passive;
pub use proposal::Proposal;
pub(crate) use sorted::Sorted;

/// All input of a build.
pub trait World: Sync {
    /// Adds the directories that are inputs by the configuration: links may lead there.
    fn admit(&self, directories: &[Utf8PathBuf]) {
        let _ = directories;
    }

    /// All files below `dir` in the order of their paths, or `None` if there is no such directory.
    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>>;

    /// The files of this name anywhere in the root's repository, in the order of their paths. Other
    /// repositories below it are not entered, nor caches, nor a directory of which `skips` holds;
    /// links are not followed.
    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf>;

    /// What is at a path, links not followed; `None` where there is nothing.
    fn entry(&self, path: &Utf8Path) -> Option<EntryKind>;

    /// The bytes of a file that is not too large to be text.
    ///
    /// # Errors
    /// When it cannot be read, or must not be: then the error holds a [`Refusal`].
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>>;

    /// A file of any size, to be copied piece by piece.
    ///
    /// # Errors
    /// As [`World::read`].
    fn reader(&self, path: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(io::Cursor::new(self.read(path)?)))
    }

    /// The real path of a file behind links; `None` if there are no links.
    fn real_path(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        let _ = path;
        None
    }

    /// The state of a file, or of its absence, that [`World::read`] returns. `None` if only reading can
    /// tell.
    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        let _ = path;
        None
    }

    /// When each file was last changed, by the history of the repository that the root is in.
    ///
    /// # Errors
    /// When git cannot tell.
    fn last_changes(&self) -> Result<Arc<LastChanges>, GitProblem> {
        Ok(Arc::default())
    }

    /// The current time, which decides what is published, future or expired.
    fn now(&self) -> Timestamp;
}

/// A world that several threads hold on to.
pub type SharedWorld = Arc<dyn World + Send + Sync>;

/// What a path is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    File,
    /// A directory, a link, or something that no site has.
    Other,
}

/// The state of a file: while that is the same, reading it gives the same bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Revision(pub u64);

/// The files that a walk found, and its problems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    pub files: Vec<Utf8PathBuf>,
    pub problems: Vec<WalkProblem>,
    /// The links that were followed, each with the path that it leads to.
    pub links: BTreeMap<Utf8PathBuf, Utf8PathBuf>,
}

/// An entry of a directory that a walk had to leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WalkProblem {
    pub path: Utf8PathBuf,
    pub kind: WalkProblemKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WalkProblemKind {
    /// A symbolic link to a directory above it.
    Loop,
    /// A symbolic link to a directory that another link already leads to.
    Again(Utf8PathBuf),
    /// A symbolic link to nothing.
    Nowhere,
    /// Something that must not be read, or a link that must not be followed.
    Refused(Refusal),
    /// Directories nested too deeply.
    TooDeep,
    /// Too many files; the walk returns those found so far.
    TooMany,
    /// The operating system's message.
    Unreadable(String),
    /// A file name that is not UTF-8; the path holds replacement characters.
    NameNotUtf8,
}
