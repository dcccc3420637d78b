//! Shortcode calls: `{{< name arg key="value" >}}` and `{{% name %}}…{{% /name %}}`.
//!
//! The syntax is Hugo's: <https://gohugo.io/content-management/shortcodes/>.

mod arguments;
mod pair;

use std::ops::Range;

use super::braces::Braces;
use super::figure::Formula;
use super::marks::{Comment, Mark, Marks};
use super::origin::Origin;
use super::{Node, Source};
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};

pub use arguments::{Argument, Arguments};

/// Which of the two notations a call is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `{{< >}}`: the inner text belongs to the shortcode.
    Angle,
    /// `{{% %}}`: the inner text is Markdown of the page.
    Percent,
}

/// A call as a node of the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Shortcode {
    pub name: String,
    pub notation: Notation,
    pub arguments: Arguments,
    /// Where the name stands.
    pub name_span: Span,
    /// Whether it stands in a paragraph of its own.
    pub is_block: bool,
    /// Whether nothing but the marks of lists and quotations stands before it in its line.
    pub begins_line: bool,
    /// The text between the opening and the closing tag, as written, and parsed as Markdown. A call
    /// that closes itself has an empty one, a call that is not closed has none.
    pub inner: Option<Inner>,
}

/// What a pair of tags encloses.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inner {
    pub text: String,
    pub origin: Origin,
    pub nodes: Vec<Spanned<Node>>,
    /// What it is as code, for a call that encloses code.
    pub code: Option<Box<Node>>,
}

/// A call before its inner text is parsed. Calls within calls are found when that is done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// From the opening tag to the end of the closing one.
    pub range: Range<usize>,
    pub kind: CallKind,
}

impl Call {
    /// What its node stands for: of a comment what it says.
    pub fn shown(&self) -> Range<usize> {
        match self.kind {
            CallKind::Comment(_) => {
                let comment = Comment { range: self.range.clone(), is_closed: true };
                comment.inside()
            }
            _ => self.range.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum CallKind {
    Shortcode {
        name: String,
        name_span: Span,
        notation: Notation,
        arguments: Arguments,
        inner: Option<Range<usize>>,
    },
    /// `{{</* name */>}}`: the call's text itself.
    Escaped(String),
    /// No shortcode, but hidden from Markdown as they are.
    /// What stands between delimiters that keep it from Markdown, with them.
    Passed(String),
    /// What a comment says.
    Comment(String),
    Formula(Formula),
}

/// A tag as it stands in the text.
#[derive(Debug)]
struct Tag {
    range: Range<usize>,
    kind: TagKind,
}

#[derive(Debug)]
enum TagKind {
    Open {
        name: String,
        name_span: Span,
        notation: Notation,
        arguments: Arguments,
    },
    /// An opening tag that ends in `/`: it has no closing one.
    Alone {
        name: String,
        name_span: Span,
        notation: Notation,
        arguments: Arguments,
    },
    Close {
        name: String,
    },
    Escaped(String),
}

/// What Markdown is not to see of a text.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The outermost calls, in order.
    pub calls: Vec<Call>,
    /// The comments that stand in no call, in order.
    pub comments: Vec<Comment>,
    /// The attributes in braces, in order.
    pub braces: Vec<Braces>,
}

impl Found {
    /// Adds attributes, but for those that stand in calls and comments.
    pub(super) fn add_braces(&mut self, mut braces: Vec<Braces>) {
        braces.retain(|braces| !self.covers(braces.range.start));
        self.braces = braces;
    }

    /// Whether a call or a comment stands at a place.
    fn covers(&self, at: usize) -> bool {
        let call = self.calls[..self.calls.partition_point(|call| call.range.start <= at)].last();
        let comments = &self.comments;
        let comment = comments[..comments.partition_point(|other| other.range.start <= at)].last();
        call.is_some_and(|call| at < call.range.end)
            || comment.is_some_and(|comment| at < comment.range.end)
    }
}

/// The calls and comments in `range`. Code holds no comments, and comments hold no calls.
pub(super) fn scan(source: &Source<'_>, range: Range<usize>, found: &mut Vec<Diagnostic>) -> Found {
    // Most bodies have none, and looking for them line by line would be the larger part of parsing.
    let text = &source.text[range.clone()];
    if !["{{", "<!--", "-->"].into_iter().any(|mark| text.contains(mark)) {
        return Found::default();
    }
    let (mut tags, mut comments) = (Vec::new(), Vec::new());
    let mut marks = Marks::new(source.text, range.clone());
    while let Some(mark) = marks.next() {
        match mark {
            Mark::Comment(comment) => comments.push(comment),
            Mark::StrayEnd(at) => found.push(stray_end(source, at)),
            Mark::Tag(_) if !source.has_calls => {}
            Mark::Tag(at) => {
                if let Some(tag) = read_tag(source, at..range.end, found) {
                    marks.resume(tag.range.end);
                    tags.push(tag);
                }
            }
        }
    }
    let calls = pair::pair(source, tags, found);
    comments.retain(|comment| !is_in_call(&calls, comment));
    let unclosed = comments.iter().filter(|comment| !comment.is_closed);
    found.extend(unclosed.map(|comment| unclosed_comment(source, comment)));
    Found { calls, comments, braces: Vec::new() }
}

/// What stands in a call is found when the call's inner text is read.
fn is_in_call(calls: &[Call], comment: &Comment) -> bool {
    let behind = calls.partition_point(|call| call.range.start <= comment.range.start);
    calls[..behind].last().is_some_and(|call| comment.range.start < call.range.end)
}

fn stray_end(source: &Source<'_>, range: Range<usize>) -> Diagnostic {
    Diagnostic::new(Code::CommentUnopened, "this ends a comment, and none is open")
        .at(Place::span(source.file, Span::new(range)))
        .hint("open the comment above with `<!--`, or the reader sees what was meant to be in it")
}

fn unclosed_comment(source: &Source<'_>, comment: &Comment) -> Diagnostic {
    let start = comment.range.start;
    Diagnostic::new(Code::CommentUnclosed, "this comment is not closed and hides what follows")
        .at(Place::span(source.file, Span::new(start..start + 4)))
        .hint("end it with `-->`")
}

/// Reads the tag that opens at the start of `range`.
fn read_tag(source: &Source<'_>, range: Range<usize>, found: &mut Vec<Diagnostic>) -> Option<Tag> {
    let text = &source.text[range.clone()];
    let (notation, end_mark) =
        if text.starts_with("{{<") { (Notation::Angle, ">}}") } else { (Notation::Percent, "%}}") };
    if text[3..].starts_with("/*") {
        return read_escaped(text, range.start, end_mark);
    }
    let Some(content_end) = tag_end(text, end_mark) else {
        found.push(
            unclosed(text, end_mark)
                .at(Place::span(source.file, Span::new(range.start..range.start + 3))),
        );
        return None;
    };
    let tag_range = range.start..range.start + content_end + 3;
    let content_start = range.start + 3;
    let content = &source.text[content_start..range.start + content_end];
    let kind = read_content(source, content, content_start, notation, found)?;
    Some(Tag { range: tag_range, kind })
}

/// A tag that does not end before the next one begins, or whose end stands within quotes.
fn unclosed(text: &str, end_mark: &str) -> Diagnostic {
    let limit = text[3..].find("{{").map_or(text.len(), |next| next + 3);
    if text[..limit].contains(end_mark) {
        Diagnostic::new(Code::ShortcodeSyntax, "a quote in this shortcode tag is not closed")
            .hint(format!("close the quote before `{end_mark}`"))
    } else {
        Diagnostic::new(Code::ShortcodeSyntax, "this shortcode tag is not closed")
            .hint(format!("end it with `{end_mark}`"))
    }
}

/// What stands between `/*` and `*/`, calls included, is text. Only the two marks go, as in Hugo.
fn read_escaped(text: &str, start: usize, end_mark: &str) -> Option<Tag> {
    // It ends before the next one begins: so none is looked at twice, however many never end.
    let is_next = |at: &usize| ["{{</*", "{{%/*"].iter().any(|open| text[*at..].starts_with(open));
    let next = text.match_indices("{{").skip(1).map(|(at, _)| at).find(is_next);
    let limit = next.unwrap_or(text.len());
    let close = 5 + text[5..limit].find("*/")?;
    let inside = &text[5..close];
    let behind = if text[close + 2..].starts_with(end_mark) { end_mark } else { "" };
    let literal = format!("{}{inside}{behind}", &text[..3]);
    let range = start..start + close + 2 + behind.len();
    Some(Tag { range, kind: TagKind::Escaped(literal) })
}

/// Where `end_mark` stands, outside of quoted arguments. No tag reaches over the opening of another,
/// not even in quotes: so each is looked at once, however many are never closed.
fn tag_end(text: &str, end_mark: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(3) {
        match (quote, c) {
            (_, '{') if text[at..].starts_with("{{<") || text[at..].starts_with("{{%") => {
                return None;
            }
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), c) if c == open && !escaped => quote = None,
            (None, '"' | '`') => quote = Some(c),
            (None, _) if text[at..].starts_with(end_mark) => return Some(at),
            _ => {}
        }
        escaped = false;
    }
    None
}

fn read_content(
    source: &Source<'_>,
    content: &str,
    start: usize,
    notation: Notation,
    found: &mut Vec<Diagnostic>,
) -> Option<TagKind> {
    let trimmed = content.trim_start();
    if let Some(closing) = trimmed.strip_prefix('/') {
        return Some(TagKind::Close { name: closing.trim().to_owned() });
    }
    let name_start = start + (content.len() - trimmed.len());
    let name_length = trimmed
        .find(|c: char| c.is_whitespace() || matches!(c, '"' | '`'))
        .unwrap_or(trimmed.len());
    let name = trimmed[..name_length].trim_end_matches('/').to_owned();
    let name_span = Span::new(name_start..name_start + name.len());
    if name.is_empty() {
        found.push(
            Diagnostic::new(Code::ShortcodeSyntax, "this shortcode has no name")
                .at(Place::span(source.file, Span::new(start.saturating_sub(3)..start))),
        );
        return None;
    }
    let rest = &trimmed[name.len()..];
    let alone = rest.trim_end().ends_with('/');
    let rest = if alone { &rest[..rest.trim_end().len() - 1] } else { rest };
    let arguments = Arguments::parse(rest, name_start + name.len()).unwrap_or_else(|error| {
        found.push(
            Diagnostic::new(Code::ShortcodeSyntax, error.value)
                .at(Place::span(source.file, error.span)),
        );
        Arguments::default()
    });
    Some(if alone {
        TagKind::Alone { name, name_span, notation, arguments }
    } else {
        TagKind::Open { name, name_span, notation, arguments }
    })
}
