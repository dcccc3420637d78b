//! What is known of a content file by its path alone.

use camino::{Utf8Path, Utf8PathBuf};

use super::formats::ContentFormat;
use crate::config::LanguageId;

/// A file that makes a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContentFile {
    pub path: Utf8PathBuf,
    pub language: LanguageId,
    /// The page's place below the content directory, without extension, language and `index`:
    /// `blog/_posts/2025-01-02-name`; empty for the home page. Translations share it.
    pub location: String,
    pub role: ContentRole,
    pub format: ContentFormat,
    /// Files that belong to the page and are published beside it.
    pub resources: Vec<Resource>,
    /// The directory that the file is in.
    pub directory: Utf8PathBuf,
}

impl ContentFile {
    /// Whether a file belongs to the page.
    pub fn has_resource(&self, path: &Utf8Path) -> bool {
        self.resources.iter().any(|file| file.path == path)
    }
}

/// A file that belongs to a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resource {
    /// Its path beside the page: `pictures/map.png`. Where its directory is a mount's, that says nothing of where the
    /// file is.
    pub name: String,
    /// Relative to the root.
    pub path: Utf8PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentRole {
    /// `_index.md`: the page of a section.
    Section,
    /// `index.md`: a page with resources in its directory.
    Bundle,
    /// Any other file.
    Single,
}

/// A file below a section that no `_index` stands for. It is published beside the section all the
/// same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LooseFile {
    pub path: Utf8PathBuf,
    pub language: LanguageId,
    /// Its place below the content directory.
    pub location: String,
}

/// A template in a content directory that adds pages below it: `_content.gotmpl`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AdapterFile {
    pub path: Utf8PathBuf,
    /// The language that its name or its mount gives it.
    pub language: LanguageId,
}
