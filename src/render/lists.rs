//! Lists: the pages of a section, a term or the home page, cut into parts.

use std::collections::BTreeMap;

use tera::{Context, Value};

use super::Renderer;
use super::view::{ArchiveView, ListContext, YearView};
use crate::config::PageKind;
use crate::resolve::{Page, PageId, PagePath, anchor_segment};

impl Renderer<'_> {
    /// The files that a page becomes and the context of each: one for a page, several for a
    /// list that is longer than one part.
    pub(super) fn parts(&self, page: &Page, context: Context) -> Vec<(PagePath, Context)> {
        if page.kind == PageKind::Page {
            let mut context = context;
            // A layout may be made for lists: such a page lists nothing.
            context.insert("list", &ListContext::default());
            return vec![(page.path.clone(), context)];
        }
        let members = self.members(page);
        let size = self.part_size(page);
        let parts: Vec<&[PageId]> =
            if members.is_empty() { vec![&[]] } else { members.chunks(size).collect() };
        let path = |number: usize| match number {
            1 => page.path.clone(),
            _ => self.part_path(page, number),
        };
        let url = |number: usize| self.settings.base_url.relative(&path(number).encoded());
        let archive = self.archive(&parts, &url);
        let numbered = parts.iter().enumerate();
        numbered
            .map(|(index, members)| {
                let number = index + 1;
                let list = ListContext {
                    pages: self.values(members),
                    years: self.years(members),
                    archive: archive.clone(),
                    subsections: self.values(&page.subsections),
                    entries: self.values(&self.site.entries(page)),
                    number,
                    parts: parts.len(),
                    total: self.members(page).len(),
                    newer_url: (number > 1).then(|| url(number - 1)),
                    older_url: (number < parts.len()).then(|| url(number + 1)),
                };
                let mut context = context.clone();
                if number > 1 {
                    // The second part and later ones are pages of their own, with no counterparts in other languages.
                    let permalink = self.settings.base_url.absolute(&path(number).encoded());
                    context.insert("canonical", &permalink);
                    context.insert("alternates", &[(); 0]);
                }
                context.insert("list", &list);
                (path(number), context)
            })
            .collect()
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

    /// Every page that a list shows, in any part and at any place. Apart from the page that has the list,
    /// nothing else affects it.
    pub(super) fn listed(&self, page: &Page) -> Option<[Vec<PageId>; 3]> {
        let lists = page.kind != PageKind::Page;
        lists.then(|| [self.members(page), page.subsections.clone(), self.site.entries(page)])
    }

    /// The pages of a list; a home page shows the newest pages of the main sections.
    fn members(&self, page: &Page) -> Vec<PageId> {
        if page.kind != PageKind::Home {
            return page.members.clone();
        }
        let newest = self.site.main_pages[page.language.0].iter();
        newest.take(self.part_size(page).min(HOME_PAGES)).copied().collect()
    }

    fn values(&self, ids: &[PageId]) -> Vec<Value> {
        ids.iter().map(|id| self.summary(self.site.page(*id))).collect()
    }

    /// The years of a list in which every page has a date, and the part in which each begins.
    fn archive(&self, parts: &[&[PageId]], url: &dyn Fn(usize) -> String) -> Vec<ArchiveView> {
        let mut years: BTreeMap<i16, ArchiveView> = BTreeMap::new();
        for (index, id) in
            parts.iter().enumerate().flat_map(|(at, ids)| ids.iter().map(move |id| (at, id)))
        {
            let Some(date) = self.site.page(*id).date() else { return Vec::new() };
            let year = date.civil.year();
            let first = || ArchiveView {
                year,
                url: format!("{}#{}", url(index + 1), year_id(year)),
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
