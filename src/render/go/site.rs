//! `site` and `hugo`.

use std::collections::BTreeMap;

use crate::config::{LanguageId, PageKind};
use crate::date::Date;
use crate::go::data::{self, Keys, time_or_zero};
use crate::go::record::Record;
use crate::go::site::{field, hugo, param};
use crate::go::value::{Outcome, Value};
use crate::resolve::{MenuItem, PageId};

use super::order::{get_page, is_listed, regular_pages, sort_by_default};
use super::view::View;

/// All methods of the site.
pub(super) const MEMBERS: &[&str] = &[
    "AllPages",
    "BaseURL",
    "Copyright",
    "Data",
    "GetPage",
    "Home",
    "IsMultiLingual",
    "Language",
    "LanguageCode",
    "LanguagePrefix",
    "Languages",
    "Lastmod",
    "MainSections",
    "Menus",
    "Pages",
    "Param",
    "Params",
    "RegularPages",
    "Sections",
    "Sites",
    "Taxonomies",
    "Title",
];

impl View<'_> {
    /// What the data files hold.
    pub(super) fn data(&self) -> Value {
        let made = &self.renderer.go_data;
        let zone = &self.renderer.settings.time_zone;
        let data = &self.renderer.input.documents.data.table;
        made.get_or_init(|| data::table(data, Keys::Data, zone)).clone()
    }

    /// `hugo`
    pub(super) fn hugo(&self) -> Value {
        hugo(self.renderer.settings, self.data(), self.sites())
    }

    pub(super) fn sites(&self) -> Value {
        let sites = self.renderer.settings.language_ids().map(|id| self.site_value(id));
        Value::list(sites.collect())
    }
}

/// A method of the site in a language.
pub(super) fn member(
    view: &View<'_>,
    language: LanguageId,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let found = match arguments {
        [] => fields(view, language, name).or_else(|| collections(view, language, name)),
        [kind, path] if name == "GetPage" => old_reference(view, language, kind, path),
        [argument] => with_argument(view, language, name, argument),
        _ => None,
    };
    found.map(Ok)
}

fn fields(view: &View<'_>, language: LanguageId, name: &str) -> Option<Value> {
    match name {
        "Data" => Some(view.data()),
        "Hugo" => Some(view.hugo()),
        _ => field(view.renderer.settings, language, name),
    }
}

fn collections(view: &View<'_>, language: LanguageId, name: &str) -> Option<Value> {
    let site = view.renderer.site;
    let home = site.page(*site.homes.get(language.0)?);
    Some(match name {
        "Home" => view.page_value(home),
        "Sections" => view.pages(home.subsections.clone()),
        "RegularPages" => view.pages(regular_pages(view, language)),
        "Pages" => view.pages(all_pages(view, |page| page == language)),
        "AllPages" => view.pages(all_pages(view, |_| true)),
        "Lastmod" => last_change(view, language),
        "MainSections" => Value::strings(site.main_sections.iter().map(String::as_str)),
        "Sites" => view.sites(),
        "Menus" => menus(view, language),
        "Taxonomies" => taxonomies(view, language),
        _ => return None,
    })
}

/// When a page of the language was last changed.
fn last_change(view: &View<'_>, language: LanguageId) -> Value {
    let pages = view.renderer.site.pages.iter().filter(|page| page.language == language);
    let dates = pages.filter_map(|page| Some(page.front_matter()?.dates));
    let changes = dates.filter_map(|dates| dates.lastmod.or(dates.date));
    time_or_zero(changes.max_by_key(Date::timestamp))
}

fn all_pages(view: &View<'_>, is_wanted: impl Fn(LanguageId) -> bool) -> Vec<PageId> {
    let pages = view.renderer.site.pages.iter();
    let wanted = pages.filter(|page| is_wanted(page.language) && is_listed(page));
    let mut ids: Vec<PageId> = wanted.map(|page| page.id).collect();
    sort_by_default(view, &mut ids);
    ids
}

fn with_argument(
    view: &View<'_>,
    language: LanguageId,
    name: &str,
    argument: &Value,
) -> Option<Value> {
    let key = argument.as_str()?;
    let site = view.renderer.site;
    Some(match name {
        "GetPage" => {
            let home = site.page(*site.homes.get(language.0)?);
            let key = if key == "home" { "/" } else { key };
            let path = format!("/{}", key.trim_start_matches('/'));
            view.optional_page(get_page(view, home, &path).or_else(|| get_page(view, home, key)))
        }
        "Param" => param(view.renderer.settings, language, key)?,
        _ => return None,
    })
}

/// `GetPage "section" "docs"`, as old templates have it: the kind tells nothing, unless there is nothing else.
/// `GetPage "section" .Section` of a page without one is the home page.
fn old_reference(
    view: &View<'_>,
    language: LanguageId,
    kind: &Value,
    path: &Value,
) -> Option<Value> {
    let is_written = |part: &Value| part.as_str().is_some_and(|part| !matches!(part, "" | "/"));
    let is_home = kind.as_str() == Some("home");
    let root = Value::string("/");
    let key = match (is_written(kind), is_written(path)) {
        _ if is_home => &root,
        (_, true) => path,
        (true, false) if kind.as_str() != Some("section") => kind,
        _ => &root,
    };
    with_argument(view, language, "GetPage", key)
}

fn menus(view: &View<'_>, language: LanguageId) -> Value {
    let menus = view.renderer.site.menus.get(language.0);
    let menus = menus.into_iter().flatten();
    Value::map(menus.map(|(name, items)| (name.as_str(), menu(view, items))))
}

fn menu(view: &View<'_>, items: &[MenuItem]) -> Value {
    let (settings, site) = (view.renderer.settings, view.renderer.site);
    let entry = |item: &MenuItem| {
        let page = item.page.map(|id| site.page(id));
        let url = match (&item.url, page) {
            (Some(url), _) if url.starts_with('/') => settings.base_url.relative(url),
            (Some(url), _) => url.clone(),
            (None, Some(page)) => settings.base_url.relative(&page.path.encoded()),
            (None, None) => String::new(),
        };
        let text = |text: &str| Value::string(text);
        Record::value(
            "*navigation.MenuEntry",
            item.name.as_str(),
            [
                ("Name", text(&item.name)),
                ("Identifier", text(&item.identifier)),
                ("KeyName", text(item.key())),
                ("Title", text(item.title.as_deref().unwrap_or_default())),
                ("URL", text(&url)),
                ("Weight", Value::Int(item.weight)),
                ("Page", view.optional_page(page)),
                ("Params", data::table(&item.params, Keys::Params, &settings.time_zone)),
                ("HasChildren", Value::Bool(!item.children.is_empty())),
                ("Children", menu(view, &item.children)),
                ("Pre", Value::html(item.pre.as_str())),
                ("Post", Value::html(item.post.as_str())),
            ],
        )
    };
    Value::list(items.iter().map(entry).collect())
}

/// Plural -> term -> its pages.
fn taxonomies(view: &View<'_>, language: LanguageId) -> Value {
    let site = view.renderer.site;
    let mut all: BTreeMap<&str, BTreeMap<String, Value>> = BTreeMap::new();
    for taxonomy in view.renderer.settings.taxonomies_of(language) {
        all.entry(&taxonomy.plural).or_default();
    }
    let terms =
        site.pages.iter().filter(|page| page.kind == PageKind::Term && page.language == language);
    for term in terms {
        let Some((plural, name)) = term.location.split_once('/') else { continue };
        let pages = view.pages(term.members.clone());
        all.entry(plural).or_default().insert(name.to_owned(), pages);
    }
    Value::map(all.into_iter().map(|(plural, terms)| (plural, Value::map(terms))))
}
