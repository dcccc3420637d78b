//! The pages that browsers show and the one that was edited come first: they are served before the rest of the site is made.

use std::sync::Arc;

use tokio::sync::watch::Sender;

use super::changes::UrlChanges;
use super::edition::{Edition, EditionBuilder, Navigate, Update, issue};
use super::files::{Located, output_path, url_path};
use super::gather::Batch;
use super::open_pages::OpenPages;
use super::served_files::ServedFiles;
use crate::artifact::Artifacts;
use crate::pipeline::{EarlySite, Observer};
use crate::render::{Awaited, EarlyPage, EarlyPages};

/// How many pages are made before the others. Nobody looks at more at once.
const MOST: usize = 4;

/// Shows the first pages of a build that is still going on, over the files of the edition before.
pub struct EarlyEditions<'a> {
    editions: &'a Sender<Arc<Edition>>,
    open: &'a OpenPages,
    touched: &'a Batch,
    builder: EditionBuilder,
}

impl<'a> EarlyEditions<'a> {
    /// Of a build after what was `touched`; `open` are the pages that browsers show or wait for.
    pub fn new(
        editions: &'a Sender<Arc<Edition>>,
        open: &'a OpenPages,
        touched: &'a Batch,
        builder: EditionBuilder,
    ) -> Self {
        Self { editions, open, touched, builder }
    }
}

impl Edition {
    /// This edition with pages that are newer than the rest. `None` if nothing has changed by them, if the site
    /// has errors that lie over it, or if the pages name files that are still to come.
    pub(super) fn with_early(&self, early: EarlySite, builder: EditionBuilder) -> Option<Self> {
        if self.number == 0 {
            return Some(self.begun_with(early, builder));
        }
        let EarlyPages { pages, assets } = early.pages;
        let has_asset = |path: &String| self.files.artifacts.get(path).is_some();
        if !self.is_whole || self.errors.is_some() || !assets.keys().all(has_asset) {
            return None;
        }
        let mut artifacts = self.files.artifacts.clone();
        let mut changes = UrlChanges::default();
        let mut edited = Vec::new();
        for EarlyPage { path, file, is_source } in pages {
            let before = artifacts.get(&path);
            if before == Some(&file) {
                continue;
            }
            let url = url_path(&self.files.mount, &path);
            edited.extend(is_source.then(|| url.clone()));
            changes.urls.push(url);
            match file {
                made if before.is_some() && !made.is_copy() => artifacts.replace(&path, made),
                file => drop(artifacts.add(&path, file)),
            }
        }
        if changes.is_empty() {
            return None;
        }
        let files = Arc::new(self.files.with_artifacts(artifacts));
        let goes = builder.navigate == Navigate::ToChanged && edited.len() == 1;
        let open = edited.first().filter(|_| goes).map(String::as_str);
        let update = Update { changes: &changes, open, more: true };
        Some(issue(self, files, update, None))
    }

    /// The first pages of the first build, with what they lead to.
    fn begun_with(&self, early: EarlySite, builder: EditionBuilder) -> Self {
        let EarlySite { pages: EarlyPages { pages, assets }, mount, policy } = early;
        let mut artifacts = Artifacts::default();
        for (path, bytes) in assets {
            artifacts.add_bytes(path, bytes);
        }
        for page in pages {
            artifacts.add(&page.path, page.file);
        }
        artifacts.finish();
        let world = self.files.world();
        let files = ServedFiles::new(artifacts, &mount, builder.reload, world).with_policy(policy);
        let update = Update { changes: &UrlChanges::default(), open: None, more: true };
        let mut edition = issue(self, Arc::new(files), update, None);
        edition.is_whole = false;
        edition
    }
}

impl Observer for EarlyEditions<'_> {
    fn stage(&mut self, _: &'static str) {}

    fn awaited(&self, mount: &str) -> Awaited {
        let edition = self.editions.borrow();
        let open = self.open.latest(MOST).into_iter();
        let files = open.filter_map(|page| match edition.files.find(&page) {
            Located::File(path, _) => Some(path.to_owned()),
            _ if edition.number == 0 => output_path(mount, &page),
            _ => None,
        });
        // Of an edit the writer wants to see the page; of a change of branches nobody waits for a certain one.
        let touched = Some(&self.touched.paths).filter(|paths| paths.len() <= MOST);
        Awaited { outputs: files.collect(), sources: touched.cloned().unwrap_or_default() }
    }

    fn early(&mut self, site: EarlySite) {
        let previous = Arc::clone(&self.editions.borrow());
        if let Some(edition) = previous.with_early(site, self.builder) {
            self.editions.send_replace(Arc::new(edition));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::edition::tests::{BUILDER, disk, next};
    use super::*;
    use crate::artifact::Artifact;

    const STAYING: EditionBuilder = EditionBuilder { navigate: Navigate::Stay, ..BUILDER };

    fn early_site(page: EarlyPage, assets: &[&str]) -> EarlySite {
        let assets = assets.iter().map(|path| ((*path).to_owned(), b"asset".to_vec())).collect();
        let pages = EarlyPages { pages: vec![page], assets };
        EarlySite { pages, mount: "/docs/".to_owned(), policy: Some("default-src".to_owned()) }
    }

    #[test]
    fn of_the_first_build_a_page_comes_with_its_stylesheet_and_its_policy() {
        let file = Artifact::Bytes("early".into());
        let page = EarlyPage { path: "a/index.html".to_owned(), file, is_source: false };
        let empty = Edition::empty(disk());
        assert!(!empty.answers("/docs/a/"), "it may still come");
        let early = empty.with_early(early_site(page, &["site.css"]), BUILDER).expect("a page");
        assert!(early.answers("/docs/a/") && early.answers("/docs/site.css"));
        assert!(!early.answers("/docs/b/"));
        let (path, file) = early.files.artifacts.entry("a/index.html").expect("the page");
        assert_eq!(early.files.policy_of(path, file), Some("default-src"));
        let built = next(&early, &[("content/a.md", "A")], &[]).edition;
        assert!(built.answers("/docs/b/"), "it is not there");
    }

    #[test]
    fn a_page_that_is_made_early_is_served_over_the_files_before() {
        let empty = Edition::empty(disk());
        let first = next(&empty, &[("content/a.md", "A"), ("content/b.md", "B")], &[]).edition;
        let early = |text: &'static str, assets: &[&str]| {
            let file = Artifact::Bytes(text.into());
            let page = EarlyPage { path: "a/index.html".to_owned(), file, is_source: true };
            early_site(page, assets)
        };
        let shown = first.with_early(early("early", &["b/index.html"]), BUILDER);
        let shown = shown.expect("another page");
        assert_eq!(shown.number, 2);
        let news = shown.news_since(1).expect("news");
        assert!(news.contains("\"urls\":[\"/docs/a/\"]"), "{news}");
        assert!(news.contains("\"open\":\"/docs/a/\"") && news.contains("\"more\":true"), "{news}");
        let served = |path: &str| shown.files.artifacts.get(path);
        assert_eq!(served("a/index.html"), Some(&Artifact::Bytes("early".into())));
        assert_eq!(served("b/index.html"), first.files.artifacts.get("b/index.html"));
        let stays = first.with_early(early("x", &[]), STAYING).expect("another page");
        assert!(stays.news_since(1).is_some_and(|news| news.contains("\"open\":null")));
        let same = shown.with_early(early("early", &[]), STAYING);
        assert!(same.is_none(), "nobody has to load it again");
        let unstyled = first.with_early(early("x", &["assets/new.css"]), STAYING);
        assert!(unstyled.is_none(), "its stylesheet is still to come");
    }

    #[test]
    fn a_browser_that_missed_the_early_pages_is_told_of_everything_at_once() {
        let before = next(&Edition::empty(disk()), &[("content/a.md", "A")], &[]).edition;
        let page = EarlyPage {
            path: "a/index.html".to_owned(),
            file: Artifact::Bytes("early".into()),
            is_source: false,
        };
        let early = before.with_early(early_site(page, &[]), STAYING).expect("another page");
        let built = next(&early, &[("content/a.md", "A"), ("content/b.md", "B")], &[]);
        assert_eq!((before.number, early.number, built.edition.number), (1, 2, 3));
        assert!(built.changes.urls.contains(&"/docs/a/".to_owned()), "{:?}", built.changes);
        for (since, knows) in [(0, false), (1, true), (2, true), (3, false)] {
            let news = built.edition.news_since(since);
            assert_eq!(news.is_some(), knows, "{since}");
            assert!(news.is_none_or(|news| news.contains("/docs/b/")), "{since}");
        }
    }
}
