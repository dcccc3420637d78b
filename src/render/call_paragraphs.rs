//! Paragraphs of nothing but shortcode calls: paragraphs where these write what stands in a line, and none where they
//! write blocks.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::writer::BodyWriter;
use crate::diagnostic::Spanned;
use crate::html::has_block;
use crate::parse::body::Node;

impl BodyWriter<'_> {
    /// The HTML of the paragraph that some nodes begin with, if calls make all of it, and how many nodes it takes up.
    pub(super) fn called_paragraph(&mut self, nodes: &[&Spanned<Node>]) -> Option<(String, usize)> {
        let inside = calls_of_paragraph(nodes)?;
        let html = self.run(inside);
        let html = match html.trim() {
            "" => String::new(),
            line if !has_block(line) => format!("<p>{line}</p>\n"),
            _ => html,
        };
        Some((html, inside.len() + 2))
    }
}

/// What is in the paragraph that some nodes begin with, if that is nothing but calls.
fn calls_of_paragraph<'r, 'n>(nodes: &'r [&'n Spanned<Node>]) -> Option<&'r [&'n Spanned<Node>]> {
    let (first, rest) = nodes.split_first()?;
    if first.value != Node::Markdown(Event::Start(Tag::Paragraph)) {
        return None;
    }
    let end = rest.iter().position(|node| !is_call_or_blank(&node.value))?;
    let is_whole = rest[end].value == Node::Markdown(Event::End(TagEnd::Paragraph));
    let has_call = rest[..end].iter().any(|node| matches!(node.value, Node::Shortcode(_)));
    (is_whole && has_call).then_some(&rest[..end])
}

fn is_call_or_blank(node: &Node) -> bool {
    match node {
        Node::Shortcode(_) | Node::Comment(_) | Node::Markdown(Event::SoftBreak) => true,
        Node::Markdown(Event::Text(text)) => text.trim().is_empty(),
        _ => false,
    }
}
