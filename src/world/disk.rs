//! The file system below a root directory.
//!
//! Every read goes through [`DiskWorld::open_file`] or a walk, and both respect the same
//! [`Boundary`].
#![allow(clippy::disallowed_methods, reason = "the one place that reads the disk and the clock")]

use std::fs::{self, File};
use std::io::{self, Read};
use std::sync::{Arc, PoisonError, RwLock};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;

use super::boundary::{Boundary, LinkRule, Refusal, inside};
use super::limits::Limits;
use super::open;
use super::walk::{Walker, real_target};
use super::{EntryKind, Walk, WalkProblem, WalkProblemKind, World};
use crate::git::{GitProblem, GitProgram, KnownChanges, LastChanges};

/// The file that marks a directory as a cache: <https://bford.info/cachedir/>.
const CACHE_TAG: &str = "CACHEDIR.TAG";

/// The entry that marks the top directory of a repository, a submodule or a worktree.
const REPOSITORY: &str = ".git";

/// Whether an entry of this name tells that what is beside it belongs to somebody else: to a cache, or to
/// another repository.
pub fn marks_foreign(name: &str) -> bool {
    matches!(name, CACHE_TAG | REPOSITORY)
}

/// The real files below `root`. Links are followed to the site's input directories and nowhere else.
pub struct DiskWorld {
    root: Utf8PathBuf,
    canonical_root: Utf8PathBuf,
    /// The root directory itself, even if another one has its name by now.
    #[cfg(target_os = "linux")]
    handle: File,
    boundary: RwLock<Boundary>,
    changes: Arc<KnownChanges>,
    limits: Limits,
    now: Timestamp,
}

impl DiskWorld {
    /// Opens `root`; `now` replaces the clock, so that a build can be repeated.
    ///
    /// # Errors
    /// When there is no such directory.
    pub fn open(root: &Utf8Path, now: Option<Timestamp>) -> io::Result<Self> {
        let canonical_root = root.canonicalize_utf8()?;
        if !canonical_root.is_dir() {
            return Err(io::Error::new(io::ErrorKind::NotADirectory, "not a directory"));
        }
        Ok(Self {
            root: root.to_owned(),
            #[cfg(target_os = "linux")]
            handle: File::open(&canonical_root)?,
            canonical_root,
            boundary: RwLock::default(),
            changes: Arc::default(),
            limits: Limits::TRUSTED,
            now: now.unwrap_or_else(Timestamp::now),
        })
    }

    /// The same files, as those of somebody who is not trusted: no link among them is followed, and less of
    /// them is read.
    pub fn untrusted(self) -> Self {
        let boundary = self.boundary.into_inner().unwrap_or_else(PoisonError::into_inner);
        let boundary = RwLock::new(boundary.with_links(LinkRule::Never));
        Self { boundary, limits: Limits::UNTRUSTED, ..self }
    }

    /// The same files, for a reader who knows what the history said before.
    #[must_use]
    pub fn knowing(self, changes: Arc<KnownChanges>) -> Self {
        Self { changes, ..self }
    }

    pub fn root(&self) -> &Utf8Path {
        &self.root
    }

    fn boundary(&self) -> Boundary {
        self.boundary.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn with_boundary<T>(&self, ask: impl FnOnce(&Boundary) -> T) -> T {
        ask(&self.boundary.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The path behind links, relative to the root, if it may be read.
    fn locate(&self, path: &Utf8Path) -> io::Result<Utf8PathBuf> {
        let path = inside(path).ok_or(Refusal::Outside)?;
        let found = real_target(&self.canonical_root, &self.canonical_root.join(&path));
        self.with_boundary(|boundary| {
            let target = found.map_err(|error| match Refusal::of(&error) {
                // Not even where it leads is told.
                Some(_) if !boundary.follows_links() => Refusal::LinkUntrusted.into(),
                _ => error,
            })?;
            let is_link = target != path;
            match is_link {
                true if !boundary.allows_link_to(&target) => {
                    Err(boundary.link_refusal(target).into())
                }
                false if !boundary.allows(&target) => Err(Refusal::Forbidden.into()),
                _ => Ok(target),
            }
        })
    }

    /// The open file at a path.
    fn open_file(&self, path: &Utf8Path) -> io::Result<File> {
        #[cfg(target_os = "linux")]
        if let Some(path) = inside(path)
            && self.with_boundary(|boundary| boundary.allows(&path))
            && let open::Unlinked::File(file) =
                open::open_unlinked(&self.handle, path.as_std_path())?
        {
            return Ok(file);
        }
        open::open_regular(self.canonical_root.join(self.locate(path)?).as_std_path())
    }
}

impl World for DiskWorld {
    fn admit(&self, directories: &[Utf8PathBuf]) {
        self.boundary.write().unwrap_or_else(PoisonError::into_inner).admit(directories);
    }

    fn walk(&self, dir: &Utf8Path) -> Option<Arc<Walk>> {
        let top = match self.locate(dir) {
            Ok(top) => top,
            Err(error) => {
                let refusal = Refusal::of(&error)?.clone();
                let problem =
                    WalkProblem { path: dir.to_owned(), kind: WalkProblemKind::Refused(refusal) };
                return Some(Arc::new(Walk { problems: vec![problem], ..Walk::default() }));
            }
        };
        if !self.canonical_root.join(&top).is_dir() {
            return None;
        }
        let boundary = self.boundary();
        let walker = Walker::new(&self.canonical_root, &boundary, self.limits.entries);
        Some(Arc::new(walker.walk(dir, top)))
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
                is_foreign |= marks_foreign(&entry_name)
                    && (entry_name != REPOSITORY || !directory.as_str().is_empty());
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && entry_name != REPOSITORY => {
                        below.push(directory.join(entry_name));
                    }
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
        let mut boundary = self.boundary.write().unwrap_or_else(PoisonError::into_inner);
        boundary.admit_found(&files);
        drop(boundary);
        files
    }

    fn entry(&self, path: &Utf8Path) -> Option<EntryKind> {
        let metadata = fs::symlink_metadata(self.root.join(path)).ok()?;
        Some(if metadata.is_file() { EntryKind::File } else { EntryKind::Other })
    }

    fn read(&self, path: &Utf8Path) -> io::Result<Vec<u8>> {
        let file = self.open_file(path)?;
        let length = file.metadata()?.len();
        let most = self.limits.file_bytes;
        let mut bytes = Vec::with_capacity(usize::try_from(length.min(most)).unwrap_or(0));
        // It may grow during the read.
        if length > most || file.take(most + 1).read_to_end(&mut bytes)? as u64 > most {
            return Err(Refusal::TooLarge(most).into());
        }
        Ok(bytes)
    }

    fn reader(&self, path: &Utf8Path) -> io::Result<Box<dyn Read + '_>> {
        let file = self.open_file(path)?;
        let length = file.metadata()?.len();
        Ok(Box::new(file.take(length)))
    }

    fn real_path(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        self.locate(path).ok().filter(|real| real != path)
    }

    fn last_changes(&self) -> Result<Arc<LastChanges>, GitProblem> {
        self.changes.as_of_head(&GitProgram::new(&self.canonical_root))
    }

    fn now(&self) -> Timestamp {
        self.now
    }
}
