//! What is served at a given moment, and how a build becomes what is served next.
//!
//! A build with errors leaves the last good site in place and only adds a notice over its pages.

use std::sync::Arc;

use camino::Utf8Path;
use serde::Serialize;

use super::build_errors::{BuildErrors, Places};
use super::changes::{UrlChanges, compare};
use super::files::{Located, url_path};
use super::gather::Batch;
use super::served_files::{Reload, ServedFiles};
use crate::artifact::Artifacts;
use crate::diagnostic::{Diagnostic, Severities};
use crate::pipeline::{ConfigProblem, Outcome};
use crate::preview::{BuiltSite, Files, Preview};
use crate::world::SharedWorld;

/// What the server serves at present.
pub struct Edition {
    /// Counts builds.
    pub number: u64,
    pub files: Arc<ServedFiles>,
    /// What has changed since an earlier edition, by its number, for browsers that know it: JSON. If the edition
    /// before had only pages that were made early, there is one for the edition before that, too.
    news: Vec<(u64, String)>,
    /// What has changed by pages that were made early, while the others are still to come.
    pub(super) early: Option<UrlChanges>,
    /// What kept the build from succeeding.
    pub errors: Option<BuildErrors>,
    /// The translation preview of the site.
    pub preview: Option<Arc<Preview>>,
    /// Where the pages stand, by their content files.
    places: Arc<Places>,
    /// Whether the files were built without errors.
    pub(super) is_whole: bool,
}

/// The result of a build, as reported in the terminal.
pub struct Built {
    pub edition: Arc<Edition>,
    pub changes: UrlChanges,
    pub diagnostics: Vec<Diagnostic>,
    pub severities: Severities,
    /// Published pages; 0 if there was nothing to build.
    pub pages: usize,
    /// The files it was built from, to quote from in reports.
    pub world: SharedWorld,
}

impl Built {
    pub fn has_failed(&self) -> bool {
        self.edition.errors.is_some()
    }
}

/// Whether browsers go to the page whose file was saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Navigate {
    ToChanged,
    Stay,
}

/// Turns builds into editions.
#[derive(Clone, Copy, Debug)]
pub struct EditionBuilder {
    pub reload: Reload,
    pub navigate: Navigate,
}

/// What a browser is told about a build.
#[derive(Serialize)]
struct News<'a> {
    build: u64,
    /// Whether the rest of the build is still to come.
    more: bool,
    #[serde(flatten)]
    changes: &'a UrlChanges,
    /// The page to go to.
    open: Option<&'a str>,
    errors: Option<&'a BuildErrors>,
}

impl Edition {
    /// The empty edition before the first build.
    pub fn empty(world: SharedWorld) -> Self {
        let files = Arc::new(ServedFiles::new(Artifacts::default(), "/", Reload::Off, world));
        let (news, early, errors, preview, places) = Default::default();
        Self { number: 0, files, news, early, errors, preview, places, is_whole: false }
    }

    /// Whether what is at the path of a URL is known: during the first build, only what has been made already.
    pub(super) fn answers(&self, path: &str) -> bool {
        let is_begun = self.number > 0 && (self.early.is_none() || self.is_whole);
        is_begun || matches!(self.files.find(path), Located::File(..))
    }

    /// What to tell a browser that knows the edition of this number; `None` if it knows too little.
    pub fn news_since(&self, number: u64) -> Option<&str> {
        self.news.iter().find(|(since, _)| *since == number).map(|(_, news)| news.as_str())
    }
}

impl EditionBuilder {
    /// The edition after `previous`. What could be built despite errors is served only as long as
    /// no build has succeeded.
    pub fn next(
        &self,
        previous: &Edition,
        built: Result<Outcome, ConfigProblem>,
        source: Files,
        touched: &Batch,
    ) -> Built {
        let outcome = match built {
            Ok(outcome) => outcome,
            Err(problem) => return failed(previous, problem, &source.world),
        };
        let world = Arc::clone(&source.world);
        // It is the same root, but it has not seen the configuration.
        world.admit(&outcome.settings.input_directories());
        let known = [&*outcome.places, &*previous.places];
        let errors = BuildErrors::of_build(&outcome.diagnostics, &outcome.settings, known, &*world);
        if errors.is_some() && previous.is_whole {
            let Outcome { diagnostics, settings, .. } = outcome;
            let problem = ConfigProblem { diagnostics, severities: settings.severities };
            return kept(previous, problem, errors, &world);
        }
        self.made(previous, outcome, source, touched, errors)
    }

    /// The edition of a build that is to be served.
    fn made(
        &self,
        previous: &Edition,
        outcome: Outcome,
        source: Files,
        touched: &Batch,
        errors: Option<BuildErrors>,
    ) -> Built {
        let world = Arc::clone(&source.world);
        let open = match self.navigate {
            Navigate::ToChanged => page_of(&outcome, touched),
            Navigate::Stay => None,
        };
        let Outcome {
            artifacts,
            diagnostics,
            settings,
            pages,
            documents,
            site,
            pairs,
            places,
            policy,
            ..
        } = outcome;
        let files =
            ServedFiles::new(artifacts, &settings.base_url.path, self.reload, Arc::clone(&world))
                .with_policy(policy);
        let changes = compare(&previous.files.artifacts, &files.artifacts, &files.mount, touched);
        let update = Update { changes: &changes, open: open.as_deref(), more: false };
        let mut edition = issue(previous, Arc::new(files), update, errors);
        edition.places = places;
        let severities = settings.severities.clone();
        let built =
            BuiltSite { settings, documents, site, pairs, diagnostics: diagnostics.clone() };
        let preview = Preview::new(built, source, previous.preview.as_deref());
        edition.preview = Some(Arc::new(preview));
        Built {
            edition: Arc::new(edition),
            changes: changes.after(previous.early.as_ref()),
            diagnostics,
            severities,
            pages: pages.iter().map(|language| language.pages).sum(),
            world,
        }
    }
}

/// The site of `previous`, because this one has no usable configuration.
fn failed(previous: &Edition, problem: ConfigProblem, world: &SharedWorld) -> Built {
    let errors = BuildErrors::of_site(&problem.diagnostics, &problem.severities, &**world);
    let unknown = BuildErrors { html: String::new(), count: 1, pages: None };
    kept(previous, problem, Some(errors.unwrap_or(unknown)), world)
}

/// The site of `previous`, with the errors of the build that failed.
fn kept(
    previous: &Edition,
    problem: ConfigProblem,
    errors: Option<BuildErrors>,
    world: &SharedWorld,
) -> Built {
    let ConfigProblem { diagnostics, severities } = problem;
    let changes = UrlChanges::default();
    let update = Update { changes: &changes, open: None, more: false };
    let edition = issue(previous, Arc::clone(&previous.files), update, errors);
    Built {
        edition: Arc::new(edition),
        changes,
        diagnostics,
        severities,
        pages: 0,
        world: Arc::clone(world),
    }
}

/// What a build has changed, and the page that browsers go to.
pub(super) struct Update<'a> {
    pub changes: &'a UrlChanges,
    pub open: Option<&'a str>,
    /// Whether the rest of the build is still to come.
    pub more: bool,
}

/// The edition that follows `previous`.
pub(super) fn issue(
    previous: &Edition,
    files: Arc<ServedFiles>,
    update: Update<'_>,
    errors: Option<BuildErrors>,
) -> Edition {
    let number = previous.number + 1;
    let Update { changes, open, more } = update;
    let told = |changes: &UrlChanges| {
        let news = News { build: number, more, changes, open, errors: errors.as_ref() };
        // Strings and numbers have a JSON form.
        serde_json::to_string(&news).unwrap_or_default()
    };
    let mut news = vec![(previous.number, told(changes))];
    if let Some(early) = &previous.early {
        news.push((previous.number - 1, told(&changes.clone().after(Some(early)))));
    }
    let are_same_files = Arc::ptr_eq(&files, &previous.files);
    Edition {
        number,
        news,
        early: more.then(|| changes.clone()),
        is_whole: if are_same_files { previous.is_whole } else { errors.is_none() },
        files,
        errors,
        preview: previous.preview.clone(),
        places: Arc::clone(&previous.places),
    }
}

/// The page of the one content file that was touched, or of the bundle that a touched file is in;
/// `None` when several pages were touched.
fn page_of(outcome: &Outcome, touched: &Batch) -> Option<String> {
    let mount = &outcome.settings.base_url.path;
    let url = |place: &crate::resolve::PagePath| url_path(mount, &place.output());
    let url_of = |path: &Utf8Path| outcome.places.get(path).map(url);
    let mut pages = touched.paths.iter().filter_map(|path| url_of(path));
    let Some(page) = pages.next() else {
        let bundles = touched.paths.iter().filter_map(|path| path.parent());
        return bundles.map(|bundle| bundle.join("index.md")).find_map(|path| url_of(&path));
    };
    pages.next().is_none().then_some(page)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::pipeline::{Request, Silent, build};
    use crate::world::{DiskWorld, MemoryWorld};

    pub(in super::super) const BUILDER: EditionBuilder =
        EditionBuilder { reload: Reload::On, navigate: Navigate::ToChanged };

    /// The edition after `previous` of a site with these files.
    pub(in super::super) fn next(
        previous: &Edition,
        files: &[(&str, &str)],
        touched: &[&str],
    ) -> Built {
        let world = files.iter().fold(
            MemoryWorld::new("2026-01-01T00:00:00Z")
                .file("site.toml", "baseURL = 'https://example.org/docs/'\ntitle = 'x'"),
            |world, (path, text)| world.file(path, *text),
        );
        let built = build(&world, &Request::default(), &mut Silent);
        let source = Files { world: disk(), root: env!("CARGO_MANIFEST_DIR").into() };
        BUILDER.next(previous, built, source, &Batch::of(touched.iter().copied()))
    }

    pub(in super::super) fn disk() -> SharedWorld {
        let root = env!("CARGO_MANIFEST_DIR").into();
        Arc::new(DiskWorld::open(root, None).expect("this repository"))
    }

    const GOOD: (&str, &str) = ("content/a.md", "---\ntitle: A\n---\nText");
    const BAD: (&str, &str) = ("content/b.md", "---\ntitle: [\n---\n");

    #[test]
    fn errors_leave_the_last_good_site_and_go_when_mended() {
        let first = next(&Edition::empty(disk()), &[GOOD], &[]);
        assert!(!first.has_failed());
        let failed = next(&first.edition, &[BAD], &["content/b.md"]);
        assert!(failed.has_failed() && failed.edition.number == 2);
        assert!(Arc::ptr_eq(&failed.edition.files, &first.edition.files));
        assert!(failed.edition.news[0].1.contains("front-matter-syntax"));
        assert_eq!(concerned(&failed), Some(vec![]), "the page is new");
        let mended = next(&failed.edition, &[GOOD], &["content/b.md"]);
        assert!(!mended.has_failed() && mended.changes.is_empty());
        assert!(mended.edition.news[0].1.contains("\"errors\":null"));
    }

    #[test]
    fn a_site_that_never_was_good_shows_what_could_be_made() {
        let first = next(&Edition::empty(disk()), &[GOOD, BAD], &[]);
        assert!(first.has_failed());
        assert!(first.edition.files.artifacts.get("a/index.html").is_some());
        let second = next(&first.edition, &[("content/c.md", "C"), BAD], &[]);
        assert!(second.edition.files.artifacts.get("c/index.html").is_some());
        let good = next(&second.edition, &[GOOD], &[]);
        let failed = next(&good.edition, &[BAD], &[]);
        assert!(Arc::ptr_eq(&failed.edition.files, &good.edition.files));
    }

    fn concerned(built: &Built) -> Option<Vec<&str>> {
        let pages = built.edition.errors.as_ref().expect("errors").pages.as_ref()?;
        Some(pages.iter().map(String::as_str).collect())
    }

    #[test]
    fn an_error_is_about_its_own_page_or_about_all() {
        let first = next(&Edition::empty(disk()), &[GOOD, ("content/c.md", "C")], &[]);
        let bad_page = ("content/a.md", "---\ntitle: [\n---\n");
        let failed = next(&first.edition, &[bad_page, ("content/c.md", "C")], &["content/a.md"]);
        assert_eq!(concerned(&failed), Some(vec!["/docs/a/"]));
        let bad_template = ("templates/page.html", "{% if %}");
        let failed = next(&failed.edition, &[bad_page, bad_template], &["templates/page.html"]);
        assert_eq!(concerned(&failed), None);
    }

    #[test]
    fn the_page_of_the_file_that_was_saved() {
        let first = next(&Edition::empty(disk()), &[GOOD], &[]);
        let open = |files: &[(&str, &str)], touched: &[&str]| {
            let news = next(&first.edition, files, touched).edition.news[0].1.clone();
            let news: serde_json::Value = serde_json::from_str(&news).expect("JSON");
            news["open"].as_str().map(str::to_owned)
        };
        let files = [GOOD, ("content/c/index.md", "C"), ("content/c/x.svg", "<svg/>")];
        assert_eq!(open(&files, &["content/a.md"]).as_deref(), Some("/docs/a/"));
        assert_eq!(open(&files, &["content/c/x.svg"]).as_deref(), Some("/docs/c/"));
        assert_eq!(open(&files, &["content/a.md", "content/c/index.md"]), None);
        assert_eq!(open(&files, &["site.toml"]), None);
    }
}
