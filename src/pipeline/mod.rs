//! The stages in their order: from a world to what is to be written, and what was found wrong.

mod observer;
mod request;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

pub use self::observer::{EarlySite, Observer, Silent};
use self::request::chosen_languages;
pub(crate) use self::request::unknown_language;
pub use self::request::{ConfigProblem, Request, configure, no_root, propose};

use crate::adapters::{self, AdaptedWorld};
use crate::artifact::{Artifact, ArtifactNames, Artifacts};
use crate::board::Board;
use crate::board::report::TranslationReport;
use crate::config::{LanguageId, PageKind, Settings, Trust};
use crate::diagnostic::{self, Code, Diagnostic, Ignores};
use crate::discover::{DiscoverCache, Sources, rediscover};
use crate::l10n::comparisons::Comparisons;
use crate::l10n::drifts::Drifts;
use crate::l10n::survey::{Survey, SurveyInput};
use crate::memo::{Fingerprint, MemoTable, Progress, Work};
use crate::parse::{Documents, ParseCache, reparse};
use crate::publish::{self, PublishCache, PublishInput, Templates};
use crate::render::{Awaited, AwaitedPages, RenderCache, RenderInput, Rendered, Scope, rerender};
use crate::resolve::{PagePath, Pairs, ResolveCache, Site, reresolve};
use crate::search;
use crate::world::World;

/// What a build gives.
pub struct Outcome {
    pub settings: Settings,
    /// What could be made. With errors among the diagnostics it is not the whole site.
    pub artifacts: Artifacts,
    pub diagnostics: Vec<Diagnostic>,
    /// Published pages with a file of their own, for each language in order.
    pub pages: Vec<LanguagePages>,
    /// Content file -> where its page stands.
    pub places: Arc<BTreeMap<Utf8PathBuf, PagePath>>,
    /// The Content-Security-Policy that the pages are to be sent with.
    pub policy: Option<String>,
    /// Whether the build was asked for some of the languages only.
    pub is_partial: bool,
    /// What the files say, and what that means together: for whoever looks at a site and not at its
    /// pages.
    pub documents: Documents,
    /// All documents as pairs, published or not.
    pub pairs: Pairs,
    pub site: Site,
    /// What authors have switched off in their files, and what of it was of use.
    pub ignores: Ignores,
}

/// How many pages of a language were made.
#[derive(Clone, serde::Serialize, Debug, PartialEq, Eq)]
pub struct LanguagePages {
    pub code: String,
    pub pages: usize,
}

/// What one build leaves for the next of the same world, stage by stage. A build gives the same with it and
/// without it.
#[derive(Default)]
pub struct BuildCache {
    discover: DiscoverCache,
    /// What is discovered once adapters have added their pages.
    adapted: DiscoverCache,
    parse: ParseCache,
    resolve: ResolveCache,
    render: RenderCache,
    publish: PublishCache,
    names: ArtifactNames,
    places: MemoTable<BTreeMap<Utf8PathBuf, PagePath>>,
    /// How many paths of the output the last build had to check.
    new_names: usize,
    comparisons: Comparisons,
}

impl BuildCache {
    /// Counts what takes long as it is done.
    fn watch(&mut self, progress: &Arc<Progress>) {
        self.parse.watch(progress);
        self.render.watch(progress);
    }

    /// What the last build had to do, in counts. `tests/proportional.rs` compares edits of small and large sites
    /// by it.
    pub fn work(&self) -> Work {
        let Self { parse, resolve, render, publish, .. } = self;
        let stages = [parse.work(), resolve.work(), render.work(), publish.work()];
        stages.into_iter().flatten().chain([("names", self.new_names)]).collect()
    }
}

/// Builds a site in memory.
///
/// # Errors
/// When the configuration or the request cannot be used. Problems of the content are in the
/// outcome.
///
/// ```
/// use site::pipeline::{Request, Silent, build};
/// use site::world::MemoryWorld;
/// let world = MemoryWorld::new("2026-01-01T00:00:00Z")
///     .file("site.toml", "baseURL = 'https://example.org/'\ntitle = 'A site'")
///     .file("content/hello.md", "---\ntitle: Hello\n---\nText");
/// let outcome = build(&world, &Request::default(), &mut Silent).unwrap();
/// assert!(outcome.artifacts.get("hello/index.html").is_some());
/// ```
pub fn build(
    world: &dyn World,
    request: &Request,
    observer: &mut dyn Observer,
) -> Result<Outcome, ConfigProblem> {
    rebuild(world, request, &mut BuildCache::default(), observer)
}

/// As [`build`], but whatever would be made of the same as in the build before is kept. What can be the
/// same is for the world to say ([`World::revision`]).
///
/// # Errors
/// As those of [`build`]; the cache is then as it was.
pub fn rebuild(
    world: &dyn World,
    request: &Request,
    cache: &mut BuildCache,
    observer: &mut dyn Observer,
) -> Result<Outcome, ConfigProblem> {
    if let Some(progress) = observer.progress() {
        cache.watch(&progress);
    }
    observer.stage("configure");
    let mut found = Vec::new();
    let settings = configure(world, request, &mut found)?;
    let languages = chosen_languages(&settings, request)?;
    observer.stage("discover");
    let mut noticed = Vec::new();
    let sources = rediscover(world, &settings, &mut cache.discover, &mut noticed);
    let added = adapters::run(world, &settings, &sources, &mut found);
    let adapted = AdaptedWorld::new(world, &added);
    let (world, sources) = if added.is_empty() {
        found.append(&mut noticed);
        (world, sources)
    } else {
        let sources = rediscover(&adapted, &settings, &mut cache.adapted, &mut found);
        (&adapted as &dyn World, sources)
    };
    let stages = Stages { world, request, settings: &settings, languages: &languages, found };
    let (content, mut artifacts, mut diagnostics) = stages.run(sources, cache, observer);
    added.publish(&mut artifacts);
    added.settle(&mut diagnostics);
    let policy = policy(&settings, &content.sources);
    let Content { documents, pairs, site, .. } = content;
    let mut ignores = ignores(&documents);
    ignores.apply(&mut diagnostics);
    let places_print = Fingerprint::of(&(site.places.fingerprint, &languages));
    Ok(Outcome {
        pages: count_pages(&settings, &site, &languages),
        places: cache.places.renew_one(Some(places_print), || places(&site, &languages)),
        is_partial: languages.len() < settings.languages.len(),
        policy,
        settings,
        artifacts,
        diagnostics,
        documents,
        pairs,
        site,
        ignores,
    })
}

/// The stages behind the configuration: what each of them needs, and the problems that they have found.
struct Stages<'a> {
    world: &'a dyn World,
    request: &'a Request,
    settings: &'a Settings,
    languages: &'a BTreeSet<LanguageId>,
    found: Vec<Diagnostic>,
}

/// What the files say, and what that means together.
struct Content {
    sources: Arc<Sources>,
    documents: Documents,
    pairs: Pairs,
    site: Site,
}

impl Stages<'_> {
    fn run(
        mut self,
        sources: Arc<Sources>,
        cache: &mut BuildCache,
        observer: &mut dyn Observer,
    ) -> (Content, Artifacts, Vec<Diagnostic>) {
        let content = self.understand(sources, cache, observer);
        let mut artifacts = Artifacts::default();
        observer.stage("render");
        match self.render(&content, cache, observer) {
            Ok(rendered) => {
                observer.rendered(&rendered.budget_use);
                observer.stage("publish");
                artifacts = self.publish(&content, rendered, &mut cache.publish);
                if self.settings.l10n.report {
                    observer.stage("report");
                    self.report(&content, &cache.comparisons, &mut artifacts);
                }
                if self.has_index() {
                    observer.stage("index");
                    let progress = observer.progress().unwrap_or_default();
                    self.index(&content.site, &progress, &mut artifacts);
                }
            }
            Err(diagnostics) => self.found.extend(diagnostics),
        }
        publish::share(self.settings, &mut artifacts);
        artifacts.finish();
        let names = artifacts.names();
        cache.new_names = names.new_since(&cache.names);
        cache.names = names;
        self.check(&content, &mut artifacts);
        diagnostic::sort(&mut self.found);
        (content, artifacts, self.found)
    }

    /// Parses and resolves.
    fn understand(
        &mut self,
        sources: Arc<Sources>,
        cache: &mut BuildCache,
        observer: &mut dyn Observer,
    ) -> Content {
        let Self { world, settings, found, .. } = self;
        observer.stage("parse");
        let documents = reparse(*world, settings, &sources, &mut cache.parse, found);
        observer.stage("resolve");
        let (pairs, site) = reresolve(settings, &documents, world.now(), &mut cache.resolve, found);
        Content { sources, documents, pairs, site }
    }

    fn render(
        &mut self,
        content: &Content,
        cache: &mut BuildCache,
        observer: &mut dyn Observer,
    ) -> Result<Rendered, Vec<Diagnostic>> {
        let Content { documents, site, .. } = content;
        let scope = Scope {
            keep_bodies: publish::feed_bodies(self.settings, site, self.languages),
            languages: self.languages.clone(),
            now: self.world.now(),
            memo: Arc::clone(&self.request.memo),
            spool: self.request.spool.clone(),
        };
        let world = Some(self.world);
        let input = RenderInput { settings: self.settings, documents, site, scope: &scope, world };
        let artifacts = Artifacts::expecting(&cache.names);
        let mount = &self.settings.base_url.path;
        let pages =
            if self.may_show_early() { observer.awaited(mount) } else { Awaited::default() };
        let show = &mut |pages| {
            let policy = policy(self.settings, &content.sources);
            observer.early(EarlySite { pages, mount: mount.clone(), policy });
        };
        let awaited = AwaitedPages { pages, show };
        rerender(input, &mut cache.render, artifacts, awaited, &mut self.found)
    }

    /// Not what errors would keep back, nor what has still to be checked.
    fn may_show_early(&self) -> bool {
        let severities = &self.settings.severities;
        let has_error = self.found.iter().any(|found| severities.is_error(found));
        self.settings.trust == Trust::Trusted && !has_error
    }

    fn publish(
        &mut self,
        content: &Content,
        rendered: Rendered,
        cache: &mut PublishCache,
    ) -> Artifacts {
        let Self { settings, languages, found, request, .. } = self;
        let Content { sources, site, .. } = content;
        let Rendered { mut artifacts, bodies, .. } = rendered;
        publish::copy_loose(settings, &sources.loose, languages, &mut artifacts);
        publish::copy_statics(&sources.statics, &mut artifacts, found);
        let policy = policy(settings, sources);
        let policy = policy.as_deref();
        let spool = &request.spool;
        let input = PublishInput { settings, site, languages, policy, bodies: &bodies, spool };
        publish::republish(input, cache, &mut artifacts, found);
        artifacts
    }

    /// Adds pages that show the state of the translations, by their texts alone: a build does not ask git.
    fn report(&mut self, content: &Content, known: &Comparisons, artifacts: &mut Artifacts) {
        let input = SurveyInput {
            world: self.world,
            settings: self.settings,
            documents: &content.documents,
            pairs: &content.pairs,
            drifts: &Drifts::default(),
        };
        let board = Board::new(self.settings, Survey::again(input, known));
        match TranslationReport::new(self.settings, &content.site, board).files() {
            Ok(files) => {
                for file in files {
                    artifacts.add_derived(file.path, Artifact::Bytes(file.bytes.into()));
                }
            }
            Err(fault) => self.found.push(*fault),
        }
    }

    /// An index of some languages only would take the other languages' pages out of the search.
    fn has_index(&self) -> bool {
        self.settings.search && self.languages.len() == self.settings.languages.len()
    }

    fn index(&mut self, site: &Site, progress: &Progress, artifacts: &mut Artifacts) {
        let memo = &self.request.memo;
        self.found.extend(search::index(self.settings, site, memo, progress, artifacts));
    }

    /// Checks what is made as a whole, and takes out what an untrusted build may not publish.
    fn check(&mut self, content: &Content, artifacts: &mut Artifacts) {
        check_outputs(&content.site, artifacts, &mut self.found);
        if self.settings.trust == Trust::Untrusted {
            let strings = &content.documents.strings;
            publish::guard(self.world, self.settings, strings, artifacts, &mut self.found);
        }
    }
}

fn ignores(documents: &Documents) -> Ignores {
    let files = documents.content.iter();
    Ignores::new(files.map(|document| (document.file.path.as_path(), &*document.body.ignores)))
}

/// The Content-Security-Policy of the pages, as far as their templates allow one.
fn policy(settings: &Settings, sources: &Sources) -> Option<String> {
    let is_built_in = sources.theme.is_built_in();
    publish::policy(settings, if is_built_in { Templates::BuiltIn } else { Templates::Custom })
}

/// What is wrong with the paths of the output, as all of them lie side by side.
fn check_outputs(site: &Site, artifacts: &Artifacts, found: &mut Vec<Diagnostic>) {
    found.extend(artifacts.problems().iter().cloned());
    found.extend(site.replacements(artifacts.replaced()));
    found.extend(artifacts.alike().map(|(first, second)| {
        let message = format!("`{first}` and `{second}` are one file where case does not count");
        Diagnostic::new(Code::UrlCase, message)
            .hint("macOS and Windows keep one of them: give the other another name")
    }));
}

fn count_pages(
    settings: &Settings,
    site: &Site,
    languages: &BTreeSet<LanguageId>,
) -> Vec<LanguagePages> {
    let count = |id: LanguageId| {
        let counted = site.pages.iter().filter(|page| {
            page.language == id && page.kind == PageKind::Page && page.is_rendered()
        });
        counted.count()
    };
    languages
        .iter()
        .map(|id| LanguagePages { code: settings.language(*id).code.clone(), pages: count(*id) })
        .collect()
}

fn places(site: &Site, languages: &BTreeSet<LanguageId>) -> BTreeMap<Utf8PathBuf, PagePath> {
    let rendered = site.pages.iter().filter(|page| page.is_rendered());
    let rendered = rendered.filter(|page| languages.contains(&page.language));
    rendered
        .filter_map(|page| Some((page.document.as_ref()?.file.path.clone(), page.path.clone())))
        .collect()
}
