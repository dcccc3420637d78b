//! Paragraphs that are none: those of nothing but one shortcode, and of one image if so configured. Of several
//! shortcodes, what they write decides (`render/call_paragraphs`).

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Node;
use crate::config::Markup;
use crate::diagnostic::Spanned;

/// Takes the paragraph off around what makes a block by itself.
pub(super) fn unwrap(nodes: Vec<Spanned<Node>>, markup: &Markup) -> Vec<Spanned<Node>> {
    if markup.wrap_lone_images {
        return unwrap_calls(nodes);
    }
    let may_be_lone = |node: &Node| matches!(node, Node::Shortcode(_)) || node.is_picture_start();
    unwrap_where(nodes, may_be_lone, |inside| is_lone_shortcode(inside) || is_lone_image(inside))
}

/// Takes the paragraph off around lone shortcodes, and not around pictures.
pub(super) fn unwrap_calls(nodes: Vec<Spanned<Node>>) -> Vec<Spanned<Node>> {
    unwrap_where(nodes, |node| matches!(node, Node::Shortcode(_)), is_lone_shortcode)
}

fn unwrap_where(
    nodes: Vec<Spanned<Node>>,
    may_be_lone: impl Fn(&Node) -> bool,
    is_lone: impl Fn(&[Spanned<Node>]) -> bool,
) -> Vec<Spanned<Node>> {
    if !nodes.iter().any(|node| may_be_lone(&node.value)) {
        return nodes;
    }
    let mut kept = Vec::with_capacity(nodes.len());
    let mut paragraph_start = None;
    for node in nodes {
        match &node.value {
            Node::Markdown(Event::Start(Tag::Paragraph)) => paragraph_start = Some(kept.len()),
            Node::Markdown(Event::End(TagEnd::Paragraph)) => {
                if let Some(start) = paragraph_start.take() {
                    let inside: &mut [Spanned<Node>] = &mut kept[start + 1..];
                    mark_lone_shortcode(inside);
                    if is_lone(inside) {
                        kept.remove(start);
                        continue;
                    }
                }
            }
            _ => {}
        }
        kept.push(node);
    }
    kept
}

/// What one shortcode writes alone is a block, even if it is a line of text.
fn mark_lone_shortcode(nodes: &mut [Spanned<Node>]) {
    if let [Spanned { value: Node::Shortcode(call), .. }] = nodes {
        call.is_block = true;
    }
}

fn is_lone_shortcode(nodes: &[Spanned<Node>]) -> bool {
    calls_alone(nodes) == Some(1)
}

/// How many calls there are, if there is nothing else.
pub(super) fn calls_alone(nodes: &[Spanned<Node>]) -> Option<usize> {
    let mut count = 0;
    for node in nodes {
        match &node.value {
            Node::Shortcode(_) => count += 1,
            Node::Comment(_) | Node::Markdown(Event::SoftBreak) => {}
            Node::Markdown(Event::Text(text)) if text.trim().is_empty() => {}
            _ => return None,
        }
    }
    Some(count)
}

/// One image from the first node to the last.
fn is_lone_image(nodes: &[Spanned<Node>]) -> bool {
    let is_start = |node: &&Spanned<Node>| node.value.is_picture_start();
    let is_end =
        |node: &Spanned<Node>| matches!(node.value, Node::Markdown(Event::End(TagEnd::Image)));
    // An image within the text of another makes no difference: the outer one is what is seen.
    nodes.first().filter(is_start).is_some_and(|image| {
        nodes.last().is_some_and(|last| is_end(last) && last.span == image.span)
    })
}
