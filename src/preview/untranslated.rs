//! The pages that a list would have if everything were translated.
//!
//! Below a list, the preview shows the pages of the default language that have no translation, under their
//! titles there. Only the preview shows them: they are not pages of the language.

use serde::Serialize;

use super::built::Preview;
use crate::board::Action;
use crate::config::PageKind;
use crate::locale::DateFormatter;
use crate::resolve::{Page, PageId};

/// The number of pages that are listed; the dashboard has all of them.
const LISTED: usize = 50;

#[derive(Serialize)]
pub(super) struct UntranslatedView {
    pages: Vec<PageView>,
    total: usize,
    more: usize,
    /// The address of the complete list.
    url: String,
}

#[derive(Serialize)]
struct PageView {
    title: String,
    tag: String,
    dir: &'static str,
    url: String,
    date: Option<String>,
    start: Option<String>,
}

impl Preview {
    /// The pages that are missing in a list; `None` for a page that is not a list, and if nothing is missing.
    pub(super) fn untranslated(&self, list: &Page) -> Option<UntranslatedView> {
        let settings = &self.built.settings;
        if list.language == settings.default_language {
            return None;
        }
        let missing = self.missing_from(list);
        let total = missing.len();
        let target = settings.language(list.language);
        let dates = DateFormatter::new(&target.locale, target.date_layout.as_ref());
        let pages: Vec<PageView> = missing
            .into_iter()
            .take(LISTED)
            .map(|page| {
                let language = self.language(page.language);
                PageView {
                    title: page.title.clone(),
                    tag: language.tag,
                    dir: language.dir,
                    url: self.url(page),
                    date: page.date().map(|date| dates.format(&date)),
                    start: start(page, &target.code),
                }
            })
            .collect();
        let url = format!("/_site/?language={}&state=missing", target.code);
        (total > 0).then(|| UntranslatedView { more: total - pages.len(), pages, total, url })
    }

    /// In the order of the list in the default language.
    fn missing_from(&self, list: &Page) -> Vec<&Page> {
        let (settings, site) = (&self.built.settings, &self.built.site);
        let source = site.sets[list.set.0].members.get(&settings.default_language);
        let Some(source) = source.map(|member| site.page(member.page)) else { return Vec::new() };
        let members: Vec<PageId> = match source.kind {
            PageKind::Home => site.main_pages[settings.default_language.0].clone(),
            PageKind::Section => source.members.clone(),
            _ => Vec::new(),
        };
        let lacks = |page: &&Page| {
            page.kind == PageKind::Page
                && page.is_rendered()
                && !site.sets[page.set.0].members.contains_key(&list.language)
        };
        members.into_iter().map(|id| site.page(id)).filter(lacks).collect()
    }
}

/// The command that starts the translation of a page.
fn start(source: &Page, code: &str) -> Option<String> {
    let document = source.document.as_ref()?;
    Some(Action::translate(&document.file.path, code).command)
}
