//! What the documents mean together: URLs, translations, sections, terms, menus.
//!
//! This is the one stage that knows all pages at once. Its result, [`Site`], is complete: whatever
//! renders a page finds every decision already made.

mod again;
mod anchors;
mod collations;
mod fallbacks;
mod fingerprints;
mod formats;
mod inherited;
mod menus;
mod outputs;
mod owners;
mod page_list;
mod pages;
mod permalink;
mod places;
mod prints;
mod publishing;
mod references;
mod sections;
mod segment;
mod taxonomies;
mod terms;
mod titles;
mod translations;
mod urls;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{LanguageId, PageKind, Settings};
use crate::date::Date;
use crate::diagnostic::Diagnostic;
use crate::memo::Fingerprint;
use crate::owners::{LabelBook, Ownership};
use crate::parse::{Document, Documents, FrontMatter, Listing, Rendering};

pub use again::{ResolveCache, reresolve};
pub use anchors::{Headings, source_anchors};
pub use collations::Collations;
pub use fallbacks::Fallback;
pub use menus::{Menu, MenuItem};
pub(crate) use owners::LABELS;
pub use owners::PageLabel;
pub use page_list::{PageIter, Pages};
pub use places::{PlaceName, Places};
pub use prints::Chapter;
pub use publishing::{LeftOut, left_out};
pub use references::PageIndex;
pub use segment::{address_part, anchor_segment};
pub use translations::{Member, Pairing, Pairs, TranslationSet};
pub(crate) use urls::encode;
pub use urls::{Alias, PagePath, UrlMap};

/// Index of a page in [`Site::pages`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub usize);

/// Index of a translation set in [`Site::sets`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SetId(pub usize);

/// A page of the site, with or without a content file of its own.
#[derive(Clone, Debug)]
pub struct Page {
    pub id: PageId,
    pub kind: PageKind,
    pub language: LanguageId,
    /// The place that translations share: the content's location, or the term's.
    pub location: String,
    /// `None` for a section without `_index` and for terms without a page of theirs.
    pub document: Option<Arc<Document>>,
    /// What a page without a document inherits from cascades.
    pub inherited: Option<Arc<FrontMatter>>,
    pub title: String,
    /// `false` for kinds that the configuration switches off: they only hold the tree together.
    pub is_made: bool,
    /// Whether one of its formats is a web page; the others are data for programs, and not made here.
    pub is_web_page: bool,
    pub path: PagePath,
    /// The first directory of the location; empty for the home page.
    pub section: String,
    /// The section that the page stands in; the home page has none.
    pub parent: Option<PageId>,
    /// Sections directly below, in order.
    pub subsections: Vec<PageId>,
    /// Pages of a section, a term or the home page, in order; of a taxonomy its terms.
    pub members: Vec<PageId>,
    /// Translations of one page.
    pub set: SetId,
    /// Older and newer page of the same section.
    pub older: Option<PageId>,
    pub newer: Option<PageId>,
    /// The pages of the terms that this page carries: plural of the taxonomy -> terms.
    pub terms: BTreeMap<String, Vec<PageId>>,
    /// Whose the page is.
    pub ownership: Arc<Ownership>,
    /// The labels that are shown on it, by name.
    pub labels: Vec<PageLabel>,
}

/// The whole site. What no text of a page can change is shared by the builds between which only texts have
/// changed.
pub struct Site {
    pub pages: Pages,
    pub sets: Arc<Vec<TranslationSet>>,
    /// The order of titles in each language.
    pub collations: Arc<Collations>,
    /// The home page of each language.
    pub homes: Vec<PageId>,
    /// The menus of each language: name -> items.
    pub menus: Arc<Vec<BTreeMap<String, Menu>>>,
    pub aliases: Arc<Vec<Alias>>,
    pub urls: Arc<UrlMap>,
    /// Pages shown in languages that lack them, by set and language.
    pub fallbacks: Arc<Vec<Fallback>>,
    /// Top-level sections whose pages a home page's feed holds.
    pub main_sections: Vec<String>,
    /// Their dated pages in each language, new ones first.
    pub main_pages: Arc<Vec<Vec<PageId>>>,
    /// Colours and descriptions of labels.
    pub labels: LabelBook,
    pub index: PageIndex,
    /// Sections and pages directly below each page, in one order.
    entries: Arc<Vec<Vec<PageId>>>,
    /// Where every page and fallback is: links find pages by their paths, and pictures in the bundles of all
    /// translations.
    pub places: Arc<Places>,
    /// Of what every page says of itself.
    pub heads: Fingerprint,
}

impl Page {
    /// The values of the page: those of its document, or those that a page without one inherits.
    pub fn front_matter(&self) -> Option<&FrontMatter> {
        let written = self.document.as_ref().map(|document| &document.front_matter);
        written.or(self.inherited.as_deref())
    }

    pub fn date(&self) -> Option<Date> {
        self.document.as_ref().and_then(|document| document.front_matter.dates.date)
    }

    pub fn lastmod(&self) -> Option<Date> {
        self.document.as_ref().and_then(|document| document.front_matter.dates.lastmod)
    }

    pub fn weight(&self) -> i64 {
        self.front_matter().map_or(0, |front_matter| front_matter.weight)
    }

    pub fn link_title(&self) -> &str {
        let front_matter = self.front_matter();
        let link_title = front_matter.and_then(|matter| matter.link_title.as_deref());
        link_title.unwrap_or(&self.title)
    }

    /// In which lists the page stands.
    pub fn listing(&self) -> Listing {
        match self.front_matter() {
            _ if !self.is_made => Listing::Never,
            Some(front_matter) => front_matter.build.list,
            None => Listing::Always,
        }
    }

    /// Whether the page is made at all, or is there only for others to read from.
    pub fn is_rendered(&self) -> bool {
        let renders = |matter: &FrontMatter| matter.build.render == Rendering::Always;
        self.is_made && self.is_web_page && self.front_matter().is_none_or(renders)
    }
}

impl Site {
    /// The same site, for another build.
    fn shared(&self) -> Self {
        Self {
            pages: self.pages.clone(),
            sets: Arc::clone(&self.sets),
            homes: self.homes.clone(),
            menus: Arc::clone(&self.menus),
            aliases: Arc::clone(&self.aliases),
            urls: Arc::clone(&self.urls),
            fallbacks: Arc::clone(&self.fallbacks),
            main_sections: self.main_sections.clone(),
            main_pages: Arc::clone(&self.main_pages),
            collations: Arc::clone(&self.collations),
            labels: self.labels.clone(),
            index: self.index.clone(),
            entries: Arc::clone(&self.entries),
            places: Arc::clone(&self.places),
            heads: self.heads,
        }
    }

    pub fn page(&self, id: PageId) -> &Page {
        &self.pages[id.0]
    }

    /// The translation of a page into a language, the page itself included. One that is not made
    /// is nobody's: nothing can lead to it.
    pub fn translation(&self, page: &Page, language: LanguageId) -> Option<&Page> {
        let set = &self.sets[page.set.0];
        let translation = set.members.get(&language).map(|member| self.page(member.page));
        translation.filter(|page| page.is_rendered())
    }

    /// Sections and pages directly below a section, in one order.
    pub fn entries(&self, page: &Page) -> &[PageId] {
        &self.entries[page.id.0]
    }

    /// The pages in the feed of a page, new ones first; `None` for a page without a feed. A home
    /// page always has one, another list only if it holds dated pages.
    pub fn feed(&self, settings: &Settings, page: &Page) -> Option<Vec<PageId>> {
        if !page.has_feed(settings) {
            return None;
        }
        let mut members = if page.kind == PageKind::Home {
            self.main_pages[page.language.0].clone()
        } else {
            let dated = page.members.iter().filter(|id| self.page(**id).date().is_some());
            let mut dated: Vec<PageId> = dated.copied().collect();
            dated.sort_by_key(|id| {
                std::cmp::Reverse(self.page(*id).date().map(|date| date.timestamp()))
            });
            dated
        };
        members.truncate(settings.feeds.limit);
        (page.kind == PageKind::Home || !members.is_empty()).then_some(members)
    }

    /// The page nearest to `page` that exists in `language`: its translation, or that of the
    /// section above it.
    pub fn nearest_translation(&self, page: &Page, language: LanguageId) -> Option<&Page> {
        let mut above = Some(page);
        while let Some(page) = above {
            if let Some(found) = self.translation(page, language) {
                return Some(found);
            }
            above = page.parent.map(|parent| self.page(parent));
        }
        None
    }
}

/// Pairs translations and says where they stand and whose they are, and nothing else: the pages are in
/// no section.
pub fn pair(settings: &Settings, documents: &Documents) -> Pairs {
    let mut pages = pages::make(settings, &documents.content);
    owners::assign(settings, &documents.owners, &mut pages);
    for (index, page) in pages.iter_mut().enumerate() {
        page.id = PageId(index);
    }
    let sections = permalink::SectionFiles::new(&documents.content);
    permalink::assign(settings, &sections, &mut pages, &mut Vec::new());
    translations::pair(settings, pages)
}

/// Resolves the documents, whose translations are paired already, into a site as of `now`.
pub fn resolve(
    settings: &Settings,
    documents: &Documents,
    pairs: &Pairs,
    now: jiff::Timestamp,
    found: &mut Vec<Diagnostic>,
) -> Site {
    resolution(settings, documents, pairs, now, found).site
}

/// A site, and when it will be another one if no file changes: something appears or expires.
struct Resolution {
    site: Site,
    /// As far as pages without a document decide that.
    until: Option<jiff::Timestamp>,
}

/// The pages that there are, in an order that gives each its [`PageId`], before they have an address.
struct Listed {
    pages: Vec<Page>,
    main_sections: Vec<String>,
    /// As [`Resolution::until`].
    until: Option<jiff::Timestamp>,
}

fn listed(
    settings: &Settings,
    documents: &Documents,
    pairs: &Pairs,
    now: jiff::Timestamp,
    found: &mut Vec<Diagnostic>,
) -> Listed {
    let mut pages = publishing::published(settings, &pairs.pages, now);
    sections::ensure(settings, &documents.content, &mut pages);
    owners::assign(settings, &documents.owners, &mut pages);
    taxonomies::add(settings, &documents.content, &mut pages, found);
    titles::give(settings, &mut pages);
    let until = inherited::give(settings, &documents.cascades, now, &mut pages);
    pages::remove_disabled(&mut pages);
    let main_sections = sections::main(settings, &pages);
    owners::add_label_pages(settings, &main_sections, &mut pages);
    for (index, page) in pages.iter_mut().enumerate() {
        page.id = PageId(index);
    }
    Listed { pages, main_sections, until }
}

fn resolution(
    settings: &Settings,
    documents: &Documents,
    pairs: &Pairs,
    now: jiff::Timestamp,
    found: &mut Vec<Diagnostic>,
) -> Resolution {
    let Listed { mut pages, main_sections, until } = listed(settings, documents, pairs, now, found);
    let sections = permalink::SectionFiles::new(&documents.content);
    permalink::assign(settings, &sections, &mut pages, found);
    formats::assign(settings, &mut pages);
    outputs::check(&mut pages, found);
    let collations = Collations::new(settings);
    let homes = sections::link(settings, &mut pages, &collations);
    taxonomies::link(settings, &mut pages, &collations);
    owners::link_label_pages(settings, &main_sections, &mut pages, &collations);
    let sets = translations::of_site(pairs, &mut pages, found);
    owners::check(settings, documents, &pages, &sets, found);
    let (urls, mut aliases) = urls::claim(settings, &pages, found);
    let permalinks = permalink::Permalinks::new(settings, &sections, &pages);
    let fallbacks = fallbacks::choose(&permalinks, &pages, &sets, &urls, &mut aliases);
    formats::check(settings, &pages, found);
    let menus = menus::build(settings, &pages, &collations, found);
    let labels = documents.owners.labels.clone();
    let index = PageIndex::new(&pages);
    let newest = |id| sections::newest(&pages, &main_sections, id, &collations);
    let main_pages: Vec<_> = settings.language_ids().map(newest).collect();
    let site = Site {
        entries: Arc::new(pages::entries(&pages, &collations)),
        places: Arc::new(Places::new(&pages, &sets, &fallbacks)),
        heads: fingerprints::of_heads(&pages),
        main_pages: Arc::new(main_pages),
        pages: Pages::from(pages),
        sets: Arc::new(sets),
        collations: Arc::new(collations),
        homes,
        menus: Arc::new(menus),
        aliases: Arc::new(aliases),
        urls: Arc::new(urls),
        fallbacks: Arc::new(fallbacks),
        main_sections,
        labels,
        index,
    };
    Resolution { site, until }
}
