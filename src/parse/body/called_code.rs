//! Code with shortcode calls in it.
//!
//! Calls run in code as they do anywhere else: readers copy `v1.30`, not the call that gives it. What a
//! call says is known when the page is rendered; until then the code is kept as it is written, with the
//! places of its calls.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::figure;
use super::mask::is_filler;
use super::origin::Origin;
use super::shortcode::{Call, Shortcode};
use super::{CodeBlock, Node, Notation};
use crate::html::{escaped_text, text_of_html};

/// Code and the calls in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalledCode {
    /// What the text is the code of; `None` for code in a line of text.
    block: Option<CodeBlock>,
    /// The code as written, calls included.
    text: String,
    /// Where the text stands in the file.
    origin: Origin,
    /// In the order of the text.
    calls: Vec<PlacedCall>,
}

/// A call and where it stands in the code.
#[derive(Clone, Debug, PartialEq)]
struct PlacedCall {
    range: Range<usize>,
    call: Shortcode,
}

impl CalledCode {
    /// A block that has no text yet.
    pub(super) fn of_block(block: CodeBlock) -> Self {
        Self { block: Some(block), ..Self::default() }
    }

    /// Adds text that stands at `start` in the file.
    pub(super) fn push_text(&mut self, text: &str, start: usize) {
        if !text.is_empty() {
            self.origin.push(self.text.len(), start);
            self.text.push_str(text);
        }
    }

    /// Adds a call that stands at `start` in the file.
    pub(super) fn push_call(&mut self, call: Shortcode, written: &str, start: usize) {
        let range = self.text.len()..self.text.len() + written.len();
        self.push_text(written, start);
        self.calls.push(PlacedCall { range, call });
    }

    /// The node of the code: of a kind of its own only if there are calls to be run.
    pub(super) fn into_node(self) -> Node {
        if self.calls.is_empty() { self.as_written() } else { Node::CalledCode(Box::new(self)) }
    }

    /// Whether it is a block of code, and no code in a line of text.
    pub fn is_block(&self) -> bool {
        self.block.is_some()
    }

    /// The code with its calls as they are written.
    pub fn as_written(&self) -> Node {
        self.node(self.text.clone(), self.origin.clone())
    }

    /// The code with what `say` gives for its calls; `None` leaves a call as it is written.
    pub fn saying(&self, mut say: impl FnMut(&Shortcode) -> Option<String>) -> Node {
        let mut said = String::with_capacity(self.text.len());
        let mut origin = Origin::default();
        let mut position = 0;
        for PlacedCall { range, call } in &self.calls {
            origin.push_of(said.len(), &self.origin, position..range.start);
            said.push_str(&self.text[position..range.start]);
            origin.push_of(said.len(), &self.origin, range.start..range.start);
            match say(call) {
                Some(words) => said.push_str(&words),
                None => said.push_str(&self.text[range.clone()]),
            }
            position = range.end;
        }
        origin.push_of(said.len(), &self.origin, position..self.text.len());
        said.push_str(&self.text[position..]);
        self.node(said, origin)
    }

    /// The HTML of code in a line of text, with what `say` gives for its calls. Between angle brackets that
    /// is HTML, as in Hugo: a term of the glossary is a link in code, too.
    pub fn line_html(&self, mut say: impl FnMut(&Shortcode) -> Option<String>) -> String {
        let mut html = String::from("<code>");
        let mut position = 0;
        for PlacedCall { range, call } in &self.calls {
            html.push_str(&escaped_text(&self.text[position..range.start]));
            match (say(call), call.notation) {
                (Some(said), Notation::Angle) => html.push_str(&said),
                (Some(said), Notation::Percent) => {
                    html.push_str(&escaped_text(&text_of_html(&said)))
                }
                (None, _) => html.push_str(&escaped_text(&self.text[range.clone()])),
            }
            position = range.end;
        }
        html.push_str(&escaped_text(&self.text[position..]));
        html.push_str("</code>");
        html
    }

    /// The calls in the order of the text.
    pub fn calls(&self) -> impl Iterator<Item = &Shortcode> {
        self.calls.iter().map(|placed| &placed.call)
    }

    /// The code without its calls.
    pub fn without_calls(&self) -> String {
        let mut rest = String::with_capacity(self.text.len());
        let mut position = 0;
        for PlacedCall { range, .. } in &self.calls {
            rest.push_str(&self.text[position..range.start]);
            position = range.end;
        }
        rest.push_str(&self.text[position..]);
        rest
    }

    pub(super) fn calls_mut(&mut self) -> impl Iterator<Item = &mut Shortcode> {
        self.calls.iter_mut().map(|placed| &mut placed.call)
    }

    pub(super) fn block_mut(&mut self) -> Option<&mut CodeBlock> {
        self.block.as_mut()
    }

    /// Puts places back that were in a text without indentation: where its lines begin, here and in the file.
    pub(super) fn restore_origin(&mut self, lines: &[(usize, usize)]) {
        self.origin.restore(self.text.len(), lines);
    }

    fn node(&self, text: String, origin: Origin) -> Node {
        match &self.block {
            Some(block) => figure::node_of(CodeBlock { text, ..block.clone() }, origin),
            None => Node::Markdown(Event::Code(CowStr::from(text))),
        }
    }
}

/// A part of some code.
pub(super) enum Piece<'a> {
    Text(&'a str),
    Call(&'a Call),
}

/// Cuts code at its calls. `masked` is the code as Markdown has read it, `written` as the file has it.
pub(super) fn pieces<'a>(masked: &str, written: &'a str, calls: &'a [Call]) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut position = 0;
    for call in calls {
        let Some(ahead) = masked.get(position..).and_then(|rest| rest.find(is_filler)) else {
            break;
        };
        let start = position + ahead;
        let end = start + call.range.len();
        let (Some(before), true) = (written.get(position..start), written.is_char_boundary(end))
        else {
            break;
        };
        pieces.extend([Piece::Text(before), Piece::Call(call)]);
        position = end;
    }
    pieces.push(Piece::Text(&written[position..]));
    pieces
}
