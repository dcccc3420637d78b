//! A body while it becomes HTML: what has been written, what went wrong, and where the writer stands.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;
use tera::Value;

use super::Renderer;
use super::links::asked::AskedAnchor;
use super::policy::RawHtml;
use super::shortcodes::problems::ShortcodeProblem;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::resolve::{Page, source_anchors};

/// The HTML of a body and what went wrong while it was made.
#[derive(Default)]
pub(super) struct BodyHtml {
    pub html: String,
    pub problems: Vec<ShortcodeProblem>,
    pub found: Vec<Diagnostic>,
    /// Languages of code that have no grammar, and where they are named.
    pub unknown_languages: Vec<(String, Place)>,
    /// Bytes of other files that it shows.
    pub included_bytes: usize,
    /// Whether some of them were left out, since there were too many.
    pub is_cut: bool,
    pub code_blocks: CodeBlockCounts,
    /// The words of headings that hold shortcode calls, by their ids.
    pub called_headings: BTreeMap<String, String>,
    /// How many diagrams it shows.
    pub diagrams: usize,
    /// Whether a feed shows something else than the page.
    pub has_figures: bool,
    /// Strings that templates of shortcodes asked for in vain.
    pub missing: BTreeSet<String>,
    /// What links have asked of the headings of other pages.
    pub anchors: Vec<AskedAnchor>,
}

/// Where a body is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    Page,
    /// Programs that read feeds show neither SVG nor MathML.
    Feed,
}

/// How many blocks of code a page has shown.
#[derive(Default)]
pub(super) struct CodeBlockCounts {
    pub fences: usize,
    pub others: usize,
}

impl CodeBlockCounts {
    /// Counts a fence that shows something else than code.
    pub(super) fn pass_fence(&mut self) {
        self.fences += 1;
    }
}

/// Writes the nodes of a body. What each kind of node becomes is said in a file of its own.
pub(super) struct BodyWriter<'a> {
    pub renderer: &'a Renderer<'a>,
    pub page: &'a Page,
    /// The file whose nodes are written.
    pub file: Utf8PathBuf,
    /// The files that are included here, one within another.
    pub included: Vec<Utf8PathBuf>,
    /// The calls around what is written.
    pub enclosing: Vec<Enclosing>,
    /// How many calls the page has had.
    pub calls: usize,
    pub medium: Medium,
    pub raw_html: RawHtml,
    /// Id of a heading -> the id that it has in the page's source.
    pub source_anchors: BTreeMap<&'a str, &'a str>,
    pub body: &'a mut BodyHtml,
}

impl<'a> BodyWriter<'a> {
    pub(super) fn new(
        renderer: &'a Renderer<'a>,
        page: &'a Page,
        medium: Medium,
        body: &'a mut BodyHtml,
    ) -> Self {
        let file = page.document.as_ref().map(|document| document.file.path.clone());
        Self {
            renderer,
            page,
            file: file.unwrap_or_default(),
            included: Vec::new(),
            enclosing: Vec::new(),
            calls: 0,
            medium,
            raw_html: renderer.raw_html(page),
            source_anchors: source_anchors(renderer.settings, renderer.site, page),
            body,
        }
    }

    pub(super) fn place(&self, span: Span) -> Place {
        Place::span(&self.file, span)
    }
}

/// A call whose inner text is being rendered.
pub(super) struct Enclosing {
    pub name: String,
    /// The calls directly inside, if the template asks for them.
    pub children: Option<Vec<Value>>,
}
