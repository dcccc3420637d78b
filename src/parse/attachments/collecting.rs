//! Which files that calls name have been looked for, and which are still.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::attached::{AttachedFile, AttachedFiles};
use super::places::Places;
use crate::config::LanguageId;
use crate::diagnostic::Diagnostic;
use crate::discover::ContentFile;
use crate::world::Revision;

/// The places that were looked at, by their paths.
pub(super) type Readings = HashMap<Utf8PathBuf, Arc<Reading>>;

/// A file that a call in `file` names, and where it may still be.
pub(super) struct Sought<'f> {
    file: &'f ContentFile,
    places: std::vec::IntoIter<Utf8PathBuf>,
}

impl<'f> Sought<'f> {
    pub(super) fn new(file: &'f ContentFile, places: Places) -> Self {
        Self { file, places: places.into_iter() }
    }

    /// The next place, and the rest.
    pub(super) fn next(mut self) -> Option<(Utf8PathBuf, Self)> {
        Some((self.places.next()?, self))
    }
}

/// What is at a place that was looked at for a page of a language.
#[derive(Debug)]
pub(super) struct Reading {
    pub language: LanguageId,
    /// That of the path when it was looked at.
    pub revision: Option<Revision>,
    pub is_there: bool,
    /// What is there, if it is text.
    pub read: Option<Arc<AttachedFile>>,
    pub found: Vec<Diagnostic>,
}

/// Attachments while they are read.
#[derive(Default)]
pub(super) struct Collecting {
    pub files: AttachedFiles,
    pub found: Vec<Diagnostic>,
    pub readings: Readings,
}

impl Collecting {
    /// The places that nobody has looked at, each with the first file that asks for it.
    pub(super) fn unknown<'f>(
        &self,
        next: &[(Utf8PathBuf, Sought<'f>)],
    ) -> Vec<(Utf8PathBuf, &'f ContentFile)> {
        let mut seen = HashSet::new();
        let unknown =
            next.iter().filter(|(path, _)| !self.readings.contains_key(path) && seen.insert(path));
        unknown.map(|(path, sought)| (path.clone(), sought.file)).collect()
    }

    pub(super) fn add(&mut self, path: Utf8PathBuf, reading: Arc<Reading>) {
        if let Some(read) = &reading.read {
            self.files.insert(path.as_str().to_owned(), Arc::clone(read));
        }
        self.found.extend(reading.found.iter().cloned());
        self.readings.insert(path, reading);
    }

    /// What nothing is there for at the place that was looked at.
    pub(super) fn still_sought<'f>(
        &self,
        next: Vec<(Utf8PathBuf, Sought<'f>)>,
    ) -> impl Iterator<Item = Sought<'f>> {
        let is_absent =
            |path: &Utf8PathBuf| self.readings.get(path).is_some_and(|reading| !reading.is_there);
        let absent = next.into_iter().filter(move |(path, _)| is_absent(path));
        absent.map(|(_, sought)| sought)
    }
}
