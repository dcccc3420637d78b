//! Comments that switch diagnostics off, and what each of them reaches.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Node;
use crate::diagnostic::{Ignore, Reach, Span, Spanned, is_ignore};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The comments of a body in the order of the file, those in shortcodes among them.
pub(super) fn of_nodes(text: &str, nodes: &[Spanned<Node>]) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    let mut has_text = false;
    gather(text, nodes, &mut has_text, &mut ignores);
    ignores
}

fn gather(text: &str, nodes: &[Spanned<Node>], has_text: &mut bool, ignores: &mut Vec<Ignore>) {
    for (index, node) in nodes.iter().enumerate() {
        match &node.value {
            Node::Comment(comment) if is_ignore(comment) => {
                let reach = match *has_text {
                    false => Reach::File,
                    true => Reach::Bytes(reached(text, node.span.range(), &nodes[index + 1..])),
                };
                ignores.extend(Ignore::read(comment, node.span, reach));
            }
            Node::Markdown(Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock)) => {}
            Node::Markdown(Event::Html(html)) if html.trim().is_empty() => {}
            Node::Shortcode(call) => {
                *has_text = true;
                let inside = call.inner.as_ref().map_or(&[][..], |inner| &inner.nodes);
                gather(text, inside, has_text, ignores);
            }
            _ => *has_text = true,
        }
    }
}

/// The line of a comment that shares it with a text, else the block behind it.
fn reached(text: &str, inside: Range<usize>, behind: &[Spanned<Node>]) -> Span {
    let start = inside.start.saturating_sub(OPEN.len());
    let end = (inside.end + CLOSE.len()).min(text.len());
    let line_start = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let line_end = line_end(text, end);
    // Marks of lists and quotations may stand before a comment that has its line for itself.
    let is_mark = |c: char| c.is_whitespace() || c.is_ascii_digit() || "*+->.)".contains(c);
    let is_alone =
        text[end..line_end].trim().is_empty() && text[line_start..start].chars().all(is_mark);
    if !is_alone {
        return Span::new(line_start..line_end);
    }
    let is_end = |node: &Node| matches!(node, Node::Markdown(Event::End(_)) | Node::Comment(_));
    let next = behind.iter().find(|node| node.span.start as usize >= end && !is_end(&node.value));
    let reached_end = match next {
        Some(Spanned { value: Node::Markdown(Event::Start(_)) | Node::Shortcode(_), span }) => {
            span.range().end
        }
        Some(other) => line_end_of(text, other.span.range().end),
        None => line_end,
    };
    Span::new(start..reached_end.max(line_end))
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |newline| from + newline)
}

/// As [`line_end`], for what ends with its line.
fn line_end_of(text: &str, end: usize) -> usize {
    let end = text.floor_char_boundary(end.min(text.len()));
    if text[..end].ends_with('\n') { end } else { line_end(text, end) }
}
