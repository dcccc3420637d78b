//! Which page a `ref` or a link means: <https://gohugo.io/shortcodes/ref/>.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::{Headings, Page, PageId, Site, source_anchors};
use crate::config::{LanguageId, PageKind, Settings};
use crate::parse::{is_glossary, is_term_anchor};

/// Pages by the names that links give them. Made once, for a site has more links than pages.
#[derive(Clone, Debug, Default)]
pub struct PageIndex {
    names: Arc<PageNames>,
    /// The ids of each page's headings, once a link has asked for them: most pages are never asked. Builds share
    /// them until the page or its source is another.
    anchors: Vec<Arc<OnceLock<HashSet<String>>>>,
}

#[derive(Debug, Default)]
struct PageNames {
    /// The location in lower case.
    by_location: HashMap<(LanguageId, String), PageId>,
    /// The last part of the location; `None` where two pages share it.
    by_name: HashMap<(LanguageId, String), Option<PageId>>,
}

impl PageIndex {
    pub(super) fn new(pages: &[Page]) -> Self {
        let mut names = PageNames::default();
        for page in pages {
            let location = (page.language, page.location.to_lowercase());
            names.by_location.entry(location).or_insert(page.id);
            let name = page.location.rsplit('/').next().unwrap_or_default();
            let named = names.by_name.entry((page.language, name.to_owned()));
            named.and_modify(|other| *other = None).or_insert(Some(page.id));
        }
        let anchors = std::iter::repeat_with(Arc::default).take(pages.len()).collect();
        Self { names: Arc::new(names), anchors }
    }

    /// Forgets the headings of a page.
    pub(super) fn forget(&mut self, page: PageId) {
        self.anchors[page.0] = Arc::default();
    }
}

impl Site {
    /// The page of a language that `name` means, as the page `from` names it: by its file beside `from` or below
    /// the content directory, by its URL, or by a file name that only one page has.
    pub fn named(
        &self,
        settings: &Settings,
        from: &Page,
        language: LanguageId,
        name: &str,
    ) -> Option<&Page> {
        let by_url = || {
            let url = format!("{}/{name}", settings.language_prefix(language));
            self.urls.find(&url).or_else(|| self.urls.find(name)).map(|id| self.page(id))
        };
        self.by_file(from, language, name).or_else(by_url).or_else(|| {
            let name = (language, place_of(name).to_owned());
            self.index.names.by_name.get(&name)?.map(|id| self.page(id))
        })
    }

    /// The page of a language whose file `name` is, below the content directory or beside `from`.
    pub fn by_file(&self, from: &Page, language: LanguageId, name: &str) -> Option<&Page> {
        let at = |place: String| self.index.names.by_location.get(&(language, place)).copied();
        let place = place_of(name).to_lowercase();
        let found = if name.starts_with('/') {
            at(place)
        } else {
            joined(&directory(from), &place).and_then(at).or_else(|| at(place))
        };
        found.map(|id| self.page(id))
    }

    /// Whether a heading of a page answers to this id, be it by its source's, or a term of its
    /// glossary may.
    pub fn has_anchor(&self, headings: &Headings, page: &Page, id: &str) -> bool {
        if page.document.as_deref().is_some_and(is_glossary) && is_term_anchor(id) {
            return true;
        }
        let ids = || {
            let source = source_anchors(headings, self, page).into_values();
            headings.ids(page).chain(source).map(str::to_owned).collect()
        };
        // What calls write may be another text in the next build.
        if is_called(headings, self, page) {
            let ids: HashSet<String> = ids();
            return ids.contains(id);
        }
        self.index.anchors[page.id.0].get_or_init(ids).contains(id)
    }
}

/// Whether calls write headings of a page or of its source.
fn is_called(headings: &Headings, site: &Site, page: &Page) -> bool {
    let mut members = site.sets[page.set.0].members.values();
    members.any(|member| headings.called(site.page(member.page)).is_some())
}

/// The directory that a page's relative names begin at: a section's own, or the one that a page or a bundle stands in.
fn directory(page: &Page) -> String {
    let location = page.location.to_lowercase();
    match (page.kind, location.rsplit_once('/')) {
        (PageKind::Page, Some((directory, _))) => directory.to_owned(),
        (PageKind::Page, None) => String::new(),
        _ => location,
    }
}

/// `place` as seen from `directory`; `None` if it climbs out of the content directory.
fn joined(directory: &str, place: &str) -> Option<String> {
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in place.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A file's name as a location: without its extension, and without `index`.
pub(super) fn place_of(name: &str) -> &str {
    let name = name.trim_matches('/');
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name);
    if stem.len() < name.len() && matches!(stem, "_index" | "index") {
        return "";
    }
    let above = ["/_index", "/index"].into_iter().find_map(|index| stem.strip_suffix(index));
    above.unwrap_or(stem)
}
