//! What an output directory holds.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, FileType};
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

use super::error::{EmitError, at};
use super::manifest::{self, Manifest};

/// The directory for unfinished work, if there can be none beside the output.
pub(super) const STAGING: &str = ".site-staging";

/// Names in the output directory that are the program's own.
pub(super) fn is_reserved(name: &str) -> bool {
    name == manifest::NAME || name == STAGING
}

/// Everything by its path below the output. Directories in which nothing can be ours are not entered.
#[derive(Default)]
pub(super) struct OutputSurvey {
    pub files: BTreeSet<String>,
    pub directories: BTreeSet<String>,
    pub links: BTreeSet<String>,
    /// Everything that is not ours, including links.
    pub foreign: BTreeSet<Utf8PathBuf>,
}

impl OutputSurvey {
    /// Surveys `output`. Whatever is at a path of `previous` or `made` is ours.
    ///
    /// # Errors
    /// When a directory cannot be read.
    pub(super) fn of(
        output: &Utf8Path,
        previous: &Manifest,
        made: &Manifest,
    ) -> Result<Self, EmitError> {
        let ours = with_ancestors(previous.paths().chain(made.paths()));
        let is_file = |path: &str| previous.contains(path) || made.contains(path);
        let mut survey = Self::default();
        let mut directories = vec![Utf8PathBuf::new()];
        while let Some(directory) = directories.pop() {
            for (name, kind) in entries(&output.join(&directory))? {
                let path = directory.join(&name);
                if is_reserved(path.as_str()) {
                    continue;
                }
                let is_ours = match kind {
                    Some(kind) if kind.is_dir() => ours.contains(path.as_str()),
                    Some(kind) => kind.is_file() && is_file(path.as_str()),
                    None => false,
                };
                match kind {
                    Some(kind) if kind.is_file() => drop(survey.files.insert(path.to_string())),
                    Some(kind) if kind.is_dir() => {
                        survey.directories.insert(path.to_string());
                        directories.extend(is_ours.then(|| path.clone()));
                    }
                    // Pipes and the like: nothing is written through those either.
                    _ => drop(survey.links.insert(path.to_string())),
                }
                survey.foreign.extend((!is_ours).then_some(path));
            }
        }
        Ok(survey)
    }

    /// Whether a directory is empty once the `removed` files are gone.
    pub(super) fn is_emptied(&self, directory: &Utf8Path, removed: &BTreeSet<&str>) -> bool {
        let below = format!("{directory}/");
        let mut files =
            self.files.range(below.clone()..).take_while(|path| path.starts_with(&below));
        files.all(|path| removed.contains(path.as_str()))
            && !self.foreign.iter().any(|path| path.starts_with(directory))
    }
}

/// The paths and the directories above them.
fn with_ancestors<'p>(paths: impl Iterator<Item = &'p str>) -> HashSet<&'p str> {
    let mut known = HashSet::new();
    for path in paths {
        // What is above a known one is known.
        for ancestor in Utf8Path::new(path).ancestors() {
            if !known.insert(ancestor.as_str()) {
                break;
            }
        }
    }
    known
}

/// What is in a directory; nothing if there is none. A name that is not UTF-8 has no type here.
fn entries(directory: &Utf8Path) -> Result<Vec<(String, Option<FileType>)>, EmitError> {
    let read = match fs::read_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        read => read.map_err(at(directory))?,
    };
    let mut entries = Vec::new();
    for entry in read {
        let entry = entry.map_err(at(directory))?;
        let kind = entry.file_type().map_err(at(directory))?;
        entries.push(match entry.file_name().into_string() {
            Ok(name) => (name, Some(kind)),
            Err(name) => (name.to_string_lossy().into_owned(), None),
        });
    }
    Ok(entries)
}
