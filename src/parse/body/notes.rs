//! References to notes that stand in another part of the page: what a call encloses is parsed by itself.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use super::flanking::{Beside, replaced};
use super::marks::{Fences, container_before};
use super::{Node, node};
use crate::diagnostic::Spanned;

const OPEN: &str = "[^";

/// The longest label.
const MAX_LABEL: usize = 256;

/// The labels of all notes in a text: `[^label]:` at the start of a line.
pub(super) fn labels(text: &str, range: Range<usize>) -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    if !text[range.clone()].contains(OPEN) {
        return labels;
    }
    let mut fences = Fences::default();
    let mut position = range.start;
    for line in text[range].split_inclusive('\n') {
        let start = position;
        position += line.len();
        let is_code = fences.is_code(line);
        let label = line.find(OPEN).filter(|_| !is_code).and_then(|at| {
            container_before(text, start + at)?;
            let label = label_at(line, at)?;
            line[at + label.len() + 3..].starts_with(':').then_some(label)
        });
        labels.extend(label.map(str::to_owned));
    }
    labels
}

/// Makes references of what is written as one, and was none where it was parsed.
pub(super) fn refer(
    nodes: Vec<Spanned<Node>>,
    text: &str,
    labels: &BTreeSet<String>,
) -> Vec<Spanned<Node>> {
    if labels.is_empty() {
        return nodes;
    }
    let beside = Beside::new(&nodes, text);
    let referring = nodes.iter().enumerate().filter_map(|(index, next)| match &next.value {
        Node::Markdown(Event::Text(words))
            if words.contains(OPEN) && beside.is_as_written(index, words) =>
        {
            let first = usize::from(beside.begins_escaped(index));
            Some((index, split(words, first, next.span.range().start, labels)))
        }
        _ => None,
    });
    let referring = referring.collect();
    replaced(nodes, referring)
}

fn split(words: &str, first: usize, start: usize, labels: &BTreeSet<String>) -> Vec<Spanned<Node>> {
    let mut pieces = Vec::new();
    let mut position = 0;
    let mut at = first;
    let text = |range: Range<usize>| {
        let place = start + range.start..start + range.end;
        let event = Event::Text(CowStr::from(words[range].to_owned()));
        node(Node::Markdown(event), place)
    };
    while let Some(ahead) = words.get(at..).and_then(|rest| rest.find(OPEN)) {
        let open = at + ahead;
        match label_at(words, open).filter(|label| labels.contains(*label)) {
            Some(label) => {
                let end = open + label.len() + 3;
                if position < open {
                    pieces.push(text(position..open));
                }
                let reference = Event::FootnoteReference(CowStr::from(label.to_owned()));
                pieces.push(node(Node::Markdown(reference), start + open..start + end));
                (position, at) = (end, end);
            }
            None => at = open + OPEN.len(),
        }
    }
    if position < words.len() {
        pieces.push(text(position..words.len()));
    }
    pieces
}

/// The label between the brackets that open at `at`.
fn label_at(text: &str, at: usize) -> Option<&str> {
    let rest = &text[at + OPEN.len()..];
    let rest = &rest[..rest.floor_char_boundary(MAX_LABEL)];
    let label = &rest[..rest.find(']')?];
    let is_plain = !label.is_empty() && !label.contains(['[', ' ', '\n', '\\']);
    is_plain.then_some(label)
}
