//! How links are made.

use crate::diagnostic::Spanned;
use crate::structured::{Reader, UnknownKeys};

/// How links to pages of the site are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// Whether a link that names no language leads to the page in the reader's.
    pub localize: bool,
    /// Where a `ref` to no page leads, if not to what was written.
    pub not_found_url: Option<String>,
}

/// What is said of links.
#[derive(Debug, Default)]
pub struct LinkOptions {
    /// `[links] localize`.
    pub localize: Option<bool>,
    /// `refLinksErrorLevel`.
    pub error_level: Option<Spanned<String>>,
    /// `refLinksNotFoundURL`.
    pub not_found_url: Option<String>,
}

impl LinkOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        Self {
            localize: reader
                .within("links", UnknownKeys::Report, |links| links.bool("localize"))
                .flatten(),
            error_level: reader.text("refLinksErrorLevel"),
            not_found_url: reader.text("refLinksNotFoundURL").map(|url| url.value),
        }
    }

    pub(super) fn resolve(&self) -> Links {
        Links { localize: self.localize.unwrap_or(true), not_found_url: self.not_found_url.clone() }
    }
}
