//! Quotations that are alerts: `> [!NOTE]`, `> [!TIP]- A title`.
//!
//! The form is that of Hugo's render hook for quotations, which has it from GitHub and Obsidian:
//! <https://gohugo.io/render-hooks/blockquotes/#alerts>.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{Node, node, paragraphs};
use crate::diagnostic::Spanned;

/// What the quotation that follows is shown as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// In lower case: `note`, `tip`.
    pub kind: String,
    pub folding: Option<Folding>,
    /// Whether the first paragraph of the quotation is the author's title.
    pub has_title: bool,
}

/// How an alert that can be folded stands at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folding {
    /// `[!NOTE]+`
    Open,
    /// `[!NOTE]-`
    Closed,
}

/// What an alert begins with, and how many bytes that takes up.
struct Marker {
    kind: String,
    folding: Option<Folding>,
    length: usize,
}

impl Marker {
    fn read(line: &str) -> Option<Self> {
        let (kind, rest) = line.strip_prefix("[!")?.split_once(']')?;
        if kind.is_empty() || !kind.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let folding = match rest.chars().next() {
            Some('+') => Some(Folding::Open),
            Some('-') => Some(Folding::Closed),
            _ => None,
        };
        let length = line.len() - rest.len() + usize::from(folding.is_some());
        Some(Self { kind: kind.to_ascii_lowercase(), folding, length })
    }
}

/// Finds the alerts among the quotations of `nodes`, which stand in `text`.
pub(super) fn mark(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
    let may_be_alert = |node: &Spanned<Node>| is_quotation(&node.value) && holds_marker(node, text);
    if !nodes.iter().any(may_be_alert) {
        return nodes;
    }
    let mut marked = Vec::with_capacity(nodes.len() + 4);
    let mut rest = nodes.into_iter().peekable();
    while let Some(quotation) = rest.next() {
        let starts = is_quotation(&quotation.value);
        let paragraph = rest.peek().filter(|next| starts && is_paragraph(&next.value));
        let marker = paragraph.and_then(|next| {
            let start = next.span.range().start;
            Some((start, Marker::read(text[start..].lines().next()?)?))
        });
        let Some((start, marker)) = marker else {
            marked.push(quotation);
            continue;
        };
        let end = |node: &Spanned<Node>| {
            matches!(node.value, Node::Markdown(Event::End(TagEnd::Paragraph)))
        };
        let mut paragraph = Vec::new();
        for next in rest.by_ref() {
            let is_end = end(&next);
            paragraph.push(next);
            if is_end {
                break;
            }
        }
        let alert = Beginning { nodes: paragraph, start, marker };
        alert.push(quotation, &mut marked);
    }
    marked
}

fn is_quotation(node: &Node) -> bool {
    matches!(node, Node::Markdown(Event::Start(Tag::BlockQuote(_))))
}

fn is_paragraph(node: &Node) -> bool {
    matches!(node, Node::Markdown(Event::Start(Tag::Paragraph)))
}

fn holds_marker(quotation: &Spanned<Node>, text: &str) -> bool {
    let first = text.get(quotation.span.range()).and_then(|text| text.lines().next());
    first.is_some_and(|line| line.contains("[!"))
}

/// What a quotation that may be an alert begins with.
struct Beginning {
    /// The first paragraph, with its start and its end.
    nodes: Vec<Spanned<Node>>,
    start: usize,
    marker: Marker,
}

impl Beginning {
    fn push(self, quotation: Spanned<Node>, marked: &mut Vec<Spanned<Node>>) {
        let start = self.start + self.marker.length;
        // A label that is defined as a link is no alert.
        let inside = &self.nodes[1..self.nodes.len() - 1];
        let is_text = inside
            .iter()
            .take_while(|node| node.span.range().start < start)
            .all(|node| matches!(node.value, Node::Markdown(Event::Text(_))));
        marked.reserve(self.nodes.len() + 4);
        if !is_text {
            marked.push(quotation);
            marked.extend(self.nodes);
            return;
        }
        let (title, rest) = title_and_rest(self.nodes, start);
        let Marker { kind, folding, .. } = self.marker;
        let alert = Alert { kind, folding, has_title: !title.is_empty() };
        let place = quotation.span.range();
        marked.push(node(Node::Alert(Box::new(alert)), place.start..place.start));
        marked.push(quotation);
        marked.extend(paragraph(title));
        // For Hugo the mark stands in the same paragraph as a picture, which is not alone there.
        marked.extend(paragraphs::unwrap_calls(paragraph(rest)));
    }
}

/// What a paragraph says behind the marker in its first line, and in the lines after that.
fn title_and_rest(
    paragraph: Vec<Spanned<Node>>,
    start: usize,
) -> (Vec<Spanned<Node>>, Vec<Spanned<Node>>) {
    let count = paragraph.len();
    let inside = paragraph.into_iter().skip(1).take(count.saturating_sub(2));
    let mut inside = inside.filter_map(|node| behind(node, start)).peekable();
    let is_break = |node: &Spanned<Node>| {
        matches!(node.value, Node::Markdown(Event::SoftBreak | Event::HardBreak))
    };
    let mut title = Vec::new();
    while let Some(next) = inside.next_if(|node| !is_break(node)) {
        title.push(next);
    }
    let is_blank = |node: &Spanned<Node>| matches!(&node.value, Node::Markdown(Event::Text(text)) if text.trim().is_empty());
    if title.iter().all(is_blank) {
        title.clear();
    }
    (title, inside.skip(1).collect())
}

/// What of a node stands behind a place.
fn behind(mut next: Spanned<Node>, start: usize) -> Option<Spanned<Node>> {
    let range = next.span.range();
    if range.start >= start {
        return Some(next);
    }
    let Node::Markdown(Event::Text(text)) = &next.value else { return None };
    let kept = text.get(start - range.start..).filter(|kept| !kept.is_empty())?.to_owned();
    next.span.start = u32::try_from(start).ok()?;
    next.value = Node::Markdown(Event::Text(CowStr::from(kept)));
    Some(next)
}

/// A paragraph of some nodes, if there are any.
fn paragraph(mut nodes: Vec<Spanned<Node>>) -> Vec<Spanned<Node>> {
    let (Some(first), Some(last)) = (nodes.first(), nodes.last()) else { return nodes };
    let place: Range<usize> = first.span.range().start..last.span.range().end;
    nodes.insert(0, node(Node::Markdown(Event::Start(Tag::Paragraph)), place.clone()));
    nodes.push(node(Node::Markdown(Event::End(TagEnd::Paragraph)), place));
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_alert_begins_with() {
        let read = |line| Marker::read(line).map(|marker| (marker.kind, marker.length));
        assert_eq!(read("[!NOTE]"), Some(("note".to_owned(), 7)));
        assert_eq!(read("[!tip]- A title"), Some(("tip".to_owned(), 7)));
        for line in ["[!]", "[NOTE]", "[!NO TE]", "[!NOTE", "x [!NOTE]"] {
            assert!(read(line).is_none(), "{line}");
        }
    }
}
