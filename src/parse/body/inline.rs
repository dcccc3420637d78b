//! What stands in lines of text and is none of Markdown's: addresses, emoji, further marks, typography.

use super::{Node, Source, cjk, emoji, extras, linkify, notes, typography};
use crate::config::Markup;
use crate::diagnostic::Spanned;

/// The nodes with all of it.
pub(super) fn read(
    nodes: Vec<Spanned<Node>>,
    source: &Source<'_>,
    markup: &Markup,
) -> Vec<Spanned<Node>> {
    let text = source.text;
    let nodes = notes::refer(linkify::merged(nodes, text), text, source.notes);
    let nodes = if markup.linkify { linkify::link(nodes, text) } else { nodes };
    let nodes = extras::mark(nodes, text, markup);
    let nodes = if markup.emoji { emoji::set(nodes, text) } else { nodes };
    let escaped = markup.cjk.drops_escaped_blanks;
    let nodes = if escaped { cjk::drop_escaped_blanks(nodes, text) } else { nodes };
    match &markup.typography {
        Some(typography) => typography::set(nodes, text, typography),
        None => nodes,
    }
}
