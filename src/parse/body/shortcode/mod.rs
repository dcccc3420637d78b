//! Shortcode calls: `{{< name arg key="value" >}}` and `{{% name %}}…{{% /name %}}`.
//!
//! The syntax is Hugo's: <https://gohugo.io/content-management/shortcodes/>.

mod arguments;
mod pair;

use std::ops::Range;

use super::fences::Fences;
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
    /// The text between the opening and the closing tag, as written, and parsed as Markdown.
    pub inner: Option<Inner>,
}

/// What a pair of tags encloses.
#[derive(Clone, Debug, PartialEq)]
pub struct Inner {
    pub text: String,
    pub nodes: Vec<Spanned<Node>>,
}

/// A call before its inner text is parsed. Calls within calls are found when that is done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// From the opening tag to the end of the closing one.
    pub range: Range<usize>,
    pub kind: CallKind,
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

/// Bytes of inline code in one line within which shortcodes are not looked for.
const MAX_CODE_SPAN: usize = 4096;

/// The outermost calls in `range`, in order. Code and comments hold none.
pub(super) fn scan(
    source: &Source<'_>,
    range: Range<usize>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Call> {
    // Most bodies have none, and looking for them line by line would be the larger part of parsing.
    if !source.text[range.clone()].contains("{{") {
        return Vec::new();
    }
    pair::pair(source, tags(source, range, found), found)
}

fn tags(source: &Source<'_>, range: Range<usize>, found: &mut Vec<Diagnostic>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut fences = Fences::default();
    let mut in_comment = false;
    let mut offset = range.start;
    // Where the last tag ended: a tag may reach over several lines.
    let mut resume = range.start;
    for line in source.text[range.clone()].split_inclusive('\n') {
        let line_range = offset..offset + line.len();
        offset = line_range.end;
        if line_range.end <= resume || (!in_comment && fences.is_code(line)) {
            continue;
        }
        let mut position = line_range.start.max(resume);
        while let Some(next) = next_mark(source.text, position..line_range.end, in_comment) {
            match next {
                Mark::CommentOpen(at) => {
                    in_comment = true;
                    position = at + 4;
                }
                Mark::CommentClose(at) => {
                    in_comment = false;
                    position = at + 3;
                }
                Mark::InlineCode(end) => position = end,
                Mark::Tag(at) => {
                    let tag = read_tag(source, at..range.end, found);
                    position = tag.as_ref().map_or(at + 3, |tag| tag.range.end);
                    resume = position;
                    tags.extend(tag);
                    if position >= line_range.end {
                        break;
                    }
                }
            }
        }
    }
    tags
}

enum Mark {
    CommentOpen(usize),
    CommentClose(usize),
    /// The end of a span of code that was begun and ended on this line.
    InlineCode(usize),
    Tag(usize),
}

/// The next thing in a line that matters; inside a comment that is only its end.
fn next_mark(text: &str, range: Range<usize>, in_comment: bool) -> Option<Mark> {
    let line = &text[range.clone()];
    if in_comment {
        return line.find("-->").map(|at| Mark::CommentClose(range.start + at));
    }
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'<' if line[at..].starts_with("<!--") => {
                return Some(Mark::CommentOpen(range.start + at));
            }
            b'{' if line[at..].starts_with("{{<") || line[at..].starts_with("{{%") => {
                return Some(Mark::Tag(range.start + at));
            }
            b'\\' => at += 1,
            b'`' => match inline_code_end(line, at) {
                Ok(end) => return Some(Mark::InlineCode(range.start + end)),
                Err(ticks) => at += ticks - 1,
            },
            _ => {}
        }
        at += 1;
    }
    None
}

/// The end of the code span that opens at `at`, or how many back-quotes open none.
fn inline_code_end(line: &str, at: usize) -> Result<usize, usize> {
    let run = |text: &str| text.bytes().take_while(|byte| *byte == b'`').count();
    let ticks = run(&line[at..]);
    let mut position = at + ticks;
    // A span longer than this is none: looking further for each of many would take for ever.
    let limit = line.floor_char_boundary((position + MAX_CODE_SPAN).min(line.len()));
    while let Some(next) = line[position.min(limit)..limit].find('`') {
        let start = position + next;
        let length = run(&line[start..]);
        if length == ticks {
            return Ok(start + length);
        }
        position = start + length;
    }
    Err(ticks)
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
        let place = Place::span(source.file, Span::new(range.start..range.start + 3));
        found.push(
            Diagnostic::new(Code::ShortcodeSyntax, "this shortcode tag is not closed")
                .at(place)
                .hint(format!("end it with `{end_mark}`")),
        );
        return None;
    };
    let tag_range = range.start..range.start + content_end + 3;
    let content_start = range.start + 3;
    let content = &source.text[content_start..range.start + content_end];
    let kind = read_content(source, content, content_start, notation, found)?;
    Some(Tag { range: tag_range, kind })
}

fn read_escaped(text: &str, start: usize, end_mark: &str) -> Option<Tag> {
    // It ends before the next tag begins: so none is looked at twice, however many never end.
    let limit = text[3..].find("{{").map_or(text.len(), |next| next + 3);
    let close = text[..limit].find(&format!("*/{end_mark}"))?;
    let inside = &text[5..close];
    let literal = format!("{}{inside}{end_mark}", &text[..3]);
    Some(Tag { range: start..start + close + 5, kind: TagKind::Escaped(literal) })
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
    let name_length = trimmed.find(|c: char| c.is_whitespace()).unwrap_or(trimmed.len());
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
