//! The methods of a page, but for those that look at its text.

use crate::config::PageKind;
use crate::discover::ContentRole;
use crate::go::data::{self, Keys, time_or_zero};
use crate::go::functions::md5::md5;
use crate::go::record::Record;
use crate::go::site::{language_value, params as site_params};
use crate::go::value::{Outcome, Value};
use crate::resolve::{Page, PageId};
use crate::structured::Value as Structured;

use super::order::{get_page, regular_pages, sort_by_default};
use super::view::View;
use super::{page_text, resource};

/// All methods of a page.
pub(super) const MEMBERS: &[&str] = &[
    "Aliases",
    "AllTranslations",
    "Ancestors",
    "BundleType",
    "Content",
    "CurrentSection",
    "Data",
    "Date",
    "Description",
    "Draft",
    "Eq",
    "ExpiryDate",
    "File",
    "FirstSection",
    "FuzzyWordCount",
    "GetPage",
    "GetTerms",
    "GitInfo",
    "HasShortcode",
    "InSection",
    "IsAncestor",
    "IsDescendant",
    "IsHome",
    "IsNode",
    "IsPage",
    "IsSection",
    "IsTranslated",
    "Keywords",
    "Kind",
    "Lang",
    "Language",
    "Lastmod",
    "Layout",
    "LinkTitle",
    "Name",
    "Next",
    "NextInSection",
    "Page",
    "Pages",
    "Param",
    "Params",
    "Parent",
    "Path",
    "Permalink",
    "Plain",
    "PlainWords",
    "Prev",
    "PrevInSection",
    "PublishDate",
    "RawContent",
    "ReadingTime",
    "Ref",
    "RegularPages",
    "RegularPagesRecursive",
    "RelPermalink",
    "RelRef",
    "RenderShortcodes",
    "RenderString",
    "ResourceType",
    "Resources",
    "Scratch",
    "Section",
    "Sections",
    "Site",
    "Sites",
    "Slug",
    "Store",
    "Summary",
    "TableOfContents",
    "Title",
    "TranslationKey",
    "Translations",
    "Type",
    "Weight",
    "WordCount",
];

/// A method of a page without arguments, or with those that it takes.
pub(super) fn member(
    view: &View<'_>,
    page: &Page,
    name: &str,
    arguments: &[Value],
) -> Option<Outcome> {
    let found = match arguments {
        [] => fields(view, page, name)
            .or_else(|| tree(view, page, name))
            .or_else(|| translations(view, page, name)),
        [argument] => with_argument(view, page, name, argument),
        _ => None,
    };
    found.map(Ok).or_else(|| page_text::member(view, page, name, arguments))
}

fn fields(view: &View<'_>, page: &Page, name: &str) -> Option<Value> {
    let renderer = view.renderer;
    let front_matter = page.front_matter();
    let text = |text: &str| Value::string(text);
    let optional = |text: Option<&String>| Value::string(text.map_or("", String::as_str));
    let dates = front_matter.map(|matter| matter.dates).unwrap_or_default();
    Some(match name {
        "Title" => text(&page.title),
        "LinkTitle" | "Name" => text(page.link_title()),
        "Params" => params(view, page),
        "RelPermalink" => text(&renderer.settings.base_url.relative(&page.path.encoded())),
        "Permalink" => text(&renderer.settings.base_url.absolute(&page.path.encoded())),
        "Lang" => text(&renderer.settings.language(page.language).code),
        "Language" => language_value(view.renderer.settings, page.language),
        "Kind" => text(page.kind.name()),
        "Type" => text(type_of(page)),
        "Layout" => optional(front_matter.and_then(|matter| matter.layout.as_ref())),
        "Section" => text(&page.section),
        "Slug" => optional(front_matter.and_then(|matter| matter.slug.as_ref())),
        "Path" => text(&path_of(page)),
        "Weight" => Value::Int(page.weight()),
        "Draft" => Value::Bool(front_matter.is_some_and(|matter| matter.draft)),
        "Description" => optional(front_matter.and_then(|matter| matter.description.as_ref())),
        "Keywords" => list_param(page, "keywords"),
        "Aliases" => {
            let aliases = front_matter.map(|matter| matter.aliases.as_slice()).unwrap_or_default();
            Value::strings(aliases.iter().map(|alias| alias.value.as_str()))
        }
        "Date" => time_or_zero(dates.date),
        "Lastmod" => time_or_zero(dates.lastmod.or(dates.date)),
        "PublishDate" => {
            let of_date = dates.date.filter(|_| renderer.settings.dates.date_publishes());
            time_or_zero(dates.publish_date.or(of_date))
        }
        "ExpiryDate" => time_or_zero(dates.expiry_date),
        "File" => file(page),
        "BundleType" => text(match page.document.as_ref().map(|document| document.file.role) {
            Some(ContentRole::Bundle) => "leaf",
            Some(ContentRole::Section) => "branch",
            _ => "",
        }),
        "ResourceType" => text("page"),
        "Resources" => resource::of_page(page),
        "Site" => view.site_value(page.language),
        "Page" => view.page_value(page),
        "IsHome" => Value::Bool(page.kind == PageKind::Home),
        "IsPage" => Value::Bool(page.kind == PageKind::Page),
        "IsSection" => Value::Bool(page.kind == PageKind::Section),
        "IsNode" => Value::Bool(page.kind != PageKind::Page),
        "GitInfo" => Value::Nil,
        _ => return None,
    })
}

fn type_of(page: &Page) -> &str {
    let named = page.front_matter().and_then(|matter| matter.kind.as_deref());
    match page.section.as_str() {
        _ if named.is_some() => named.unwrap_or_default(),
        "" => "page",
        section => section,
    }
}

/// The parameters of a page: its front matter with `params` on the same level.
fn params(view: &View<'_>, page: &Page) -> Value {
    let Some(matter) = page.front_matter() else { return Value::params::<&str>([]) };
    let zone = &view.renderer.settings.time_zone;
    let entries = |table: &crate::structured::Table| -> Vec<(String, Value)> {
        let entries = table.entries.iter();
        let entries = entries.filter(|(key, _)| !key.value.eq_ignore_ascii_case("params"));
        entries
            .map(|(key, own)| {
                (key.value.to_lowercase(), data::value(&own.value, Keys::Params, zone))
            })
            .collect()
    };
    let nested = matter.params.get("params").and_then(|nested| nested.value.as_table());
    let mut all = entries(&matter.params);
    all.extend(nested.map(entries).unwrap_or_default());
    let dates = matter.dates;
    for (key, date) in
        [("date", dates.date), ("lastmod", dates.lastmod), ("publishdate", dates.publish_date)]
    {
        if let Some(date) = date {
            all.push((key.to_owned(), data::time(&date)));
        }
    }
    Value::params(all)
}

fn list_param(page: &Page, key: &str) -> Value {
    let texts =
        page.front_matter().and_then(|matter| matter.param(key)).map(|own| match &own.value {
            Structured::List(items) => {
                items.iter().filter_map(|item| item.value.to_text()).collect()
            }
            other => other.to_text().into_iter().collect::<Vec<_>>(),
        });
    Value::strings(texts.unwrap_or_default())
}

/// The path by which Hugo knows a page: `/docs/setup`.
fn path_of(page: &Page) -> String {
    format!("/{}", page.location.to_lowercase())
}

/// `.File`: nil for a page without one.
fn file(page: &Page) -> Value {
    let Some(document) = page.document.as_deref() else { return Value::Nil };
    let file = &document.file;
    let path = file.path.as_str();
    let name = file.path.file_name().unwrap_or_default();
    let base = name.rsplit_once('.').map_or(name, |(base, _)| base);
    let extension = file.path.extension().unwrap_or_default();
    // The directory below that of the content: the location says it.
    let directory = match file.role {
        ContentRole::Single => page.location.rsplit_once('/').map_or("", |(above, _)| above),
        _ => page.location.as_str(),
    };
    let below = if directory.is_empty() { String::new() } else { format!("{directory}/") };
    let content_base = page.location.rsplit('/').next().unwrap_or_default();
    let relative = format!("{below}{name}");
    let text = |text: &str| Value::string(text);
    Record::value(
        "*source.File",
        content_base,
        [
            ("Path", text(&relative)),
            ("Dir", text(if below.is_empty() { "/" } else { &below })),
            ("LogicalName", text(name)),
            ("BaseFileName", text(base)),
            ("TranslationBaseName", text(base.split('.').next().unwrap_or(base))),
            ("ContentBaseName", text(content_base)),
            ("Ext", text(extension)),
            ("Filename", text(path)),
            ("Section", text(&page.section)),
            ("UniqueID", Value::string(unique_id(&relative))),
            ("IsContentAdapter", Value::Bool(false)),
        ],
    )
}

/// What tells the file from all others of its language: templates make ids of it.
fn unique_id(path: &str) -> String {
    md5(path.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where the page stands among the others.
fn tree(view: &View<'_>, page: &Page, name: &str) -> Option<Value> {
    let site = view.renderer.site;
    let regular = |ids: Vec<PageId>| -> Vec<PageId> {
        ids.into_iter().filter(|id| site.page(*id).kind == PageKind::Page).collect()
    };
    Some(match name {
        "Parent" => view.optional_page(page.parent.map(|id| site.page(id))),
        "Ancestors" => view.pages(ancestors(view, page)),
        "Data" => list_data(view, page),
        "Sites" => view.sites(),
        "Pages" if page.kind == PageKind::Page => view.pages([]),
        "Pages" => view.pages(site.entries(page).to_vec()),
        "RegularPages" if page.kind == PageKind::Page => view.pages([]),
        "RegularPages" => view.pages(regular(page.members.clone())),
        "RegularPagesRecursive" => view.pages(below(view, page)),
        "Sections" => view.pages(page.subsections.clone()),
        "CurrentSection" => view.optional_page(match page.kind {
            PageKind::Page => page.parent.map(|id| site.page(id)),
            _ => Some(page),
        }),
        "FirstSection" => {
            let chain = || std::iter::once(page.id).chain(ancestors(view, page));
            let mut sections = chain().filter(|id| site.page(*id).kind == PageKind::Section);
            let home = site.homes.get(page.language.0).copied();
            view.optional_page(sections.next_back().or(home).map(|id| site.page(id)))
        }
        "NextInSection" => view.optional_page(page.newer.map(|id| site.page(id))),
        "PrevInSection" => view.optional_page(page.older.map(|id| site.page(id))),
        "Next" | "Prev" => {
            let pages = regular_pages(view, page.language);
            let at = pages.iter().position(|id| *id == page.id);
            let beside = at.and_then(|at| match name {
                "Prev" => pages.get(at + 1),
                _ => at.checked_sub(1).and_then(|before| pages.get(before)),
            });
            view.optional_page(beside.map(|id| site.page(*id)))
        }
        _ => return None,
    })
}

/// `.Data`, as templates had it before lists had methods of their own.
fn list_data(view: &View<'_>, page: &Page) -> Value {
    if page.kind == PageKind::Page {
        return Value::map::<&str>([]);
    }
    let pages = view.pages(view.renderer.site.entries(page).to_vec());
    let mut taxonomies = view.renderer.settings.taxonomies_of(page.language);
    let plural = page.location.split('/').next().unwrap_or_default();
    let is_of_taxonomy = matches!(page.kind, PageKind::Taxonomy | PageKind::Term);
    let taxonomy = taxonomies.find(|own| is_of_taxonomy && own.plural == plural);
    let names = taxonomy.map(|own| {
        [("Singular", Value::string(&*own.singular)), ("Plural", Value::string(&*own.plural))]
    });
    Value::map([("Pages", pages)].into_iter().chain(names.into_iter().flatten()))
}

/// The pages above, the nearest first.
fn ancestors(view: &View<'_>, page: &Page) -> Vec<PageId> {
    let parent = |id: &PageId| view.renderer.site.page(*id).parent;
    std::iter::successors(page.parent, parent).collect()
}

/// The pages of a section and of those below it.
fn below(view: &View<'_>, page: &Page) -> Vec<PageId> {
    let site = view.renderer.site;
    let mut found = Vec::new();
    let mut open = vec![page.id];
    while let Some(id) = open.pop() {
        let section = site.page(id);
        let members = section.members.iter().copied();
        found.extend(members.filter(|id| site.page(*id).kind == PageKind::Page));
        open.extend(section.subsections.iter().rev());
    }
    sort_by_default(view, &mut found);
    found.dedup();
    found
}

fn translations(view: &View<'_>, page: &Page, name: &str) -> Option<Value> {
    let set = &view.renderer.site.sets[page.set.0];
    let all = set.members.values().map(|member| member.page);
    let others = || all.clone().filter(|id| *id != page.id);
    Some(match name {
        "AllTranslations" => view.pages(all),
        "Translations" => view.pages(others()),
        "IsTranslated" => Value::Bool(others().next().is_some()),
        "TranslationKey" => {
            let matter = page.front_matter();
            let key = matter.and_then(|matter| matter.translation_key.as_ref());
            let place = || format!("/{}", page.location);
            Value::string(key.map_or_else(place, |key| key.value.clone()))
        }
        _ => return None,
    })
}

fn with_argument(view: &View<'_>, page: &Page, name: &str, argument: &Value) -> Option<Value> {
    let other = || match argument {
        Value::Handle(handle) => view.page_of(*handle),
        _ => None,
    };
    let is_above = |above: &Page, page: &Page| ancestors(view, page).contains(&above.id);
    Some(match name {
        "Param" => param(view, page, argument.as_str()?),
        "GetPage" => view.optional_page(get_page(view, page, argument.as_str()?)),
        "Eq" => Value::Bool(other().is_some_and(|other| other.id == page.id)),
        "IsAncestor" => Value::Bool(other().is_some_and(|other| is_above(page, other))),
        "IsDescendant" => Value::Bool(other().is_some_and(|other| is_above(other, page))),
        "InSection" => Value::Bool(other().is_some_and(|other| {
            let section =
                |page: &Page| if page.kind == PageKind::Page { page.parent } else { Some(page.id) };
            section(other) == section(page)
        })),
        "GetTerms" => {
            let terms = page.terms.get(argument.as_str()?).cloned().unwrap_or_default();
            view.pages(terms)
        }
        "HasShortcode" => {
            view.ask_text(page);
            Value::Bool(page.document.as_ref().is_some_and(|document| {
                let name = argument.as_str().unwrap_or_default();
                page_text::has_shortcode(&document.body.nodes, name)
            }))
        }
        _ => return None,
    })
}

/// A parameter of the page, or else of the site. A dot leads into tables.
fn param(view: &View<'_>, page: &Page, key: &str) -> Value {
    let look = |all: &Value| {
        key.split('.').try_fold(all.clone(), |value, part| match value {
            Value::Map(map) => map.get(part).cloned(),
            _ => None,
        })
    };
    let own = look(&params(view, page)).filter(|value| !value.is_nil());
    own.or_else(|| look(&site_params(view.renderer.settings, page.language))).unwrap_or_default()
}
