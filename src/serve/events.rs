//! The event stream that tells an open page what has changed.
//!
//! A stream has no queue: it waits for the newest edition, whatever it has missed. A page that knows
//! the edition before gets the changes. One that does not, because it has just connected or was slow,
//! gets the state of its URL and decides itself whether to reload. So the cost of a stream does not
//! depend on how long it is open or how slowly it is read.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{Stream, unfold};
use serde::Serialize;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::build_errors::BuildErrors;
use super::edition::Edition;
use super::open_pages::OpenPage;

/// How long a stream may be silent before a sign of life is sent, so that dead connections are
/// noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// An open stream.
struct Listener {
    editions: watch::Receiver<Arc<Edition>>,
    /// The URL path of the page that listens.
    page: String,
    /// The last edition that was sent to it.
    seen: Option<u64>,
    _occupied: Occupied,
}

/// The current state of a page.
#[derive(Serialize)]
struct PageState<'a> {
    build: u64,
    /// `None` if there is no such page.
    page: Option<String>,
    errors: Option<&'a BuildErrors>,
}

/// What a stream occupies until it ends: its place, and its page among those that are open.
type Occupied = (OwnedSemaphorePermit, OpenPage);

/// A stream for the page at the URL path `page`.
pub(super) fn events(
    editions: watch::Receiver<Arc<Edition>>,
    page: String,
    occupied: Occupied,
) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let listener = Listener { editions, page, seen: None, _occupied: occupied };
    let stream = unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok(event), listener))
    });
    Sse::new(stream).keep_alive(KeepAlive::new().interval(HEARTBEAT))
}

impl Listener {
    /// The next event; `None` when there will be no more builds.
    async fn next(&mut self) -> Option<Event> {
        if self.seen.is_some() {
            self.editions.changed().await.ok()?;
        }
        let edition = Arc::clone(&self.editions.borrow_and_update());
        let seen = self.seen.replace(edition.number);
        if let Some(news) = seen.and_then(|seen| edition.news_since(seen)) {
            return Some(Event::default().event("build").data(news));
        }
        let state = PageState {
            build: edition.number,
            page: edition.files.state_at(&self.page),
            errors: edition.errors.as_ref(),
        };
        let state = serde_json::to_string(&state).unwrap_or_default();
        Some(Event::default().event("state").data(state))
    }
}
