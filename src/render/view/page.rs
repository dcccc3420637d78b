//! A page: in short in lists, in full on its own.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Unit};
use serde::Serialize;

use super::list_target::list_target;
use super::owners::{LabelView, OwnersView};
use super::picture;
use super::related::link;
use super::{DateView, LanguageView, LinkView, SectionCount};
use crate::config::{LanguageId, PageKind, Settings};
use crate::html::{Address, AddressUse, Html, escaped};
use crate::locale::DateFormatter;
use crate::parse::body::Heading;
use crate::render::inline::inline_markdown;
use crate::render::policy::RawHtml;
use crate::resolve::{Fallback, Page, Site, encode};
use crate::structured::Table;

/// Words per minute of reading time, as in Hugo; for Chinese and Japanese, characters.
const WORDS_PER_MINUTE: usize = 213;
const CHARACTERS_PER_MINUTE: usize = 501;

/// A [`PageSummary`] as a value of the template engine, made once for all lists.
pub type SummaryValue = tera::Value;

/// A page in a list; `page` has the same fields.
#[derive(Debug, Serialize)]
pub struct PageSummary<'a> {
    /// `home`, `section`, `page`, `taxonomy` or `term`.
    pub kind: &'static str,
    /// The title from the front matter, or else from the name of the file.
    pub title: &'a str,
    /// A shorter title for menus and navigation.
    pub link_title: &'a str,
    /// The path of the page, for links on this site.
    pub url: String,
    /// The same with scheme and host.
    pub permalink: String,
    /// Where the list of a section leads: `manualLink` or `manualLinkRelref` from the front matter, or `url`.
    pub link_url: Address,
    /// The top-level section that the page is in.
    pub section: &'a str,
    /// Code, tag, name and direction of the page's language.
    pub language: LanguageView,
    /// When it was published.
    pub date: Option<DateView>,
    /// When it was last changed, if known.
    pub lastmod: Option<DateView>,
    /// `description` from the front matter, or empty.
    pub description: &'a str,
    /// The summary from the front matter, or else the beginning of the text. Not HTML.
    pub summary: &'a str,
    /// Who wrote it: by the front matter, or else by the first words of the text. HTML, since it can hold links.
    pub author: Option<Html>,
    /// Whether the text says who wrote it, so that nothing above it has to.
    pub has_byline: bool,
    /// Who translated it. HTML, too.
    pub translator: Option<Html>,
    /// The picture that stands for it in lists: `image` of the front matter, or the first of its `images`.
    pub image: Option<Address>,
    /// The number of words, or of characters in Chinese and Japanese.
    pub words: usize,
    /// The reading time in minutes.
    pub reading_time: usize,
    /// Whether it is a draft.
    pub draft: bool,
    /// Whether the page never gets the notice that it is old.
    pub evergreen: bool,
    /// The page's terms by the plural of their taxonomy: `tags`.
    pub terms: BTreeMap<&'a str, Vec<LinkView>>,
    /// The labels that the site shows, by name.
    pub labels: Vec<LabelView>,
    /// The number of pages that a term lists. 0 for a section, whose pages all see it: one that comes would remake them.
    pub members: usize,
    /// Of a term, how many of these are in each top-level section.
    pub sections: Vec<SectionCount>,
    /// The whole front matter.
    pub params: Option<&'a Table>,
    /// Path of the content file, relative to the site's root.
    pub file: Option<&'a str>,
}

/// What the template of a page sees in addition to `page`, each as a variable.
#[derive(Debug, Hash, Serialize)]
pub struct PageContext<'a> {
    /// The address for search engines: `canonicalUrl` from the front matter, or the page's own.
    pub canonical: Address,
    /// The headings between the configured levels, as a flat list.
    pub contents: Vec<ContentsView<'a>>,
    /// Every language of the site, and the address of this page in it.
    pub switcher: Vec<SwitcherView>,
    /// Translations for `hreflang`, the page itself and `x-default` among them.
    pub alternates: Vec<AlternateView>,
    /// On a fallback page, the page that it shows.
    pub fallback: Option<FallbackView>,
    /// From the home page to the section that contains the page.
    pub ancestors: Vec<LinkView>,
    /// The previous page in its section, by date.
    pub older: Option<LinkView>,
    /// The next page in its section, by date.
    pub newer: Option<LinkView>,
    /// The page's own feed.
    pub feed_url: Option<String>,
    /// The print view that holds the page: its own, or that of the nearest section above.
    pub print_url: Option<String>,
    /// The owners of the page, if the site shows them.
    pub owners: Option<OwnersView<'a>>,
    /// Whole years since the page was published.
    pub age_years: i16,
}

/// A heading in the table of contents.
#[derive(Debug, Hash, Serialize)]
pub struct ContentsView<'a> {
    /// 2 for `##`.
    pub level: u8,
    /// What comes after `#` in a link.
    pub id: &'a str,
    /// The text, without markup.
    pub text: &'a str,
}

/// A language in the language menu.
#[derive(Debug, Hash, Serialize)]
pub struct SwitcherView {
    /// The language.
    pub language: LanguageView,
    /// The translation; else the page in another language, if such fallbacks are made; else the
    /// nearest page above it that the language has.
    pub url: String,
    /// Whether the page exists in this language.
    pub translated: bool,
    /// Whether it is the language of this page.
    pub current: bool,
}

/// The page that a fallback page shows.
#[derive(Debug, Hash, Serialize)]
pub struct FallbackView {
    /// The language of the text.
    pub language: LanguageView,
    /// The address of the page in its own language.
    pub url: String,
}

/// A translation, for search engines.
#[derive(Debug, Hash, Serialize)]
pub struct AlternateView {
    /// A language tag, or `x-default`.
    pub tag: String,
    /// Its address, with scheme and host.
    pub permalink: String,
}

impl<'a> PageSummary<'a> {
    pub(in crate::render) fn new(
        settings: &Settings,
        site: &'a Site,
        page: &'a Page,
        dates: &DateFormatter,
    ) -> Self {
        let document = page.document.as_deref();
        let front_matter = page.front_matter();
        let words = document.map_or(0, |document| document.body.words);
        let people = Bylines::of_page(settings, page);
        Self {
            kind: page.kind.name(),
            title: &page.title,
            link_title: page.link_title(),
            url: settings.base_url.relative(&page.path.encoded()),
            permalink: settings.base_url.absolute(&page.path.encoded()),
            link_url: list_target(settings, site, page),
            section: &page.section,
            language: LanguageView::new(
                settings,
                site,
                page.language,
                settings.language(page.language),
            ),
            date: page.date().map(|date| DateView::new(&date, dates)),
            lastmod: page.lastmod().map(|date| DateView::new(&date, dates)),
            description: front_matter
                .and_then(|matter| matter.description.as_deref())
                .unwrap_or(""),
            summary: document.map_or("", |document| &document.summary),
            author: people.author,
            has_byline: people.is_in_text,
            translator: people.translator,
            image: picture::of_page(settings, site, page),
            words,
            reading_time: reading_time(settings, page.language, words),
            draft: front_matter.is_some_and(|matter| matter.draft),
            evergreen: front_matter.is_some_and(|matter| matter.evergreen),
            terms: terms(settings, site, page),
            labels: LabelView::of_page(settings, site, page),
            members: if page.kind == PageKind::Term { page.members.len() } else { 0 },
            sections: SectionCount::of_term(settings, site, page),
            params: front_matter.map(|matter| &*matter.params),
            file: document.map(|document| document.file.path.as_str()),
        }
    }
}

/// Who wrote and who translated a page.
#[derive(Default)]
struct Bylines {
    author: Option<Html>,
    translator: Option<Html>,
    /// The text itself names its author, and front matter nobody.
    is_in_text: bool,
}

impl Bylines {
    fn of_page(settings: &Settings, page: &Page) -> Self {
        let Some(matter) = page.front_matter() else { return Self::default() };
        let of_text = page.document.as_deref().and_then(|document| document.body.byline.as_deref());
        let raw_html = RawHtml::of(settings);
        let written =
            |line: &Option<String>| line.as_ref().map(|line| inline_markdown(line, raw_html));
        Self {
            author: written(&matter.author)
                .or_else(|| of_text.map(|names| Html::written(escaped(names)))),
            translator: written(&matter.translator),
            is_in_text: matter.author.is_none() && of_text.is_some(),
        }
    }
}

fn terms<'a>(settings: &Settings, site: &Site, page: &'a Page) -> BTreeMap<&'a str, Vec<LinkView>> {
    let links = |ids: &Vec<crate::resolve::PageId>| {
        ids.iter().map(|id| link(settings, site.page(*id))).collect()
    };
    page.terms.iter().map(|(plural, ids)| (plural.as_str(), links(ids))).collect()
}

fn print_url(settings: &Settings, site: &Site, page: &Page) -> Option<String> {
    let path = site.print_view(settings, page)?;
    Some(settings.base_url.relative(&path.encoded()))
}

fn reading_time(settings: &Settings, language: LanguageId, words: usize) -> usize {
    let tag = settings.language(language).locale.tag();
    let per_minute = match tag.get(..2) {
        Some("zh" | "ja") => CHARACTERS_PER_MINUTE,
        _ => WORDS_PER_MINUTE,
    };
    words.div_ceil(per_minute).max(1)
}

impl<'a> PageContext<'a> {
    pub(in crate::render) fn new(
        settings: &Settings,
        site: &Site,
        page: &'a Page,
        now: Timestamp,
    ) -> Self {
        let document = page.document.as_deref();
        let canonical =
            document.and_then(|document| document.front_matter.canonical_url.as_deref());
        let canonical = canonical.and_then(|url| Address::checked(url, AddressUse::Link));
        let permalink = settings.base_url.absolute(&page.path.encoded());
        let headings = document.map_or(&[][..], |document| document.body.headings.as_slice());
        let neighbour = |id: Option<crate::resolve::PageId>| {
            id.map(|id| site.page(id)).map(|page| link(settings, page))
        };
        Self {
            canonical: canonical.unwrap_or(Address::of_site(permalink)),
            contents: contents(settings, headings),
            switcher: switcher(settings, site, page, page.language),
            fallback: None,
            alternates: alternates(settings, site, page),
            ancestors: ancestors(settings, site, page),
            older: neighbour(page.older),
            newer: neighbour(page.newer),
            feed_url: feed_url(settings, site, page),
            print_url: print_url(settings, site, page),
            owners: settings.shows_owners().then(|| OwnersView::new(&page.ownership)),
            age_years: age_years(page, now),
        }
    }
}

impl<'a> PageContext<'a> {
    /// What differs between a fallback and its source: its path, and what it leads to.
    pub(in crate::render) fn of_fallback(
        settings: &Settings,
        site: &'a Site,
        fallback: &Fallback,
        now: Timestamp,
    ) -> Self {
        let source = site.page(fallback.source);
        let parent = site.fallback_parent(fallback);
        let mut ancestors = ancestors(settings, site, parent);
        ancestors.push(link(settings, parent));
        let language = settings.language(source.language);
        Self {
            alternates: Vec::new(),
            switcher: switcher(settings, site, source, fallback.language),
            fallback: Some(FallbackView {
                language: LanguageView::new(settings, site, source.language, language),
                url: link(settings, source).url,
            }),
            ancestors,
            older: None,
            newer: None,
            ..Self::new(settings, site, source, now)
        }
    }
}

/// The only value in a view that depends on when the site is built.
pub(in crate::render) fn age_years(page: &Page, now: Timestamp) -> i16 {
    page.date().map_or(0, |date| years_between(date.timestamp(), now))
}

fn years_between(then: Timestamp, now: Timestamp) -> i16 {
    let utc = |moment: Timestamp| moment.to_zoned(TimeZone::UTC);
    let span = utc(then).until((Unit::Year, &utc(now)));
    span.map_or(0, |span| span.get_years())
}

/// The headings that the contents show.
pub(in crate::render) fn contents<'a>(
    settings: &Settings,
    headings: &'a [Heading],
) -> Vec<ContentsView<'a>> {
    let levels = settings.markup.contents.start..=settings.markup.contents.end;
    let shown = headings.iter().filter(|heading| levels.contains(&heading.level));
    shown
        .map(|heading| ContentsView { level: heading.level, id: &heading.id, text: &heading.text })
        .collect()
}

fn switcher(
    settings: &Settings,
    site: &Site,
    page: &Page,
    current: LanguageId,
) -> Vec<SwitcherView> {
    let languages = settings.language_ids();
    languages
        .map(|id| {
            let translation = site.translation(page, id);
            let fallback = || site.fallback(page, id).map(|fallback| &fallback.path);
            let nearest = || site.nearest_translation(page, id).map(|page| &page.path);
            let target = translation.map(|page| &page.path).or_else(fallback).or_else(nearest);
            let target = target.unwrap_or_else(|| &site.page(site.homes[id.0]).path);
            SwitcherView {
                language: LanguageView::new(settings, site, id, settings.language(id)),
                url: settings.base_url.relative(&target.encoded()),
                translated: translation.is_some(),
                current: id == current,
            }
        })
        .collect()
}

fn alternates(settings: &Settings, site: &Site, page: &Page) -> Vec<AlternateView> {
    let members = site.sets[page.set.0].members.values().map(|member| site.page(member.page));
    let mut alternates: Vec<AlternateView> = members
        .filter(|member| member.is_rendered())
        .map(|member| AlternateView {
            tag: settings.language(member.language).locale.tag(),
            permalink: settings.base_url.absolute(&member.path.encoded()),
        })
        .collect();
    if let Some(default) = site.translation(page, settings.default_language) {
        alternates.push(AlternateView {
            tag: "x-default".to_owned(),
            permalink: settings.base_url.absolute(&default.path.encoded()),
        });
    }
    alternates
}

fn ancestors(settings: &Settings, site: &Site, page: &Page) -> Vec<LinkView> {
    let mut above = Vec::new();
    let mut parent = page.parent;
    while let Some(id) = parent {
        let section = site.page(id);
        // A section without an address is left out; the home page is always first.
        if section.is_rendered() || section.kind == PageKind::Home {
            above.push(link(settings, section));
        }
        parent = section.parent;
    }
    above.reverse();
    above
}

fn feed_url(settings: &Settings, site: &Site, page: &Page) -> Option<String> {
    site.feed(settings, page)?;
    let file = page.path.output_beside(&format!("{}.xml", settings.feeds.base_name));
    Some(settings.base_url.relative(&encode(&file)))
}
