//! The path of each language's search.

use crate::config::LanguageId;
use crate::resolve::{PagePath, Site};

/// The path of a language's search: `search/` below its home page.
pub(super) fn search_path(site: &Site, language: LanguageId) -> PagePath {
    site.page(site.homes[language.0]).path.below("search")
}
