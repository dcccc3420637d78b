//! Raw HTML: elements that nothing closes, placeholders that were taken for tags, Markdown that is none there.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::Event;

use super::elements::{closes_itself, is_element, must_be_closed};
use super::page::{CheckedPage, quoted};
use super::tags::{TagAt, TagKind, tags};
use crate::diagnostic::{Code, Diagnostic, Fix, Span, Spanned};
use crate::parse::body::Node;

/// Reports what is wrong with the raw HTML of each part.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for part in &page.parts {
        let pieces = pieces(page, part);
        let all: Vec<&TagAt> = pieces.iter().flat_map(|piece| &piece.tags).collect();
        found.extend(placeholders(page, &pieces, &all));
        let blocks = pieces.iter().filter(|piece| piece.form == Form::Block && page.is_markdown);
        found.extend(blocks.filter_map(|piece| markdown(page, piece)));
        if page.shows_html {
            found.extend(all.iter().filter_map(|tag| wordless(page, tag)));
            unbalanced(page, &all, found);
        }
    }
}

/// HTML that stands together, with the calls in it.
struct Piece {
    range: Range<usize>,
    form: Form,
    calls: Vec<Range<usize>>,
    tags: Vec<TagAt>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Block,
    Inline,
}

fn pieces(page: &CheckedPage<'_>, nodes: &[Spanned<Node>]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for node in nodes {
        let range = node.span.range();
        let last = pieces.last_mut().filter(|last| last.range.end == range.start);
        let form = match &node.value {
            Node::Markdown(Event::Html(_)) => Form::Block,
            Node::Markdown(Event::InlineHtml(_)) => Form::Inline,
            // A call writes part of a tag: `<a href="{{< ref "/docs" >}}">`.
            Node::Shortcode(_) => {
                if let Some(last) = last {
                    last.range.end = range.end;
                    last.calls.push(range);
                }
                continue;
            }
            _ => continue,
        };
        match last {
            Some(last) if last.form == form => last.range.end = range.end,
            _ => pieces.push(Piece { range, form, calls: Vec::new(), tags: Vec::new() }),
        }
    }
    pieces.retain(|piece| page.text.get(piece.range.clone()).is_some());
    for piece in &mut pieces {
        piece.tags = tags(&piece.without_calls(page.text), piece.range.start);
    }
    pieces
}

impl Piece {
    /// Its text with as many other characters for each call.
    fn without_calls<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let written = &text[self.range.clone()];
        if self.calls.is_empty() {
            return Cow::Borrowed(written);
        }
        let mut plain = String::with_capacity(written.len());
        let mut position = self.range.start;
        for call in &self.calls {
            plain.push_str(text.get(position..call.start).unwrap_or_default());
            plain.extend(std::iter::repeat_n('x', call.len()));
            position = call.end;
        }
        plain.push_str(text.get(position..self.range.end).unwrap_or_default());
        Cow::Owned(plain)
    }
}

/// Tags of elements that do not exist, without attributes and without an end: the reader sees nothing of them.
fn placeholders(page: &CheckedPage<'_>, pieces: &[Piece], all: &[&TagAt]) -> Vec<Diagnostic> {
    // The elements of drawings and formulas are others.
    if all.iter().any(|tag| matches!(tag.name.as_str(), "svg" | "math")) {
        return Vec::new();
    }
    let closes = all.iter().filter(|tag| tag.kind == TagKind::Close);
    let closed: BTreeSet<&str> = closes.map(|tag| tag.name.as_str()).collect();
    let is_lost = |tag: &&TagAt| {
        let is_bare = !tag.attributes.contains(['=', '"']);
        let is_unknown = !is_element(&tag.name) && !closed.contains(tag.name.as_str());
        tag.kind == TagKind::Open && is_bare && is_unknown
    };
    let of_piece = |piece: &'_ Piece| {
        let lost = piece.tags.iter().filter(is_lost);
        lost.map(|tag| placeholder(page, piece.form, tag)).collect::<Vec<_>>()
    };
    pieces.iter().flat_map(of_piece).collect()
}

fn placeholder(page: &CheckedPage<'_>, form: Form, tag: &TagAt) -> Diagnostic {
    let shown = quoted(&page.text[tag.range.clone()]);
    let message = format!("`{shown}` is taken for an HTML tag, and nobody sees it");
    let problem = page
        .problem(Code::HtmlPlaceholder, message, tag.range.clone())
        .hint("put it between back-quotes, or write `&lt;` for the first bracket");
    let start = tag.range.start;
    match form {
        Form::Inline => problem.fix(Fix::replace(Span::new(start..start), "\\")),
        Form::Block => problem,
    }
}

/// A picture that says nothing of itself; `alt=""` says that it is an ornament.
fn wordless(page: &CheckedPage<'_>, tag: &TagAt) -> Option<Diagnostic> {
    if tag.name != "img" || tag.kind == TagKind::Close {
        return None;
    }
    let is_mute = ["alt", "aria-label", "aria-hidden", "role"].iter().all(|name| {
        !tag.attributes
            .to_ascii_lowercase()
            .split(char::is_whitespace)
            .any(|word| word.split('=').next() == Some(name))
    });
    is_mute.then(|| {
        let message = "the picture has no words for those who do not see it";
        page.problem(Code::ImageWords, message, tag.range.clone())
            .hint("say in `alt` what it shows; `alt=\"\"` is for a mere ornament")
    })
}

/// Elements that are not closed, and ends of what was not opened.
fn unbalanced(page: &CheckedPage<'_>, tags: &[&TagAt], found: &mut Vec<Diagnostic>) {
    let mut open: BTreeMap<&str, Vec<&TagAt>> = BTreeMap::new();
    let mut loose: BTreeSet<&str> = BTreeSet::new();
    for tag in tags.iter().filter(|tag| must_be_closed(&tag.name)) {
        let of_name = open.entry(tag.name.as_str()).or_default();
        match tag.kind {
            TagKind::Open => of_name.push(tag),
            TagKind::SelfClosed => {}
            TagKind::Close => {
                if of_name.pop().is_none() && loose.insert(&tag.name) {
                    let message = format!("`</{}>` closes an element that is not open", tag.name);
                    found.push(page.problem(Code::HtmlUnclosed, message, tag.range.clone()));
                }
            }
        }
    }
    for tag in open.into_values().filter_map(|tags| tags.into_iter().next()) {
        let message = format!("nothing closes `<{}>`", tag.name);
        let hint = format!("write `</{}>` where it ends", tag.name);
        found.push(page.problem(Code::HtmlUnclosed, message, tag.range.clone()).hint(hint));
    }
}

/// The first of Markdown's marks that a block of HTML shows as they are.
fn markdown(page: &CheckedPage<'_>, piece: &Piece) -> Option<Diagnostic> {
    let mut within: Vec<&str> = Vec::new();
    let mut position = piece.range.start;
    let edges = piece.tags.iter().map(Some).chain([None]);
    for tag in edges {
        let end = tag.map_or(piece.range.end, |tag| tag.range.start);
        let is_text = within.is_empty();
        if let Some(at) = is_text.then(|| mark(&page.text[position..end])).flatten() {
            let at = position + at;
            let line = page.rest_of_line(at);
            let message = format!("`{}` is shown as it is, for it stands in HTML", quoted(line));
            let hint = "put an empty line before it, or write it in HTML";
            let length = line.chars().next().map_or(0, char::len_utf8);
            return Some(page.problem(Code::HtmlMarkdown, message, at..at + length).hint(hint));
        }
        let Some(tag) = tag else { break };
        let is_code = matches!(
            tag.name.as_str(),
            "pre" | "code" | "script" | "style" | "textarea" | "svg" | "math" | "kbd" | "samp"
        );
        match tag.kind {
            TagKind::Open if is_code && !closes_itself(&tag.name) => within.push(&tag.name),
            TagKind::Close if is_code => {
                within.pop();
            }
            _ => {}
        }
        position = tag.range.end;
    }
    None
}

/// Where a text holds a link, bold words or a heading of Markdown.
fn mark(text: &str) -> Option<usize> {
    let link = text.find("](").filter(|at| {
        let target = &text[at + 2..];
        text[..*at].contains('[') && target.starts_with(['h', '/', '#', '.', 'm'])
    });
    let bold = text.match_indices("**").find(|(at, _)| {
        let inside = &text[at + 2..];
        inside.starts_with(char::is_alphanumeric)
            && inside.split_once("**").is_some_and(|(words, _)| {
                !words.contains('\n') && words.ends_with(|c: char| !c.is_whitespace())
            })
    });
    let heading = ["\n## ", "\n### ", "\n#### "].iter().filter_map(|marks| text.find(marks));
    let heading = heading.min().map(|at| at + 1);
    let bold = bold.map(|(at, _)| at);
    let open = link.map(|at| text[..at].rfind('[').unwrap_or(at));
    open.into_iter().chain(bold).chain(heading).min()
}
