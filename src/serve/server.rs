//! The state that all requests share.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::edition::Edition;
use super::guard::Guard;
use super::open_pages::OpenPages;

/// Shared by all connections.
#[derive(Clone)]
pub(super) struct Server {
    pub editions: watch::Receiver<Arc<Edition>>,
    pub guard: Arc<Guard>,
    /// The pages of the event streams.
    pub open_pages: OpenPages,
    /// Free places for event streams.
    pub streams: Arc<Semaphore>,
}

impl Server {
    /// The edition that answers a request for a path. During the first build that is the one in which it is made:
    /// before all others, for somebody waits for it.
    pub(super) async fn edition_with(&self, path: &str) -> Arc<Edition> {
        let mut editions = self.editions.clone();
        let edition = Arc::clone(&editions.borrow());
        if edition.answers(path) {
            return edition;
        }
        let _awaited = self.open_pages.enter(path);
        let answering = editions.wait_for(|edition| edition.answers(path)).await;
        // There will be no more builds: this is all that there is.
        answering.map_or(edition, |edition| Arc::clone(&edition))
    }
}

#[cfg(test)]
mod tests {
    use super::super::edition::{EditionBuilder, Navigate};
    use super::super::served_files::Reload;
    use super::*;
    use crate::artifact::Artifact;
    use crate::pipeline::EarlySite;
    use crate::render::{EarlyPage, EarlyPages};
    use crate::world::DiskWorld;

    #[tokio::test]
    async fn a_request_during_the_first_build_waits_for_its_page_which_comes_first() {
        let world = DiskWorld::open(env!("CARGO_MANIFEST_DIR").into(), None).expect("this one");
        let (sender, editions) = watch::channel(Arc::new(Edition::empty(Arc::new(world))));
        let server = Server {
            editions,
            guard: Arc::new(Guard::new([127, 0, 0, 1].into(), None.into_iter())),
            open_pages: OpenPages::default(),
            streams: Arc::new(Semaphore::new(1)),
        };
        let waiting = server.clone();
        let answered = tokio::spawn(async move { waiting.edition_with("/a/").await.number });
        while server.open_pages.latest(1).is_empty() {
            tokio::task::yield_now().await;
        }
        assert_eq!(server.open_pages.latest(1), ["/a/"], "the build is told of it");
        let file = Artifact::Bytes("early".into());
        let page = EarlyPage { path: "a/index.html".to_owned(), file, is_source: false };
        let pages = EarlyPages { pages: vec![page], assets: Default::default() };
        let site = EarlySite { pages, mount: "/".to_owned(), policy: None };
        let builder = EditionBuilder { reload: Reload::On, navigate: Navigate::Stay };
        let early = sender.borrow().with_early(site, builder).expect("a page");
        sender.send_replace(Arc::new(early));
        assert_eq!(answered.await.expect("an edition"), 1);
        assert!(server.open_pages.latest(1).is_empty(), "nobody waits any more");
    }
}
