//! The file system below a root directory.
#![allow(clippy::disallowed_methods, reason = "the one place that reads the disk and the clock")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use walkdir::{DirEntry, WalkDir};

use super::{Walk, WalkProblem, WalkProblemKind, World};

/// The file that marks a directory as a cache: <https://bford.info/cachedir/>.
const CACHE_TAG: &str = "CACHEDIR.TAG";

/// What stands in the top directory of a repository, a submodule or a worktree.
const REPOSITORY: &str = ".git";

/// What a path is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    File,
    /// A directory, a link, or something that no site has.
    Other,
}

/// The real files below `root`. Links are followed as long as they stay inside it.
pub struct DiskWorld {
    root: Utf8PathBuf,
    canonical_root: PathBuf,
    now: Timestamp,
}

impl DiskWorld {
    /// Opens `root`; `now` replaces the clock, so that a build can be repeated.
    pub fn open(root: &Utf8Path, now: Option<Timestamp>) -> io::Result<Self> {
        let canonical_root = fs::canonicalize(root)?;
        if !canonical_root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a directory"));
        }
        Ok(Self { root: root.to_owned(), canonical_root, now: now.unwrap_or_else(Timestamp::now) })
    }

    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    /// Reads a file that is to be shown to others: one that a link leads out of the root to is
    /// refused, for it may have become one since the walk that found it.
    pub fn read_inside(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let canonical = fs::canonicalize(self.root.join(path))?;
        if !canonical.starts_with(&self.canonical_root) {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "a link out of the site"));
        }
        fs::read(canonical)
    }

    /// What is at a path, links not followed; `None` where there is nothing.
    pub fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        let metadata = fs::symlink_metadata(self.root.join(path)).ok()?;
        Some(if metadata.is_file() { EntryKind::File } else { EntryKind::Other })
    }

    fn relative(&self, path: &Path) -> Result<Utf8PathBuf, WalkProblem> {
        let relative = path.strip_prefix(&self.root).unwrap_or(path);
        Utf8PathBuf::from_path_buf(relative.to_owned()).map_err(|name| WalkProblem {
            path: name.to_string_lossy().into_owned().into(),
            kind: WalkProblemKind::NameNotUtf8,
        })
    }

    /// Where a link leads, if that is outside the root.
    fn leads_outside(&self, entry: &DirEntry) -> Option<String> {
        if !entry.path_is_symlink() {
            return None;
        }
        let target = fs::canonicalize(entry.path()).ok()?;
        (!target.starts_with(&self.canonical_root)).then(|| target.to_string_lossy().into_owned())
    }

    fn problem(&self, error: &walkdir::Error) -> WalkProblem {
        let path = error.path().map_or_else(
            || self.root.clone(),
            |path| self.relative(path).unwrap_or_else(|problem| problem.path),
        );
        let kind = if error.loop_ancestor().is_some() {
            WalkProblemKind::Loop
        } else {
            let words = error.io_error().map_or_else(|| error.to_string(), io::Error::to_string);
            WalkProblemKind::Unreadable(words)
        };
        WalkProblem { path, kind }
    }
}

impl World for DiskWorld {
    fn walk(&self, dir: &Utf8Path) -> Option<Walk> {
        let top = self.root.join(dir);
        if !top.is_dir() {
            return None;
        }
        let real_top = self.canonical_root.join(dir);
        let has_links = !fs::canonicalize(&top).is_ok_and(|real| real == real_top);
        let mut walk = Walk { has_links, ..Walk::default() };
        let mut entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    walk.problems.push(self.problem(&error));
                    continue;
                }
            };
            let path = match self.relative(entry.path()) {
                Ok(path) => path,
                Err(problem) => {
                    walk.problems.push(problem);
                    continue;
                }
            };
            if let Some(target) = self.leads_outside(&entry) {
                walk.problems.push(WalkProblem { path, kind: WalkProblemKind::Outside(target) });
                if entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
                continue;
            }
            walk.has_links |= entry.path_is_symlink();
            if entry.file_type().is_file() {
                walk.files.push(path);
            }
        }
        // walkdir sorts within a directory; the whole is wanted by path, as in the memory world.
        walk.files.sort();
        Some(walk)
    }

    fn find(&self, name: &str, skips: &dyn Fn(&Utf8Path) -> bool) -> Vec<Utf8PathBuf> {
        let mut files = Vec::new();
        let mut directories = vec![Utf8PathBuf::new()];
        while let Some(directory) = directories.pop() {
            let Ok(entries) = fs::read_dir(self.root.join(&directory)) else { continue };
            let (mut below, mut named) = (Vec::new(), None);
            let mut is_foreign = false;
            for entry in entries.filter_map(Result::ok) {
                let Ok(entry_name) = entry.file_name().into_string() else { continue };
                is_foreign |= entry_name == CACHE_TAG
                    || (entry_name == REPOSITORY && !directory.as_str().is_empty());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() => below.push(directory.join(entry_name)),
                    Ok(kind) if kind.is_file() && entry_name == name => {
                        named = Some(directory.join(entry_name));
                    }
                    _ => {}
                }
            }
            if !is_foreign {
                files.extend(named);
                directories.extend(below.into_iter().filter(|path| !skips(path)));
            }
        }
        files.sort();
        files
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        fs::read(self.root.join(path))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
