//! Everything a build reads: files below one root, and the clock.
//!
//! [`DiskWorld`] is the real one, [`MemoryWorld`] the one of tests. No other module touches the
//! file system to read, the environment or the clock (clippy's `disallowed-methods` says so).
//! Paths are relative to the root and use `/`.

mod disk;
mod leftover;
mod memory;
mod passive;
mod proposal;

use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

pub use disk::{DiskWorld, EntryKind};
pub use leftover::is_leftover;
pub use memory::MemoryWorld;
pub use passive::is_passive;
pub use proposal::Proposal;

/// What a build may ask of the outside.
pub trait World: Sync {
    /// All files below `dir` in the order of their paths, or `None` where there is no such directory.
    fn walk(&self, dir: &Utf8Path) -> Option<Walk>;

    /// The files of this name anywhere in the root's repository, in the order of their paths. Other
    /// repositories below it are not entered, nor caches, nor a directory of which `skips` holds;
    /// links are not followed.
    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf>;

    /// The bytes of a file.
    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>>;

    /// Which state of a file [`World::read`] gives, be it that there is none. `None` where only reading
    /// can tell.
    fn revision(&self, path: &Utf8Path) -> Option<Revision> {
        let _ = path;
        None
    }

    /// The present moment: what decides between published, future and expired.
    fn now(&self) -> Timestamp;
}

/// The state of a file: as long as it has the same one, it reads the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Revision(pub u64);

/// What a walk found, and what it could not follow.
#[derive(Clone, Debug, Default)]
pub struct Walk {
    pub files: Vec<Utf8PathBuf>,
    pub problems: Vec<WalkProblem>,
    /// Whether links lead to some of the files: those have other paths too.
    pub has_links: bool,
}

/// An entry of a directory that a walk had to leave out.
#[derive(Clone, Debug)]
pub struct WalkProblem {
    pub path: Utf8PathBuf,
    pub kind: WalkProblemKind,
}

#[derive(Clone, Debug)]
pub enum WalkProblemKind {
    /// A symbolic link to a directory above it.
    Loop,
    /// A symbolic link out of the root; where it leads.
    Outside(String),
    /// The operating system's own words.
    Unreadable(String),
    /// A file name that is not UTF-8; the path holds replacement characters.
    NameNotUtf8,
}
