//! Which parts of a source changed since it was translated, and which parts of the translation that
//! leaves behind.
//!
//! Where a translation keeps its source in comments, these are held against today's source, unit by
//! unit. Else an earlier text of the source can be; and where there is none, what two languages share
//! is compared: headings, code, links, pictures, admonitions, versions. This module knows neither git
//! nor files.

mod align;
mod changes;
mod cut;
mod echoes;
mod findings;
mod front_matter;
mod gather;
mod kept;
mod likeness;
mod pages;
mod pairing;
mod pieces;
mod regard;
mod rows;
mod run;
mod shared;
mod slips;
mod structure;
mod unit;
mod word;

use serde::Serialize;

use crate::config::Markup;
use crate::diagnostic::Span;
use crate::parse::Document;

pub use super::finding::{Change, DriftSeverity, Finding, Passage};

/// A page with the text of its file.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    pub document: &'a Document,
    pub text: &'a str,
}

impl Page<'_> {
    /// What stands for the page's language in a path: `/ko/`, for a page in `content/ko`.
    fn language_prefix(&self) -> &str {
        let file = &self.document.file;
        let path = file.path.as_str();
        // A home page stands in its language's directory itself.
        let place = match file.location.as_str() {
            "" => path.rfind('/').map(|slash| slash + 1),
            location => path.find(location),
        };
        let above = place.filter(|at| *at > 0).map_or("", |at| &path[..at - 1]);
        above.rfind('/').map_or("/", |slash| &path[slash..=above.len()])
    }
}

/// What a translation is to its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub basis: Basis,
    pub counts: Counts,
    /// The most severe first, then by place.
    pub findings: Vec<Finding>,
    /// Both pages side by side, the front matter first.
    pub rows: Vec<Row>,
}

/// What today's source was held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// The source in the translation's comments.
    Comments,
    /// The source as it was at a time.
    Earlier,
    /// The translation itself: what is the same in both languages.
    Structure,
}

/// How many rows there are in each state. The front matter is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub same: usize,
    pub changed: usize,
    pub new: usize,
    pub gone: usize,
    pub moved: usize,
    pub not_comparable: usize,
}

/// Parts of the pages that stand for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// In today's source.
    pub source: Option<Span>,
    /// What it is held against: in the translation with [`Basis::Comments`] and
    /// [`Basis::Structure`], in the earlier source with [`Basis::Earlier`].
    pub was: Option<Span>,
    /// What a reader of the translation sees.
    pub translation: Option<Span>,
    pub state: State,
    /// Into [`Comparison::findings`].
    pub finding: Option<usize>,
    pub words: WordChanges,
}

/// What became of a part of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    Same,
    Changed,
    New,
    Gone,
    Moved,
    /// Nothing tells what it was translated from, or into.
    NotComparable,
}

/// The words that changed, as spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordChanges {
    /// In what [`Row::was`] is in.
    pub removed: Vec<Span>,
    /// In today's source.
    pub added: Vec<Span>,
}

/// Holds a translation against its source. `was` is an earlier text of the source; comments go before
/// it. `markup` is that of the source.
pub fn compare(
    source: &Page<'_>,
    translation: &Page<'_>,
    was: Option<&Page<'_>>,
    markup: &Markup,
) -> Comparison {
    let pages = pages::Pages::read(source, translation, was, markup);
    let mut drafts = front_matter::compare(&pages);
    drafts.append(&mut rows::compare(&pages));
    front_matter::forget_moved_bylines(&pages, &mut drafts);
    findings::conclude(&pages, drafts)
}
