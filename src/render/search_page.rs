//! The page of each language's search. A site that has a page of its own there keeps it.

use super::Renderer;
use super::Scope;
use super::view::{LanguageView, SwitcherView};
use crate::artifact::Artifacts;
use crate::config::LanguageId;
use crate::diagnostic::Diagnostic;
use crate::resolve::{PagePath, Site};

/// Where the search of a language is: `search/` below its home page.
pub(super) fn search_path(site: &Site, language: LanguageId) -> PagePath {
    site.page(site.homes[language.0]).path.below("search")
}

impl Renderer<'_> {
    /// Makes the pages; the template sees what that of the home page sees, its text and list apart.
    pub(super) fn search_pages(
        &self,
        scope: &Scope,
        artifacts: &mut Artifacts,
        found: &mut Vec<Diagnostic>,
    ) {
        if !self.settings.search {
            return;
        }
        for language in &scope.languages {
            let path = search_path(self.site, *language);
            let home = self.site.page(self.site.homes[language.0]);
            let mut context = self.page_context(home);
            context.insert("switcher", &self.search_switcher(*language));
            match self.templates.render("search.html", &context) {
                Ok(html) => {
                    artifacts.add_bytes(path.output(), html);
                }
                Err(error) => found.push(error.into_diagnostic()),
            }
        }
    }

    /// Every language has a search.
    fn search_switcher(&self, current: LanguageId) -> Vec<SwitcherView> {
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
