//! The result of a build: output paths and their contents.
//!
//! The same [`Artifacts`] are written to disk by a build and served from memory.

use std::collections::BTreeMap;

use bytes::Bytes;
use camino::Utf8PathBuf;

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Shared, not copied: builds share the bytes of files that have not changed.
    Bytes(Bytes),
    /// A file of the site, copied as it is.
    Copy(Utf8PathBuf),
}

/// Output path (relative, with `/`, without `..`) -> file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
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
    /// Adds a file and returns whether the path was free. If it was not, the earlier file stays: callers
    /// add files in the order of their rank.
    pub fn add(&mut self, path: String, artifact: Artifact) -> bool {
        let free = !self.files.contains_key(&path);
        if free {
            self.files.insert(path, artifact);
        }
        free
    }

    pub fn add_bytes(&mut self, path: impl Into<String>, bytes: impl Into<Bytes>) -> bool {
        self.add(path.into(), Artifact::Bytes(bytes.into()))
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
