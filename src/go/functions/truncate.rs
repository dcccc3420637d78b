//! `strings.Truncate`: so many characters of a text, and no tag left open.
//!
//! Source: `tpl/strings/truncate.go` of Hugo, read for its rules.

use super::argument::{integer, text};
use super::entry::{Entry, entry};
use super::transform::escape_html;
use crate::go::context::Context;
use crate::go::value::{Outcome, Safe, Value};

/// What shortens.
pub const TABLE: &[Entry] = &[entry("strings.Truncate", &["truncate"], 2, Some(3), truncate)];

/// Elements without an end tag.
const SINGLE: &[&str] = &["br", "col", "link", "base", "img", "param", "area", "hr", "input"];

/// A tag that has been passed.
struct Tag<'t> {
    name: &'t str,
    at: usize,
    opens: bool,
}

fn truncate(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let length = integer(&arguments[0])?;
    let (ellipsis, value) = match arguments {
        [_, value] => (" …".into(), value),
        [_, ellipsis @ Value::Safe(Safe::Html, _), value] => (text(ellipsis)?.to_string(), value),
        [_, ellipsis, value] => (escape_html(&text(ellipsis)?), value),
        _ => unreachable!("two or three arguments"),
    };
    let whole = text(value)?;
    context.budget.steps(whole.len())?;
    let is_html = matches!(value, Value::Safe(Safe::Html, _));
    let cut = match usize::try_from(length) {
        Ok(length) if whole.chars().count() <= length => None,
        length => Cut { text: &whole, is_html }.find(length.unwrap_or(0)),
    };
    Ok(Value::html(match (cut, is_html) {
        (None, true) => whole.to_string(),
        (None, false) => escape_html(&whole),
        (Some((end, _)), false) => escape_html(&whole[..end]) + &ellipsis,
        (Some((end, tags)), true) => format!("{}{ellipsis}{}", &whole[..end], closing(&tags, end)),
    }))
}

struct Cut<'t> {
    text: &'t str,
    is_html: bool,
}

impl<'t> Cut<'t> {
    /// Where the text ends after so many characters, and the tags before; `None` if it is shorter.
    fn find(&self, length: usize) -> Option<(usize, Vec<Tag<'t>>)> {
        let mut tags = Vec::new();
        let (mut last_word, mut last_letter, mut passed, mut next) = (0, 0, 0, 0);
        let mut marks = Marks::new(self.text);
        for (at, c) in self.text.char_indices() {
            if at < next {
                continue;
            }
            if self.is_html
                && c == '<'
                && let Some(tag) = tag(&self.text[at..], marks.from(at))
            {
                next = at + tag.length;
                last_word = last_letter;
                if !SINGLE.contains(&tag.name) && !tag.closes_itself {
                    tags.push(Tag { name: tag.name, at, opens: !tag.ends });
                }
                continue;
            }
            passed += 1;
            if c.is_whitespace() {
                last_word = last_letter;
            } else if is_ideographic(c) {
                last_word = at;
            } else {
                last_letter = at + c.len_utf8();
            }
            if passed > length {
                return Some((if last_word == 0 { at } else { last_word }, tags));
            }
        }
        None
    }
}

/// End tags for what is open at a place.
fn closing(tags: &[Tag<'_>], end: usize) -> String {
    let mut closing = String::new();
    let mut closed: Option<&str> = None;
    for tag in tags.iter().rev() {
        if tag.at >= end || closed.is_some() {
            if closed == Some(tag.name) {
                closed = None;
            }
        } else if tag.opens {
            closing.push_str(&format!("</{}>", tag.name));
        } else {
            closed = Some(tag.name);
        }
    }
    closing
}

struct FoundTag<'t> {
    name: &'t str,
    length: usize,
    ends: bool,
    closes_itself: bool,
}

/// Where the next `>` and the next end of a line stand. A text without them is not looked through for each `<` of it.
struct Marks<'t> {
    text: &'t str,
    close: usize,
    line: usize,
}

impl<'t> Marks<'t> {
    fn new(text: &'t str) -> Self {
        let mut marks = Self { text, close: 0, line: 0 };
        marks.close = marks.next('>', 0);
        marks.line = marks.next('\n', 0);
        marks
    }

    fn next(&self, mark: char, at: usize) -> usize {
        self.text[at..].find(mark).map_or(self.text.len(), |found| at + found)
    }

    /// Both, from a place on, counted from it; `None` if there is no `>`.
    fn from(&mut self, at: usize) -> Option<(usize, usize)> {
        if self.close < at {
            self.close = self.next('>', at);
        }
        if self.line < at {
            self.line = self.next('\n', at);
        }
        (self.close < self.text.len()).then_some((self.close - at, self.line - at))
    }
}

/// The tag that a text begins with, which has its first `>` and its first end of a line there.
fn tag(text: &str, marks: Option<(usize, usize)>) -> Option<FoundTag<'_>> {
    let (close, line) = marks?;
    let inner = text.strip_prefix('<')?;
    let ends = inner.starts_with('/');
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let offset = text.len() - inner.len();
    for (at, c) in inner.char_indices() {
        if at > 0 {
            let rest = &inner[at..];
            let found = |length: usize, closes_itself: bool| {
                let name = inner[..at].split_whitespace().next()?;
                Some(FoundTag { name, length: offset + at + length, ends, closes_itself })
            };
            if c == '>' {
                return found(1, false);
            }
            let trimmed = rest.trim_start();
            if trimmed.starts_with("/>") {
                return found(rest.len() - trimmed.len() + 2, true);
            }
            if c == ' ' {
                let start = offset + at;
                let line =
                    if line > start { line } else { start + rest.find('\n').unwrap_or(rest.len()) };
                return if close < line { found(close - start + 1, false) } else { None };
            }
        }
        if c == ' ' {
            return None;
        }
    }
    None
}

fn is_ideographic(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{2fdf}' | '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}'
        | '\u{3038}'..='\u{30ff}' | '\u{3130}'..='\u{318f}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a960}'..='\u{a97f}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
