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
    Given, Highlighter, Rendered, Renderer, Scope, Tools, missing, problems, resources, shortcodes,
    view,
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
pub struct Trace {
    templates: MemoTable<Result<Templates, Vec<Diagnostic>>>,
    summaries: summaries::Trace,
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
    given: Given<'_>,
    trace: &mut Trace,
    found: &mut Vec<Diagnostic>,
) -> Result<Rendered, Vec<Diagnostic>> {
    let Given { settings, documents, site, .. } = given;
    let assets = hashed_assets(settings, &assets(documents, site));
    let print = ingredients::of_templates(&given, &assets.urls);
    let templates = trace.templates.renew_one(Some(print), || compile(&given, assets.urls));
    let templates = templates.as_ref().as_ref().map_err(Vec::clone)?;
    let common = ingredients::common(&given, print);
    let shape = ingredients::shape(&given, common);
    let files = PublishedFiles::new(settings, documents, site, &assets.files);
    let renderer = Renderer::new(given, tools(&given, (templates, files), shape, trace));
    let ingredients = Ingredients::new(&renderer, given, common);
    let made = Made {
        pages: ingredients.pages(&renderer, (shape, &mut trace.views), &mut trace.pages),
        textless: ingredients.textless(&renderer, &mut trace.textless),
    };
    Ok(made.gathered(&given, assets.files, found))
}

/// What there is of the pages before it is gathered.
struct Made<'a> {
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
        let Given { settings, site, scope, .. } = self.given;
        let is_wanted = |page: &&Page| page.is_rendered() && scope.wants(site, page);
        let pages: Vec<&Page> = site.pages.iter().filter(is_wanted).collect();
        let views = self.views(renderer, &pages, (shape, views));
        let seen: Vec<(&Page, Arc<Fingerprint>)> = pages.into_iter().zip(views).collect();
        let made = kept.renew_unless(
            &seen,
            |(page, views)| Some(self.of_page(renderer, page, **views)),
            |output| output.is_outdated(settings, site),
            |(page, _)| renderer.page(page, scope),
        );
        seen.into_iter().map(|(page, _)| page).zip(made).collect()
    }

    fn textless(
        &self,
        renderer: &Renderer<'a>,
        kept: &mut MemoTable<PageOutput>,
    ) -> Vec<Arc<PageOutput>> {
        kept.renew(
            &renderer.textless_pages(self.given.scope),
            |own| Some(self.of_textless(renderer, own)),
            |own| renderer.textless_page(own),
        )
    }
}

impl Made<'_> {
    /// All files in the order in which they come first at a path, and all that is to be said.
    fn gathered(
        self,
        given: &Given<'_>,
        assets: BTreeMap<String, Vec<u8>>,
        found: &mut Vec<Diagnostic>,
    ) -> Rendered {
        let outputs = || self.pages.iter().map(|(_, output)| output);
        let mut artifacts = Artifacts::default();
        add_files(outputs(), &mut artifacts);
        add_resources_of_unmade(given, &mut artifacts);
        for (path, bytes) in assets {
            artifacts.add_bytes(path, bytes);
        }
        add_files(self.textless.iter(), &mut artifacts);
        found.extend(diagnostics(outputs().chain(&self.textless)));
        let bodies = self.pages.iter();
        let bodies =
            bodies.filter_map(|(page, own)| Some((page.id, Arc::clone(own.body.as_ref()?))));
        Rendered { artifacts, bodies: bodies.collect() }
    }
}

/// Lends a renderer, made with what was kept when this was done before.
///
/// # Errors
/// As those of [`rerender`].
pub(super) fn with_renderer<T>(
    given: Given<'_>,
    trace: &mut Trace,
    look: impl FnOnce(&Renderer<'_>) -> T,
) -> Result<T, Vec<Diagnostic>> {
    let Given { settings, documents, site, .. } = given;
    let assets = hashed_assets(settings, &assets(documents, site));
    let print = ingredients::of_templates(&given, &assets.urls);
    let templates = trace.templates.renew_one(Some(print), || compile(&given, assets.urls));
    let templates = templates.as_ref().as_ref().map_err(Vec::clone)?;
    let shape = ingredients::shape(&given, ingredients::common(&given, print));
    let files = PublishedFiles::new(settings, documents, site, &assets.files);
    Ok(look(&Renderer::new(given, tools(&given, (templates, files), shape, trace))))
}

fn tools<'a>(
    given: &Given<'_>,
    (templates, files): (&'a Templates, PublishedFiles<'a>),
    shape: Fingerprint,
    trace: &mut Trace,
) -> Tools<'a> {
    let dates = date_formatters(given.settings);
    let highlighter = trace.highlighter.get_or_insert_with(|| highlighter(given.scope));
    Tools {
        templates,
        highlighter: Arc::clone(highlighter),
        files,
        summaries: Summaries::new(given, &dates, shape, &mut trace.summaries),
        dates,
    }
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

fn add_files<'a>(outputs: impl Iterator<Item = &'a Arc<PageOutput>>, artifacts: &mut Artifacts) {
    for (path, artifact) in outputs.flat_map(|output| &output.files) {
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

fn date_formatters(settings: &Settings) -> Vec<DateFormatter> {
    let languages = settings.languages.iter();
    languages.map(|own| DateFormatter::new(&own.locale, own.date_layout.as_ref())).collect()
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
