//! Attributes put on what they belong to.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Tag};

use super::braces::{Braces, BracesPlace};
use super::{Attributes, Node, node};
use crate::diagnostic::Spanned;

/// Attributes while a text is read.
#[derive(Default)]
pub(super) struct Attributed {
    /// Where the attributes behind the heading that is open begin.
    behind_heading: Option<usize>,
    /// How many nodes there were at the last line of attributes.
    nodes_before: usize,
    /// Nodes that blocks begin with, and the lines of attributes that follow the blocks.
    blocks: Vec<(usize, Spanned<Node>)>,
}

impl Attributed {
    /// The start of a heading with what stands behind it.
    pub(super) fn open_heading(
        &mut self,
        level: HeadingLevel,
        braces: Option<&Braces>,
    ) -> Tag<'static> {
        let braces = braces.filter(|braces| braces.place == BracesPlace::BehindHeading);
        self.behind_heading = braces.map(|braces| braces.range.start);
        let mut heading = Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() };
        if let Some(braces) = braces {
            put_on_heading(&mut heading, &braces.attributes);
        }
        heading
    }

    pub(super) fn close_heading(&mut self) {
        self.behind_heading = None;
    }

    /// Text without the attributes that stand behind its heading.
    pub(super) fn shown<'t>(&self, text: &'t str, range: Range<usize>) -> (&'t str, Range<usize>) {
        let length = self.behind_heading.map(|start| start.saturating_sub(range.start));
        match length.and_then(|length| text.get(..length)).filter(|_| text.len() == range.len()) {
            Some(shown) => {
                let shown = shown.trim_end();
                (shown, range.start..range.start + shown.len())
            }
            None => (text, range),
        }
    }

    /// A line of attributes: they belong to the block before it, unless a blank line stands between.
    pub(super) fn own_line(&mut self, braces: &Braces, text: &str, nodes: &mut [Spanned<Node>]) {
        let start = braces.range.start;
        // Of two lines of attributes the first counts.
        let is_second = self.nodes_before == nodes.len();
        self.nodes_before = nodes.len();
        if is_second || follows_blank_line(text, start) {
            return;
        }
        let Some(index) = last_block(nodes) else { return };
        match &mut nodes[index].value {
            // It has its id by then.
            Node::Markdown(Event::Start(heading @ Tag::Heading { .. })) => {
                put_on_heading(heading, &Attributes { id: None, ..braces.attributes.clone() });
            }
            Node::Markdown(_) => {
                let attributes = Node::Attributes(Box::new(braces.attributes.clone()));
                self.blocks.push((index, node(attributes, braces.range.clone())));
            }
            _ => {}
        }
    }

    /// The nodes with attributes before the blocks that they belong to.
    pub(super) fn into_nodes(mut self, nodes: Vec<Spanned<Node>>) -> Vec<Spanned<Node>> {
        if self.blocks.is_empty() {
            return nodes;
        }
        self.blocks.sort_by_key(|(index, _)| *index);
        let mut blocks = self.blocks.into_iter().peekable();
        let mut with = Vec::with_capacity(nodes.len() + blocks.len());
        for (index, node) in nodes.into_iter().enumerate() {
            with.extend(blocks.next_if(|(at, _)| *at == index).map(|(_, attributes)| attributes));
            with.push(node);
        }
        with
    }
}

fn put_on_heading(heading: &mut Tag<'static>, attributes: &Attributes) {
    let Tag::Heading { id, classes, attrs, .. } = heading else { return };
    let owned = |text: &String| CowStr::from(text.clone());
    if let Some(own) = &attributes.id {
        *id = Some(owned(own));
    }
    classes.extend(attributes.classes.iter().map(owned));
    attrs.extend(attributes.others.iter().map(|(name, value)| (owned(name), Some(owned(value)))));
}

/// Whether the line before the one that holds `at` is blank.
fn follows_blank_line(text: &str, at: usize) -> bool {
    let mut lines = text[..at].rsplit('\n').skip(1);
    lines.next().is_none_or(|line| line.trim_matches(['\r', ' ', '\t', '>']).is_empty())
}

/// The node that the last block begins with, if a block is the last that was read.
fn last_block(nodes: &[Spanned<Node>]) -> Option<usize> {
    let mut depth = 0_usize;
    for (index, node) in nodes.iter().enumerate().rev() {
        match &node.value {
            Node::Markdown(Event::End(_)) => depth += 1,
            Node::Markdown(Event::Start(_)) | Node::CallLink(_) => depth = depth.checked_sub(1)?,
            Node::Markdown(Event::Rule) => {}
            _ if depth == 0 => return None,
            _ => {}
        }
        if depth == 0 {
            return Some(index);
        }
    }
    None
}
