//! Raw HTML: pages that are written in it, and the comments in it.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::shortcode::Call;
use super::{Node, Source, nesting, node};
use crate::config::Markup;
use crate::diagnostic::{Diagnostic, Spanned};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Cuts an HTML body at its shortcode calls.
pub(super) fn parse(
    source: &Source<'_>,
    range: Range<usize>,
    calls: &[Call],
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let mut nodes = Vec::new();
    let mut position = range.start;
    let html = |range: Range<usize>| {
        let text = CowStr::from(source.text[range.clone()].to_owned());
        node(Node::Markdown(Event::Html(text)), range)
    };
    for call in calls {
        nodes.push(html(position..call.range.start));
        let called = nesting::node_of(source, call, markup, found);
        nodes.push(node(called, call.range.clone()));
        position = call.range.end;
    }
    nodes.push(html(position..range.end));
    split_comments(nodes, source.text)
}

/// Makes nodes of the comments in raw HTML. A comment may reach over several events of one block;
/// one that is not closed ends with its block.
pub(super) fn split_comments(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
    let mut splitter = Splitter { text, nodes: Vec::with_capacity(nodes.len()), open: None };
    for node in nodes {
        splitter.node(node);
    }
    splitter.nodes
}

struct Splitter<'a> {
    text: &'a str,
    nodes: Vec<Spanned<Node>>,
    /// Where the open comment's text began.
    open: Option<usize>,
}

impl Splitter<'_> {
    fn node(&mut self, next: Spanned<Node>) {
        let is_html = matches!(&next.value, Node::Markdown(Event::Html(_) | Event::InlineHtml(_)));
        if is_html {
            let inline = matches!(&next.value, Node::Markdown(Event::InlineHtml(_)));
            self.html(next, inline);
        } else if matches!(&next.value, Node::Markdown(Event::End(TagEnd::HtmlBlock))) {
            if let Some(start) = self.open.take() {
                self.comment(start..next.span.range().end);
            }
            self.nodes.push(next);
        } else if self.open.is_none() {
            self.nodes.push(next);
        }
    }

    fn html(&mut self, html: Spanned<Node>, inline: bool) {
        let range = html.span.range();
        let mut position = range.start;
        if self.open.is_none() && !self.text[range.clone()].contains(OPEN) {
            self.nodes.push(html);
            return;
        }
        while position < range.end {
            let rest = &self.text[position..range.end];
            match self.open {
                Some(start) => {
                    let Some(end) = rest.find(CLOSE) else { return };
                    self.open = None;
                    self.comment(start..position + end);
                    position += end + CLOSE.len();
                }
                None => {
                    let open = rest.find(OPEN).unwrap_or(rest.len());
                    self.keep(position..position + open, inline);
                    position += open;
                    if position < range.end {
                        position += OPEN.len();
                        self.open = Some(position);
                    }
                }
            }
        }
    }

    fn keep(&mut self, range: Range<usize>, inline: bool) {
        // What is left of a comment's own line is not worth a node.
        if self.text[range.clone()].trim().is_empty() {
            return;
        }
        let text = CowStr::from(self.text[range.clone()].to_owned());
        let event = if inline { Event::InlineHtml(text) } else { Event::Html(text) };
        self.nodes.push(node(Node::Markdown(event), range));
    }

    fn comment(&mut self, range: Range<usize>) {
        let text = self.text[range.clone()].trim();
        let comment = match text {
            "more" => Node::SummaryDivider,
            _ => Node::Comment(text.to_owned()),
        };
        self.nodes.push(node(comment, range));
    }
}
