//! The state that all requests share.

use std::sync::Arc;

use tokio::sync::{Semaphore, watch};

use super::edition::Edition;
use super::guard::Guard;

/// Shared by all connections.
#[derive(Clone)]
pub(super) struct Server {
    pub editions: watch::Receiver<Arc<Edition>>,
    pub guard: Arc<Guard>,
    /// Free places for event streams.
    pub streams: Arc<Semaphore>,
}
