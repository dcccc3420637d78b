//! Limits what one rendering of a template may do. The engine has no limit of its own: a loop within a loop
//! would run for hours, and a text that is joined to itself again and again would fill the memory.
//!
//! It counts steps and bytes, not time, so that a template that stops on one machine stops on every machine.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use tera::{Kwargs, TeraResult, Value};

use crate::config::Budgets;

/// Bytes of the text and the lists that a template keeps in variables and captures, added up over a rendering.
const MAX_KEPT: usize = 128 * 1024 * 1024;

/// Bytes that an item of a list or a map takes beside its text.
const ITEM: usize = 32;

/// Bytes of what one filter makes.
const MAX_FILTERED: usize = 16 * 1024 * 1024;

/// Bytes of output.
const MAX_OUTPUT: usize = 32 * 1024 * 1024;

/// What the current renderings have used: each runs on one thread from start to finish.
#[derive(Debug)]
pub(super) struct Budget {
    /// Iterations of loops, items of list comprehensions, numbers of `range`, and uses of components, includes and
    /// blocks, together, in one rendering.
    most: usize,
    /// One for each thread of the pool, and one for all other threads.
    used: Vec<Used>,
    /// The most that any rendering has used.
    peak: Used,
    /// The bytes of the longest output.
    longest: AtomicUsize,
}

/// The most that one rendering, or one page, has used of its budgets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BudgetUse {
    /// Steps of a template.
    pub steps: usize,
    /// Bytes that a template has kept.
    pub kept: usize,
    /// Bytes that a template has written.
    pub written: usize,
    /// Bytes of other files in a page.
    pub included: usize,
}

/// A budget: what it limits, what was used of it at most, and how much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BudgetRow {
    pub name: &'static str,
    pub used: usize,
    pub limit: usize,
}

impl BudgetUse {
    /// A row for each budget.
    pub fn rows(&self, budgets: &Budgets) -> [BudgetRow; 4] {
        let row = |name, used, limit| BudgetRow { name, used, limit };
        [
            row("steps of a template", self.steps, budgets.steps),
            row("bytes that a template keeps", self.kept, MAX_KEPT),
            row("bytes that a template writes", self.written, MAX_OUTPUT),
            row("bytes of other files in a page", self.included, budgets.included_in_page),
        ]
    }
}

/// What one rendering has used.
#[derive(Debug, Default)]
struct Used {
    steps: AtomicUsize,
    /// Bytes of text and lists.
    kept: AtomicUsize,
}

impl Budget {
    pub(super) fn new(most: usize) -> Self {
        let threads = rayon::current_num_threads() + 1;
        let used = (0..threads).map(|_| Used::default()).collect();
        Self { most, used, peak: Used::default(), longest: AtomicUsize::new(0) }
    }

    /// Notes what the rendering on this thread has used, its output included.
    pub(super) fn end(&self, written: usize) {
        let Used { steps, kept } = self.used();
        self.peak.steps.fetch_max(steps.load(Ordering::Relaxed), Ordering::Relaxed);
        self.peak.kept.fetch_max(kept.load(Ordering::Relaxed), Ordering::Relaxed);
        self.longest.fetch_max(written, Ordering::Relaxed);
    }

    /// The most that any rendering has used until now.
    pub(super) fn peak(&self) -> BudgetUse {
        BudgetUse {
            steps: self.peak.steps.load(Ordering::Relaxed),
            kept: self.peak.kept.load(Ordering::Relaxed),
            written: self.longest.load(Ordering::Relaxed),
            included: 0,
        }
    }

    /// Starts counting for a rendering on this thread.
    pub(super) fn begin(&self) {
        self.used().steps.store(0, Ordering::Relaxed);
        self.used().kept.store(0, Ordering::Relaxed);
    }

    /// # Errors
    /// When there have been too many.
    pub(super) fn take(&self, steps: usize) -> TeraResult<()> {
        let before = self.used().steps.fetch_add(steps, Ordering::Relaxed);
        if before.saturating_add(steps) <= self.most {
            return Ok(());
        }
        Err(tera::Error::message(format!(
            "the template takes more than {} steps: loops are nested too deeply, or one never ends",
            self.most
        )))
    }

    /// Counts bytes of text that are kept in memory.
    ///
    /// # Errors
    /// When there is too much.
    pub(super) fn keep(&self, bytes: usize) -> TeraResult<()> {
        let before = self.used().kept.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) <= MAX_KEPT {
            return Ok(());
        }
        Err(tera::Error::message(format!(
            "the template keeps more than {} MiB of text and lists: something in it grows with every step",
            mebibytes(MAX_KEPT)
        )))
    }

    /// Counts a value that is kept in memory, and returns it.
    ///
    /// # Errors
    /// When there is too much.
    pub(super) fn keep_value(&self, value: Value) -> TeraResult<Value> {
        let left = MAX_KEPT.saturating_sub(self.used().kept.load(Ordering::Relaxed));
        self.keep(size(&value, left))?;
        Ok(value)
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

    fn used(&self) -> &Used {
        let outside = self.used.len() - 1;
        &self.used[rayon::current_thread_index().map_or(outside, |index| index.min(outside))]
    }
}

/// Checks the bytes of the text that a filter is about to make.
///
/// # Errors
/// When there are too many.
pub(super) fn check_filtered(bytes: usize) -> TeraResult<()> {
    if bytes <= MAX_FILTERED {
        return Ok(());
    }
    let limit = mebibytes(MAX_FILTERED);
    Err(tera::Error::message(format!("the filter makes more than {limit} MiB of text")))
}

/// The bytes of a value as text, counted up to `most`. Parts of a value may share their memory, so a value that is
/// small in memory can be a large text.
fn size(value: &Value, most: usize) -> usize {
    let mut total = 0_usize;
    let mut rest = vec![value];
    while let Some(value) = rest.pop() {
        total = total.saturating_add(ITEM + value.as_str().map_or(0, str::len));
        if total > most {
            break;
        }
        rest.extend(value.as_array().into_iter().flatten());
        rest.extend(value.as_map().into_iter().flat_map(|map| map.values()));
    }
    total
}

fn mebibytes(bytes: usize) -> usize {
    bytes / (1024 * 1024)
}

/// The output of a template, up to the limit.
#[derive(Debug, Default)]
pub(super) struct BoundedOutput {
    bytes: Vec<u8>,
    pub is_full: bool,
}

impl BoundedOutput {
    /// Bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// No longer than it has to be: a server holds the pages of the whole site.
    pub(super) fn into_text(mut self) -> String {
        self.bytes.shrink_to_fit();
        String::from_utf8(self.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }

    pub(super) fn problem() -> String {
        format!("the template writes more than {} MiB", mebibytes(MAX_OUTPUT))
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
