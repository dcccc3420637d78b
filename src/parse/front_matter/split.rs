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
}

impl SplitError {
    pub fn at(&self, file: &Utf8Path) -> Diagnostic {
        Diagnostic::new(Code::FrontMatterUnclosed, "the front matter is not closed")
            .at(Place::span(file, Span::new(self.opening.clone())))
            .label("opened here")
            .hint(format!("end it with a line `{}`", self.close_with))
    }
}

/// Splits the text of a content file.
///
/// A byte-order mark and blank lines may stand before the front matter; fences may have blanks
/// after them and more dashes than three; lines may end in CR LF.
///
/// # Errors
/// When the front matter is opened and not closed.
///
/// ```
/// # use site::parse::split_front_matter as split;
/// let text = "\u{feff}\n--- \ntitle: A\n------\nBody";
/// let found = split(text).unwrap();
/// assert_eq!(&text[found.front_matter.unwrap().1], "title: A\n");
/// assert_eq!(&text[found.body_start..], "Body");
/// ```
pub fn split(text: &str) -> Result<Split, SplitError> {
    let without_mark = text.strip_prefix('\u{feff}').unwrap_or(text);
    let trimmed = without_mark.trim_start();
    let start = text.len() - trimmed.len();
    let first = trimmed.lines().next().unwrap_or_default();
    if is_fence(first, '-') {
        fenced(text, start, Format::Yaml, '-', "---")
    } else if is_fence(first, '+') {
        fenced(text, start, Format::Toml, '+', "+++")
    } else if trimmed.starts_with('{') && !trimmed.starts_with("{{") {
        json(text, start)
    } else {
        let body_start = text.len() - without_mark.len();
        Ok(Split { front_matter: None, body_start })
    }
}

/// Three or more of `mark`, then nothing but blanks.
fn is_fence(line: &str, mark: char) -> bool {
    let line = line.trim_end();
    line.len() >= 3 && line.chars().all(|c| c == mark)
}

fn fenced(
    text: &str,
    start: usize,
    format: Format,
    mark: char,
    close_with: &'static str,
) -> Result<Split, SplitError> {
    let mut lines = text[start..].split_inclusive('\n');
    let opening = lines.next().unwrap_or_default();
    let content = start + opening.len();
    let mut offset = content;
    for line in lines {
        if is_fence(line, mark) {
            let front_matter = Some((format, content..offset));
            return Ok(Split { front_matter, body_start: offset + line.len() });
        }
        offset += line.len();
    }
    Err(SplitError { opening: start..start + opening.trim_end().len(), close_with })
}

/// JSON front matter is one object at the start of the file.
fn json(text: &str, start: usize) -> Result<Split, SplitError> {
    let mut values =
        serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde::de::IgnoredAny>();
    let complete = values.next().is_some_and(|value| value.is_ok());
    let end = if complete { start + values.byte_offset() } else { matching_brace(text, start)? };
    let rest = &text[end..];
    let line_end = rest.find('\n').map_or(rest.len(), |newline| newline + 1);
    let skipped = if rest[..line_end].trim().is_empty() { line_end } else { 0 };
    Ok(Split { front_matter: Some((Format::Json, start..end)), body_start: end + skipped })
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
    Err(SplitError { opening: start..start + 1, close_with: "}" })
}
