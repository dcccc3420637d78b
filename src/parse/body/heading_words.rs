//! What of a heading its id is made from.
//!
//! In Hugo, that is all text in the heading itself, and of an element in it, such as a link or emphasis, the
//! first run of text: up to other markup and to what the typographer replaces. Addresses that are links by
//! themselves have no part in it, and of several lines the last one counts alone. A numeric reference
//! counts as it is written: `C&#35;` has the id `c35`. Ids are part of a page's address, so this is kept.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{CalledCode, Node, Shortcode, emoji};
use crate::diagnostic::{Span, Spanned};

/// Words of a heading.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeadingPart {
    pub words: Words,
    pub is_in_id: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Words {
    Text(String),
    Call(Box<Shortcode>),
    Code(Box<CalledCode>),
    /// What has another part in the id than the words that are read: an emoji by its name, and a numeric
    /// reference by its digits.
    Renamed {
        shown: String,
        in_id: String,
    },
}

/// What a heading or a term says, up to its end. It stands in `source`.
pub(super) fn parts(rest: &[Spanned<Node>], source: &str) -> Vec<HeadingPart> {
    let is_end = |node: &&Spanned<Node>| {
        let end = TagEnd::DefinitionListTitle;
        matches!(&node.value, Node::Markdown(Event::End(TagEnd::Heading(_))))
            || node.value == Node::Markdown(Event::End(end))
    };
    let inside = rest.iter().take_while(|node| !is_end(node));
    let mut reader =
        PartReader { source, parts: Vec::new(), depth: 0, run: Run::Over, is_in_tag: false };
    for node in inside {
        reader.node(&node.value, node.span);
    }
    reader.parts
}

struct PartReader<'s> {
    source: &'s str,
    parts: Vec<HeadingPart>,
    /// How many elements are open.
    depth: usize,
    /// The first run of text in the outermost of them.
    run: Run,
    /// Whether a tag of HTML is open, in which a call may stand.
    is_in_tag: bool,
}

/// How far the first run of text in an element has been read.
#[derive(Clone, Copy)]
enum Run {
    NotBegun,
    /// Up to this place of the file.
    Until(u32),
    Over,
}

impl PartReader<'_> {
    fn node(&mut self, node: &Node, span: Span) {
        match node {
            Node::Markdown(Event::Start(tag)) => self.open(is_address(tag)),
            Node::CallLink(_) => self.open(false),
            Node::Tag(tag) if tag.is_start() => self.open(false),
            Node::Tag(_) => self.close(),
            Node::Emoji(name) => {
                let is_in_id = self.takes_whole();
                let shown = emoji(name).unwrap_or(name).to_owned();
                self.push(Words::Renamed { shown, in_id: name.clone() }, is_in_id);
            }
            Node::Passed(words) => {
                self.run = Run::Over;
                self.push(Words::Text(words.clone()), false);
            }
            Node::Markdown(Event::End(_)) => self.close(),
            Node::Markdown(Event::Text(text)) => {
                let is_in_id = self.takes_text(text, span);
                let shown = text.to_string();
                let words = match self.numeric_reference(span) {
                    Some(in_id) => Words::Renamed { shown, in_id },
                    None => Words::Text(shown),
                };
                self.push(words, is_in_id);
            }
            Node::Markdown(Event::Code(code)) => {
                let is_in_id = self.takes_whole();
                self.push(Words::Text(code.to_string()), is_in_id);
            }
            Node::CalledCode(code) => {
                let is_in_id = self.takes_whole();
                self.push(Words::Code(code.clone()), is_in_id);
            }
            Node::Shortcode(_) if self.is_in_tag => {}
            Node::Shortcode(call) => {
                let is_in_id = self.takes_text("", span);
                self.push(Words::Call(call.clone()), is_in_id);
            }
            Node::Markdown(Event::SoftBreak | Event::HardBreak) => self.break_line(),
            Node::Markdown(Event::InlineHtml(html)) => {
                self.run = Run::Over;
                self.is_in_tag = !html.ends_with('>');
            }
            Node::Markdown(_) => self.run = Run::Over,
            _ => {}
        }
    }

    /// A numeric reference as it is written: it is a node by itself.
    fn numeric_reference(&self, span: Span) -> Option<String> {
        let written = self.source.get(span.range())?;
        (written.starts_with("&#") && written.ends_with(';')).then(|| written.to_owned())
    }

    fn open(&mut self, is_address: bool) {
        self.run = match self.run {
            _ if is_address => Run::Over,
            _ if self.depth == 0 => Run::NotBegun,
            Run::NotBegun => Run::NotBegun,
            Run::Until(_) | Run::Over => Run::Over,
        };
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        self.run = Run::Over;
    }

    /// Whether text counts that may be continued by more text.
    fn takes_text(&mut self, text: &str, span: Span) -> bool {
        if self.depth == 0 {
            return true;
        }
        // A backslash may stand before a character.
        let continues = |end: u32| span.start.saturating_sub(end) <= 1;
        let is_typeset = text.len() <= 3 && text.starts_with(is_typographic);
        let takes = match self.run {
            Run::NotBegun => !is_typeset,
            Run::Until(end) => continues(end) && !is_typeset,
            Run::Over => false,
        };
        self.run = if takes { Run::Until(span.end) } else { Run::Over };
        takes
    }

    /// Whether something counts that nothing continues.
    fn takes_whole(&mut self) -> bool {
        let takes = self.depth == 0 || matches!(self.run, Run::NotBegun);
        self.run = Run::Over;
        takes
    }

    fn break_line(&mut self) {
        self.parts.iter_mut().for_each(|part| part.is_in_id = false);
        self.push(Words::Text(" ".to_owned()), false);
    }

    fn push(&mut self, words: Words, is_in_id: bool) {
        if let (Words::Text(more), Some(last)) = (&words, self.parts.last_mut())
            && last.is_in_id == is_in_id
            && let Words::Text(text) = &mut last.words
        {
            text.push_str(more);
            return;
        }
        self.parts.push(HeadingPart { words, is_in_id });
    }
}

/// `<https://example.org/>`, and the same without its brackets.
fn is_address(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. })
}

/// What the typographer writes.
fn is_typographic(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…' | '«' | '»')
}
