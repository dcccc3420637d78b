//! What the reader gets: every page as HTML, each on its own and all in parallel.

mod assets;
mod body;
mod called_headings;
mod code;
mod diagram;
mod figure;
mod footnotes;
mod formula;
mod functions;
mod highlight;
mod inline;
mod links;
mod page;
mod lists;
mod problems;
mod qr;
mod resources;
mod search_page;
mod shortcodes;
mod source_problem;
mod summary;
mod template_reports;
mod tables;
mod templates;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, PoisonError};

use jiff::Timestamp;
use rayon::prelude::*;
use tera::{Context, Value};

use crate::artifact::Artifacts;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::locale::DateFormatter;
use crate::locale::strings::Strings;
use crate::memo::Memo;
use crate::parse::{Attachments, Documents, PictureSizes};
use crate::resolve::{Page, PageId, Site};

use assets::hashed_assets;
use functions::{FunctionData, MissingStrings};
use links::PublishedFiles;
use page::PageOutput;
use templates::Templates;
use view::{PageContext, PageSummary, SiteView, Trees};

pub use highlight::{CodeOptions, Highlighter};
pub(crate) use inline::plain_markdown;

/// What is to be rendered.
pub struct Scope {
    /// The languages whose pages are made.
    pub languages: BTreeSet<LanguageId>,
    /// Pages whose bodies are wanted as HTML, for feeds.
    pub keep_bodies: BTreeSet<PageId>,
    pub now: Timestamp,
    /// Remembers code, formulas and the like between builds.
    pub memo: Arc<Memo>,
}

impl Scope {
    /// Whether a page's body is wanted, for itself or for a fallback.
    fn wants(&self, site: &Site, page: &Page) -> bool {
        self.languages.contains(&page.language)
            || site.fallbacks_of(page).any(|own| self.languages.contains(&own.language))
    }
}

/// The rendered pages.
pub struct Rendered {
    pub artifacts: Artifacts,
    pub bodies: BTreeMap<PageId, String>,
}

/// What the stages before have left.
struct Given<'a> {
    settings: &'a Settings,
    documents: &'a Documents,
    site: &'a Site,
    scope: &'a Scope,
}

/// What every page is rendered with.
pub(crate) struct Renderer<'a> {
    settings: &'a Settings,
    site: &'a Site,
    attachments: &'a Attachments,
    pictures: &'a PictureSizes,
    files: PublishedFiles<'a>,
    templates: Templates,
    highlighter: Highlighter,
    memo: Arc<Memo>,
    strings: Arc<Strings>,
    /// `site` for each language.
    sites: Vec<Value>,
    /// Each page as others see it.
    summaries: Vec<Value>,
    trees: Trees,
    /// The dates of each language.
    dates: Vec<DateFormatter>,
    now: Timestamp,
}

/// Renders all pages of the scope.
///
/// # Errors
/// When the templates cannot be compiled: then nothing can be made.
pub fn render(
    settings: &Settings,
    documents: &Documents,
    site: &Site,
    scope: &Scope,
    found: &mut Vec<Diagnostic>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let assets = hashed_assets(settings, &assets(documents, site));
    let missing = MissingStrings::default();
    let files = PublishedFiles::new(settings, documents, site, &assets.files);
    let data = FunctionData {
        strings: documents.strings.clone(),
        languages: Arc::new(language_indices(settings)),
        assets: Arc::new(assets.urls),
        missing: missing.clone(),
    };
    let renderer = Renderer::new(Given { settings, documents, site, scope }, files, data)?;
    let pages: Vec<PageOutput> = site
        .pages
        .par_iter()
        .filter(|page| page.is_rendered() && scope.wants(site, page))
        .map(|page| renderer.page(page, scope))
        .collect();
    let mut rendered = gather(pages, found);
    let unmade = site.pages.iter().filter(|page| !page.is_rendered());
    let unmade = unmade.filter(|page| scope.languages.contains(&page.language));
    for page in unmade {
        for (path, artifact) in resources::resources(site, page, &page.path, "") {
            rendered.artifacts.add(path, artifact);
        }
    }
    for (path, bytes) in assets.files {
        rendered.artifacts.add_bytes(path, bytes);
    }
    renderer.redirects(scope, &mut rendered.artifacts, found);
    renderer.not_found_pages(scope, &mut rendered.artifacts, found);
    renderer.search_pages(scope, &mut rendered.artifacts, found);
    found.extend(missing_strings(&missing));
    Ok(rendered)
}

fn gather(pages: Vec<PageOutput>, found: &mut Vec<Diagnostic>) -> Rendered {
    let mut rendered = Rendered { artifacts: Artifacts::default(), bodies: BTreeMap::new() };
    let mut problems = Vec::new();
    let mut languages: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for page in pages {
        for (path, artifact) in page.files {
            rendered.artifacts.add(path, artifact);
        }
        rendered.bodies.extend(page.body.map(|body| (page.id, body)));
        found.extend(page.found);
        problems.extend(page.problems);
        for (language, place) in page.unknown_languages {
            languages.entry(language).or_default().push(place);
        }
    }
    found.extend(shortcodes::diagnostics(problems));
    found.extend(problems::unknown_languages(languages));
    rendered
}

impl<'a> Renderer<'a> {
    fn new(
        given: Given<'a>,
        files: PublishedFiles<'a>,
        data: FunctionData,
    ) -> Result<Self, Vec<Diagnostic>> {
        let Given { settings, documents, site, scope } = given;
        let templates = Templates::compile(&documents.templates, |tera| {
            functions::register(tera, settings, data);
        })?;
        let dates: Vec<DateFormatter> = settings
            .languages
            .iter()
            .map(|language| DateFormatter::new(&language.locale, language.date_layout.as_ref()))
            .collect();
        let sites = settings
            .language_ids()
            .map(|id| Value::from_serializable(&SiteView::new(settings, site, &documents.data, id)))
            .collect();
        let summaries = site
            .pages
            .par_iter()
            .map(|page| {
                let dates = &dates[page.language.0];
                Value::from_serializable(&PageSummary::new(settings, site, page, dates))
            })
            .collect();
        Ok(Self {
            settings,
            site,
            attachments: &documents.attachments,
            pictures: &documents.pictures,
            files,
            templates,
            highlighter: Highlighter::new(Arc::clone(&scope.memo)),
            memo: Arc::clone(&scope.memo),
            strings: Arc::clone(&documents.strings),
            sites,
            summaries,
            trees: Trees::new(site),
            dates,
            now: scope.now,
        })
    }

    /// What every template of a page sees, its body apart.
    fn page_context(&self, page: &Page) -> Context {
        let mut context = Context::new();
        context.insert("lang", &self.settings.language(page.language).code);
        context.insert_value("site", self.sites[page.language.0].clone());
        context.insert_value("page", self.summaries[page.id.0].clone());
        if let Some(parent) = page.parent {
            context.insert_value("section", self.summaries[parent.0].clone());
        }
        context
    }

    /// The URL of the page that `path` names, in the language of `from` or else in the default
    /// language; a path that names none stays as it is.
    fn page_url(&self, from: &Page, path: &str) -> String {
        self.reference(from, None, path).unwrap_or_else(|| path.to_owned())
    }

    /// The URL of the page that `path` names in `language`, or else in that of `from` or the default
    /// language.
    fn reference(&self, from: &Page, language: Option<LanguageId>, path: &str) -> Option<String> {
        let (place, fragment) = path.split_at(path.find(['#', '?']).unwrap_or(path.len()));
        if place.is_empty() {
            return Some(fragment.to_owned());
        }
        let usual = [from.language, self.settings.default_language];
        let mut languages = language.into_iter().chain(usual);
        let page = languages.find_map(|id| self.site.named(self.settings, from, id, place))?;
        let url = self.settings.base_url.relative(&page.path.encoded());
        Some(format!("{url}{fragment}"))
    }

    /// A word of the interface in a language.
    fn string(&self, language: LanguageId, key: &str) -> String {
        self.strings.get(language.0, key, None, &|_| None).unwrap_or_default()
    }

    /// A page for each alias that sends its reader on.
    fn redirects(&self, scope: &Scope, artifacts: &mut Artifacts, found: &mut Vec<Diagnostic>) {
        for alias in &self.site.aliases {
            let page = self.site.page(alias.page);
            if !scope.languages.contains(&page.language) {
                continue;
            }
            match self.templates.render("redirect.html", &self.page_context(page)) {
                Ok(html) => {
                    artifacts.add_bytes(alias.path.output(), html);
                }
                Err(error) => found.push(error.into_diagnostic()),
            }
        }
    }

    /// `404.html` below the root of each language.
    fn not_found_pages(
        &self,
        scope: &Scope,
        artifacts: &mut Artifacts,
        found: &mut Vec<Diagnostic>,
    ) {
        if self.settings.is_disabled("404") {
            return;
        }
        for language in &scope.languages {
            let home = self.site.page(self.site.homes[language.0]);
            let mut context = self.page_context(home);
            let own = PageContext::new(self.settings, self.site, home, self.now);
            context.insert("switcher", &own.switcher);
            match self.templates.render("404.html", &context) {
                Ok(html) => {
                    artifacts.add_bytes(home.path.output_beside("404.html"), html);
                }
                Err(error) => found.push(error.into_diagnostic()),
            }
        }
    }
}

fn language_indices(settings: &Settings) -> BTreeMap<String, usize> {
    let languages = settings.languages.iter().enumerate();
    languages.map(|(index, language)| (language.code.clone(), index)).collect()
}

/// The theme's assets, and the colours of labels.
fn assets(documents: &Documents, site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut assets = documents.assets.clone();
    let labels = view::label_styles(site);
    if !labels.is_empty() {
        assets.entry("labels.css".to_owned()).or_insert_with(|| labels.into_bytes());
    }
    assets
}

fn missing_strings(missing: &MissingStrings) -> Vec<Diagnostic> {
    let keys = missing.lock().unwrap_or_else(PoisonError::into_inner);
    let describe = |key: &String| {
        let message = format!("a template asks for the string `{key}`, which no language has");
        Diagnostic::new(Code::StringMissing, message).hint(format!(
            "add `[{key}]` with `other = \"…\"` to the file of the default language in `i18n/`"
        ))
    };
    keys.iter().map(describe).collect()
}
