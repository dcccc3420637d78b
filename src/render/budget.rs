//! Limits what one rendering of a template may do. The engine has no limit of its own: a loop within a loop
//! would run for hours and fill the memory.
//!
//! It counts steps, not time, so that a template that stops on one machine stops on every machine.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use tera::{Kwargs, TeraResult};

/// Bytes of output.
const MAX_OUTPUT: usize = 32 * 1024 * 1024;

/// The steps of the current renderings: each runs on one thread from start to finish.
#[derive(Debug)]
pub(super) struct Budget {
    /// Iterations of loops, uses of components and numbers of `range`, together, in one rendering.
    most: usize,
    /// One for each thread of the pool, and one for all other threads.
    steps: Vec<AtomicUsize>,
}

impl Budget {
    pub(super) fn new(most: usize) -> Self {
        let threads = rayon::current_num_threads() + 1;
        Self { most, steps: (0..threads).map(|_| AtomicUsize::new(0)).collect() }
    }

    /// Starts counting for a rendering on this thread.
    pub(super) fn begin(&self) {
        self.counter().store(0, Ordering::Relaxed);
    }

    /// # Errors
    /// When there have been too many.
    pub(super) fn take(&self, steps: usize) -> TeraResult<()> {
        let before = self.counter().fetch_add(steps, Ordering::Relaxed);
        if before.saturating_add(steps) <= self.most {
            return Ok(());
        }
        Err(tera::Error::message(format!(
            "the template takes more than {} steps: loops are nested too deeply, or one never ends",
            self.most
        )))
    }

    /// Like the engine's own `range`, but each number counts as a step.
    pub(super) fn range(&self, arguments: &Kwargs) -> TeraResult<Vec<i64>> {
        let start = arguments.get::<i64>("start")?.unwrap_or_default();
        let end = arguments.must_get::<i64>("end")?;
        let step = arguments.get::<i64>("step_by")?.unwrap_or(1);
        if step == 0 || (step > 0 && start > end) {
            return Err(tera::Error::message("`range` never reaches its `end`"));
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

/// The output of a template, up to the limit.
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
