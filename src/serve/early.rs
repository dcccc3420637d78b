//! The page that a browser shows comes first: it is served before the rest of the site is made.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::watch::Sender;

use super::changes::UrlChanges;
use super::edition::Edition;
use super::files::Located;
use super::open_pages::OpenPages;
use crate::pipeline::Observer;
use crate::render::EarlyFiles;

/// How many pages are made before the others. Nobody looks at more at once.
const MOST: usize = 4;

/// Shows the open pages of a build that is still going on, over the files of the edition before.
pub(super) struct EarlyEditions<'a> {
    editions: &'a Sender<Arc<Edition>>,
    open: &'a OpenPages,
    /// What browsers have been told of.
    pub shown: UrlChanges,
}

impl<'a> EarlyEditions<'a> {
    pub(super) fn new(editions: &'a Sender<Arc<Edition>>, open: &'a OpenPages) -> Self {
        Self { editions, open, shown: UrlChanges::default() }
    }
}

impl Observer for EarlyEditions<'_> {
    fn stage(&mut self, _: &'static str) {}

    fn awaited(&self) -> BTreeSet<String> {
        let edition = self.editions.borrow();
        let open = self.open.latest(MOST).into_iter();
        let files = open.filter_map(|page| match edition.files.find(&page) {
            Located::File(path, _) => Some(path.to_owned()),
            _ => None,
        });
        files.collect()
    }

    fn early(&mut self, files: EarlyFiles) {
        let previous = Arc::clone(&self.editions.borrow());
        if let Some((edition, changes)) = previous.with_early(files) {
            self.editions.send_replace(Arc::new(edition));
            self.shown.merge(changes);
        }
    }
}
