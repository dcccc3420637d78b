//! Where the front matter ends and the body begins.

use std::ops::Range;

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::structured::Format;

/// The parts of a content file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The front matter's format and text, without its fences.
    pub front_matter: Option<(Format, Range<usize>)>,
    pub body_start: usize,
}

/// Front matter that is opened and never closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SplitError {
    opening: Range<usize>,
    close_with: &'static str,
    /// The line before which it was probably meant to be closed.
    expected_at: Option<Range<usize>>,
}

impl SplitError {
    pub fn at(&self, file: &Utf8Path) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(Code::FrontMatterUnclosed, "the front matter is not closed")
                .at(Place::span(file, Span::new(self.opening.clone())))
                .label("opened here")
                .hint(format!("end it with a line `{}`", self.close_with));
        match &self.expected_at {
            Some(line) => {
                let place = Place::span(file, Span::new(line.clone()));
                diagnostic.related(place, "it was expected to be closed here")
            }
            None => diagnostic,
        }
    }
}

/// Splits the text of a content file, as Hugo does.
///
/// A byte-order mark and white space may stand before the front matter. The next line that begins with the
/// fence closes it; what follows the fence on that line belongs to the body. Lines may end in CR LF.
///
/// # Errors
/// When the front matter is opened and not closed.
///
/// ```
/// # use site::parse::split_front_matter as split;
/// let text = "\u{feff}\n--- \ntitle: A\n---\t\nBody";
/// let found = split(text).unwrap();
/// assert_eq!(&text[found.front_matter.unwrap().1], "title: A\n");
/// assert_eq!(&text[found.body_start..], "Body");
/// ```
pub fn split(text: &str) -> Result<Split, SplitError> {
    let without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let trimmed = without_mark.trim_start();
    let start = text.len() - trimmed.len();
    if trimmed.starts_with("---") {
        fenced(text, start, Format::Yaml, "---")
    } else if trimmed.starts_with("+++") {
        fenced(text, start, Format::Toml, "+++")
    } else if trimmed.starts_with('{') && !trimmed.starts_with("{{") {
        json(text, start)
    } else {
        let body_start = text.len() - without_mark.len();
        Ok(Split { front_matter: None, body_start })
    }
}

fn fenced(
    text: &str,
    start: usize,
    format: Format,
    fence: &'static str,
) -> Result<Split, SplitError> {
    let mut lines = text[start..].split_inclusive('\n');
    let opening = lines.next().unwrap_or_default();
    let content = after_line(text, start + fence.len());
    let mut offset = start + opening.len();
    for line in lines {
        if line.starts_with(fence) {
            let front_matter = Some((format, content..offset));
            return Ok(Split { front_matter, body_start: after_line(text, offset + fence.len()) });
        }
        offset += line.len();
    }
    let expected_at = expected_end(text, start + opening.len());
    let opening = start..start + opening.trim_end().len();
    Err(SplitError { opening, close_with: fence, expected_at })
}

/// Where what follows a fence begins: on the next line, unless there is something on this one.
fn after_line(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    let line_end = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    end + if rest[..line_end].trim().is_empty() { line_end } else { 0 }
}

/// The first line after `content` that looks like the end of front matter or the beginning of a text.
fn expected_end(text: &str, content: usize) -> Option<Range<usize>> {
    let mut offset = content;
    for line in text[content..].split_inclusive('\n') {
        let words = line.trim();
        let is_fence = words.len() > 1 && words.chars().all(|c| matches!(c, '-' | '+' | '.' | '='));
        if words.is_empty() || is_fence || words.starts_with("##") || words.starts_with("# ") {
            return Some(offset..offset + line.trim_end().len());
        }
        offset += line.len();
    }
    None
}

/// JSON front matter is one object at the start of the file.
fn json(text: &str, start: usize) -> Result<Split, SplitError> {
    let mut values =
        serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
    let complete = values.next().is_some_and(|value| value.is_ok());
    let end = if complete { start + values.byte_offset() } else { matching_brace(text, start)? };
    Ok(Split { front_matter: Some((Format::Json, start..end)), body_start: after_line(text, end) })
}

/// The end of a broken object, so that its own parser can say what is wrong with it: a line `}`.
fn matching_brace(text: &str, start: usize) -> Result<usize, SplitError> {
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        offset += line.len();
        if line.trim_end() == "}" {
            return Ok(offset);
        }
    }
    Err(SplitError { opening: start..start + 1, close_with: "}", expected_at: None })
}
