//! The pages that browsers show and the one that was edited come first: they are served before the rest of the site is made.

use std::sync::Arc;

use tokio::sync::watch::Sender;

use super::changes::UrlChanges;
use super::edition::{Edition, Navigate, Update, issue};
use super::files::{Located, url_path};
use super::gather::Batch;
use super::open_pages::OpenPages;
use crate::artifact::Artifact;
use crate::pipeline::Observer;
use crate::render::{Awaited, EarlyPage, EarlyPages};

/// How many pages are made before the others. Nobody looks at more at once.
const MOST: usize = 4;

/// Shows the first pages of a build that is still going on, over the files of the edition before.
pub(super) struct EarlyEditions<'a> {
    editions: &'a Sender<Arc<Edition>>,
    open: &'a OpenPages,
    touched: &'a Batch,
    navigate: Navigate,
}

impl<'a> EarlyEditions<'a> {
    pub(super) fn new(
        editions: &'a Sender<Arc<Edition>>,
        open: &'a OpenPages,
        touched: &'a Batch,
        navigate: Navigate,
    ) -> Self {
        Self { editions, open, touched, navigate }
    }
}

impl Edition {
    /// This edition with pages that are newer than the rest. `None` if nothing has changed by them, if the site
    /// has errors that lie over it, or if the pages name files that are still to come.
    pub(super) fn with_early(&self, early: EarlyPages, navigate: Navigate) -> Option<Self> {
        let has_asset = |path: &String| self.files.artifacts.get(path).is_some();
        if !self.is_whole || self.errors.is_some() || !early.assets.iter().all(has_asset) {
            return None;
        }
        let mut artifacts = self.files.artifacts.clone();
        let mut changes = UrlChanges::default();
        let mut edited = Vec::new();
        for EarlyPage { path, file, is_source } in early.pages {
            let before = artifacts.get(&path);
            if before == Some(&file) {
                continue;
            }
            let url = url_path(&self.files.mount, &path);
            edited.extend(is_source.then(|| url.clone()));
            changes.urls.push(url);
            match file {
                Artifact::Bytes(bytes) if before.is_some() => artifacts.replace(&path, bytes),
                file => drop(artifacts.add(&path, file)),
            }
        }
        if changes.is_empty() {
            return None;
        }
        let files = Arc::new(self.files.with_artifacts(artifacts));
        let goes = navigate == Navigate::ToChanged && edited.len() == 1;
        let open = edited.first().filter(|_| goes).map(String::as_str);
        let update = Update { changes: &changes, open, more: true };
        Some(issue(self, files, update, None))
    }
}

impl Observer for EarlyEditions<'_> {
    fn stage(&mut self, _: &'static str) {}

    fn awaited(&self) -> Awaited {
        let edition = self.editions.borrow();
        let open = self.open.latest(MOST).into_iter();
        let files = open.filter_map(|page| match edition.files.find(&page) {
            Located::File(path, _) => Some(path.to_owned()),
            _ => None,
        });
        // Of an edit the writer wants to see the page; of a change of branches nobody waits for a certain one.
        let touched = Some(&self.touched.paths).filter(|paths| paths.len() <= MOST);
        Awaited { outputs: files.collect(), sources: touched.cloned().unwrap_or_default() }
    }

    fn early(&mut self, pages: EarlyPages) {
        let previous = Arc::clone(&self.editions.borrow());
        if let Some(edition) = previous.with_early(pages, self.navigate) {
            self.editions.send_replace(Arc::new(edition));
        }
    }
}
