//! Pages that have no text: redirects, `404.html` and the search. Their templates see the same as those of other
//! pages, except for a text and a list.

use super::page::{PageOutput, TemplatedFile};
use super::search_path::search_path;
use super::view::{PageContext, SwitcherView};
use super::{Renderer, Scope};
use crate::resolve::{Fallback, Page};

/// A page without a text.
pub(super) struct Textless<'a> {
    pub template: &'static str,
    /// The file that it is written to.
    pub path: String,
    /// The page that its template sees.
    pub page: &'a Page,
    /// The fallback that shows the page, if that is where the reader is sent.
    pub fallback: Option<&'a Fallback>,
    pub switcher: Option<Vec<SwitcherView>>,
}

impl<'a> Renderer<'a> {
    /// All of them, in the order in which they come first at a path.
    pub(super) fn textless_pages(&self, scope: &Scope) -> Vec<Textless<'a>> {
        let mut pages = self.redirects(scope);
        if self.settings.redirects.pagers {
            pages.extend(self.first_parts(scope));
        }
        if !self.settings.is_disabled("404") {
            pages.extend(self.not_found_pages(scope));
        }
        if self.settings.search {
            pages.extend(self.search_pages(scope));
        }
        pages
    }

    pub(super) fn textless_page(&self, textless: &Textless<'_>) -> PageOutput {
        let mut context = match textless.fallback {
            Some(fallback) => self.fallback_context(fallback, &self.fallback_summary(fallback)),
            None => self.page_context(textless.page),
        };
        if let Some(switcher) = &textless.switcher {
            context.insert("switcher", switcher);
        }
        let mut output = PageOutput::default();
        let Textless { template, path, .. } = textless;
        let file = TemplatedFile { template, context: &context, path: path.clone() };
        output.render(self, file);
        output
    }

    /// A page for each alias that sends its reader on.
    fn redirects(&self, scope: &Scope) -> Vec<Textless<'a>> {
        let site = self.site;
        let aliases = site.aliases.iter().map(|alias| (alias, site.page(alias.page)));
        aliases
            .filter(|(alias, page)| {
                scope.languages.contains(&alias.fallback.unwrap_or(page.language))
            })
            .map(|(alias, page)| Textless {
                template: "redirect.html",
                path: alias.path.output(),
                page,
                fallback: alias.fallback.and_then(|language| site.fallback(page, language)),
                switcher: None,
            })
            .collect()
    }

    /// A redirect from the number of the first part of each list that has several.
    fn first_parts(&self, scope: &Scope) -> Vec<Textless<'a>> {
        let site = self.site;
        let lists = site
            .pages
            .iter()
            .filter(|page| page.is_rendered() && scope.languages.contains(&page.language));
        lists
            .filter_map(|page| {
                Some(Textless {
                    template: "redirect.html",
                    path: self.first_part(page)?.output(),
                    page,
                    fallback: None,
                    switcher: None,
                })
            })
            .collect()
    }

    /// `404.html` below the root of each language.
    fn not_found_pages(&self, scope: &Scope) -> Vec<Textless<'a>> {
        let homes = scope.languages.iter().map(|id| self.site.page(self.site.homes[id.0]));
        homes
            .map(|home| Textless {
                template: "404.html",
                path: home.path.output_beside("404.html"),
                page: home,
                fallback: None,
                switcher: Some(PageContext::new(self.settings, self.site, home, self.now).switcher),
            })
            .collect()
    }

    /// The page of each language's search. A page of the site at the same path takes its place.
    fn search_pages(&self, scope: &Scope) -> Vec<Textless<'a>> {
        let homes = scope.languages.iter().map(|id| (*id, self.site.page(self.site.homes[id.0])));
        homes
            .map(|(language, home)| Textless {
                template: "search.html",
                path: search_path(self.site, language).output(),
                page: home,
                fallback: None,
                switcher: Some(self.search_switcher(language)),
            })
            .collect()
    }
}
