//! Which paths the files of an output have, and what is wrong with them.
//!
//! A build that adds the same paths in the same order as the build before gets the same answers, so that
//! they need not be found again.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use super::name::{OutputKind, check_name, directories};
use crate::diagnostic::{Code, Diagnostic, Place};

/// The result of adding a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    Yes,
    /// An earlier file has the path.
    Taken,
    /// No file can have the path: [`Artifacts::problems`](super::Artifacts::problems) says why.
    Refused,
}

/// Why a file is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    Made,
    Static,
    /// It is made from the pages, one of which may have its path.
    Derived,
}

/// A file that somebody wants to add.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    pub reason: Reason,
    pub path: &'a str,
    /// The file that it is copied from, if it is.
    pub copied: Option<&'a Utf8Path>,
}

/// A file that was to be added, and what came of it.
#[derive(Clone, Debug)]
struct Addition {
    reason: Reason,
    path: Arc<str>,
    copied: Option<Utf8PathBuf>,
    added: Added,
}

/// The place of a file among the contents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot {
    pub index: usize,
    is_copied: bool,
}

/// The paths that were added, and what follows from them.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    pub slots: BTreeMap<Arc<str>, Slot>,
    /// The directories of the files.
    directories: HashSet<String>,
    /// Problems with the paths of files, some of which were not added because of them.
    pub problems: Vec<Diagnostic>,
    /// Paths of files that were to be generated, but that pages have taken.
    pub replaced: Vec<String>,
    /// In their order.
    additions: Vec<Addition>,
    alike: OnceLock<Vec<[Arc<str>; 2]>>,
}

impl Reason {
    fn kind(self) -> OutputKind {
        match self {
            Self::Made | Self::Derived => OutputKind::Made,
            Self::Static => OutputKind::Static,
        }
    }
}

impl Names {
    /// How many files were to be added.
    pub(super) fn additions(&self) -> usize {
        self.additions.len()
    }

    /// What came of the addition with this number, if it was the same.
    pub(super) fn answer(&self, number: usize, wanted: Wanted<'_>) -> Option<Added> {
        let Wanted { reason, path, copied } = wanted;
        let known = self.additions.get(number)?;
        let is_same =
            known.reason == reason && *known.path == *path && known.copied.as_deref() == copied;
        is_same.then_some(known.added)
    }

    /// The names after the first additions.
    pub(super) fn first(&self, additions: usize) -> Self {
        let mut names = Self::default();
        for Addition { reason, path, copied, .. } in &self.additions[..additions] {
            names.add(Wanted { reason: *reason, path, copied: copied.as_deref() });
        }
        names
    }

    /// Those of the files for which `keeps` is true, each with the index that it has had.
    pub(super) fn retained(
        &self,
        mut keeps: impl FnMut(&str, usize) -> bool,
    ) -> (Self, Vec<usize>) {
        let mut names = Self {
            directories: self.directories.clone(),
            problems: self.problems.clone(),
            replaced: self.replaced.clone(),
            ..Self::default()
        };
        let mut indices = Vec::new();
        for (path, slot) in self.slots.iter().filter(|(path, slot)| keeps(path, slot.index)) {
            names.slots.insert(Arc::clone(path), Slot { index: indices.len(), ..*slot });
            indices.push(slot.index);
        }
        (names, indices)
    }

    pub(super) fn add(&mut self, wanted: Wanted<'_>) -> Added {
        let path: Arc<str> = wanted.path.into();
        let before = self.slots.get(&path);
        let is_of_page = before.is_some_and(|slot| !slot.is_copied);
        let added = match before {
            Some(_) => Added::Taken,
            None => self.added(wanted, &path),
        };
        if wanted.reason == Reason::Derived && added == Added::Taken && is_of_page {
            self.replaced.push(wanted.path.to_owned());
        }
        let Wanted { reason, copied, .. } = wanted;
        self.additions.push(Addition {
            reason,
            path,
            copied: copied.map(Utf8Path::to_owned),
            added,
        });
        self.alike = OnceLock::new();
        added
    }

    fn added(&mut self, wanted: Wanted<'_>, path: &Arc<str>) -> Added {
        let kind = wanted.reason.kind();
        if let Some(message) = self.refusal(kind, path) {
            self.problems.push(about(wanted.copied, message));
            return Added::Refused;
        }
        // For a page, this is reported where its URL is made.
        if let (Err(fault), Some(_)) = (check_name(path, kind), wanted.copied) {
            let message = format!("`{path}` cannot be written everywhere: {fault}");
            let problem = Diagnostic::new(Code::UrlUnportable, message);
            self.problems.push(about(wanted.copied, problem));
        }
        for directory in directories(path) {
            if !self.directories.insert(directory.to_owned()) {
                break;
            }
        }
        let slot = Slot { index: self.slots.len(), is_copied: wanted.copied.is_some() };
        self.slots.insert(Arc::clone(path), slot);
        Added::Yes
    }

    /// Why no file can be at a path, given the existing ones.
    fn refusal(&self, kind: OutputKind, path: &str) -> Option<Diagnostic> {
        if let Err(fault) = check_name(path, kind)
            && fault.is_unsafe()
        {
            let message = format!("`{}` cannot be published: {fault}", path.escape_debug());
            return Some(Diagnostic::new(Code::UrlUnsafe, message));
        }
        let file = directories(path).find(|directory| self.slots.contains_key(*directory));
        let message = if self.directories.contains(path) {
            format!("`{path}` is a directory of the output, and cannot be a file too")
        } else {
            format!("`{path}` would stand in `{}`, which is a file of the output", file?)
        };
        Some(Diagnostic::new(Code::UrlCollision, message))
    }

    /// Pairs of paths that differ only in case.
    pub(super) fn alike(&self) -> &[[Arc<str>; 2]] {
        self.alike.get_or_init(|| {
            let mut known: HashMap<String, &Arc<str>> = HashMap::with_capacity(self.slots.len());
            let mut alike = Vec::new();
            for path in self.slots.keys() {
                match known.entry(path.to_lowercase()) {
                    Entry::Occupied(first) => {
                        alike.push([Arc::clone(first.get()), Arc::clone(path)]);
                    }
                    Entry::Vacant(free) => drop(free.insert(path)),
                }
            }
            alike
        })
    }
}

/// A diagnostic at the file that an artifact is copied from, if it is.
fn about(copied: Option<&Utf8Path>, diagnostic: Diagnostic) -> Diagnostic {
    match copied {
        Some(file) => diagnostic.at(Place::file(file)).hint("rename the file, or move it"),
        None => diagnostic,
    }
}
