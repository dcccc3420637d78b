//! The line that opens a block of code: its language, and the attributes behind it.
//!
//! ```` ```go {hl_lines="2 4-5" .wide #main title="main.go"} ```` What the attributes mean is decided
//! when the block is shown.

use pulldown_cmark::CodeBlockKind;

use super::CodeBlock;
use crate::diagnostic::{Span, Spanned};

/// A block without its text. `source` is the file and `start` where the block begins in it.
pub(super) fn open(kind: &CodeBlockKind<'_>, source: &str, start: usize) -> CodeBlock {
    let CodeBlockKind::Fenced(info) = kind else { return CodeBlock::default() };
    let line = source.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let opening = line.len() - line.trim_start_matches([' ', '\t', '`', '~']).len();
    let raw = &line[opening..];
    let language = start + opening..start + opening + language_end(raw);
    CodeBlock {
        language: info[..language_end(info)].to_owned(),
        attributes: attributes(&raw[language_end(raw)..], language.end),
        fence: Some(Span::new(language)),
        text: String::new(),
    }
}

fn language_end(info: &str) -> usize {
    info.find(|c: char| c.is_whitespace() || c == '{').unwrap_or(info.len())
}

/// What stands between braces, names in lower case; `.word` is a class and `#word` the id. Lists
/// become words with blanks between them.
fn attributes(text: &str, offset: usize) -> Vec<(String, Spanned<String>)> {
    let text = text.trim_end();
    let lead = text.len() - text.trim_start().len();
    let inside = text[lead..].strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    let mut cursor = Cursor { rest: inside.unwrap_or_default(), position: offset + lead + 1 };
    let mut attributes = Vec::new();
    loop {
        cursor.take_while(is_separator);
        let start = cursor.position;
        let attribute = match cursor.rest.chars().next() {
            None => return attributes,
            Some('.') => ("class".to_owned(), cursor.take(1) + 1, cursor.word()),
            Some('#') => ("id".to_owned(), cursor.take(1) + 1, cursor.word()),
            Some(_) => {
                let name = cursor.take_while(|c| c != '=' && !is_separator(c)).to_lowercase();
                match cursor.rest.starts_with('=') {
                    true => (name, cursor.take(1) + 1, cursor.value()),
                    false => (name, start, "true".to_owned()),
                }
            }
        };
        let (name, value_start, value) = attribute;
        let span = Span::new(value_start..cursor.position);
        attributes.push((name, Spanned::new(value, span)));
    }
}

fn is_separator(c: char) -> bool {
    c == ',' || c.is_whitespace()
}

/// What is left of the attributes, and where that stands in the file.
struct Cursor<'a> {
    rest: &'a str,
    position: usize,
}

impl<'a> Cursor<'a> {
    /// Goes on by some bytes; gives the place before them.
    fn take(&mut self, length: usize) -> usize {
        let start = self.position;
        self.rest = &self.rest[length..];
        self.position += length;
        start
    }

    fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest;
        let length = rest.find(|c| !belongs(c)).unwrap_or(rest.len());
        self.take(length);
        &rest[..length]
    }

    fn word(&mut self) -> String {
        self.take_while(|c| !is_separator(c)).to_owned()
    }

    fn value(&mut self) -> String {
        match self.rest.chars().next() {
            Some(quote @ ('"' | '\'' | '`')) => self.quoted(quote),
            Some('[') => self.list(),
            _ => self.word(),
        }
    }

    fn quoted(&mut self, quote: char) -> String {
        self.take(1);
        let mut value = String::new();
        while let Some(c) = self.rest.chars().next() {
            self.take(c.len_utf8());
            match (c, self.rest.chars().next()) {
                _ if c == quote => break,
                ('\\', Some(next)) if quote != '`' => {
                    self.take(next.len_utf8());
                    value.push(next);
                }
                _ => value.push(c),
            }
        }
        value
    }

    fn list(&mut self) -> String {
        self.take(1);
        let mut items = Vec::new();
        loop {
            self.take_while(is_separator);
            match self.rest.chars().next() {
                None => break,
                Some(']') => {
                    self.take(1);
                    break;
                }
                Some(quote @ ('"' | '\'' | '`')) => items.push(self.quoted(quote)),
                Some(_) => {
                    items.push(self.take_while(|c| c != ']' && !is_separator(c)).to_owned());
                }
            }
        }
        items.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let pairs = attributes(text, 0).into_iter();
        pairs.map(|(name, value)| (name, value.value)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<_> = expected.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect();
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn every_form_of_an_attribute() {
        check(
            r#" {hl_lines="2 4-5", linenos=true}"#,
            &[("hl_lines", "2 4-5"), ("linenos", "true")],
        );
        check(r#"{hl_lines=[1,"3-4", 6]}"#, &[("hl_lines", "1 3-4 6")]);
        check("{.wide #main lineNos}", &[("class", "wide"), ("id", "main"), ("linenos", "true")]);
        check(r#"{title="a \"b\", {c}"}"#, &[("title", r#"a "b", {c}"#)]);
        check("{a='x y' b=`\\`}", &[("a", "x y"), ("b", "\\")]);
    }

    #[test]
    fn what_is_not_closed_ends_with_the_line() {
        check(r#"{title="a b}"#, &[("title", "a b")]);
        check("{hl_lines=[1 2}", &[("hl_lines", "1 2")]);
        check("{a=}", &[("a", "")]);
        check("{=}", &[("", "")]);
        check("{hl_lines=1", &[]);
        check("linenos=true", &[]);
    }

    #[test]
    fn a_value_knows_its_place() {
        let text = " {a=1 title=\"x\"}";
        let spans: Vec<_> =
            attributes(text, 0).into_iter().map(|(_, value)| &text[value.span.range()]).collect();
        assert_eq!(spans, ["1", "\"x\""]);
    }
}
