//! Menus: entries of the configuration and of pages, in order, nested.

use std::collections::BTreeMap;

use super::{Page, PageId};
use crate::config::{LanguageId, MenuEntry, Settings};

/// The top-level items of a menu.
pub type Menu = Vec<MenuItem>;

/// An item of a menu and those below it.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuItem {
    pub identifier: String,
    pub name: String,
    pub title: Option<String>,
    /// A URL as written, when the item does not lead to a page of the site.
    pub url: Option<String>,
    pub page: Option<PageId>,
    pub weight: i64,
    pub params: crate::structured::Table,
    pub children: Vec<MenuItem>,
}

/// The menus of every language.
pub(super) fn build(settings: &Settings, pages: &[Page]) -> Vec<BTreeMap<String, Menu>> {
    settings.language_ids().map(|id| build_language(settings, pages, id)).collect()
}

fn build_language(
    settings: &Settings,
    pages: &[Page],
    language: LanguageId,
) -> BTreeMap<String, Menu> {
    let mut entries: BTreeMap<String, Vec<(MenuItem, Option<String>)>> = BTreeMap::new();
    for (menu, configured) in &settings.language(language).menus {
        let items = configured.iter().map(|entry| {
            let page = entry.page_ref.as_deref().and_then(|path| {
                let default = settings.default_language;
                find(pages, language, path)
                    .or_else(|| find(pages, default, path).filter(|_| entry.url.is_none()))
            });
            (item(entry, page), entry.parent.clone())
        });
        entries.entry(menu.clone()).or_default().extend(items);
    }
    for page in pages.iter().filter(|page| page.language == language) {
        let Some(document) = &page.document else { continue };
        for (menu, entry) in &document.front_matter.menus {
            let item = item(entry, Some(page));
            entries.entry(menu.clone()).or_default().push((item, entry.parent.clone()));
        }
    }
    entries.into_iter().map(|(name, items)| (name, nest(items))).collect()
}

/// The page that a `pageRef` names: its place, with or without slashes.
fn find<'a>(pages: &'a [Page], language: LanguageId, path: &str) -> Option<&'a Page> {
    let location = path.trim_matches('/');
    pages
        .iter()
        .find(|page| page.language == language && page.location.eq_ignore_ascii_case(location))
}

fn item(entry: &MenuEntry, page: Option<&Page>) -> MenuItem {
    let name = entry
        .name
        .clone()
        .or_else(|| page.map(|page| page.link_title().to_owned()))
        .or_else(|| entry.identifier.clone())
        .unwrap_or_default();
    let weight = if entry.weight == 0 { page.map_or(0, Page::weight) } else { entry.weight };
    MenuItem {
        identifier: entry.identifier.clone().unwrap_or_else(|| name.clone()),
        name,
        title: entry.title.clone().or_else(|| page.map(|page| page.title.clone())),
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
fn nest(items: Vec<(MenuItem, Option<String>)>) -> Menu {
    let known: Vec<(String, String)> =
        items.iter().map(|(item, _)| (item.identifier.clone(), item.name.clone())).collect();
    let identifier = |parent: &String| {
        let entry = known.iter().find(|(identifier, name)| identifier == parent || name == parent);
        entry.map(|(identifier, _)| identifier.clone())
    };
    let mut below: BTreeMap<String, Vec<MenuItem>> = BTreeMap::new();
    let mut top = Vec::new();
    for (item, parent) in items {
        let parent = parent.as_ref().and_then(identifier);
        match parent.filter(|parent| *parent != item.identifier) {
            Some(parent) => below.entry(parent).or_default().push(item),
            None => top.push(item),
        }
    }
    attach(&mut top, &mut below);
    top
}

fn attach(items: &mut [MenuItem], below: &mut BTreeMap<String, Vec<MenuItem>>) {
    items.sort_by(|a, b| {
        let weight = |item: &MenuItem| if item.weight == 0 { i64::MAX } else { item.weight };
        weight(a).cmp(&weight(b)).then_with(|| a.name.cmp(&b.name))
    });
    for item in items {
        if let Some(mut children) = below.remove(&item.identifier) {
            attach(&mut children, below);
            item.children = children;
        }
    }
}
