//! How links are made.

/// How links to pages of the site are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// Whether a link that names no language leads to the page in the reader's.
    pub localize: bool,
    /// Where a `ref` to no page leads, if not to what was written.
    pub not_found_url: Option<String>,
}
