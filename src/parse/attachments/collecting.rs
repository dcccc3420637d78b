//! Which files that calls name have been looked for, and which are still.

use std::collections::{HashMap, HashSet};

use camino::Utf8PathBuf;

use super::attached::{AttachedFile, AttachedFiles};
use super::places::Places;
use crate::diagnostic::Diagnostic;
use crate::discover::ContentFile;
use crate::world::Revision;

/// A path that was looked at, whether there is a file or not, and its revision then.
#[derive(Debug)]
pub(super) struct Asked {
    pub path: Utf8PathBuf,
    pub revision: Option<Revision>,
}

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

/// A place that was looked at for a call in `file`.
pub(super) struct Reading<'f> {
    pub file: &'f ContentFile,
    pub asked: Asked,
    pub is_there: bool,
    /// What is there, if it is text.
    pub read: Option<AttachedFile>,
    pub found: Vec<Diagnostic>,
}

/// Attachments while they are read.
#[derive(Default)]
pub(super) struct Collecting {
    pub files: AttachedFiles,
    /// Path -> whether there is a file.
    looked_at: HashMap<Utf8PathBuf, bool>,
    pub found: Vec<Diagnostic>,
    pub asked: Vec<Asked>,
}

impl Collecting {
    /// The places that nobody has looked at, each with the first file that asks for it.
    pub(super) fn unknown<'f>(
        &self,
        next: &[(Utf8PathBuf, Sought<'f>)],
    ) -> Vec<(Utf8PathBuf, &'f ContentFile)> {
        let mut seen = HashSet::new();
        let unknown =
            next.iter().filter(|(path, _)| !self.looked_at.contains_key(path) && seen.insert(path));
        unknown.map(|(path, sought)| (path.clone(), sought.file)).collect()
    }

    pub(super) fn add(&mut self, reading: Reading<'_>) {
        let path = &reading.asked.path;
        self.looked_at.insert(path.clone(), reading.is_there);
        if let Some(read) = reading.read {
            self.files.insert(path.as_str().to_owned(), read);
        }
        self.found.extend(reading.found);
        self.asked.push(reading.asked);
    }

    /// What nothing is there for at the place that was looked at.
    pub(super) fn still_sought<'f>(
        &self,
        next: Vec<(Utf8PathBuf, Sought<'f>)>,
    ) -> impl Iterator<Item = Sought<'f>> {
        let absent = next.into_iter().filter(|(path, _)| self.looked_at.get(path) == Some(&false));
        absent.map(|(_, sought)| sought)
    }
}
