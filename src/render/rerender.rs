//! Rendering all pages, and what one build keeps for the next.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assets::{PALETTE, hashed_assets};
use super::budget::BudgetUse;
use super::called_headings::CalledHeadings;
use super::early::AwaitedPages;
use super::functions::{self, FunctionData};
use super::go::GoTemplates;
use super::ingredients::{self, Ingredients, Shared, ViewKey};
use super::links::PublishedFiles;
use super::lists::ListPart;
use super::page::{NOT_FOUND, PageOutput};
use super::page_prints::PagePrints;
use super::prints::PrintedBodies;
use super::sites::{self, SiteCache};
use super::summaries::{self, Summaries};
use super::templates::Templates;
use super::{
    Highlighter, RenderInput, Rendered, Renderer, Scope, Tools, called_headings, called_summaries,
    missing, problems, refusals, resources, shortcodes, view,
};
use crate::artifact::Artifacts;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::DateFormatter;
use crate::memo::{Fingerprint, MemoTable, Progress, Work};
use crate::parse::Documents;
use crate::resolve::{Page, Places, Site};

/// What one build leaves of this stage for the next.
#[derive(Default)]
pub struct RenderCache {
    tools: ToolsCache,
    /// Fingerprints of what the templates of pages see.
    views: MemoTable<Fingerprint, ViewKey>,
    pages: PageCache,
    lists: MemoTable<PageOutput>,
    textless: MemoTable<PageOutput>,
    prints: MemoTable<PageOutput>,
}

impl RenderCache {
    /// Counts the pages as they are rendered.
    pub fn watch(&mut self, progress: &Arc<Progress>) {
        self.pages.outputs.watch(progress);
    }

    /// What the last build has made, and of what it has taken fingerprints.
    pub fn work(&self) -> Work {
        vec![
            ("views", self.views.made()),
            ("summaries", self.tools.summaries.made()),
            ("called headings", self.tools.headings.made()),
            ("called summaries", self.tools.summaries.called()),
            ("prints of pages", self.pages.prints.taken()),
            ("pages", self.pages.outputs.made()),
            ("lists", self.lists.made()),
            ("textless", self.textless.made()),
            ("print views", self.prints.made()),
        ]
    }
}

/// What rendering the pages leaves.
#[derive(Default)]
struct PageCache {
    outputs: MemoTable<PageOutput>,
    prints: PagePrints,
}

/// What one rendering leaves for the next, of everything that all pages share.
#[derive(Default)]
pub(super) struct ToolsCache {
    templates: MemoTable<Result<Templates, Vec<Diagnostic>>>,
    go: MemoTable<GoTemplates>,
    summaries: summaries::SummaryCache,
    sites: SiteCache,
    headings: MemoTable<CalledHeadings>,
    /// Where all pages were.
    places: Option<Arc<Places>>,
    /// Its grammars are loaded for the first code that is not remembered.
    highlighter: Option<Arc<Highlighter>>,
}

/// Like [`render`](super::render), but keeps each page that is made from the same as in the build before. The
/// files are added to `artifacts`. Pages that somebody waits for are shown first.
///
/// # Errors
/// The same as those of [`render`](super::render).
pub fn rerender(
    input: RenderInput<'_>,
    cache: &mut RenderCache,
    artifacts: Artifacts,
    awaited: AwaitedPages<'_>,
    found: &mut Vec<Diagnostic>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let RenderCache { tools, views, pages, lists, textless, prints } = cache;
    with_renderer(input, tools, |workshop| {
        let PreparedRenderer { renderer, shared, assets } = workshop;
        awaited.make(&renderer, &input, &assets);
        let ingredients = Ingredients::new(&renderer, input, &shared);
        let views = ingredients.views(&renderer, &wanted(&input), views);
        let pages = ingredients.pages(&renderer, views, pages);
        let rendered = RenderedPages {
            lists: ingredients.lists(&renderer, &pages, lists),
            prints: ingredients.prints(&renderer, &pages, prints),
            textless: ingredients.textless(&renderer, textless),
            pages,
        };
        found.extend(refusals::of_site(&input));
        let rendered = rendered.gathered(&input, assets, artifacts, found);
        let used = renderer.templates.budget_use();
        let included = rendered.budget_use.included;
        Rendered { budget_use: BudgetUse { included, ..used }, ..rendered }
    })
}

/// The pages to render, in their order.
fn wanted<'a>(input: &RenderInput<'a>) -> Vec<&'a Page> {
    let RenderInput { site, scope, .. } = *input;
    let is_wanted = |page: &&Page| page.is_rendered() && scope.wants(site, page);
    site.pages.iter().filter(is_wanted).collect()
}

/// The output of pages before it is collected.
struct RenderedPages<'a> {
    pages: Vec<RenderedPage<'a>>,
    /// Further parts of lists.
    lists: Vec<Arc<PageOutput>>,
    textless: Vec<Arc<PageOutput>>,
    prints: Vec<Arc<PageOutput>>,
}

/// A page that was rendered, now or in an earlier build.
struct RenderedPage<'a> {
    page: &'a Page,
    /// Of what its template sees.
    views: Arc<Fingerprint>,
    output: Arc<PageOutput>,
}

impl<'a> Ingredients<'a> {
    /// All pages to render, each with the fingerprint of its views, in their order.
    fn pages(
        &self,
        renderer: &Renderer<'a>,
        views: Vec<Arc<Fingerprint>>,
        kept: &mut PageCache,
    ) -> Vec<RenderedPage<'a>> {
        let RenderInput { scope, .. } = self.input;
        let seen: Vec<(&Page, Arc<Fingerprint>)> =
            wanted(&self.input).into_iter().zip(views).collect();
        let present = renderer.present();
        let prints = kept.prints.renew(self, renderer, &seen);
        let wanted: Vec<_> = seen.iter().map(|(page, _)| *page).zip(prints).collect();
        let outputs = kept.outputs.renew_unless(
            &wanted,
            |(_, print)| Some(*print),
            |output| output.is_outdated(&present),
            |(page, _)| renderer.page(page, scope),
        );
        let pages = seen.into_iter().zip(outputs);
        pages.map(|((page, views), output)| RenderedPage { page, views, output }).collect()
    }

    /// The further parts of all lists.
    fn lists(
        &self,
        renderer: &Renderer<'a>,
        pages: &[RenderedPage<'a>],
        kept: &mut MemoTable<PageOutput>,
    ) -> Vec<Arc<PageOutput>> {
        let parts = pages.iter().filter_map(|RenderedPage { page, views, output }| {
            let frame = output.list.as_ref()?;
            let print = self.of_list(renderer, page, **views, frame);
            Some(renderer.further_parts(page, frame).into_iter().map(move |part| (print, part)))
        });
        let parts: Vec<(Fingerprint, ListPart<'_>)> = parts.flatten().collect();
        kept.renew(
            &parts,
            |(print, part)| Some(self.of_list_part(renderer, *print, part)),
            |(_, part)| renderer.list_part(part),
        )
    }

    /// The print views of pages that are rendered.
    fn prints(
        &self,
        renderer: &Renderer<'a>,
        pages: &[RenderedPage<'_>],
        kept: &mut MemoTable<PageOutput>,
    ) -> Vec<Arc<PageOutput>> {
        let bodies = pages.iter();
        let bodies: PrintedBodies = bodies
            .filter_map(|page| Some((page.page.id, Arc::clone(page.output.printed.as_ref()?))))
            .collect();
        kept.renew_unless(
            &renderer.print_parts(self.input.scope, &bodies),
            |part| Some(self.of_print(renderer, part, &bodies)),
            |output| output.files.is_empty(),
            |part| renderer.print_part(part, &bodies),
        )
    }

    fn textless(
        &self,
        renderer: &Renderer<'a>,
        kept: &mut MemoTable<PageOutput>,
    ) -> Vec<Arc<PageOutput>> {
        kept.renew(
            &renderer.textless_pages(self.input.scope),
            |textless| Some(self.of_textless(renderer, textless)),
            |textless| renderer.textless_page(textless),
        )
    }
}

impl RenderedPages<'_> {
    /// All files in the order in which they come first at a path, and all diagnostics.
    fn gathered(
        self,
        input: &RenderInput<'_>,
        assets: BTreeMap<String, Vec<u8>>,
        mut artifacts: Artifacts,
        found: &mut Vec<Diagnostic>,
    ) -> Rendered {
        let outputs = || self.pages.iter().map(|page| &page.output);
        add_files(outputs(), &mut artifacts);
        add_files(self.lists.iter().chain(&self.prints), &mut artifacts);
        add_resources_of_unrendered(input, &mut artifacts);
        for (path, bytes) in assets {
            artifacts.add_bytes(path, bytes);
        }
        add_textless(&self.textless, &mut artifacts);
        let included_bytes = outputs().map(|output| output.included_bytes).sum();
        found.extend(shortcodes::include::check_build(&input.settings.budgets, included_bytes));
        found.extend(diagnostics(
            input.documents,
            outputs().chain(&self.lists).chain(&self.textless).chain(&self.prints),
        ));
        let bodies = self.pages.iter();
        let bodies =
            bodies.filter_map(|page| Some((page.page.id, Arc::clone(page.output.body.as_ref()?))));
        let included = outputs().map(|output| output.included_bytes).max().unwrap_or_default();
        let budget_use = BudgetUse { included, ..BudgetUse::default() };
        Rendered { artifacts, bodies: bodies.collect(), budget_use }
    }
}

/// A renderer, and what was made to prepare it.
pub(super) struct PreparedRenderer<'a> {
    pub renderer: Renderer<'a>,
    shared: Shared,
    /// The theme's files, by the paths that they are published at.
    assets: BTreeMap<String, Vec<u8>>,
}

/// Makes a renderer from what the rendering before has left, and lends it to `look`.
///
/// # Errors
/// When the templates cannot be compiled.
pub(super) fn with_renderer<T>(
    input: RenderInput<'_>,
    cache: &mut ToolsCache,
    look: impl FnOnce(PreparedRenderer<'_>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let RenderInput { settings, documents, site, scope, .. } = input;
    let assets = hashed_assets(settings, &assets(settings, documents, site));
    let print = ingredients::of_templates(&input, &assets.urls);
    let templates = cache.templates.renew_one(Some(print), || compile(&input, assets.urls));
    let templates = templates.as_ref().as_ref().map_err(Vec::clone)?;
    let shared = Shared::new(&input, print);
    let dates = date_formatters(settings);
    let highlighter = cache.highlighter.get_or_insert_with(|| highlighter(scope));
    let go_print = Fingerprint::of(&(settings.fingerprint, &documents.layouts));
    let make_go = || GoTemplates::new(settings, &documents.layouts);
    let go = cache.go.renew_one(Some(go_print), make_go);
    let places = Arc::clone(&site.places);
    let before = cache.places.replace(Arc::clone(&places));
    let changed_names = before.map(|before| places.changed_names(&before)).unwrap_or_default();
    let tools = Tools {
        changed_names,
        templates,
        go,
        shape: shared.shape,
        highlighter: Arc::clone(highlighter),
        files: PublishedFiles::new(settings, documents, site, &assets.files),
        summaries: Summaries::new(&input, &dates, shared.shape, &mut cache.summaries),
        sites: sites::of_languages(&input, shared.shape, &mut cache.sites),
        dates,
    };
    let renderer = Renderer::new(input, tools);
    let renderer = called_headings::with_called(renderer, &shared, &mut cache.headings);
    let renderer = called_summaries::with_called(renderer, &shared, &mut cache.summaries);
    Ok(look(PreparedRenderer { renderer, shared, assets: assets.files }))
}

fn compile(
    input: &RenderInput<'_>,
    assets: BTreeMap<String, String>,
) -> Result<Templates, Vec<Diagnostic>> {
    let steps = input.settings.budgets.steps;
    Templates::compile(&input.documents.templates, steps, |tera, missing| {
        let data = FunctionData {
            strings: input.documents.strings.clone(),
            languages: Arc::new(language_indices(input.settings)),
            assets: Arc::new(assets),
            missing,
        };
        functions::register(tera, input.settings, data);
    })
}

fn highlighter(scope: &Scope) -> Arc<Highlighter> {
    Arc::new(Highlighter::new(Arc::clone(&scope.memo)))
}

fn add_files<'a>(outputs: impl Iterator<Item = &'a Arc<PageOutput>>, artifacts: &mut Artifacts) {
    for (path, artifact) in outputs.flat_map(|output| &output.files) {
        artifacts.add(path, artifact.clone());
    }
}

/// Redirects, `404.html` and the search. A page of the site may take the place of the search.
fn add_textless(outputs: &[Arc<PageOutput>], artifacts: &mut Artifacts) {
    for (path, artifact) in outputs.iter().flat_map(|output| &output.files) {
        if path.ends_with(NOT_FOUND) {
            artifacts.add_derived(path, artifact.clone());
        } else {
            artifacts.add(path, artifact.clone());
        }
    }
}

/// The files of bundles whose page exists only for other pages to use.
fn add_resources_of_unrendered(input: &RenderInput<'_>, artifacts: &mut Artifacts) {
    let unrendered = input.site.pages.iter().filter(|page| page.is_made && !page.is_rendered());
    let unrendered = unrendered.filter(|page| input.scope.languages.contains(&page.language));
    for page in unrendered {
        for (path, artifact) in resources::resources(input.site, page, &page.path, "") {
            artifacts.add(path, artifact);
        }
    }
}

/// The diagnostics of all pages: some problems are reported only once, wherever they occur.
fn diagnostics<'a>(
    documents: &Documents,
    outputs: impl Iterator<Item = &'a Arc<PageOutput>>,
) -> Vec<Diagnostic> {
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
    found.extend(shortcodes::problems::diagnostics(problems, documents));
    found.extend(problems::unknown_languages(languages));
    found.extend(missing::diagnostics(&missing));
    found
}

fn date_formatters(settings: &Settings) -> Vec<DateFormatter> {
    let languages = settings.languages.iter();
    languages
        .map(|language| DateFormatter::new(&language.locale, language.date_layout.as_ref()))
        .collect()
}

fn language_indices(settings: &Settings) -> BTreeMap<String, usize> {
    let languages = settings.languages.iter().enumerate();
    languages.map(|(index, language)| (language.code.clone(), index)).collect()
}

/// The theme's assets with what is the site's own in them, and the colours of labels.
fn assets(settings: &Settings, documents: &Documents, site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut assets = documents.assets.clone();
    assets.entry(PALETTE.to_owned()).or_default().extend(settings.theme_style.bytes());
    let labels = view::label_styles(site);
    if !labels.is_empty() {
        assets.entry("labels.css".to_owned()).or_insert_with(|| labels.into_bytes());
    }
    assets
}
