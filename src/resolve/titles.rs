//! Titles for pages that have none: sections that are only directories, taxonomies and terms.

use super::Page;
use crate::config::{ListTitles, PageKind, Settings};
use crate::locale::plural_of;

/// Gives the pages without a file the titles that Hugo gives them, if the site wants those.
pub(super) fn give(settings: &Settings, all: &mut [Page]) {
    let ListTitles::Hugo { style, is_plural } = settings.list_titles else { return };
    for page in all.iter_mut().filter(|page| page.document.is_none()) {
        let name = page.location.rsplit('/').next().unwrap_or_default();
        page.title = match page.kind {
            PageKind::Section if is_plural => plural_of(&style.apply(name)),
            PageKind::Section => style.apply(name),
            // Hugo knows a taxonomy by its name in lower case.
            PageKind::Taxonomy => style.apply(&name.to_lowercase()).replace('-', " "),
            PageKind::Term => style.apply(&page.title),
            PageKind::Home | PageKind::Page => continue,
        };
    }
}
