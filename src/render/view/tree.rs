//! The tree of a documentation section, as its pages show it beside their text.
//!
//! What a page shows of the tree is bounded, however large the section is: with up to [`ENTRIES`] pages, the
//! whole tree; with more, the branch that leads to the page, with as many neighbours on each level as
//! there is room for.

use std::ops::Range;
use std::sync::OnceLock;

use serde::Serialize;

use super::list_target::{list_target, manual_link};
use crate::config::{PageKind, Settings};
use crate::html::Address;
use crate::memo::Fingerprint;
use crate::resolve::{Page, PageId, Site};

/// How many entries a page's tree may have.
const ENTRIES: usize = 100;

/// How many pages that cannot be read a neighbour may lie behind.
const FAR: usize = 100;

/// How many levels it may have: recursive templates end at twenty.
const LEVELS: usize = 16;

/// A page in the tree, and what is below it.
#[derive(Debug, Hash, Serialize)]
pub struct TreeView {
    /// The text of links to it.
    pub title: String,
    /// Its address, if it has a page.
    pub url: Option<Address>,
    /// Whether it is the current page.
    pub current: bool,
    /// Whether it is the current page, or above it.
    pub open: bool,
    /// Subsections and pages, in order. Where a list is cut, an entry `…` leads to the section.
    pub entries: Vec<TreeView>,
}

/// The pages around one, in the order of their tree.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    pub previous: Option<PageId>,
    pub next: Option<PageId>,
}

/// What a tree is made into: what templates see, or its fingerprint.
pub(in crate::render) trait TreeEntry: Sized {
    /// The entry of a page, with what is below it.
    fn new(page: &EntryPage, state: EntryState, entries: Vec<Self>) -> Self;
}

/// The fingerprint of a tree: two are equal if and only if the trees are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::render) struct TreePrint(Fingerprint);

/// What every tree shows of a page.
#[derive(Debug)]
pub(in crate::render) struct EntryPage {
    title: String,
    url: Option<Address>,
    print: Fingerprint,
}

/// How the entry of a page stands to the page that is being read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::render) struct EntryState {
    is_current: bool,
    is_open: bool,
}

/// The order of all sections, made once for the trees of all pages.
pub(in crate::render) struct Trees {
    /// What is directly below each page.
    entries: Vec<Vec<PageId>>,
    /// The place of each page among the entries of its section.
    places: Vec<usize>,
    /// How many pages are below each page, on all levels.
    sizes: Vec<usize>,
    /// What trees show of each page, made for the first that does.
    pages: Vec<OnceLock<EntryPage>>,
}

/// The pages from the top of a tree to the one that is being read.
struct Branch<'a> {
    trees: &'a Trees,
    settings: &'a Settings,
    site: &'a Site,
    pages: Vec<PageId>,
    current: Option<PageId>,
}

impl TreeEntry for TreeView {
    fn new(page: &EntryPage, state: EntryState, entries: Vec<Self>) -> Self {
        let EntryState { is_current: current, is_open: open } = state;
        Self { title: page.title.clone(), url: page.url.clone(), current, open, entries }
    }
}

impl TreeEntry for TreePrint {
    /// Most entries of a tree are pages beside the branch: their fingerprints are taken once for all trees.
    fn new(page: &EntryPage, state: EntryState, entries: Vec<Self>) -> Self {
        let is_plain = state == EntryState::default() && entries.is_empty();
        Self(if is_plain { page.print } else { Fingerprint::of(&(page.print, state, entries)) })
    }
}

impl EntryPage {
    fn new(title: String, url: Option<Address>) -> Self {
        let print = Fingerprint::of(&(&title, &url));
        Self { title, url, print }
    }
}

impl Trees {
    pub(in crate::render) fn new(site: &Site) -> Self {
        let is_section = |page: &Page| page.kind == PageKind::Section;
        let below = |page: &Page| {
            let entries = if is_section(page) { site.entries(page) } else { &[] };
            entries.iter().copied().filter(|id| !is_hidden(site.page(*id))).collect()
        };
        let entries: Vec<Vec<PageId>> = site.pages.iter().map(below).collect();
        let mut trees = Self {
            places: vec![0; entries.len()],
            sizes: vec![0; entries.len()],
            pages: entries.iter().map(|_| OnceLock::new()).collect(),
            entries,
        };
        for (section, entries) in trees.entries.iter().enumerate() {
            for (place, entry) in entries.iter().enumerate() {
                trees.places[entry.0] = place;
            }
            let mut above = Some(PageId(section));
            while let Some(id) = above {
                trees.sizes[id.0] += entries.len();
                above = site.page(id).parent;
            }
        }
        trees
    }

    /// The tree that holds `page`, open down to it; `current` is the page that is being read. Posts have
    /// no tree: they are listed by year.
    pub(in crate::render) fn open<E: TreeEntry>(
        &self,
        settings: &Settings,
        site: &Site,
        page: &Page,
        current: Option<PageId>,
    ) -> Option<E> {
        let pages = branch(site, page)?;
        let top = pages[0];
        (self.sizes[top.0] > 0)
            .then(|| Branch { trees: self, settings, site, pages, current }.entry(top, 0))
    }

    /// The pages before and after one of documentation, as one reads its tree from the top.
    pub(super) fn neighbours(&self, settings: &Settings, site: &Site, page: &Page) -> Neighbours {
        let Some(top) = branch(site, page).and_then(|branch| branch.first().copied()) else {
            return Neighbours::default();
        };
        let is_read = |id: &PageId| {
            let page = site.page(*id);
            page.is_rendered() && manual_link(settings, site, page).is_none()
        };
        let mut back = page.id;
        let previous = std::iter::from_fn(|| {
            back = self.before(site, top, back)?;
            Some(back)
        });
        let mut on = page.id;
        let next = std::iter::from_fn(|| {
            on = self.after(site, top, on)?;
            Some(on)
        });
        Neighbours {
            previous: previous.take(FAR).find(is_read),
            next: next.take(FAR).find(is_read),
        }
    }

    /// The page that the tree shows after this one.
    fn after(&self, site: &Site, top: PageId, page: PageId) -> Option<PageId> {
        if let Some(first) = self.entries[page.0].first() {
            return Some(*first);
        }
        let mut at = page;
        while at != top {
            let parent = site.page(at).parent?;
            self.entries[parent.0].get(self.places[at.0]).filter(|entry| **entry == at)?;
            if let Some(next) = self.entries[parent.0].get(self.places[at.0] + 1) {
                return Some(*next);
            }
            at = parent;
        }
        None
    }

    /// The page that the tree shows before this one.
    fn before(&self, site: &Site, top: PageId, page: PageId) -> Option<PageId> {
        let parent = site.page(page).parent.filter(|_| page != top)?;
        // A page that the tree hides has no place in it.
        self.entries[parent.0].get(self.places[page.0]).filter(|entry| **entry == page)?;
        let Some(place) = self.places[page.0].checked_sub(1) else { return Some(parent) };
        let mut last = self.entries[parent.0][place];
        while let Some(below) = self.entries[last.0].last() {
            last = *below;
        }
        Some(last)
    }
}

/// Whether a page stands in no tree: Docsy's `toc_hide`.
fn is_hidden(page: &Page) -> bool {
    let document = page.document.as_ref();
    let value = document.and_then(|document| document.front_matter.params.get("toc_hide"));
    value.and_then(|value| value.value.as_bool()).unwrap_or(false)
}

/// From the top-level section of documentation down to a page of it.
fn branch(site: &Site, page: &Page) -> Option<Vec<PageId>> {
    let is_documentation = matches!(page.kind, PageKind::Page | PageKind::Section)
        && !page.section.is_empty()
        && !site.main_sections.contains(&page.section);
    let mut branch = Vec::new();
    let mut above = is_documentation.then_some(page);
    while let Some(page) = above.filter(|page| page.kind != PageKind::Home) {
        branch.push(page.id);
        above = page.parent.map(|parent| site.page(parent));
    }
    branch.reverse();
    branch.first().is_some_and(|top| site.page(*top).kind == PageKind::Section).then_some(branch)
}

impl Branch<'_> {
    /// A page on the given level of the tree; the top is level 0.
    fn entry<E: TreeEntry>(&self, id: PageId, level: usize) -> E {
        let page = self.site.page(id);
        let is_on_branch = self.pages.get(level) == Some(&id);
        let entries = match level < LEVELS && (is_on_branch || self.is_whole()) {
            true => self.entries(page, level + 1),
            false => Vec::new(),
        };
        let shown = || EntryPage::new(page.link_title().to_owned(), self.url(page));
        let state = EntryState { is_current: self.current == Some(id), is_open: is_on_branch };
        E::new(self.trees.pages[id.0].get_or_init(shown), state, entries)
    }

    fn entries<E: TreeEntry>(&self, section: &Page, level: usize) -> Vec<E> {
        let all = &self.trees.entries[section.id.0];
        let shown = self.window(all, level);
        let cut = |is_cut: bool| is_cut.then(|| self.cut(section));
        let entries = all[shown.clone()].iter().map(|id| self.entry(*id, level));
        let before = cut(shown.start > 0);
        before.into_iter().chain(entries).chain(cut(shown.end < all.len())).collect()
    }

    fn is_whole(&self) -> bool {
        self.trees.sizes[self.pages[0].0] <= ENTRIES
    }

    /// The part of a level that there is room for: around the branch, or from the start.
    fn window(&self, all: &[PageId], level: usize) -> Range<usize> {
        if self.is_whole() {
            return 0..all.len();
        }
        let room = (ENTRIES / self.pages.len()).clamp(1, all.len().max(1));
        let place = self.pages.get(level).map_or(0, |id| self.trees.places[id.0]);
        let start = place.saturating_sub(room / 2).min(all.len().saturating_sub(room));
        start..(start + room).min(all.len())
    }

    fn cut<E: TreeEntry>(&self, section: &Page) -> E {
        let shown = EntryPage::new("…".to_owned(), self.url(section));
        E::new(&shown, EntryState::default(), Vec::new())
    }

    fn url(&self, page: &Page) -> Option<Address> {
        page.is_rendered().then(|| list_target(self.settings, self.site, page))
    }
}
