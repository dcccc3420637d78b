//! The stages in their order: from a world to what is to be written, and what was found wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use crate::artifact::{Artifact, Artifacts};
use crate::board::Board;
use crate::board::report::Report;
use crate::config::{self, LanguageId, Overrides, PageKind, Settings, Trust};
use crate::diagnostic::{self, Code, Diagnostic, Severities, Severity, nearest};
use crate::discover::{DiscoverCache, rediscover};
use crate::l10n::comparisons::Comparisons;
use crate::l10n::drifts::Drifts;
use crate::l10n::survey::{Survey, SurveyInput};
use crate::memo::Memo;
use crate::parse::{Documents, ParseCache, reparse};
use crate::publish::{self, PublishInput};
use crate::render::{self, RenderInput, Scope, rerender};
use crate::resolve::{self, PagePath, Pairs, Site, resolve};
use crate::search;
use crate::world::World;

/// What a build is asked for beyond the configuration.
#[derive(Clone, Debug, Default)]
pub struct Request {
    pub overrides: Overrides,
    /// Codes of the languages whose pages are made; all of them if empty.
    pub languages: Vec<String>,
    /// What earlier builds made; it changes how long a build takes, and nothing else.
    pub memo: Arc<Memo>,
}

/// What a build gives.
pub struct Outcome {
    pub settings: Settings,
    /// What could be made. With errors among the diagnostics it is not the whole site.
    pub artifacts: Artifacts,
    pub diagnostics: Vec<Diagnostic>,
    /// Published pages with a file of their own, for each language in order.
    pub pages: Vec<LanguagePages>,
    /// Content file -> where its page stands.
    pub places: BTreeMap<Utf8PathBuf, PagePath>,
    /// Whether the build was asked for some of the languages only.
    pub is_partial: bool,
    /// What the files say, and what that means together: for whoever looks at a site and not at its
    /// pages.
    pub documents: Documents,
    /// All documents as pairs, published or not.
    pub pairs: Pairs,
    pub site: Site,
}

/// How many pages of a language were made.
#[derive(Clone, serde::Serialize, Debug, PartialEq, Eq)]
pub struct LanguagePages {
    pub code: String,
    pub pages: usize,
}

/// The configuration cannot be used: there is nothing to build.
#[derive(Debug)]
pub struct ConfigProblem {
    pub diagnostics: Vec<Diagnostic>,
    pub severities: Severities,
}

impl ConfigProblem {
    /// The site's directory cannot be opened.
    pub fn no_root(root: &Utf8Path, error: &io::Error) -> Self {
        Self { diagnostics: vec![no_root(root, error)], severities: Severities::default() }
    }
}

/// That the site's directory cannot be opened.
pub fn no_root(root: &Utf8Path, error: &io::Error) -> Diagnostic {
    let message = format!("cannot open the site's root `{root}`: {error}");
    let hint = "name the directory of the site with `--root DIR`";
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
}

/// What one build leaves for the next of the same world, stage by stage. A build gives the same with it and
/// without it.
#[derive(Default)]
pub struct BuildCache {
    discover: DiscoverCache,
    parse: ParseCache,
    render: render::BuildCache,
    publish: publish::BuildCache,
    comparisons: Comparisons,
}

/// Told when a stage begins. The pipeline itself has no clock.
pub trait Observer {
    fn stage(&mut self, name: &'static str);
}

/// An observer that does not care.
pub struct Silent;

impl Observer for Silent {
    fn stage(&mut self, _: &'static str) {}
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
    observer.stage("configure");
    let mut found = Vec::new();
    let settings = configure(world, request, &mut found)?;
    let languages = chosen_languages(&settings, request)?;

    observer.stage("discover");
    let sources = rediscover(world, &settings, &mut cache.discover, &mut found);
    observer.stage("parse");
    let documents = reparse(world, &settings, &sources, &mut cache.parse, &mut found);
    observer.stage("resolve");
    let pairs = resolve::pair(&settings, &documents);
    let site = resolve(&settings, &documents, &pairs, world.now(), &mut found);
    observer.stage("render");
    let keep_bodies = publish::feed_bodies(&settings, &site, &languages);
    let memo = Arc::clone(&request.memo);
    let scope = Scope { keep_bodies, languages: languages.clone(), now: world.now(), memo };
    let mut artifacts = Artifacts::default();
    let input =
        RenderInput { settings: &settings, documents: &documents, site: &site, scope: &scope };
    match rerender(input, &mut cache.render, &mut found) {
        Ok(rendered) => {
            observer.stage("publish");
            artifacts = rendered.artifacts;
            publish::copy_loose(&settings, &sources.loose, &languages, &mut artifacts);
            publish::copy_statics(&sources.statics, &mut artifacts, &mut found);
            let published = PublishInput {
                settings: &settings,
                site: &site,
                languages: &languages,
                bodies: &rendered.bodies,
            };
            publish::republish(published, &mut cache.publish, &mut artifacts);
            if settings.l10n.report {
                observer.stage("report");
                let survey = SurveyInput {
                    world,
                    settings: &settings,
                    documents: &documents,
                    pairs: &pairs,
                    drifts: &Drifts::default(),
                };
                let added = add_report(survey, &site, &cache.comparisons, &mut artifacts);
                found.extend(added.err().map(|fault| *fault));
            }
            // An index of some languages would put the others' out of the reader's sight.
            if settings.search && languages.len() == settings.languages.len() {
                observer.stage("index");
                found.extend(search::index(&settings, &site, &request.memo, &mut artifacts));
            }
        }
        Err(diagnostics) => found.extend(diagnostics),
    }
    check_outputs(&site, &artifacts, &mut found);
    if settings.trust == Trust::Untrusted {
        publish::guard(world, &settings, &documents.strings, &mut artifacts, &mut found);
    }
    diagnostic::sort(&mut found);
    Ok(Outcome {
        pages: count_pages(&settings, &site, &languages),
        places: places(&site, &languages),
        is_partial: languages.len() < settings.languages.len(),
        settings,
        artifacts,
        diagnostics: found,
        documents,
        pairs,
        site,
    })
}

/// What is wrong with the paths of the output, as all of them lie side by side.
fn check_outputs(site: &Site, artifacts: &Artifacts, found: &mut Vec<Diagnostic>) {
    found.extend(artifacts.problems().iter().cloned());
    found.extend(site.replacements(artifacts.replaced()));
    found.extend(artifacts.alike().into_iter().map(|(first, second)| {
        let message = format!("`{first}` and `{second}` are one file where case does not count");
        Diagnostic::new(Code::UrlCase, message)
            .hint("macOS and Windows keep one of them: give the other another name")
    }));
}

/// Adds pages that show the state of the translations, by their texts alone: a build does not ask git.
fn add_report(
    input: SurveyInput<'_>,
    site: &Site,
    comparisons: &Comparisons,
    artifacts: &mut Artifacts,
) -> Result<(), Box<Diagnostic>> {
    let board = Board::new(input.settings, Survey::again(input, comparisons));
    for file in Report::new(input.settings, site, board).files()? {
        artifacts.add_derived(file.path, Artifact::Bytes(file.bytes.into()));
    }
    Ok(())
}

/// Reads the configuration.
///
/// # Errors
/// When it cannot be used.
pub fn configure(
    world: &dyn World,
    request: &Request,
    found: &mut Vec<Diagnostic>,
) -> Result<Settings, ConfigProblem> {
    let loaded = match config::load(world, &request.overrides.environment, found) {
        Ok(loaded) => loaded,
        Err(diagnostic) => {
            found.push(*diagnostic);
            diagnostic::sort(found);
            let diagnostics = std::mem::take(found);
            return Err(ConfigProblem { diagnostics, severities: Severities::default() });
        }
    };
    let settings = config::resolve(&loaded, &request.overrides, found);
    let is_error =
        |problem: &Diagnostic| settings.severities.of(problem.code) == Some(Severity::Error);
    if settings.languages.is_empty() || found.iter().any(is_error) {
        diagnostic::sort(found);
        let diagnostics = std::mem::take(found);
        return Err(ConfigProblem { diagnostics, severities: settings.severities });
    }
    world.admit(&settings.input_directories());
    Ok(settings)
}

/// The languages that the request names.
fn chosen_languages(
    settings: &Settings,
    request: &Request,
) -> Result<BTreeSet<LanguageId>, ConfigProblem> {
    if request.languages.is_empty() {
        return Ok(settings.language_ids().collect());
    }
    let mut chosen = BTreeSet::new();
    let mut unknown = Vec::new();
    for code in &request.languages {
        match settings.language_by_code(code) {
            Some(id) => {
                chosen.insert(id);
            }
            None => unknown.push(unknown_language(settings, code)),
        }
    }
    if unknown.is_empty() {
        return Ok(chosen);
    }
    diagnostic::sort(&mut unknown);
    Err(ConfigProblem { diagnostics: unknown, severities: settings.severities.clone() })
}

/// That `--language` names no language of the site.
pub(crate) fn unknown_language(settings: &Settings, code: &str) -> Diagnostic {
    let codes: Vec<&str> =
        settings.languages.iter().map(|language| language.code.as_str()).collect();
    let hint = match nearest(code, codes.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the languages are {}", codes.join(", ")),
    };
    let message = format!("`--language {code}` is not a language of this site");
    Diagnostic::new(Code::ArgumentValue, message).hint(hint)
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
