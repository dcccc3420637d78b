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
