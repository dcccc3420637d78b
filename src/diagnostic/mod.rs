//! What is wrong, where, and what to type instead.
//!
//! A [`Diagnostic`] is plain data. Stages return them beside their result, so that one run reports
//! everything. How severe a [`Code`] is, is decided once, in [`Severities`], never by the stage that
//! found the problem. This module does not know what a page is.

mod code;
mod fix;
mod guide;
mod ignores;
mod line_starts;
pub mod report;
mod severities;

use std::borrow::Cow;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use serde::{Deserialize, Serialize};

pub use code::{Code, ConfigFlavour, Severity};
pub use fix::{Edit, Fix, apply, chosen};
pub use guide::Guide;
pub use ignores::{Ignore, Ignores, Reach, is_ignore};
pub use line_starts::LineStarts;
pub use severities::{FileLanguages, Scope, ScopedSeverities, Severities};

/// A range of bytes in a file's text.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Span {
    pub start: u32,
    pub end: u32,
}

impl Span {
    /// A span of `range`; a file of over 4 GiB is not something we read.
    pub fn new(range: Range<usize>) -> Self {
        let narrow = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { start: narrow(range.start), end: narrow(range.end) }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The same span in a text that starts `offset` bytes earlier.
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset..self.end as usize + offset)
    }
}

/// A value and its place in its file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    pub value: T,
    pub span: Span,
}

impl<T> Spanned<T> {
    pub fn new(value: T, span: Span) -> Self {
        Self { value, span }
    }

    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

/// A place in a file, or a whole file when `span` is `None`. Paths are relative to the site's root.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: Utf8PathBuf,
    pub span: Option<Span>,
}

impl Place {
    pub fn file(file: impl AsRef<Utf8Path>) -> Self {
        Self { file: file.as_ref().to_owned(), span: None }
    }

    pub fn span(file: impl AsRef<Utf8Path>, span: Span) -> Self {
        Self { file: file.as_ref().to_owned(), span: Some(span) }
    }
}

/// One problem. The message is a lower-case fragment with back-quotes around the user's own text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub message: String,
    pub place: Option<Place>,
    /// Words under the marked text.
    pub label: Option<String>,
    /// Other places that belong to the problem, each with its words.
    pub related: Vec<(Place, String)>,
    /// What to type, without the word `hint`.
    pub hint: Option<Cow<'static, str>>,
    /// The mending that is safe without anybody looking at it, in the file of the place.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        let message = message.into();
        Self { code, message, place: None, label: None, related: Vec::new(), hint: None, fix: None }
    }

    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    pub fn related(mut self, place: Place, words: impl Into<String>) -> Self {
        self.related.push((place, words.into()));
        self
    }

    pub fn hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Diagnostics in an order that does not depend on threads: by file, position, code, message.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (&a.place, a.code.name(), &a.message).cmp(&(&b.place, b.code.name(), &b.message))
    });
    diagnostics.dedup();
}

/// The nearest of `known` to what the user typed, for a "did you mean".
///
/// ```
/// use site::diagnostic::nearest;
/// assert_eq!(nearest("baseUrll", ["baseURL", "title"]), Some("baseURL"));
/// assert_eq!(nearest("kr", ["fr", "ko"]), Some("ko"));
/// assert_eq!(nearest("zzz", ["baseURL", "title"]), None);
/// ```
pub fn nearest<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let limit = |name: &str| 1.max(name.len() / 3);
    known
        .into_iter()
        .map(|name| (name.to_lowercase(), name))
        // For most names, their characters alone show that they are too different, which is quick to check.
        .filter(|(lower, name)| least_distance(&typed, lower) <= limit(name))
        .map(|(lower, name)| (strsim::damerau_levenshtein(&typed, &lower), lower, name))
        .filter(|(distance, _, name)| *distance <= limit(name))
        // Few people miss the first character.
        .min_by_key(|(distance, lower, name)| {
            (*distance, lower.chars().next() != typed.chars().next(), *name)
        })
        .map(|(_, _, name)| name)
}

/// A lower bound for the number of edits: the number of characters that only one of the texts has.
fn least_distance(one: &str, other: &str) -> usize {
    let mut counts = [0_i32; 256];
    // Collisions can only make the distance seem smaller.
    let place = |c: char| c as usize % 256;
    one.chars().for_each(|c| counts[place(c)] += 1);
    other.chars().for_each(|c| counts[place(c)] -= 1);
    let more: i32 = counts.iter().filter(|count| **count > 0).sum();
    let less: i32 = counts.iter().filter(|count| **count < 0).sum();
    more.max(-less).unsigned_abs() as usize
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::least_distance;

    proptest! {
        #[test]
        fn no_name_is_nearer_than_its_least_distance(one in "[a-d가é]{0,8}", other in "[a-d가é]{0,8}") {
            prop_assert!(least_distance(&one, &other) <= strsim::damerau_levenshtein(&one, &other));
        }
    }
}
