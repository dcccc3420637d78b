//! The languages that the reader of a search page can choose from.

use super::Renderer;
use super::search_path::search_path;
use super::view::{LanguageView, SwitcherView};
use crate::config::LanguageId;

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
