//! A content file and what it says.

use super::body::Body;
use super::front_matter::FrontMatter;
use crate::discover::ContentFile;
use crate::memo::Fingerprint;

/// A content file and what it says.
#[derive(Debug)]
pub struct Document {
    pub file: ContentFile,
    pub front_matter: FrontMatter,
    pub body: Body,
    /// What lists show of it: the summary of the front matter, else the beginning of the text. No HTML.
    pub summary: String,
    /// Of the file, its text and the settings: of all that the rest is made from.
    pub fingerprint: Fingerprint,
    /// Of all but the body's text.
    pub head: Fingerprint,
}
