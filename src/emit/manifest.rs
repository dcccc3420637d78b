//! Which files of the output directory are ours.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::collections::BTreeSet;
use std::fs;
use std::io;

use camino::{Utf8Component, Utf8Path};

use super::{EmitError, at};

/// The manifest's own name in the output directory.
pub(super) const NAME: &str = ".site-manifest";

const HEADER: &str = "# Files made by `site`. It removes no others.";

/// Output paths, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    paths: BTreeSet<String>,
}

impl Manifest {
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Self {
        Self { paths: paths.map(str::to_owned).collect() }
    }

    /// The manifest of an output directory; empty where there is none. A line that is not a path
    /// within the directory is passed over: nothing outside is ever touched.
    pub(super) fn read(output: &Utf8Path) -> Result<Self, EmitError> {
        let path = output.join(NAME);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(at(&path)(error)),
        };
        let lines = text.lines().filter(|line| is_within(line));
        Ok(Self { paths: lines.map(str::to_owned).collect() })
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("{HEADER}\n");
        for path in &self.paths {
            text.push_str(path);
            text.push('\n');
        }
        text
    }

    pub(super) fn contains(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    /// The paths that `other` does not have.
    pub(super) fn without(&self, other: &Manifest) -> Vec<String> {
        self.paths.difference(&other.paths).cloned().collect()
    }

    pub(super) fn with(mut self, other: &Manifest) -> Self {
        self.paths.extend(other.paths.iter().cloned());
        self
    }
}

/// Whether a line is a relative path that climbs nowhere.
pub(super) fn is_within(line: &str) -> bool {
    !line.is_empty()
        && !line.starts_with('#')
        && Utf8Path::new(line).components().all(|part| matches!(part, Utf8Component::Normal(_)))
}
