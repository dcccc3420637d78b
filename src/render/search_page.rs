//! Where the search of each language is.

use super::Renderer;
use super::view::{LanguageView, SwitcherView};
use crate::config::LanguageId;
use crate::resolve::{PagePath, Site};

/// Where the search of a language is: `search/` below its home page.
pub(super) fn search_path(site: &Site, language: LanguageId) -> PagePath {
    site.page(site.homes[language.0]).path.below("search")
}

impl Renderer<'_> {
    /// Every language has a search.
    pub(super) fn search_switcher(&self, current: LanguageId) -> Vec<SwitcherView> {
        let languages = self.settings.language_ids();
        languages
            .map(|id| SwitcherView {
                language: LanguageView::new(
                    self.settings,
                    self.site,
                    id,
                    self.settings.language(id),
                ),
                url: self.settings.base_url.relative(&search_path(self.site, id).encoded()),
                translated: true,
                current: id == current,
            })
            .collect()
    }
}
