//! Print views: which pages are on each, and the files that they are made into.
//!
//! A page is printed once for each section around it that has a print view. So that no site of many
//! levels prints everything as many times, a view holds at most [`MAX_BYTES`] of bodies of pages that
//! other views hold too: a larger one leads to the views of its subsections instead, and is cut into
//! parts.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::Arc;

use super::page::{PageOutput, TemplatedFile};
use super::print_chapter::{PrintedBody, chapter_anchor};
use super::view::{PageContext, PrintChapterView, PrintEntryView, PrintPartView, PrintView};
use super::{Renderer, Scope};
use crate::config::{Purpose, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::html::Html;
use crate::resolve::{Chapter, Page, PageId, PagePath, Site};

/// About a thousand sheets of paper.
const MAX_BYTES: usize = 4 << 20;

/// The bodies of the pages that are printed.
pub(super) type PrintedBodies = HashMap<PageId, Arc<PrintedBody>>;

/// One file of a print view.
pub(super) struct PrintPart<'a> {
    /// The page whose print view it is.
    pub page: &'a Page,
    pub path: PagePath,
    pub chapters: Vec<Chapter>,
    /// All parts of the view, if there are several.
    pub parts: Arc<Vec<(PartName, PagePath)>>,
}

/// What a part is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum PartName {
    /// From 1.
    Number(usize),
    Year(i16),
}

/// The pages that a print view of the scope holds. A check looks at each page itself: print views are there to be linked
/// to, and hold no text.
pub(super) fn printed_pages(settings: &Settings, site: &Site, scope: &Scope) -> Vec<bool> {
    let mut is_printed = vec![false; site.pages.len()];
    if settings.purpose == Purpose::Check {
        return is_printed;
    }
    for page in printing(settings, site, scope) {
        for chapter in site.chapters(page, &|_| false) {
            is_printed[chapter.page.0] = true;
        }
    }
    is_printed
}

/// The pages of the scope that have a print view.
fn printing<'a>(settings: &Settings, site: &'a Site, scope: &Scope) -> Vec<&'a Page> {
    let pages = site.pages.iter().filter(|page| scope.languages.contains(&page.language));
    pages.filter(|page| page.print_path(settings).is_some()).collect()
}

impl<'a> Renderer<'a> {
    /// Whether a print view holds the page.
    pub(super) fn is_printed(&self, page: &Page) -> bool {
        self.is_printed[page.id.0]
    }

    /// All files of all print views of the scope.
    pub(super) fn print_parts(&self, scope: &Scope, bodies: &PrintedBodies) -> Vec<PrintPart<'a>> {
        let pages = printing(self.settings, self.site, scope);
        pages.into_iter().flat_map(|page| self.parts_of_print(page, bodies)).collect()
    }

    fn parts_of_print(&self, page: &'a Page, bodies: &PrintedBodies) -> Vec<PrintPart<'a>> {
        let Some(start) = page.print_path(self.settings) else { return Vec::new() };
        let mut chapters = self.site.chapters(page, &|_| false);
        let is_large = size(&chapters, bodies) > MAX_BYTES;
        if is_large {
            let has_own = |page: &Page| page.print_path(self.settings).is_some();
            chapters = self.site.chapters(page, &has_own);
        }
        let cut = if is_large { self.cut(chapters, bodies) } else { vec![(FIRST, chapters)] };
        let path = |name: PartName| match name {
            FIRST => start.clone(),
            PartName::Number(number) => start.below(&number.to_string()),
            PartName::Year(year) => start.below(&year.to_string()),
        };
        let parts = Arc::new(cut.iter().map(|(name, _)| (*name, path(*name))).collect());
        let part = |(name, chapters)| PrintPart {
            page,
            path: path(name),
            chapters,
            parts: Arc::clone(&parts),
        };
        cut.into_iter().map(part).collect()
    }

    /// Cuts what is too large for one file: by year if all pages are dated, else by size.
    fn cut(&self, chapters: Vec<Chapter>, bodies: &PrintedBodies) -> Vec<(PartName, Vec<Chapter>)> {
        let year = |chapter: &Chapter| {
            let date = self.site.page(chapter.page).date();
            date.map(|date| date.civil.year()).filter(|_| chapter.level > 0 && !chapter.is_apart)
        };
        let is_undated = |chapter: &&Chapter| year(chapter).is_none();
        let (first, dated): (Vec<Chapter>, Vec<Chapter>) =
            chapters.iter().partition(|chapter| chapter.level == 0 || chapter.is_apart);
        if dated.iter().any(|chapter| is_undated(&chapter)) {
            return by_size(chapters, bodies);
        }
        let mut years: BTreeMap<i16, Vec<Chapter>> = BTreeMap::new();
        for chapter in dated {
            years.entry(year(&chapter).unwrap_or_default()).or_default().push(chapter);
        }
        let years = years.into_iter().rev().map(|(year, own)| (PartName::Year(year), own));
        [(FIRST, first)].into_iter().chain(years).collect()
    }

    /// Makes a file of a print view. None is made while a chapter cannot be read.
    pub(super) fn print_part(&self, part: &PrintPart<'_>, bodies: &PrintedBodies) -> PageOutput {
        let mut output = PageOutput::default();
        let path = part.path.output();
        let view = match self.print_view(part, bodies) {
            Ok(view) => view,
            Err(error) => {
                let message = format!(
                    "`{path}` could not be made, since what was set aside for it cannot be read: {error}"
                );
                output.found.push(Diagnostic::new(Code::FileUnreadable, message));
                return output;
            }
        };
        let mut context = self.page_context(part.page);
        context.insert("canonical", &self.settings.base_url.absolute(&part.page.path.encoded()));
        let frame = PageContext::new(self.settings, self.site, part.page, self.now);
        context.insert("switcher", &frame.switcher);
        context.insert("print", &view);
        let file = TemplatedFile { template: "print.html", context: &context, path };
        output.render(self, file);
        output
    }

    fn print_view(&self, part: &PrintPart<'_>, bodies: &PrintedBodies) -> io::Result<PrintView> {
        let url = |path: &PagePath| self.settings.base_url.relative(&path.encoded());
        let held = || part.chapters.iter().filter(|chapter| !chapter.is_apart);
        let pages = held().map(|chapter| self.site.page(chapter.page));
        let anchors: HashMap<String, String> =
            pages.map(|page| (url(&page.path), chapter_anchor(page))).collect();
        let entry = |chapter: &Chapter| {
            let page = self.site.page(chapter.page);
            let apart = page.print_path(self.settings).filter(|_| chapter.is_apart);
            PrintEntryView {
                title: page.title.clone(),
                url: apart.map_or_else(|| format!("#{}", chapter_anchor(page)), |path| url(&path)),
                level: chapter.level,
            }
        };
        let chapter = |chapter: &Chapter| {
            let page = self.site.page(chapter.page);
            let html = bodies.get(&page.id).map(|body| body.in_view(&anchors)).transpose()?;
            Ok(PrintChapterView {
                id: chapter_anchor(page),
                level: chapter.level,
                page: self.summary(page),
                content: Html::written(html.unwrap_or_default()),
            })
        };
        let parts = part.parts.iter().map(|(name, path)| PrintPartView {
            number: name.number(),
            url: url(path),
            current: *path == part.path,
        });
        Ok(PrintView {
            contents: part.chapters.iter().map(entry).collect(),
            chapters: held().map(chapter).collect::<io::Result<_>>()?,
            parts: parts.collect(),
            is_by_year: part.parts.iter().any(|(name, _)| matches!(name, PartName::Year(_))),
        })
    }
}

/// The part that stands at the address of the whole view.
const FIRST: PartName = PartName::Number(1);

impl PartName {
    fn number(self) -> usize {
        match self {
            Self::Number(number) => number,
            Self::Year(year) => usize::try_from(year).unwrap_or_default(),
        }
    }
}

fn size(chapters: &[Chapter], bodies: &PrintedBodies) -> usize {
    let held = chapters.iter().filter(|chapter| !chapter.is_apart);
    held.filter_map(|chapter| bodies.get(&chapter.page)).map(|body| body.bytes).sum()
}

/// Parts of at most [`MAX_BYTES`], unless a single page is larger.
fn by_size(chapters: Vec<Chapter>, bodies: &PrintedBodies) -> Vec<(PartName, Vec<Chapter>)> {
    let mut parts: Vec<(PartName, Vec<Chapter>)> = vec![(FIRST, Vec::new())];
    let mut held = 0;
    for chapter in chapters {
        let own = size(&[chapter], bodies);
        if held > 0 && held + own > MAX_BYTES {
            parts.push((PartName::Number(parts.len() + 1), Vec::new()));
            held = 0;
        }
        held += own;
        if let Some((_, part)) = parts.last_mut() {
            part.push(chapter);
        }
    }
    parts
}
