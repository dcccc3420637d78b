//! Lines of text: what a paragraph, a heading, an item or a cell says.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::Spanned;
use crate::parse::body::{Form, Node, is_inline_end};

/// A run of nodes that stand in lines of text.
pub(super) struct Passage {
    pub kind: PassageKind,
    /// From its first byte to its last, marks included.
    pub range: Range<usize>,
    /// What reads as it is written, outside code, markup and the words that stand for a picture. No range
    /// reaches over the end of a line.
    pub texts: Vec<Range<usize>>,
}

/// What a passage is the text of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PassageKind {
    Paragraph,
    Heading,
    Cell,
    /// An item of a list whose items are no paragraphs, and the like.
    Other,
}

/// The passages of a part of a page.
pub(super) fn passages(nodes: &[Spanned<Node>], text: &str) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut kind = PassageKind::Other;
    let mut rest = nodes;
    while let Some(node) = rest.first() {
        let length = rest.iter().take_while(|node| is_inline(&node.value)).count();
        if length == 0 {
            kind = kind_within(&node.value);
            rest = &rest[1..];
            continue;
        }
        let (inline, behind) = rest.split_at(length);
        rest = behind;
        let texts = texts(inline, text);
        let start = inline.iter().map(|node| node.span.start).min().unwrap_or_default();
        let end = inline.iter().map(|node| node.span.end).max().unwrap_or_default();
        let range = start as usize..end as usize;
        if !texts.is_empty() && text.get(range.clone()).is_some() {
            passages.push(Passage { kind, range, texts });
        }
    }
    passages
}

fn kind_within(node: &Node) -> PassageKind {
    match node {
        Node::Markdown(Event::Start(Tag::Paragraph)) => PassageKind::Paragraph,
        Node::Markdown(Event::Start(Tag::Heading { .. })) => PassageKind::Heading,
        Node::Markdown(Event::Start(Tag::TableCell)) => PassageKind::Cell,
        _ => PassageKind::Other,
    }
}

fn is_inline(node: &Node) -> bool {
    match node {
        Node::Markdown(event) => match event {
            Event::Start(tag) => is_inline_end(tag.to_end()),
            Event::End(end) => is_inline_end(*end),
            Event::Html(_) | Event::Rule => false,
            _ => true,
        },
        Node::CalledCode(code) => !code.is_block(),
        Node::Formula(formula) => formula.form != Form::Block,
        Node::Shortcode(call) => !call.is_block,
        Node::Tag(_) | Node::Passed(_) | Node::Emoji(_) | Node::CallLink(_) | Node::Comment(_) => {
            true
        }
        Node::Code(_)
        | Node::Diagram(_)
        | Node::Alert(_)
        | Node::Attributes(_)
        | Node::SummaryDivider => false,
    }
}

/// The places of what reads as it is written, neighbours in one.
fn texts(nodes: &[Spanned<Node>], text: &str) -> Vec<Range<usize>> {
    let mut texts: Vec<Range<usize>> = Vec::new();
    let mut pictures = 0_usize;
    for node in nodes {
        match &node.value {
            start if start.is_picture_start() => pictures += 1,
            Node::Markdown(Event::End(TagEnd::Image)) => pictures = pictures.saturating_sub(1),
            Node::Markdown(Event::Text(words)) if pictures == 0 => {
                let range = node.span.range();
                let is_written = text.get(range.clone()).is_some_and(|at| reads_as(at, words));
                if !is_written {
                    continue;
                }
                match texts.last_mut() {
                    Some(last) if last.end == range.start => last.end = range.end,
                    _ => texts.push(range),
                }
            }
            _ => {}
        }
    }
    texts
}

/// Whether text is shown as it is written, but for typography.
fn reads_as(written: &str, shown: &str) -> bool {
    let is_typography = |byte: u8| matches!(byte, b'"' | b'\'' | b'-' | b'.' | b'<' | b'>');
    !written.is_empty() && (written == shown || written.bytes().all(is_typography))
}
