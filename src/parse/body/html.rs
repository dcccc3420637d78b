//! Pages that are written in HTML.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::shortcode::{Call, CallKind};
use super::{Node, Notation, Source, comments, markdown, node, shortcode};
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
        nodes.push(node(node_of_call(source, call, markup, found), call.range.clone()));
        position = call.range.end;
    }
    nodes.push(html(position..range.end));
    comments::split(nodes, source.text, &marked.comments)
}

/// What these enclose is HTML where the page is, as in Docsy, whose templates ask for the ending of the page's file.
const BANDS: [&str; 3] = ["blocks/cover", "blocks/lead", "blocks/section"];

fn node_of_call(
    source: &Source<'_>,
    call: &Call,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Node {
    let CallKind::Shortcode { name, notation: Notation::Angle, inner: Some(range), .. } =
        &call.kind
    else {
        return markdown::node_of_call(source, call, markup, found);
    };
    if !source.is_html || !BANDS.contains(&name.as_str()) {
        return markdown::node_of_call(source, call, markup, found);
    }
    // What is wrong in it as Markdown is not wrong.
    let mut called = markdown::node_of_call(source, call, markup, &mut Vec::new());
    if let Node::Shortcode(shortcode) = &mut called
        && let Some(inner) = &mut shortcode.inner
    {
        let deeper = Source { depth: source.depth + 1, ..*source };
        inner.nodes = parse(&deeper, range.clone(), markup, found);
    }
    called
}
