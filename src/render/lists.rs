//! Lists: the pages of a section, a term or the home page, cut into parts.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::Value;

use super::Renderer;
use super::list_frame::ListFrame;
use super::page::{PageOutput, TemplatedFile};
use super::view::{ArchiveView, ListContext, YearView};
use crate::config::PageKind;
use crate::resolve::{Page, PageId, PagePath, Site, anchor_segment};

/// The list of a page, cut into parts. The first part is shown by the page itself, every further one by a page
/// of its own.
pub(super) struct PageList<'a> {
    pub page: &'a Page,
    parts: Vec<&'a [PageId]>,
    total: usize,
    archive: Vec<ArchiveView>,
}

/// A further part of a list.
pub(super) struct ListPart<'a> {
    pub list: Arc<PageList<'a>>,
    pub frame: Arc<ListFrame>,
    /// From 2.
    pub number: usize,
}

impl<'a> PageList<'a> {
    pub(super) fn parts(&self) -> usize {
        self.parts.len()
    }

    /// What every part shows of the whole list besides its entries.
    pub(super) fn measures(&self) -> (usize, usize, &[ArchiveView]) {
        (self.parts(), self.total, &self.archive)
    }

    /// The pages that a part shows as its entries.
    pub(super) fn members(&self, number: usize) -> &'a [PageId] {
        self.parts.get(number - 1).copied().unwrap_or_default()
    }
}

impl<'a> Renderer<'a> {
    /// The list of a page; `None` if it shows nothing but itself.
    pub(super) fn list<'p>(&self, page: &'p Page) -> Option<PageList<'p>>
    where
        'a: 'p,
    {
        if page.kind == PageKind::Page {
            return None;
        }
        let members = self.members(page);
        let parts: Vec<&[PageId]> = match members {
            [] => vec![&[]],
            members => members.chunks(self.part_size(page)).collect(),
        };
        let archive = self.archive(page, &parts);
        Some(PageList { page, parts, total: members.len(), archive })
    }

    /// What a template sees of a part of a list.
    pub(super) fn list_context(&self, list: &PageList<'_>, number: usize) -> ListContext {
        let (page, parts, members) = (list.page, list.parts(), list.members(number));
        let url = |number: usize| self.part_url(page, number);
        // A part of many shows no tree: it would hold the whole list in each of them.
        let entries = if parts == 1 { self.site.entries(page) } else { &[] };
        ListContext {
            pages: self.values(members),
            years: self.years(members),
            archive: list.archive.clone(),
            subsections: self.values(&page.subsections),
            entries: self.values(entries),
            number,
            parts,
            total: list.total,
            newer_url: (number > 1).then(|| url(number - 1)),
            older_url: (number < parts).then(|| url(number + 1)),
        }
    }

    /// The further parts of a list, each of which is a file of its own.
    pub(super) fn further_parts<'p>(
        &self,
        page: &'p Page,
        frame: &Arc<ListFrame>,
    ) -> Vec<ListPart<'p>>
    where
        'a: 'p,
    {
        let Some(list) = self.list(page).map(Arc::new) else { return Vec::new() };
        let numbers = 2..=list.parts();
        let part = |number| ListPart { list: Arc::clone(&list), frame: Arc::clone(frame), number };
        numbers.map(part).collect()
    }

    /// Makes a further part of a list: a page of its own, with no counterparts in other languages.
    pub(super) fn list_part(&self, part: &ListPart<'_>) -> PageOutput {
        let ListPart { list, frame, number } = part;
        let page = list.page;
        let path = self.part_path(page, *number);
        let mut context = frame.context.clone();
        context.insert("canonical", &self.settings.base_url.absolute(&path.encoded()));
        context.insert("alternates", &[(); 0]);
        context.insert("list", &self.list_context(list, *number));
        let template = self.template_of(page);
        let mut output = PageOutput::default();
        let file = TemplatedFile { template, context: &context, path: path.output() };
        output.render(self, file);
        output
    }

    fn part_url(&self, page: &Page, number: usize) -> String {
        let path = match number {
            1 => page.path.clone(),
            _ => self.part_path(page, number),
        };
        self.settings.base_url.relative(&path.encoded())
    }

    fn part_size(&self, page: &Page) -> usize {
        match page.kind {
            PageKind::Taxonomy => usize::MAX,
            _ => self.settings.language(page.language).pagination.pager_size,
        }
    }

    fn part_path(&self, page: &Page, number: usize) -> PagePath {
        let word = &self.settings.language(page.language).pagination.path;
        page.path.below(&format!("{}/{number}", anchor_segment(self.settings, word)))
    }

    /// `page/1/` of a list that has further parts: it leads to the list itself.
    pub(super) fn first_part(&self, page: &Page) -> Option<PagePath> {
        let has_parts =
            page.kind != PageKind::Page && self.members(page).len() > self.part_size(page);
        has_parts.then(|| self.part_path(page, 1))
    }

    /// Every page that the first part of a list shows, at any place. Apart from the page that has the list,
    /// nothing else affects it.
    pub(super) fn listed(&self, page: &Page) -> Option<[Vec<PageId>; 3]> {
        let list = self.list(page)?;
        let entries = if list.parts() == 1 { self.site.entries(page) } else { &[] };
        Some([list.members(1).to_vec(), page.subsections.clone(), entries.to_vec()])
    }

    /// The pages of a list; a home page shows the newest pages of the main sections.
    fn members<'p>(&self, page: &'p Page) -> &'p [PageId]
    where
        'a: 'p,
    {
        if page.kind != PageKind::Home {
            return &page.members;
        }
        let site: &'p Site = self.site;
        let newest = &site.main_pages[page.language.0];
        &newest[..newest.len().min(self.part_size(page)).min(HOME_PAGES)]
    }

    fn values(&self, ids: &[PageId]) -> Vec<Value> {
        ids.iter().map(|id| self.summary(self.site.page(*id))).collect()
    }

    /// The years of a list in which every page has a date, and the part in which each begins.
    fn archive(&self, page: &Page, parts: &[&[PageId]]) -> Vec<ArchiveView> {
        let mut years: BTreeMap<i16, ArchiveView> = BTreeMap::new();
        for (index, id) in
            parts.iter().enumerate().flat_map(|(at, ids)| ids.iter().map(move |id| (at, id)))
        {
            let Some(date) = self.site.page(*id).date() else { return Vec::new() };
            let year = date.civil.year();
            let first = || ArchiveView {
                year,
                url: format!("{}#{}", self.part_url(page, index + 1), year_id(year)),
                pages: 0,
            };
            years.entry(year).or_insert_with(first).pages += 1;
        }
        years.into_values().rev().collect()
    }

    fn years(&self, ids: &[PageId]) -> Vec<YearView> {
        let mut years: Vec<YearView> = Vec::new();
        for id in ids {
            let year = self.site.page(*id).date().map_or(0, |date| date.civil.year());
            let value = self.summary(self.site.page(*id));
            match years.iter_mut().find(|group| group.year == year) {
                Some(group) => group.pages.push(value),
                None => {
                    years.push(YearView { year, id: year_id(year), pages: vec![value] });
                }
            }
        }
        years.sort_by_key(|group| std::cmp::Reverse(group.year));
        years
    }
}

/// The fragment of a year on a page of a list.
fn year_id(year: i16) -> String {
    format!("y{year}")
}

/// How many pages a home page shows.
const HOME_PAGES: usize = 10;
