//! What the reader gets: every page as HTML, each on its own and all in parallel.

mod affected;
mod alert;
mod answers;
mod asked;
mod assets;
mod attributes;
mod body;
mod budget;
mod call_paragraphs;
mod called_headings;
mod called_summaries;
mod code;
mod diagram;
mod excerpts;
mod figure;
mod filters;
mod early;
mod footnotes;
mod formula;
mod functions;
mod go;
mod glossary;
mod highlight;
mod inline;
mod input;
mod links;
mod page;
mod page_prints;
mod picture_text;
mod policy;
mod refusals;
mod ingredients;
mod left_out;
mod list_frame;
mod lists;
mod missing;
mod print_chapter;
mod prints;
mod problems;
mod qr;
mod rerender;
mod resources;
mod rewritten;
mod sanitize;
mod search_path;
mod search_switcher;
mod sentence;
mod shortcodes;
mod sites;
mod source_problem;
mod steps;
mod summaries;
mod template_reports;
mod textless;
mod tables;
mod templates;
mod view;
mod writer;

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use tera::{Context, Value};

use crate::artifact::Artifacts;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::Diagnostic;
use crate::discover::ContentFormat;
use crate::locale::DateFormatter;
use crate::locale::strings::Strings;
use crate::memo::{Fingerprint, Memo};
use crate::parse::{Attachments, Documents, PictureSizes};
use crate::resolve::{Headings, Page, PageId, PlaceName, Site};

use asked::Present;
use go::GoTemplates;
use links::PublishedFiles;
use policy::RawHtml;
use sites::SiteValue;
use summaries::Summaries;
use templates::Templates;
use view::Guides;

pub use answers::{Answer, shortcode_answers};
pub use budget::{BudgetRow, BudgetUse};
pub use early::{Awaited, AwaitedPages, EarlyPage, EarlyPages};
pub use excerpts::{Excerpt, ExcerptMaker, ExcerptSource, code_colours};
pub use highlight::{BlockOptions, Highlighter};
pub(crate) use inline::plain_markdown;
pub use input::{RenderInput, Scope};
pub use page::FeedBody;
pub use rerender::{RenderCache, rerender};

/// The rendered pages.
pub struct Rendered {
    pub artifacts: Artifacts,
    pub bodies: BTreeMap<PageId, Arc<FeedBody>>,
    pub budget_use: BudgetUse,
}

/// What is made once for all pages, or was made in the build before.
struct Tools<'a> {
    /// The names that may stand for other pages or files than in the build before.
    changed_names: HashSet<PlaceName>,
    templates: &'a Templates,
    go: Arc<GoTemplates>,
    /// Of the whole site except for its texts.
    shape: Fingerprint,
    highlighter: Arc<Highlighter>,
    files: PublishedFiles<'a>,
    dates: Vec<DateFormatter>,
    summaries: Summaries,
    sites: Vec<Arc<SiteValue>>,
}

/// What every page is rendered with.
pub(crate) struct Renderer<'a> {
    /// The names that may stand for other pages or files than in the build before.
    changed_names: HashSet<PlaceName>,
    settings: &'a Settings,
    site: &'a Site,
    attachments: &'a Attachments,
    pictures: &'a PictureSizes,
    files: PublishedFiles<'a>,
    templates: &'a Templates,
    go: Arc<GoTemplates>,
    /// The data files, for the first Go template that asks.
    go_data: OnceLock<crate::go::value::Value>,
    /// Of the whole site except for its texts.
    shape: Fingerprint,
    highlighter: Arc<Highlighter>,
    memo: Arc<Memo>,
    strings: Arc<Strings>,
    /// `site` for each language.
    sites: Vec<Arc<SiteValue>>,
    input: RenderInput<'a>,
    summaries: Summaries,
    guides: Guides,
    /// Whether a print view holds each page.
    is_printed: Vec<bool>,
    /// The dates of each language.
    dates: Vec<DateFormatter>,
    now: Timestamp,
    /// Bytes of other files that the pages of this build include.
    included_bytes: AtomicUsize,
    /// As they were parsed, until the calls in them have been run.
    headings: Headings,
}

/// Renders all pages of the scope.
///
/// # Errors
/// If the templates cannot be compiled: then no page can be made.
pub fn render(
    settings: &Settings,
    documents: &Documents,
    site: &Site,
    scope: &Scope,
    found: &mut Vec<Diagnostic>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let world = None;
    rerender(
        RenderInput { settings, documents, site, scope, world },
        &mut RenderCache::default(),
        Artifacts::default(),
        AwaitedPages { pages: Awaited::default(), show: &mut |_| {} },
        found,
    )
}

impl<'a> Renderer<'a> {
    fn new(input: RenderInput<'a>, tools: Tools<'a>) -> Self {
        let RenderInput { settings, documents, site, scope, .. } = input;
        let Tools {
            changed_names,
            templates,
            go,
            shape,
            highlighter,
            files,
            dates,
            summaries,
            sites,
        } = tools;
        Self {
            changed_names,
            input,
            settings,
            site,
            attachments: &documents.attachments,
            pictures: &documents.pictures,
            files,
            templates,
            go,
            go_data: OnceLock::new(),
            shape,
            highlighter,
            memo: Arc::clone(&scope.memo),
            strings: Arc::clone(&documents.strings),
            sites,
            summaries,
            guides: Guides::new(site),
            is_printed: prints::printed_pages(settings, site, scope),
            dates,
            now: scope.now,
            included_bytes: AtomicUsize::new(0),
            headings: Headings::new(settings.default_language),
        }
    }

    /// What other pages answer now.
    fn present(&self) -> Present<'_> {
        let RenderInput { site, world, .. } = self.input;
        Present {
            headings: &self.headings,
            site,
            changed_names: &self.changed_names,
            shape: self.shape,
            world,
            now: self.now,
        }
    }

    /// A page as other pages see it.
    fn summary(&self, page: &Page) -> Value {
        self.summaries.value(&self.input, &self.dates, page)
    }

    /// What authors may write into a page. A page that is written in HTML is all HTML.
    fn raw_html(&self, page: &Page) -> RawHtml {
        let format = page.document.as_ref().map(|document| document.file.format);
        match format {
            Some(ContentFormat::Html) => RawHtml::Kept,
            _ => RawHtml::of_bodies(self.settings),
        }
    }

    fn age_years(&self, page: &Page) -> i16 {
        view::age_years(page, self.now)
    }

    /// What every template of a page sees, except for its body.
    fn page_context(&self, page: &Page) -> Context {
        let mut context = Context::new();
        context.insert("lang", &self.settings.language(page.language).code);
        context.insert_value("site", self.sites[page.language.0].value.clone());
        context.insert_value("page", self.summary(page));
        if let Some(parent) = page.parent {
            context.insert_value("section", self.summary(self.site.page(parent)));
        }
        context
    }

    /// The URL of the page that `path` names, in the language of `from` or else in the default
    /// language; a path that names no page stays as it is.
    fn page_url(&self, from: &Page, path: &str) -> String {
        self.reference(from, None, path).unwrap_or_else(|| path.to_owned())
    }

    /// The URL of the page that `path` names in `language`, or else in that of `from` or the default
    /// language.
    fn reference(&self, from: &Page, language: Option<LanguageId>, path: &str) -> Option<String> {
        let (place, fragment) = path.split_at(path_of(path).len());
        if place.is_empty() {
            return Some(fragment.to_owned());
        }
        let usual = [from.language, self.settings.default_language];
        let mut languages = language.into_iter().chain(usual);
        let page = languages.find_map(|id| self.site.named(self.settings, from, id, place))?;
        let url = self.settings.base_url.relative(&page.path.encoded());
        Some(format!("{url}{fragment}"))
    }

    /// A string of the interface in a language.
    fn string(&self, language: LanguageId, key: &str) -> String {
        self.strings.get(language.0, key, None, &|_| None).unwrap_or_default()
    }
}

/// An address without its query and its fragment.
fn path_of(address: &str) -> &str {
    &address[..address.find(['#', '?']).unwrap_or(address.len())]
}
