//! Definition lists by goldmark's rules, where the parser's are others.
//!
//! A blank follows the colon, and none stands before it: `: text` is a definition, `:smile:` is not. Each line before a
//! definition is a term of its own. A definition is a line, not a paragraph, unless a blank line
//! stands before it or within.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Node, node};
use crate::diagnostic::Spanned;

/// Stands for a colon that begins no definition: a mark too, and of the same length.
pub(super) const NO_MARKER: char = ';';

/// Hides the colons at the start of lines that no blank follows, or that stand further to the right than the
/// term. `text` keeps its length.
pub(super) fn mask_colons(text: String) -> String {
    let colons = no_markers(&text);
    if colons.is_empty() {
        return text;
    }
    let mut masked = text.into_bytes();
    for at in colons {
        masked[at] = NO_MARKER as u8;
    }
    String::from_utf8(masked).expect("one ASCII character in place of another")
}

/// The colons at the start of lines that begin no definition.
fn no_markers(text: &str) -> Vec<usize> {
    let mut colons = Vec::new();
    let mut position = 0;
    // How far to the right the text of the last line that is not empty begins.
    let mut column = 0;
    for line in text.split_inclusive('\n') {
        let at = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        let rest = &line[at..];
        if rest.starts_with(':') && (at > column || is_no_marker(text, position + at)) {
            colons.push(position + at);
        }
        if !rest.trim().is_empty() {
            column = line.len() - behind_marks(rest).len();
        }
        position += line.len();
    }
    colons
}

/// A line without the marks of items and definitions that it begins with.
pub(super) fn behind_marks(line: &str) -> &str {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks: &[char] = if digits > 0 { &['.', ')'] } else { &['-', '*', '+', ':'] };
    match line[digits..].strip_prefix(marks) {
        Some(rest) if rest.starts_with([' ', '\t']) => {
            behind_marks(rest.trim_start_matches([' ', '\t', '>']))
        }
        _ => line,
    }
}

/// `:-` may be the line below a table's head.
fn is_no_marker(text: &str, at: usize) -> bool {
    let rest = text[at..].strip_prefix(':').map(|rest| rest.chars().next());
    rest.flatten().is_some_and(|next| !next.is_whitespace() && next != '-')
}

/// Gives the lists of `nodes`, which stand in `text`, the form that goldmark gives them.
pub(super) fn shape(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
    let is_list = |node: &Spanned<Node>| {
        matches!(node.value, Node::Markdown(Event::Start(Tag::DefinitionList)))
    };
    if !nodes.iter().any(is_list) {
        return nodes;
    }
    tightened(terms_apart(nodes), text)
}

/// Makes a term of each line between two definitions.
fn terms_apart(nodes: Vec<Spanned<Node>>) -> Vec<Spanned<Node>> {
    let mut apart = Vec::with_capacity(nodes.len());
    // How many elements are open, counted from the term.
    let mut depth = 0_usize;
    for next in nodes {
        match &next.value {
            Node::Markdown(Event::Start(Tag::DefinitionListTitle)) => depth = 1,
            Node::Markdown(Event::Start(_)) | Node::CallLink(_) if depth > 0 => depth += 1,
            Node::Markdown(Event::End(_)) => depth = depth.saturating_sub(1),
            Node::Markdown(Event::SoftBreak | Event::HardBreak) if depth == 1 => {
                let tags = [
                    Event::End(TagEnd::DefinitionListTitle),
                    Event::Start(Tag::DefinitionListTitle),
                ];
                apart.extend(tags.map(|tag| node(Node::Markdown(tag), next.span.range())));
                continue;
            }
            _ => {}
        }
        apart.push(next);
    }
    apart
}

/// Takes the paragraph off in each definition that is one line of text.
fn tightened(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
    let mut tight = Vec::with_capacity(nodes.len());
    let mut open = Vec::new();
    for next in nodes {
        match &next.value {
            Node::Markdown(Event::Start(Tag::DefinitionListDefinition)) => open.push(tight.len()),
            Node::Markdown(Event::End(TagEnd::DefinitionListDefinition)) => {
                let first = open.pop().map_or(tight.len(), |start| start + 1);
                if is_one_paragraph(&tight[first..])
                    && !follows_blank_line(text, next.span.range().start)
                {
                    tight.remove(first);
                    tight.pop();
                }
            }
            _ => {}
        }
        tight.push(next);
    }
    tight
}

/// A paragraph from the first node to the last.
fn is_one_paragraph(nodes: &[Spanned<Node>]) -> bool {
    let paragraph = |event| move |node: &&Spanned<Node>| node.value == Node::Markdown(event);
    let first = nodes.first().filter(paragraph(Event::Start(Tag::Paragraph)));
    let last = nodes.last().filter(paragraph(Event::End(TagEnd::Paragraph)));
    first.is_some_and(|first| last.is_some_and(|last| first.span == last.span))
}

/// Whether nothing stands in the line before the one that holds `at`.
fn follows_blank_line(text: &str, at: usize) -> bool {
    let mut lines = text[..at].rsplit('\n').skip(1);
    lines.next().is_some_and(|line| line.trim_matches([' ', '\t', '\r', '>']).is_empty())
}
