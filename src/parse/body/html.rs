//! Pages that are written in HTML.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::{Node, Source, comments, markdown, node, shortcode};
use crate::config::Markup;
use crate::diagnostic::{Diagnostic, Spanned};

/// Cuts an HTML body at its shortcode calls.
pub(super) fn parse(
    source: &Source<'_>,
    range: Range<usize>,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let marked = shortcode::scan(source, range.clone(), found);
    let mut nodes = Vec::new();
    let mut position = range.start;
    let html = |range: Range<usize>| {
        let text = CowStr::from(source.text[range.clone()].to_owned());
        node(Node::Markdown(Event::Html(text)), range)
    };
    for call in &marked.calls {
        nodes.push(html(position..call.range.start));
        let called = markdown::node_of_call(source, call, markup, found);
        nodes.push(node(called, call.range.clone()));
        position = call.range.end;
    }
    nodes.push(html(position..range.end));
    comments::split(nodes, source.text, &marked.comments)
}
