//! Translators' comments, each with what it was translated into.
//!
//! A team keeps the source of each chunk in a comment before its translation. What belongs to a
//! comment are the blocks behind it, up to the next comment or to the end of the list item, quotation
//! or table cell that the comment stands in. Whether a comment is a translator's at all, and whether
//! its source is still what the source page says, is for others to judge.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Node;
use crate::diagnostic::{Span, Spanned, is_ignore};

/// A comment and its translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    pub kind: SegmentKind,
    /// The text between the comment's marks.
    pub source: Span,
    /// From the first block behind the comment to the end of the last; `None` where there is none.
    pub translation: Option<Span>,
}

/// What a comment's text is the source of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SegmentKind {
    /// The page's text.
    Body,
    /// The front matter, of which teams keep a copy behind the translated one.
    FrontMatter,
}

/// The segments of a body in the order of the file, those in shortcodes among them.
pub(super) fn pair(nodes: &[Spanned<Node>]) -> Vec<Segment> {
    let mut reader = SegmentReader { segments: Vec::new(), open: None, depth: 0, has_text: false };
    reader.nodes(nodes);
    reader.close();
    reader.segments.sort_by_key(|segment| segment.source.start);
    reader.segments
}

/// Whether a good share of a body is comments: its translators keep the source in it.
pub(super) fn keep_source(segments: &[Segment], nodes: &[Spanned<Node>]) -> bool {
    const LEAST_PERCENT: usize = 15;
    let kept = segments.iter().map(|segment| segment.source.range().len()).sum::<usize>();
    let end = nodes.last().map_or(0, |node| node.span.range().end);
    kept * 100 >= end * LEAST_PERCENT
}

/// Walks through the nodes of a body and pairs each comment with the blocks behind it.
struct SegmentReader {
    segments: Vec<Segment>,
    open: Option<OpenSegment>,
    /// How many elements are open around the present node.
    depth: usize,
    /// Whether the reader has seen anything yet.
    has_text: bool,
}

/// A segment that further blocks may belong to.
struct OpenSegment {
    segment: Segment,
    depth: usize,
}

impl SegmentReader {
    fn nodes(&mut self, nodes: &[Spanned<Node>]) {
        for node in nodes {
            match &node.value {
                // It is nobody's source.
                Node::Comment(text) if is_ignore(text) => {}
                Node::Comment(text) => self.comment(text, node.span),
                Node::Markdown(Event::Start(Tag::HtmlBlock) | Event::End(TagEnd::HtmlBlock))
                | Node::SummaryDivider => {}
                Node::Markdown(Event::Start(_)) | Node::CallLink(_) => {
                    self.reach(Span { start: node.span.start, end: node.span.start });
                    self.depth += 1;
                }
                Node::Markdown(Event::End(_)) => self.end(node.span),
                Node::Shortcode(call) => {
                    self.reach(node.span);
                    if let Some(inner) = &call.inner {
                        self.segments.extend(pair(&inner.nodes));
                    }
                }
                _ => self.reach(node.span),
            }
        }
    }

    fn comment(&mut self, text: &str, source: Span) {
        self.close();
        let kind = if !self.has_text && self.segments.is_empty() && is_front_matter(text) {
            SegmentKind::FrontMatter
        } else {
            SegmentKind::Body
        };
        let segment = Segment { kind, source, translation: None };
        self.open = Some(OpenSegment { segment, depth: self.depth });
    }

    /// An element ends, and with it a segment that began in it.
    fn end(&mut self, span: Span) {
        self.depth = self.depth.saturating_sub(1);
        match &self.open {
            Some(open) if self.depth < open.depth => self.close(),
            _ => self.reach(Span { start: span.end, end: span.end }),
        }
    }

    /// Something that the reader sees.
    fn reach(&mut self, span: Span) {
        self.has_text = true;
        let Some(open) = &mut self.open else { return };
        // What stands before all is not the body's.
        if open.segment.kind == SegmentKind::FrontMatter {
            return self.close();
        }
        let translation = open.segment.translation.get_or_insert(span);
        translation.end = translation.end.max(span.end);
    }

    fn close(&mut self) {
        self.segments.extend(self.open.take().map(|open| open.segment));
    }
}

/// Keys that the front matter of a page begins with, or has soon.
const KNOWN_KEYS: &[&str] = &[
    "title:",
    "layout:",
    "date:",
    "description:",
    "linkTitle:",
    "content_type:",
    "reviewers:",
    "weight:",
];

/// Whether the text is keys of a front matter, with or without its lines of hyphens.
fn is_front_matter(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end).filter(|line| !line.is_empty());
    let Some(first) = lines.next() else { return false };
    let is_key = |line: &str| {
        let key = line.split(':').next().filter(|key| key.len() < line.len());
        key.is_some_and(|key| {
            !key.is_empty()
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        })
    };
    let is_known = |line: &str| KNOWN_KEYS.iter().any(|key| line.starts_with(key));
    first.bytes().all(|byte| byte == b'-')
        || is_known(first)
        || (is_key(first) && lines.any(is_known))
}
