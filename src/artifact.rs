//! What a build makes: output paths and their contents.
//!
//! The same [`Artifacts`] are written to disk by a build and served from memory.

use std::collections::BTreeMap;

use bytes::Bytes;
use camino::Utf8PathBuf;

/// A file of the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Artifact {
    /// Shared, not copied: one build's files are the next one's too, where nothing has changed.
    Bytes(Bytes),
    /// A file of the site, copied as it is.
    Copy(Utf8PathBuf),
}

/// Output path (relative, with `/`, never climbing) -> file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Artifacts {
    files: BTreeMap<String, Artifact>,
}

impl Artifact {
    /// Whether both are known to be the same without a look at their bytes.
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
    /// Adds a file. An earlier one at the path stays and is kept: the caller's order is the rank.
    /// Gives back whether the path was free.
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
