//! HTML comments in raw HTML: nodes of their own, whether they are translators' or `<!--more-->`.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, TagEnd};

use super::marks::{Comment, container_before};
use super::shortcode::{Call, CallKind, Found};
use super::{Node, node};
use crate::diagnostic::Spanned;

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// A comment as Markdown is to see it, as long as it is; `None` for one that needs no such care.
///
/// CommonMark ends a comment with the list item, quotation or paragraph that it stands in, and takes
/// what stands behind it on its line for HTML. Translators indent as it comes, leave lines blank, and
/// write on behind the comment: so a comment over several lines is shown to Markdown on one, and
/// ends its line.
pub(super) fn on_one_line(text: &str, comment: &Comment) -> Option<String> {
    if !comment.is_closed {
        return None;
    }
    let inside = &text[comment.range.clone()];
    let Some(before) = container_before(text, comment.range.start) else {
        return inside.contains('\n').then(|| blank(inside.len(), ""));
    };
    let behind = text[comment.range.end..].trim_start_matches([' ', '\t']);
    let is_html = behind.starts_with('<') && !behind.starts_with(OPEN);
    if behind.is_empty() || behind.starts_with(['\r', '\n']) || is_html {
        return line_alone(text, comment, before.len());
    }
    let next_line = next_line(before);
    fits(inside, &next_line).then(|| blank(inside.len(), &next_line))
}

/// The end of a line and what a line begins with that continues the same list or quotation.
fn next_line(before: &str) -> String {
    let continued = before.chars().map(|c| if c == '>' { '>' } else { ' ' });
    std::iter::once('\n').chain(continued).collect()
}

fn fits(comment: &str, next_line: &str) -> bool {
    OPEN.len() + CLOSE.len() + next_line.len() <= comment.len()
}

/// Makes calls of the comments that have text behind them and are too short to end their line: such a one is
/// hidden as a call is.
pub(super) fn hide_short(text: &str, marked: &mut Found) {
    let is_short = |comment: &Comment| {
        let inside = &text[comment.range.clone()];
        let Some(before) = container_before(text, comment.range.start) else { return false };
        let behind = text[comment.range.end..].trim_start_matches([' ', '\t']);
        let has_text = !behind.is_empty() && !behind.starts_with(['\r', '\n', '<']);
        comment.is_closed && has_text && !inside.contains('\n') && !fits(inside, &next_line(before))
    };
    let (short, others) = marked.comments.drain(..).partition(is_short);
    marked.comments = others;
    let short: Vec<Comment> = short;
    marked.calls.extend(short.into_iter().map(|comment| Call {
        kind: CallKind::Comment(text[comment.inside()].trim().to_owned()),
        range: comment.range,
    }));
    marked.calls.sort_by_key(|call| call.range.start);
}

/// The form of a comment that has its lines for itself, `indent` bytes from their start.
fn line_alone(text: &str, comment: &Comment, indent: usize) -> Option<String> {
    let inside = &text[comment.range.clone()];
    let has_empty_line = inside.lines().any(|line| line.trim().is_empty());
    if has_empty_line && follows_html(&text[..comment.range.start - indent]) {
        // An empty line in the comment would end the HTML; one behind it does so in its place.
        return Some(blank(inside.len(), "\n"));
    }
    let is_outdented = |line: &str| line.len() - line.trim_start().len() < indent;
    let is_torn = indent > 0 && inside.lines().skip(1).any(is_outdented);
    is_torn.then(|| blank(inside.len(), ""))
}

/// Whether the last line of a text is HTML, which goes on to the next empty line.
fn follows_html(text: &str) -> bool {
    /// A line longer than this is not looked at from its start.
    const MAX: usize = 4096;
    let line = text.strip_suffix('\n').unwrap_or_default();
    let from = line.floor_char_boundary(line.len().saturating_sub(MAX));
    let start = line[from..].rfind('\n').map_or(from, |newline| from + newline + 1);
    let line = line[start..].trim_start();
    line.starts_with('<') && !line.starts_with(OPEN)
}

/// A comment of nothing with `tail` behind it, `length` bytes together.
fn blank(length: usize, tail: &str) -> String {
    let inside = length - OPEN.len() - CLOSE.len() - tail.len();
    format!("{OPEN}{}{CLOSE}{tail}", " ".repeat(inside))
}

/// Makes nodes of the comments in raw HTML: of those that are known, and of those that only Markdown
/// could find. Such a one may reach over several events of one block, and ends with its block.
pub(super) fn split(
    nodes: Vec<Spanned<Node>>,
    text: &str,
    known: &[Comment],
) -> Vec<Spanned<Node>> {
    let mut splitter = Splitter { text, known, nodes: Vec::with_capacity(nodes.len()), open: None };
    for node in nodes {
        splitter.node(node);
    }
    splitter.nodes
}

struct Splitter<'a> {
    text: &'a str,
    known: &'a [Comment],
    nodes: Vec<Spanned<Node>>,
    open: Option<Open>,
}

/// A comment that has begun.
enum Open {
    /// Where it ends is known.
    Until(usize),
    /// Where its text began.
    Since(usize),
}

impl Splitter<'_> {
    fn node(&mut self, next: Spanned<Node>) {
        let is_html = matches!(&next.value, Node::Markdown(Event::Html(_) | Event::InlineHtml(_)));
        if is_html {
            let inline = matches!(&next.value, Node::Markdown(Event::InlineHtml(_)));
            self.html(next, inline);
        } else if matches!(&next.value, Node::Markdown(Event::End(TagEnd::HtmlBlock))) {
            if let Some(Open::Since(start)) = self.open.take() {
                self.comment(start..next.span.range().end);
            }
            self.nodes.push(next);
        } else if !matches!(self.open, Some(Open::Since(_))) {
            self.nodes.push(next);
        }
    }

    fn html(&mut self, html: Spanned<Node>, inline: bool) {
        let range = html.span.range();
        let mut position = range.start;
        if self.open.is_none() && !self.text[range.clone()].contains(OPEN) {
            self.nodes.push(html);
            return;
        }
        while position < range.end {
            let rest = &self.text[position..range.end];
            match self.open {
                Some(Open::Until(end)) => {
                    position = end;
                    if end <= range.end {
                        self.open = None;
                    }
                }
                Some(Open::Since(start)) => {
                    let Some(end) = rest.find(CLOSE) else { return };
                    self.open = None;
                    self.comment(start..position + end);
                    position += end + CLOSE.len();
                }
                None => {
                    let open = rest.find(OPEN).unwrap_or(rest.len());
                    self.keep(position..position + open, inline);
                    position += open;
                    if position < range.end {
                        self.begin(position);
                        position += OPEN.len();
                    }
                }
            }
        }
    }

    /// A comment begins at `start`.
    fn begin(&mut self, start: usize) {
        match self.known.binary_search_by_key(&start, |comment| comment.range.start) {
            Ok(index) if self.known[index].is_closed => {
                let comment = &self.known[index];
                self.comment(comment.inside());
                self.open = Some(Open::Until(comment.range.end));
            }
            _ => self.open = Some(Open::Since(start + OPEN.len())),
        }
    }

    fn keep(&mut self, range: Range<usize>, inline: bool) {
        // What is left of a comment's own line is not worth a node.
        if self.text[range.clone()].trim().is_empty() {
            return;
        }
        let text = CowStr::from(self.text[range.clone()].to_owned());
        let event = if inline { Event::InlineHtml(text) } else { Event::Html(text) };
        self.nodes.push(node(Node::Markdown(event), range));
    }

    fn comment(&mut self, range: Range<usize>) {
        let comment = node_of(self.text[range.clone()].trim());
        self.nodes.push(node(comment, range));
    }
}

/// The node of a comment, by what it says.
pub(super) fn node_of(text: &str) -> Node {
    match text {
        "more" => Node::SummaryDivider,
        _ => Node::Comment(text.to_owned()),
    }
}
