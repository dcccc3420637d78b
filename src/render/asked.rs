//! What a body has asked of other pages, and whether the answers still hold.

use crate::resolve::{Headings, Page, PageId, Site};

/// All that a body knows of other pages beside where they are.
#[derive(Debug)]
pub(super) enum Asked {
    /// A link asked whether a page has a heading.
    Anchor { page: PageId, id: String, is_there: bool },
    /// A shortcode asked what a page of an API's reference is about.
    Subject { page: PageId, subject: String },
}

impl Asked {
    /// Whether the answer is another one now, in a site with the same pages.
    pub(super) fn is_outdated(&self, headings: &Headings, site: &Site) -> bool {
        match self {
            Self::Anchor { page, id, is_there } => {
                site.has_anchor(headings, site.page(*page), id) != *is_there
            }
            Self::Subject { page, subject } => subject_of(site.page(*page)) != *subject,
        }
    }
}

/// What a page of an API's reference is about: the kind that generated pages name in their front matter
/// (`api_metadata`), or else its title.
pub(super) fn subject_of(page: &Page) -> String {
    let document = page.document.as_deref();
    let metadata = document.and_then(|own| own.front_matter.params.get("api_metadata"));
    let kind = metadata.and_then(|value| value.value.as_table()?.get("kind")?.value.to_text());
    kind.unwrap_or_else(|| page.link_title().to_owned())
}
