//! Where the search of each language is.

use crate::config::LanguageId;
use crate::resolve::{PagePath, Site};

/// Where the search of a language is: `search/` below its home page.
pub(super) fn search_path(site: &Site, language: LanguageId) -> PagePath {
    site.page(site.homes[language.0]).path.below("search")
}
