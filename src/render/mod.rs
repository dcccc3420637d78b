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
mod ingredients;
mod lists;
mod missing;
mod problems;
mod qr;
mod resources;
mod search_page;
mod shortcodes;
mod source_problem;
mod summary;
mod template_reports;
mod textless;
mod tables;
mod templates;
mod view;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use jiff::Timestamp;
use tera::{Context, Value};

use crate::artifact::Artifacts;
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::DateFormatter;
use crate::locale::strings::Strings;
use crate::memo::{Kept, Memo};
use crate::parse::{Attachments, Documents, PictureSizes};
use crate::resolve::{Page, PageId, Site};

use assets::hashed_assets;
use functions::FunctionData;
use ingredients::Ingredients;
use links::PublishedFiles;
use page::PageOutput;
use templates::Templates;
use view::{PageSummary, SiteView, Trees};

pub use highlight::{CodeOptions, Highlighter};
pub(crate) use inline::plain_markdown;
pub use page::FeedBody;

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
    pub bodies: BTreeMap<PageId, Arc<FeedBody>>,
}

/// What the stages before have left.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    pub settings: &'a Settings,
    pub documents: &'a Documents,
    pub site: &'a Site,
    pub scope: &'a Scope,
}

/// What one build keeps of this stage for the next.
#[derive(Default)]
pub struct Trace {
    templates: Kept<Result<Templates, Vec<Diagnostic>>>,
    pages: Kept<PageOutput>,
    textless: Kept<PageOutput>,
    /// Its grammars are loaded when code is met that nothing is remembered of.
    highlighter: Option<Arc<Highlighter>>,
}

/// What every page is rendered with.
pub(crate) struct Renderer<'a> {
    settings: &'a Settings,
    site: &'a Site,
    attachments: &'a Attachments,
    pictures: &'a PictureSizes,
    files: PublishedFiles<'a>,
    templates: &'a Templates,
    highlighter: Arc<Highlighter>,
    memo: Arc<Memo>,
    strings: Arc<Strings>,
    /// `site` for each language.
    sites: Vec<Value>,
    /// Each page as others see it, once one of them does.
    summaries: Vec<OnceLock<Value>>,
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
    rerender(Given { settings, documents, site, scope }, &mut Trace::default(), found)
}

/// As [`render`], but a page that is made from the same as in the build before is kept.
///
/// # Errors
/// As those of [`render`].
pub fn rerender(
    given: Given<'_>,
    trace: &mut Trace,
    found: &mut Vec<Diagnostic>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let Given { settings, documents, site, scope } = given;
    let assets = hashed_assets(settings, &assets(documents, site));
    let print = ingredients::of_templates(&given, &assets.urls);
    let templates = trace.templates.renew_one(Some(print), || compile(&given, assets.urls));
    let templates = templates.as_ref().as_ref().map_err(Vec::clone)?;
    let files = PublishedFiles::new(settings, documents, site, &assets.files);
    let highlighter = trace.highlighter.get_or_insert_with(|| highlighter(scope));
    let renderer = Renderer::new(given, files, (templates, Arc::clone(highlighter)));
    let ingredients = Ingredients::new(&renderer, &given, print);

    let is_wanted = |page: &&Page| page.is_rendered() && scope.wants(site, page);
    let pages: Vec<&Page> = site.pages.iter().filter(is_wanted).collect();
    let made = trace.pages.renew_unless(
        &pages,
        |page| Some(ingredients.of_page(&renderer, page, scope)),
        |output| output.is_outdated(site),
        |page| renderer.page(page, scope),
    );
    let textless = renderer.textless_pages(scope);
    let made_textless = trace.textless.renew(
        &textless,
        |own| Some(ingredients.of_textless(own)),
        |own| renderer.textless_page(own),
    );

    let bodies = pages.iter().zip(&made);
    let bodies = bodies.filter_map(|(page, own)| Some((page.id, Arc::clone(own.body.as_ref()?))));
    let mut rendered = Rendered { artifacts: Artifacts::default(), bodies: bodies.collect() };
    add_files(&made, &mut rendered.artifacts);
    add_resources_of_unmade(&given, &mut rendered.artifacts);
    for (path, bytes) in assets.files {
        rendered.artifacts.add_bytes(path, bytes);
    }
    add_files(&made_textless, &mut rendered.artifacts);
    found.extend(diagnostics(made.iter().chain(&made_textless)));
    Ok(rendered)
}

fn compile(
    given: &Given<'_>,
    assets: BTreeMap<String, String>,
) -> Result<Templates, Vec<Diagnostic>> {
    Templates::compile(&given.documents.templates, |tera, missing| {
        let data = FunctionData {
            strings: given.documents.strings.clone(),
            languages: Arc::new(language_indices(given.settings)),
            assets: Arc::new(assets),
            missing,
        };
        functions::register(tera, given.settings, data);
    })
}

fn highlighter(scope: &Scope) -> Arc<Highlighter> {
    Arc::new(Highlighter::new(Arc::clone(&scope.memo)))
}

fn add_files(outputs: &[Arc<PageOutput>], artifacts: &mut Artifacts) {
    for (path, artifact) in outputs.iter().flat_map(|output| &output.files) {
        artifacts.add(path.clone(), artifact.clone());
    }
}

/// The files of bundles whose page is there only for others to read from.
fn add_resources_of_unmade(given: &Given<'_>, artifacts: &mut Artifacts) {
    let unmade = given.site.pages.iter().filter(|page| !page.is_rendered());
    let unmade = unmade.filter(|page| given.scope.languages.contains(&page.language));
    for page in unmade {
        for (path, artifact) in resources::resources(given.site, page, &page.path, "") {
            artifacts.add(path, artifact);
        }
    }
}

/// What is to be said of all pages: some problems once, wherever they are.
fn diagnostics<'a>(outputs: impl Iterator<Item = &'a Arc<PageOutput>>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    let mut languages: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut missing = BTreeSet::new();
    for output in outputs {
        found.extend(output.found.iter().cloned());
        problems.extend(output.problems.iter().cloned());
        for (language, place) in &output.unknown_languages {
            languages.entry(language.clone()).or_default().push(place.clone());
        }
        missing.extend(output.missing.iter().cloned());
    }
    found.extend(shortcodes::diagnostics(problems));
    found.extend(problems::unknown_languages(languages));
    found.extend(missing::diagnostics(&missing));
    found
}

impl<'a> Renderer<'a> {
    fn new(
        given: Given<'a>,
        files: PublishedFiles<'a>,
        (templates, highlighter): (&'a Templates, Arc<Highlighter>),
    ) -> Self {
        let Given { settings, documents, site, scope } = given;
        let dates = settings
            .languages
            .iter()
            .map(|language| DateFormatter::new(&language.locale, language.date_layout.as_ref()))
            .collect();
        let sites = settings
            .language_ids()
            .map(|id| Value::from_serializable(&SiteView::new(settings, site, &documents.data, id)))
            .collect();
        Self {
            settings,
            site,
            attachments: &documents.attachments,
            pictures: &documents.pictures,
            files,
            templates,
            highlighter,
            memo: Arc::clone(&scope.memo),
            strings: Arc::clone(&documents.strings),
            sites,
            summaries: site.pages.iter().map(|_| OnceLock::new()).collect(),
            trees: Trees::new(site),
            dates,
            now: scope.now,
        }
    }

    /// A page as others see it.
    fn summary(&self, page: &Page) -> Value {
        let dates = &self.dates[page.language.0];
        let view = || PageSummary::new(self.settings, self.site, page, dates);
        self.summaries[page.id.0].get_or_init(|| Value::from_serializable(&view())).clone()
    }

    /// What every template of a page sees, its body apart.
    fn page_context(&self, page: &Page) -> Context {
        let mut context = Context::new();
        context.insert("lang", &self.settings.language(page.language).code);
        context.insert_value("site", self.sites[page.language.0].clone());
        context.insert_value("page", self.summary(page));
        if let Some(parent) = page.parent {
            context.insert_value("section", self.summary(self.site.page(parent)));
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
