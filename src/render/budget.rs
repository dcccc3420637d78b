//! How much one rendering of a template may do. The engine itself stops nothing: a loop within a loop runs
//! for hours, and its output fills the memory.
//!
//! Steps are counted, not time, so that a template that is stopped is stopped everywhere.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use tera::{Kwargs, TeraResult};

/// Turns of loops, uses of components and numbers of `range`, together. The largest list of the Kubernetes
/// blog takes a thousandth of it.
const MAX_STEPS: usize = 1_000_000;

/// Bytes of what is written.
const MAX_OUTPUT: usize = 32 * 1024 * 1024;

/// The steps of the renderings at work: each runs on one thread from its beginning to its end.
#[derive(Debug)]
pub(super) struct Budget {
    /// For each thread of the pool, and one for whoever is in none.
    steps: Vec<AtomicUsize>,
}

impl Budget {
    pub(super) fn new() -> Self {
        let threads = rayon::current_num_threads() + 1;
        Self { steps: (0..threads).map(|_| AtomicUsize::new(0)).collect() }
    }

    /// A rendering begins on this thread.
    pub(super) fn begin(&self) {
        self.counter().store(0, Ordering::Relaxed);
    }

    /// # Errors
    /// When there have been too many.
    pub(super) fn take(&self, steps: usize) -> TeraResult<()> {
        let before = self.counter().fetch_add(steps, Ordering::Relaxed);
        if before.saturating_add(steps) <= MAX_STEPS {
            return Ok(());
        }
        Err(tera::Error::message(format!(
            "the template takes more than {MAX_STEPS} steps: loops stand in one another, or one does not end"
        )))
    }

    /// As the engine's own function of this name; the numbers are steps.
    pub(super) fn range(&self, arguments: &Kwargs) -> TeraResult<Vec<i64>> {
        let start = arguments.get::<i64>("start")?.unwrap_or_default();
        let end = arguments.must_get::<i64>("end")?;
        let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
        if step == 0 || (step > 0 && start > end) {
            return Err(tera::Error::message("`range` never comes to its `end`"));
        }
        let span = i128::from(end) - i128::from(start);
        let step = i128::from(step);
        let length = match (span > 0) == (step > 0) {
            true => span.unsigned_abs().div_ceil(step.unsigned_abs()),
            false => 0,
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.take(length)?;
        let numbers = (0..length as i128).map(|index| i128::from(start) + index * step);
        Ok(numbers.filter_map(|number| i64::try_from(number).ok()).collect())
    }

    fn counter(&self) -> &AtomicUsize {
        let outside = self.steps.len() - 1;
        &self.steps[rayon::current_thread_index().map_or(outside, |index| index.min(outside))]
    }
}

/// What a template writes, as far as there is room.
#[derive(Debug, Default)]
pub(super) struct BoundedOutput {
    bytes: Vec<u8>,
    pub is_full: bool,
}

impl BoundedOutput {
    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    pub(super) fn problem() -> String {
        format!("the template writes more than {} MiB", MAX_OUTPUT / (1024 * 1024))
    }
}

impl io::Write for BoundedOutput {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_OUTPUT {
            self.is_full = true;
            return Err(io::Error::from(io::ErrorKind::StorageFull));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
