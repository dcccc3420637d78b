//! Menus: entries of the configuration and of pages, in order, nested.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::references::place_of;
use super::{Collations, Page, PageId};
use crate::config::{LanguageId, MenuEntry, PageKind, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};

/// The top-level items of a menu.
pub type Menu = Vec<MenuItem>;

/// An item of a menu and those below it.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    /// As written; empty if nothing is.
    pub identifier: String,
    /// As written or the title of the page; empty for an item that has neither, as in Hugo.
    pub name: String,
    pub title: Option<String>,
    /// HTML before and after the name, of an entry of the configuration: authors of content write none.
    pub pre: String,
    pub post: String,
    /// A URL as written, when the item does not lead to a page of the site.
    pub url: Option<String>,
    pub page: Option<PageId>,
    pub weight: i64,
    pub params: crate::structured::Table,
    pub children: Vec<MenuItem>,
}

impl MenuItem {
    /// What a `parent` and other items call it by.
    pub fn key(&self) -> &str {
        if self.identifier.is_empty() { &self.name } else { &self.identifier }
    }
}

/// The menus of every language.
pub(super) fn build(
    settings: &Settings,
    pages: &[Page],
    collations: &Collations,
    found: &mut Vec<Diagnostic>,
) -> Vec<BTreeMap<String, Menu>> {
    let languages = settings.language_ids();
    let builder = |language| MenuBuilder { settings, pages, collations, language };
    languages.map(|language| builder(language).build(found)).collect()
}

/// Makes the menus of one language.
struct MenuBuilder<'a> {
    settings: &'a Settings,
    pages: &'a [Page],
    collations: &'a Collations,
    language: LanguageId,
}

impl MenuBuilder<'_> {
    fn build(&self, found: &mut Vec<Diagnostic>) -> BTreeMap<String, Menu> {
        let mut entries: BTreeMap<String, Vec<(MenuItem, Option<String>)>> = BTreeMap::new();
        for (menu, configured) in &self.settings.language(self.language).menus {
            let items = entries.entry(menu.clone()).or_default();
            for entry in configured {
                match self.configured(entry) {
                    Some(item) => items.push((item, entry.parent.clone())),
                    // Languages share most entries, and each is reported once.
                    None => {
                        let problem = leads_nowhere(self.settings, menu, entry);
                        if !found.contains(&problem) {
                            found.push(problem);
                        }
                    }
                }
            }
        }
        for page in self.pages.iter().filter(|page| page.language == self.language) {
            let Some(document) = &page.document else { continue };
            for (menu, entry) in &document.front_matter.menus {
                let item = item(entry, Some(page));
                entries.entry(menu.clone()).or_default().push((item, entry.parent.clone()));
            }
        }
        if let Some(menu) = &self.settings.section_pages_menu {
            self.add_sections(entries.entry(menu.clone()).or_default());
        }
        let order = |a: &str, b: &str| self.collations.compare(self.language, a, b);
        entries.into_iter().map(|(name, items)| (name, nest(items, &order))).collect()
    }

    /// `sectionPagesMenu`: an item for each top-level section that the menu does not name already.
    fn add_sections(&self, items: &mut Vec<(MenuItem, Option<String>)>) {
        let sections = self.pages.iter().filter(|page| {
            page.kind == PageKind::Section
                && page.language == self.language
                && !page.location.contains('/')
                && page.is_rendered()
        });
        for page in sections {
            if items.iter().any(|(item, _)| item.key() == page.section) {
                continue;
            }
            let identifier = Some(page.section.clone());
            let entry = MenuEntry { identifier, ..MenuEntry::default() };
            items.push((item(&entry, Some(page)), None));
        }
    }

    /// The item of an entry in the configuration. `None` if all that it says of its address is a page that
    /// does not exist.
    fn configured(&self, entry: &MenuEntry) -> Option<MenuItem> {
        let item = |page| MenuItem {
            pre: entry.pre.clone().unwrap_or_default(),
            post: entry.post.clone().unwrap_or_default(),
            ..item(entry, page)
        };
        let Some(path) = &entry.page_ref else { return Some(item(None)) };
        let default = || {
            let has_address = entry.url.is_some();
            self.find(self.settings.default_language, path).filter(|_| !has_address)
        };
        let page = self.find(self.language, path).or_else(default);
        (page.is_some() || entry.url.is_some()).then(|| item(page))
    }

    /// The page that a `pageRef` names: its place or its file, with or without slashes.
    fn find(&self, language: LanguageId, path: &str) -> Option<&Page> {
        let location = place_of(path);
        let mut pages = self.pages.iter();
        pages.find(|page| page.language == language && page.location.eq_ignore_ascii_case(location))
    }
}

fn leads_nowhere(settings: &Settings, menu: &str, entry: &MenuEntry) -> Diagnostic {
    let path = entry.page_ref.as_deref().unwrap_or_default();
    let name = entry.name.as_deref().or(entry.identifier.as_deref()).unwrap_or(path);
    let message = format!("`{name}` in the menu `{menu}` leads nowhere: there is no page `{path}`");
    Diagnostic::new(Code::MenuPage, message)
        .at(Place::file(&settings.file))
        .hint("write the page's path below the content directory, such as `/docs/setup`")
}

fn item(entry: &MenuEntry, page: Option<&Page>) -> MenuItem {
    let name = entry
        .name
        .clone()
        .or_else(|| page.map(|page| page.link_title().to_owned()))
        .unwrap_or_default();
    let weight = if entry.weight == 0 { page.map_or(0, Page::weight) } else { entry.weight };
    MenuItem {
        identifier: entry.identifier.clone().unwrap_or_default(),
        name,
        title: entry.title.clone().or_else(|| page.map(|page| page.title.clone())),
        pre: String::new(),
        post: String::new(),
        // The page's own address comes first; `url` is for languages that lack the page.
        url: entry.url.clone().filter(|_| page.is_none()),
        page: page.map(|page| page.id),
        weight,
        params: entry.params.clone(),
        children: Vec::new(),
    }
}

/// Puts each item below its parent and sorts: by weight (none comes last), then by name. An item
/// whose parent does not exist stands at the top.
fn nest(items: Vec<(MenuItem, Option<String>)>, order: &impl Fn(&str, &str) -> Ordering) -> Menu {
    let known: Vec<(String, String)> =
        items.iter().map(|(item, _)| (item.key().to_owned(), item.name.clone())).collect();
    let identifier = |parent: &String| {
        let entry = known.iter().find(|(identifier, name)| identifier == parent || name == parent);
        entry.map(|(identifier, _)| identifier.clone())
    };
    let mut below: BTreeMap<String, Vec<MenuItem>> = BTreeMap::new();
    let mut top = Vec::new();
    for (item, parent) in items {
        let parent = parent.as_ref().and_then(identifier);
        match parent.filter(|parent| parent != item.key()) {
            Some(parent) => below.entry(parent).or_default().push(item),
            None => top.push(item),
        }
    }
    attach(&mut top, &mut below, order);
    top
}

fn attach(
    items: &mut [MenuItem],
    below: &mut BTreeMap<String, Vec<MenuItem>>,
    order: &impl Fn(&str, &str) -> Ordering,
) {
    items.sort_by(|a, b| {
        let weight = |item: &MenuItem| if item.weight == 0 { i64::MAX } else { item.weight };
        weight(a).cmp(&weight(b)).then_with(|| order(&a.name, &b.name))
    });
    for item in items {
        if let Some(mut children) = below.remove(item.key()) {
            attach(&mut children, below, order);
            item.children = children;
        }
    }
}
