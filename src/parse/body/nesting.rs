//! A call and what it encloses, as a node.

use super::shortcode::{Call, CallKind, Inner, Shortcode};
use super::{Node, Source, markdown};
use crate::config::Markup;
use crate::diagnostic::{Code, Diagnostic, Place};
use pulldown_cmark::{CowStr, Event};

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
    let CallKind::Shortcode { name, name_span, notation, arguments, inner } = &call.kind else {
        let CallKind::Escaped(text) = &call.kind else { unreachable!("there are two kinds") };
        return Node::Markdown(Event::Text(CowStr::from(text.clone())));
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
    let inner = inner.clone().map(|range| {
        let deeper = Source { depth: source.depth + 1, ..*source };
        Inner {
            text: source.text[range.clone()].to_owned(),
            nodes: markdown::parse(&deeper, range, markup, found),
        }
    });
    Node::Shortcode(Box::new(Shortcode {
        name: name.clone(),
        notation: *notation,
        arguments: arguments.clone(),
        name_span: *name_span,
        inner,
    }))
}
