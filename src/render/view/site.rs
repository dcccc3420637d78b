//! The site as a page of one language sees it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::LinkView;
use super::owners::{LabelGroupView, label_styles};
use crate::config::{Language, LanguageId, Settings};
use crate::html::{Address, AddressUse};
use crate::render::search_path::search_path;
use crate::resolve::{MenuItem, Site};
use crate::structured::Table;

/// `site` in a template.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    /// The title in this language.
    pub title: &'a str,
    /// Scheme, host and path of the site, with a slash at the end.
    pub base_url: String,
    /// `copyright` of the configuration.
    pub copyright: Option<&'a str>,
    /// The language of the page.
    pub language: LanguageView,
    /// All languages, in the order of their weights.
    pub languages: Vec<LanguageView>,
    /// The language's home page.
    pub home_url: String,
    /// The feed of the language's home page, if it has one.
    pub feed_url: Option<String>,
    /// The search page of the language, if the site has a search.
    pub search_url: Option<String>,
    /// The sitemap of the language, if the site has sitemaps.
    pub sitemap_url: Option<String>,
    /// `params` from the configuration; those of the language override the others.
    pub params: &'a Table,
    /// The contents of the files below `data`, by their names.
    pub data: &'a Table,
    /// The items of each menu by its name.
    pub menus: BTreeMap<String, Vec<MenuView>>,
    /// The sections that the home page shows.
    pub main_sections: Vec<LinkView>,
    /// The labels by which lists can be filtered, by kind.
    pub labels: Vec<LabelGroupView>,
    /// Whether there is a `labels.css` with the colours of labels.
    pub has_label_styles: bool,
}

/// A language of the site.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct LanguageView {
    /// As configured: `zh-cn`.
    pub code: String,
    /// For `lang` and `hreflang`: `zh-CN`.
    pub tag: String,
    /// The name of the language, in the language.
    pub name: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// Its home page.
    pub home_url: String,
}

/// An item of a menu.
#[derive(Debug, Serialize)]
pub struct MenuView {
    /// Its unique name; `parent` refers to it.
    pub identifier: String,
    /// The words: those of the entry, the title of its page, or its identifier.
    pub name: String,
    /// A longer text, shown when the reader points at it.
    pub title: Option<String>,
    /// Its target; empty for an item that only groups others.
    pub url: Address,
    /// The item's own parameters.
    pub params: Table,
    /// The items below it.
    pub children: Vec<MenuView>,
}

impl<'a> SiteView<'a> {
    pub(in crate::render) fn new(
        settings: &'a Settings,
        site: &'a Site,
        data: &'a Table,
        id: LanguageId,
    ) -> Self {
        let language = settings.language(id);
        let feeds = settings.feeds.kinds.contains(&crate::config::PageKind::Home);
        let feed = site.page(site.homes[id.0]).path.below("").as_str().to_owned();
        let feed_path = format!("{feed}{}.xml", settings.feeds.base_name);
        Self {
            title: &language.title,
            base_url: settings.root_url(id),
            copyright: language.copyright.as_deref(),
            language: LanguageView::new(settings, site, id, language),
            languages: settings
                .language_ids()
                .map(|id| LanguageView::new(settings, site, id, settings.language(id)))
                .collect(),
            home_url: home_url(settings, site, id),
            feed_url: feeds.then(|| settings.base_url.relative(&feed_path)),
            search_url: settings
                .search
                .then(|| settings.base_url.relative(&search_path(site, id).encoded())),
            sitemap_url: settings.sitemap_path(id).map(|path| settings.base_url.relative(&path)),
            params: &language.params,
            data,
            menus: site.menus[id.0]
                .iter()
                .map(|(name, items)| (name.clone(), menu(settings, site, items)))
                .collect(),
            main_sections: main_sections(settings, site, id),
            labels: LabelGroupView::of_language(settings, site, id),
            has_label_styles: !label_styles(site).is_empty(),
        }
    }
}

impl LanguageView {
    pub(in crate::render) fn new(
        settings: &Settings,
        site: &Site,
        id: LanguageId,
        language: &Language,
    ) -> Self {
        Self {
            code: language.code.clone(),
            tag: language.locale.tag(),
            name: language.name.clone(),
            dir: language.direction.attribute(),
            home_url: home_url(settings, site, id),
        }
    }
}

fn home_url(settings: &Settings, site: &Site, id: LanguageId) -> String {
    settings.base_url.relative(&site.page(site.homes[id.0]).path.encoded())
}

fn menu(settings: &Settings, site: &Site, items: &[MenuItem]) -> Vec<MenuView> {
    let items = items.iter();
    items
        .map(|item| MenuView {
            identifier: item.key().to_owned(),
            name: if item.name.is_empty() { &item.identifier } else { &item.name }.clone(),
            title: item.title.clone(),
            url: match (&item.url, item.page) {
                (Some(url), _) if url.starts_with('/') => {
                    Address::of_site(settings.base_url.relative(url))
                }
                (Some(url), _) => Address::checked(url, AddressUse::Link).unwrap_or_default(),
                (None, Some(page)) => {
                    let path = site.page(page).path.encoded();
                    Address::of_site(settings.base_url.relative(&path))
                }
                (None, None) => Address::default(),
            },
            params: item.params.clone(),
            children: menu(settings, site, &item.children),
        })
        .collect()
}

fn main_sections(settings: &Settings, site: &Site, id: LanguageId) -> Vec<LinkView> {
    let home = site.page(site.homes[id.0]);
    let sections = home.subsections.iter().map(|section| site.page(*section));
    sections
        .filter(|section| site.main_sections.contains(&section.location))
        .map(|section| LinkView {
            title: section.link_title().to_owned(),
            url: settings.base_url.relative(&section.path.encoded()),
        })
        .collect()
}
