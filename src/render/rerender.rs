//! Rendering all pages, and what one build keeps of that for the next.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assets::hashed_assets;
use super::functions::{self, FunctionData};
use super::ingredients::{self, Ingredients};
use super::links::PublishedFiles;
use super::page::PageOutput;
use super::summaries::{self, Summaries};
use super::templates::Templates;
use super::{
    Highlighter, RenderInput, Rendered, Renderer, Scope, Tools, missing, problems, resources,
    shortcodes, view,
};
use crate::artifact::Artifacts;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Place};
use crate::locale::DateFormatter;
use crate::memo::{Fingerprint, MemoTable};
use crate::parse::Documents;
use crate::resolve::{Page, Site};

/// What one build keeps of this stage for the next.
#[derive(Default)]
pub struct BuildCache {
    templates: Kept<Result<Templates, Vec<Diagnostic>>>,
    summaries: summaries::BuildCache,
    /// Fingerprints of what the templates of pages see.
    views: MemoTable<Fingerprint>,
    pages: MemoTable<PageOutput>,
    textless: MemoTable<PageOutput>,
    /// Its grammars are loaded when code is met that nothing is remembered of.
    highlighter: Option<Arc<Highlighter>>,
}

/// As [`render`], but a page that is made from the same as in the build before is kept.
///
/// # Errors
/// As those of [`render`].
pub fn rerender(
    input: RenderInput<'_>,
    cache: &mut BuildCache,
    found: &mut Vec<Diagnostic>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let RenderInput { settings, documents, site, .. } = input;
    let assets = hashed_assets(settings, &assets(documents, site));
    let print = ingredients::of_templates(&input, &assets.urls);
    let templates = cache.templates.renew_one(Some(print), || compile(&input, assets.urls));
    let templates = templates.as_ref().as_ref().map_err(Vec::clone)?;
    let common = ingredients::common(&input, print);
    let shape = ingredients::shape(&input, common);
    let files = PublishedFiles::new(settings, documents, site, &assets.files);
    let renderer = Renderer::new(input, tools(&input, (templates, files), shape, cache));
    let ingredients = Ingredients::new(&renderer, input, common);
    let rendered = RenderedPages {
        pages: ingredients.pages(&renderer, (shape, &mut cache.views), &mut cache.pages),
        textless: ingredients.textless(&renderer, &mut cache.textless),
    };
    Ok(rendered.gathered(&input, assets.files, found))
}

/// What there is of the pages before it is gathered.
struct RenderedPages<'a> {
    pages: Vec<(&'a Page, Arc<PageOutput>)>,
    textless: Vec<Arc<PageOutput>>,
}

impl<'a> Ingredients<'a> {
    /// All pages that are wanted, in their order.
    fn pages(
        &self,
        renderer: &Renderer<'a>,
        (shape, views): (Fingerprint, &mut MemoTable<Fingerprint>),
        kept: &mut MemoTable<PageOutput>,
    ) -> Vec<(&'a Page, Arc<PageOutput>)> {
        let RenderInput { settings, site, scope, .. } = self.input;
        let is_wanted = |page: &&Page| page.is_rendered() && scope.wants(site, page);
        let pages: Vec<&Page> = site.pages.iter().filter(is_wanted).collect();
        let views = self.views(renderer, &pages, (shape, views));
        let seen: Vec<(&Page, Arc<Fingerprint>)> = pages.into_iter().zip(views).collect();
        let outputs = kept.renew_unless(
            &seen,
            |(page, views)| Some(self.of_page(renderer, page, **views)),
            |output| output.is_outdated(settings, site),
            |(page, _)| renderer.page(page, scope),
        );
        seen.into_iter().map(|(page, _)| page).zip(outputs).collect()
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
    /// All files in the order in which they come first at a path, and all that is to be said.
    fn gathered(
        self,
        input: &RenderInput<'_>,
        assets: BTreeMap<String, Vec<u8>>,
        found: &mut Vec<Diagnostic>,
    ) -> Rendered {
        let outputs = || self.pages.iter().map(|(_, output)| output);
        let mut artifacts = Artifacts::default();
        add_files(outputs(), &mut artifacts);
        add_resources_of_unrendered(input, &mut artifacts);
        for (path, bytes) in assets {
            artifacts.add_bytes(path, bytes);
        }
        add_files(self.textless.iter(), &mut artifacts);
        found.extend(diagnostics(outputs().chain(&self.textless)));
        let bodies = self.pages.iter();
        let bodies =
            bodies.filter_map(|(page, output)| Some((page.id, Arc::clone(output.body.as_ref()?))));
        Rendered { artifacts, bodies: bodies.collect() }
    }
}

/// Lends a renderer, made with what was kept when this was done before.
///
/// # Errors
/// As those of [`rerender`].
pub(super) fn with_renderer<T>(
    input: RenderInput<'_>,
    cache: &mut BuildCache,
    look: impl FnOnce(&Renderer<'_>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let RenderInput { settings, documents, site, .. } = input;
    let assets = hashed_assets(settings, &assets(documents, site));
    let print = ingredients::of_templates(&input, &assets.urls);
    let templates = cache.templates.renew_one(Some(print), || compile(&input, assets.urls));
    let templates = templates.as_ref().as_ref().map_err(Vec::clone)?;
    let shape = ingredients::shape(&input, ingredients::common(&input, print));
    let files = PublishedFiles::new(settings, documents, site, &assets.files);
    Ok(look(&Renderer::new(input, tools(&input, (templates, files), shape, cache))))
}

fn tools<'a>(
    input: &RenderInput<'_>,
    (templates, files): (&'a Templates, PublishedFiles<'a>),
    shape: Fingerprint,
    cache: &mut BuildCache,
) -> Tools<'a> {
    let dates = date_formatters(input.settings);
    let highlighter = cache.highlighter.get_or_insert_with(|| highlighter(input.scope));
    Tools {
        templates,
        highlighter: Arc::clone(highlighter),
        files,
        summaries: Summaries::new(input, &dates, shape, &mut cache.summaries),
        dates,
    }
}

fn compile(
    input: &RenderInput<'_>,
    assets: BTreeMap<String, String>,
) -> Result<Templates, Vec<Diagnostic>> {
    Templates::compile(&input.documents.templates, |tera, missing| {
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
        artifacts.add(path.clone(), artifact.clone());
    }
}

/// The files of bundles whose page is there only for others to read from.
fn add_resources_of_unrendered(input: &RenderInput<'_>, artifacts: &mut Artifacts) {
    let unrendered = input.site.pages.iter().filter(|page| !page.is_rendered());
    let unrendered = unrendered.filter(|page| input.scope.languages.contains(&page.language));
    for page in unrendered {
        for (path, artifact) in resources::resources(input.site, page, &page.path, "") {
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

/// The theme's assets, and the colours of labels.
fn assets(documents: &Documents, site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut assets = documents.assets.clone();
    let labels = view::label_styles(site);
    if !labels.is_empty() {
        assets.entry("labels.css".to_owned()).or_insert_with(|| labels.into_bytes());
    }
    assets
}
