//! A call and what it encloses, as a node.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::dedent::Dedented;
use super::figure::Origin;
use super::shortcode::{Call, CallKind, Inner, Shortcode};
use super::{Node, Source, markdown};
use crate::config::Markup;
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};

/// How deep shortcodes may stand in one another. Each level is parsed again, so that the work is
/// bounded by this; four is the most that a real page was seen to have.
const MAX_DEPTH: usize = 16;

/// The node of a call; what it encloses is parsed as Markdown, whatever its notation.
pub(super) fn node_of(
    source: &Source<'_>,
    call: &Call,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Node {
    let (name, name_span, notation, arguments, inner) = match &call.kind {
        CallKind::Shortcode { name, name_span, notation, arguments, inner } => {
            (name, name_span, notation, arguments, inner)
        }
        CallKind::Formula(formula) => return Node::Formula(formula.clone()),
        CallKind::Escaped(text) => {
            return Node::Markdown(Event::Text(CowStr::from(text.clone())));
        }
    };
    if source.depth >= MAX_DEPTH {
        let message = format!("shortcodes stand more than {MAX_DEPTH} deep in one another");
        found.push(
            Diagnostic::new(Code::ShortcodeSyntax, message)
                .at(Place::span(source.file, *name_span)),
        );
        return Node::Markdown(Event::Text(CowStr::from(
            source.text[call.range.clone()].to_owned(),
        )));
    }
    let inner = inner.clone().map(|range| Inner {
        text: source.text[range.clone()].to_owned(),
        origin: Origin::at(range.start),
        nodes: inner_nodes(source, range, markup, found),
    });
    Node::Shortcode(Box::new(Shortcode {
        name: name.clone(),
        notation: *notation,
        arguments: arguments.clone(),
        name_span: *name_span,
        inner,
    }))
}

/// The nodes of a part of a text, which may be indented as a whole.
pub(super) fn inner_nodes(
    source: &Source<'_>,
    range: Range<usize>,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let deeper = Source { depth: source.depth + 1, ..*source };
    let Some(dedented) = Dedented::of(source.text, range.clone()) else {
        return markdown::parse(&deeper, range, markup, found);
    };
    let mut own_found = Vec::new();
    let text = &dedented.text;
    let deeper = Source { text, ..deeper };
    let mut nodes = markdown::parse(&deeper, 0..text.len(), markup, &mut own_found);
    dedented.restore(&mut nodes, &mut own_found);
    found.append(&mut own_found);
    nodes
}
