//! Why the source of a diagram or a formula cannot be shown as one.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A problem with a source.
#[derive(Debug)]
pub(super) struct SourceProblem {
    pub message: String,
    /// Where in the source.
    pub range: Option<Range<usize>>,
    pub hint: Option<&'static str>,
}

impl SourceProblem {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), range: None, hint: None }
    }

    pub(super) fn at(self, range: Option<Range<usize>>) -> Self {
        Self { range, ..self }
    }

    pub(super) fn hint(self, hint: &'static str) -> Self {
        Self { hint: Some(hint), ..self }
    }
}

/// The result of `render`, or a problem if it panics: `render` is other people's code, and one figure must
/// not stop the build of all pages.
pub(super) fn guarded<T>(render: impl FnOnce() -> T) -> Result<T, SourceProblem> {
    catch_unwind(AssertUnwindSafe(render))
        .map_err(|_| SourceProblem::new("the program that reads it failed"))
}
