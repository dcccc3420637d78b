//! A body while it becomes HTML: what is written, what went wrong, and where the writer is.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;
use tera::Value;

use super::Renderer;
use super::asked::Asked;
use super::footnotes::Footnotes;
use super::go::GoState;
use super::left_out::LeftOutHtml;
use super::policy::RawHtml;
use super::shortcodes::problems::ShortcodeProblem;
use crate::artifact::Artifact;
use crate::diagnostic::{Diagnostic, Place, Span};
use crate::memo::Fingerprint;
use crate::parse::body::Arguments;
use crate::resolve::{Page, source_anchors};

/// The HTML of a body and what went wrong while it was made.
#[derive(Default)]
pub(super) struct BodyHtml {
    pub html: String,
    pub problems: Vec<ShortcodeProblem>,
    pub found: Vec<Diagnostic>,
    pub left_out: LeftOutHtml,
    /// Languages of code that have no grammar, and where they are named.
    pub unknown_languages: Vec<(String, Place)>,
    /// Bytes of other files that it includes.
    pub included_bytes: usize,
    /// Whether some of them were left out because there were too many.
    pub is_cut: bool,
    pub code_blocks: CodeBlockCounts,
    /// The number of its diagrams.
    pub diagrams: usize,
    /// Whether its feed shows something other than the page.
    pub has_figures: bool,
    /// Strings that templates of shortcodes asked for and no language has.
    pub missing: BTreeSet<String>,
    /// What it has asked about other pages.
    pub asked: Vec<Asked>,
    /// Files of `assets` that it uses, by the paths where they are published.
    pub used: BTreeMap<String, Artifact>,
}

impl BodyHtml {
    /// Notes, once, that what is made may hold anything of the site but its texts.
    pub(super) fn ask_site(&mut self, shape: Fingerprint) {
        let is_noted = self
            .asked
            .iter()
            .rev()
            .any(|asked| matches!(asked, Asked::Site(known) if *known == shape));
        if !is_noted {
            self.asked.push(Asked::Site(shape));
        }
    }
}

/// Where readers see a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Medium {
    Page,
    /// Feed readers, which show neither SVG nor MathML.
    Feed,
}

/// The number of code blocks on a page so far.
#[derive(Default)]
pub(super) struct CodeBlockCounts {
    pub fences: usize,
    pub others: usize,
}

impl CodeBlockCounts {
    /// Counts a fence that shows something other than code.
    pub(super) fn pass_fence(&mut self) {
        self.fences += 1;
    }
}

/// Writes the nodes of a body. What each kind of node becomes has its own file.
pub(super) struct BodyWriter<'a> {
    pub renderer: &'a Renderer<'a>,
    pub page: &'a Page,
    /// The file whose nodes are written.
    pub file: Utf8PathBuf,
    /// The files that are being included, each within the one before.
    pub included: Vec<Utf8PathBuf>,
    /// The calls around what is written.
    pub enclosing: Vec<Enclosing>,
    /// The notes of that file.
    pub footnotes: Footnotes,
    /// The number of calls on the page so far.
    pub calls: usize,
    /// What Go templates leave for later calls.
    pub go: GoState,
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
            footnotes: Footnotes::default(),
            calls: 0,
            go: GoState::default(),
            medium,
            raw_html: renderer.raw_html(page),
            source_anchors: source_anchors(&renderer.headings, renderer.site, page),
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
    pub arguments: Arguments,
    /// The calls directly inside, if the template asks for them.
    pub children: Option<Vec<Value>>,
}
