//! Whether a mark in a line of text may open or close something, by what stands beside it.
//!
//! The rule is CommonMark's for emphasis. Characters are classified as in Go, for goldmark decides by that.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::Node;
use crate::diagnostic::Spanned;

/// What a run of marks may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Flanks {
    pub opens: bool,
    pub closes: bool,
}

impl Flanks {
    pub(super) fn between(before: char, after: char) -> Self {
        let (mark_before, mark_after) = (is_mark(before), is_mark(after));
        let (blank_before, blank_after) = (before.is_whitespace(), after.is_whitespace());
        Self {
            opens: !blank_after && (!mark_after || blank_before || mark_before),
            closes: !blank_before && (!mark_before || blank_after || mark_after),
        }
    }
}

/// A punctuation mark or a symbol.
fn is_mark(c: char) -> bool {
    is_punctuation(c) || GeneralCategoryGroup::Symbol.contains(category(c))
}

pub(super) fn is_punctuation(c: char) -> bool {
    GeneralCategoryGroup::Punctuation.contains(category(c))
}

pub(super) fn is_letter(c: char) -> bool {
    GeneralCategoryGroup::Letter.contains(category(c))
}

pub(super) fn is_digit(c: char) -> bool {
    category(c) == GeneralCategory::DecimalNumber
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}

/// What a call is taken for where it stands beside something.
const OF_CALL: char = 'x';

/// The nodes of a body with the text that they stand in.
pub(super) struct Beside<'a> {
    pub nodes: &'a [Spanned<Node>],
    pub text: &'a str,
    /// For each node where the line of text ends that it stands in: with its block.
    ends: Vec<usize>,
}

impl<'a> Beside<'a> {
    pub(super) fn new(nodes: &'a [Spanned<Node>], text: &'a str) -> Self {
        let mut end = 0;
        let backwards = nodes.iter().rev().map(|node| {
            end = if is_block(&node.value) { 0 } else { end.max(node.span.range().end) };
            end
        });
        let mut ends: Vec<usize> = backwards.collect();
        ends.reverse();
        Self { nodes, text, ends }
    }

    /// The character before `at`, which stands in the node at `index`; the end of a line before a text.
    pub(super) fn before(&self, index: usize, at: usize) -> char {
        let is_behind_call = at == self.nodes[index].span.range().start
            && index.checked_sub(1).is_some_and(|before| is_call(&self.nodes[before].value));
        match is_behind_call {
            true => OF_CALL,
            false => self.text[..at].chars().next_back().unwrap_or('\n'),
        }
    }

    /// The next bytes of the line from `at` on, which stands in the node at `index`: as many as any rule looks
    /// at.
    pub(super) fn line(&self, index: usize, at: usize) -> String {
        const MOST: usize = 16;
        let end = self.ends[index];
        let own = self.nodes[index].span.range().end.max(at);
        let is_before_call =
            self.nodes.get(index + 1).is_some_and(|next| is_call(&next.value)) && own < end;
        let end = if is_before_call { own } else { end.max(own) };
        let end = self.text.floor_char_boundary((at + MOST).min(end));
        let rest = &self.text[at..end.max(at)];
        let mut line = rest.split_inclusive('\n').next().unwrap_or_default().to_owned();
        if is_before_call && line.len() == own - at {
            line.push(OF_CALL);
        }
        line
    }

    /// Whether the text of the node at `index` is what the file has, so that places in it are the file's.
    pub(super) fn is_as_written(&self, index: usize, words: &str) -> bool {
        self.text.get(self.nodes[index].span.range()) == Some(words)
    }

    /// Whether a backslash takes the meaning from the first character of the node at `index`.
    pub(super) fn begins_escaped(&self, index: usize) -> bool {
        let start = self.nodes[index].span.range().start;
        self.text[..start].ends_with('\\')
    }
}

fn is_call(node: &Node) -> bool {
    matches!(node, Node::Shortcode(_))
}

/// Whether a node begins or ends a block, or is one.
pub(super) fn is_block(node: &Node) -> bool {
    match node {
        Node::Markdown(Event::Start(tag)) => !is_inline(tag),
        Node::Markdown(Event::End(end)) => !is_inline_end(*end),
        Node::Markdown(Event::Html(_) | Event::Rule) => true,
        Node::Code(_) | Node::Diagram(_) | Node::Alert(_) | Node::Attributes(_) => true,
        Node::CalledCode(code) => code.is_block(),
        _ => false,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    is_inline_end(tag.to_end())
}

/// The end of an element within a line of text.
pub(crate) fn is_inline_end(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// The nodes with others in the place of some of them, which are given by their index, in order.
pub(super) fn replaced(
    nodes: Vec<Spanned<Node>>,
    others: Vec<(usize, Vec<Spanned<Node>>)>,
) -> Vec<Spanned<Node>> {
    if others.is_empty() {
        return nodes;
    }
    let mut others = others.into_iter().peekable();
    let mut replaced = Vec::with_capacity(nodes.len() + others.len());
    for (index, node) in nodes.into_iter().enumerate() {
        match others.next_if(|(at, _)| *at == index) {
            Some((_, other)) => replaced.extend(other),
            None => replaced.push(node),
        }
    }
    replaced
}
