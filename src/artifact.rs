//! The result of a build: output paths and their contents.
//!
//! The same [`Artifacts`] are written to disk by a build and served from memory.

mod name;

use std::collections::{BTreeMap, HashSet};

use bytes::Bytes;
use camino::Utf8PathBuf;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};

pub use name::{NameFault, OutputKind, check_name};

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Shared, not copied: builds share the bytes of files that have not changed.
    Bytes(Bytes),
    /// A file of the site, copied unchanged.
    Copy(Utf8PathBuf),
}

/// Whether a file is a page: by its name, or because it begins as one.
fn is_page(path: &str, bytes: &[u8]) -> bool {
    let begins = |start: &str| {
        let bytes = bytes.trim_ascii_start();
        bytes.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    path.ends_with(".html") || begins("<!doctype html") || begins("<html")
}

/// Output path (relative, with `/`, without `..`) -> file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
    /// The directories of the files.
    directories: HashSet<String>,
    /// Problems with the paths of files, some of which were not added because of them.
    problems: Vec<Diagnostic>,
    /// Paths of files that were to be generated, but that pages have taken.
    replaced: Vec<String>,
}

/// The result of adding a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Added {
    Yes,
    /// An earlier file has the path.
    Taken,
    /// No file can have the path: [`Artifacts::problems`] says why.
    Refused,
}

impl Artifact {
    /// Whether both are known to be equal without comparing their bytes.
    pub fn is_shared_with(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(two)) => {
                one.as_ptr() == two.as_ptr() && one.len() == two.len()
            }
            _ => false,
        }
    }
}

impl Artifacts {
    /// Adds a file. An earlier file at the path stays, so callers add files in the order of precedence.
    pub fn add(&mut self, path: String, artifact: Artifact) -> Added {
        self.add_as(OutputKind::Made, path, artifact)
    }

    pub fn add_bytes(&mut self, path: impl Into<String>, bytes: impl Into<Bytes>) -> Added {
        self.add(path.into(), Artifact::Bytes(bytes.into()))
    }

    /// Adds a static file.
    pub fn add_static(&mut self, path: String, file: Utf8PathBuf) -> Added {
        self.add_as(OutputKind::Static, path, Artifact::Copy(file))
    }

    /// Adds a generated file, such as a sitemap. A page at its path takes precedence, and is
    /// noted in [`Artifacts::replaced`].
    pub fn add_derived(&mut self, path: String, artifact: Artifact) {
        let of_page = matches!(self.files.get(&path), Some(Artifact::Bytes(_)));
        if self.add(path.clone(), artifact) == Added::Taken && of_page {
            self.replaced.push(path);
        }
    }

    fn add_as(&mut self, kind: OutputKind, path: String, artifact: Artifact) -> Added {
        if self.files.contains_key(&path) {
            return Added::Taken;
        }
        if let Some(message) = self.refusal(kind, &path) {
            self.problems.push(about(&artifact, message));
            return Added::Refused;
        }
        // For a page, this is reported where its URL is made.
        if let (Err(fault), Artifact::Copy(_)) = (check_name(&path, kind), &artifact) {
            let message = format!("`{path}` cannot be written everywhere: {fault}");
            self.problems.push(about(&artifact, Diagnostic::new(Code::UrlUnportable, message)));
        }
        for directory in directories(&path) {
            if !self.directories.insert(directory.to_owned()) {
                break;
            }
        }
        self.files.insert(path, artifact);
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
        let file = directories(path).find(|directory| self.files.contains_key(*directory));
        let message = if self.directories.contains(path) {
            format!("`{path}` is a directory of the output, and cannot be a file too")
        } else {
            format!("`{path}` would stand in `{}`, which is a file of the output", file?)
        };
        Some(Diagnostic::new(Code::UrlCollision, message))
    }

    /// The problems with the paths of files.
    pub fn problems(&self) -> &[Diagnostic] {
        &self.problems
    }

    /// Paths of files that were to be generated, but that pages have taken.
    pub fn replaced(&self) -> &[String] {
        &self.replaced
    }

    /// Pairs of paths that differ only in case.
    pub fn alike(&self) -> Vec<(&str, &str)> {
        let mut known: BTreeMap<String, &str> = BTreeMap::new();
        let mut alike = Vec::new();
        for path in self.paths() {
            match known.get(&path.to_lowercase()) {
                Some(first) => alike.push((*first, path)),
                None => drop(known.insert(path.to_lowercase(), path)),
            }
        }
        alike
    }

    /// The pages, for work on each of them.
    pub fn par_pages(&self) -> impl ParallelIterator<Item = (&str, &Bytes)> {
        self.files.par_iter().filter_map(|(path, artifact)| match artifact {
            Artifact::Bytes(bytes) if is_page(path, bytes) => Some((path.as_str(), bytes)),
            _ => None,
        })
    }

    /// Removes the files for which `keeps` is false.
    pub fn retain(&mut self, mut keeps: impl FnMut(&str, &Artifact) -> bool) {
        self.files.retain(|path, artifact| keeps(path, artifact));
    }

    /// Replaces the bytes of a file.
    pub fn replace(&mut self, path: &str, bytes: impl Into<Bytes>) {
        if let Some(artifact) = self.files.get_mut(path) {
            *artifact = Artifact::Bytes(bytes.into());
        }
    }

    pub fn get(&self, path: &str) -> Option<&Artifact> {
        self.files.get(path)
    }

    /// A file together with its path.
    pub fn entry(&self, path: &str) -> Option<(&str, &Artifact)> {
        self.files.get_key_value(path).map(|(path, artifact)| (path.as_str(), artifact))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &Artifact)> {
        self.files.iter().map(|(path, artifact)| (path.as_str(), artifact))
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }
}

/// A diagnostic at the file that an artifact is copied from, if it is.
fn about(artifact: &Artifact, diagnostic: Diagnostic) -> Diagnostic {
    match artifact {
        Artifact::Copy(file) => {
            diagnostic.at(Place::file(file)).hint("rename the file, or move it")
        }
        Artifact::Bytes(_) => diagnostic,
    }
}

/// The directories above a path, the nearest first.
pub fn directories(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(slash, _)| &path[..slash])
}
