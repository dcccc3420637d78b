//! Finds all files below a directory, following the links that the boundary allows.
//!
//! What a walk can find is bounded. A link to a directory above it is not followed. Below a link,
//! another one is followed only to a directory that no such link has led to before: a chain of
//! directories, each with three links to the next, would otherwise have exponentially many paths.
#![allow(clippy::disallowed_methods, reason = "part of reading the disk")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, FileType};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::boundary::{Boundary, Refusal};
use super::{Walk, WalkProblem, WalkProblemKind};

/// The depth of nested directories.
const DEEPEST: usize = 128;

/// A directory of the walk: its path in the walk, and its real path.
#[derive(Clone)]
struct Directory {
    path: Utf8PathBuf,
    real: Utf8PathBuf,
    /// Whether a part of its path is a link.
    is_linked: bool,
}

pub(super) struct Walker<'w> {
    /// Absolute and without links.
    root: &'w Utf8Path,
    boundary: &'w Boundary,
    walk: Walk,
    entries: usize,
    /// How many there may be.
    most: usize,
    /// Real paths of the directories that the walk is in.
    above: Vec<Utf8PathBuf>,
    /// Real paths of the directories that links below links have led to.
    revisited: BTreeSet<Utf8PathBuf>,
}

impl<'w> Walker<'w> {
    pub(super) fn new(root: &'w Utf8Path, boundary: &'w Boundary, most: usize) -> Self {
        Self {
            root,
            boundary,
            walk: Walk::default(),
            entries: 0,
            most,
            above: Vec::new(),
            revisited: BTreeSet::new(),
        }
    }

    /// Walks the directory that is called `path` and is at `real`, both relative to the root.
    pub(super) fn walk(mut self, path: &Utf8Path, real: Utf8PathBuf) -> Walk {
        let is_linked = path != real;
        if is_linked {
            self.walk.links.insert(path.to_owned(), real.clone());
        }
        self.directory(&Directory { path: path.to_owned(), real, is_linked });
        self.walk.files.sort();
        self.walk
    }

    fn directory(&mut self, directory: &Directory) {
        if self.above.len() == DEEPEST {
            self.problem(&directory.path, WalkProblemKind::TooDeep);
            return;
        }
        self.above.push(directory.real.clone());
        match entries(&self.root.join(&directory.real), self.most) {
            Ok(entries) => {
                for (name, kind) in entries {
                    if self.entries > self.most {
                        break;
                    }
                    self.entry(directory, name, kind);
                }
            }
            Err(error) => self.unreadable(&directory.path, &error),
        }
        self.above.pop();
    }

    fn entry(&mut self, directory: &Directory, name: OsString, kind: io::Result<FileType>) {
        self.entries += 1;
        if self.entries > self.most {
            self.problem(&directory.path, WalkProblemKind::TooMany);
            return;
        }
        let name = match name.into_string() {
            Ok(name) => name,
            Err(name) => {
                let path = directory.path.join(name.to_string_lossy().as_ref());
                self.problem(&path, WalkProblemKind::NameNotUtf8);
                return;
            }
        };
        let (path, real) = (directory.path.join(&name), directory.real.join(&name));
        let below = Directory { path, real, is_linked: directory.is_linked };
        match kind {
            _ if !self.boundary.allows(&below.real) => {}
            Ok(kind) if kind.is_symlink() => self.link(below),
            Ok(kind) if kind.is_dir() => self.directory(&below),
            Ok(kind) if kind.is_file() => self.walk.files.push(below.path),
            Ok(_) => self.problem(&below.path, WalkProblemKind::Refused(Refusal::NotRegular)),
            Err(error) => self.unreadable(&below.path, &error),
        }
    }

    fn link(&mut self, link: Directory) {
        if !self.boundary.follows_links() {
            return self.problem(&link.path, WalkProblemKind::Refused(Refusal::LinkUntrusted));
        }
        let found = real_target(self.root, &self.root.join(&link.real)).and_then(|target| {
            let kind = fs::symlink_metadata(self.root.join(&target))?.file_type();
            Ok((target, kind))
        });
        let (target, kind) = match found {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return self.problem(&link.path, WalkProblemKind::Nowhere);
            }
            Err(error) => return self.unreadable(&link.path, &error),
        };
        if self.above.contains(&target) {
            return self.problem(&link.path, WalkProblemKind::Loop);
        }
        if !self.boundary.allows_link_to(&target) {
            let refusal = Refusal::LinkForbidden(target);
            return self.problem(&link.path, WalkProblemKind::Refused(refusal));
        }
        if kind.is_file() {
            self.walk.files.push(link.path.clone());
            self.walk.links.insert(link.path, target);
        } else if !kind.is_dir() {
            self.problem(&link.path, WalkProblemKind::Refused(Refusal::NotRegular));
        } else if link.is_linked && !self.revisited.insert(target.clone()) {
            self.problem(&link.path, WalkProblemKind::Again(target));
        } else {
            self.walk.links.insert(link.path.clone(), target.clone());
            self.directory(&Directory { path: link.path, real: target, is_linked: true });
        }
    }

    fn problem(&mut self, path: &Utf8Path, kind: WalkProblemKind) {
        self.walk.problems.push(WalkProblem { path: path.to_owned(), kind });
    }

    fn unreadable(&mut self, path: &Utf8Path, error: &io::Error) {
        let kind = match Refusal::of(error) {
            Some(refusal) => WalkProblemKind::Refused(refusal.clone()),
            None if is_loop(error) => WalkProblemKind::Loop,
            None => WalkProblemKind::Unreadable(error.to_string()),
        };
        self.problem(path, kind);
    }
}

/// The real path behind `path`, relative to the root.
///
/// # Errors
/// If there is nothing, or it is outside the root.
pub(super) fn real_target(root: &Utf8Path, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
    let real = fs::canonicalize(path)?;
    let outside = || Refusal::LinkOutside(real.to_string_lossy().into_owned());
    let below = real.strip_prefix(root).map_err(|_| outside())?;
    Utf8PathBuf::from_path_buf(below.to_owned()).map_err(|_| outside().into())
}

/// What is in a directory, by name: one entry more than there may be at the most.
fn entries(directory: &Utf8Path, most: usize) -> io::Result<Vec<(OsString, io::Result<FileType>)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(directory)?.take(most + 1) {
        let entry = entry?;
        entries.push((entry.file_name(), entry.file_type()));
    }
    entries.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(entries)
}

/// Links that form a circle.
fn is_loop(error: &io::Error) -> bool {
    #[cfg(unix)]
    return rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP);
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::Other;
}
