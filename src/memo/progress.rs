//! How much of a stage is done, for whoever waits for it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Counted by a stage, and read by another thread. Nothing that is made depends on it.
///
/// ```
/// use site::memo::Progress;
/// let progress = Progress::default();
/// progress.begin(2);
/// progress.step();
/// assert_eq!(progress.counts(), (1, 2));
/// ```
#[derive(Debug, Default)]
pub struct Progress {
    done: AtomicUsize,
    total: AtomicUsize,
}

impl Progress {
    /// So many steps are to be done; 0 if nobody knows.
    pub fn begin(&self, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    /// One step is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The steps that are done, and all of them.
    pub fn counts(&self) -> (usize, usize) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}
