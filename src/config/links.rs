//! How links are made.

use crate::diagnostic::Spanned;
use crate::structured::{Reader, UnknownKeys};

/// How links to pages of the site are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    /// Whether a link that names no language leads to the page in the reader's.
    pub localize: bool,
    /// How a page names what is on the same site.
    pub form: AddressForm,
    /// Where a `ref` to no page leads, if not to what was written.
    pub not_found_url: Option<String>,
}

/// How a page names what is on the same site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressForm {
    /// By the path from the root of the host.
    FromRoot,
    /// `relativeURLs`: by the path from the page.
    Relative,
    /// `canonifyURLs`: by the whole address.
    Whole,
}

/// What is said of links.
#[derive(Debug, Default)]
pub struct LinkOptions {
    /// `[links] localize`.
    pub localize: Option<bool>,
    pub relative_urls: Option<bool>,
    pub canonify_urls: Option<bool>,
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
            relative_urls: reader.bool("relativeURLs"),
            canonify_urls: reader.bool("canonifyURLs"),
            error_level: reader.text("refLinksErrorLevel"),
            not_found_url: reader.text("refLinksNotFoundURL").map(|url| url.value),
        }
    }

    pub(super) fn resolve(&self) -> Links {
        let form = match (self.relative_urls, self.canonify_urls) {
            (Some(true), _) => AddressForm::Relative,
            (_, Some(true)) => AddressForm::Whole,
            _ => AddressForm::FromRoot,
        };
        Links {
            localize: self.localize.unwrap_or(true),
            form,
            not_found_url: self.not_found_url.clone(),
        }
    }
}
