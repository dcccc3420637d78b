//! A file that shortcode calls name, as it was read.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8PathBuf;

use super::super::body::Body;
use crate::memo::Fingerprint;
use crate::structured::Table;

/// Path -> file. Texts are compared in a tenth of the time that paths take.
pub(super) type AttachedFiles = BTreeMap<String, Arc<AttachedFile>>;

/// A file that a call names.
#[derive(Debug)]
pub struct AttachedFile {
    pub path: Utf8PathBuf,
    /// Of the path, the text and how it was read.
    pub fingerprint: Fingerprint,
    /// As written, without front matter.
    pub text: String,
    pub front_matter: Table,
    /// The text as Markdown, if the file's name says that it is.
    pub body: Option<Body>,
}

impl AttachedFile {
    /// A value of the front matter as text.
    pub fn value(&self, key: &str) -> Option<String> {
        let text = self.front_matter.get(key).and_then(|value| value.value.to_text())?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }
}
