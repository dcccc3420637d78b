//! HTML comments in raw HTML: nodes of their own, whether they are translators' or `<!--more-->`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::{Node, node};
use crate::diagnostic::Spanned;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Makes nodes of the comments in raw HTML. A comment may reach over several events of one block;
/// one that is not closed ends with its block.
pub(super) fn split(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
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
