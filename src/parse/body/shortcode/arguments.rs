//! The arguments of a call: all positional or all named.

use crate::diagnostic::{Span, Spanned};

const MIXED: &str = "arguments with names and without stand in one call";

/// The arguments in the order of the call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arguments(pub Vec<Argument>);

/// One argument; a positional one has no name.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    pub name: Option<String>,
    pub value: Spanned<String>,
}

impl Arguments {
    /// Reads arguments; spans start at `offset`.
    ///
    /// # Errors
    /// What is wrong, and where: a quote that is not closed, names beside positions.
    pub fn parse(text: &str, offset: usize) -> Result<Self, Spanned<String>> {
        let mut arguments: Vec<Argument> = Vec::new();
        let mut position = 0;
        loop {
            let rest = &text[position..];
            let rest_trimmed = rest.trim_start();
            position += rest.len() - rest_trimmed.len();
            if rest_trimmed.is_empty() {
                return Ok(Self(arguments));
            }
            let (name, value_start) = match name(rest_trimmed) {
                Some((name, length)) => (Some(name), position + length),
                None => (None, position),
            };
            let error = |words: &str, range| {
                Err(Spanned::new(words.to_owned(), Span::new(range).shifted(offset)))
            };
            let Some((value, length)) = value(&text[value_start..]) else {
                return error("this argument's quote is not closed", value_start..text.len());
            };
            if arguments.first().is_some_and(|first| first.name.is_some() != name.is_some()) {
                return error(MIXED, position..value_start + length);
            }
            let span = Span::new(value_start..value_start + length).shifted(offset);
            // An argument over several lines has one end of a line, whatever the file's is.
            let value = Spanned::new(value.replace("\r\n", "\n"), span);
            arguments.push(Argument { name: name.map(str::to_owned), value });
            position = value_start + length;
        }
    }

    /// The value of a named argument; case matters not.
    pub fn named(&self, name: &str) -> Option<&str> {
        self.named_argument(name).map(|value| value.value.as_str())
    }

    /// The same with its place.
    pub fn named_argument(&self, name: &str) -> Option<&Spanned<String>> {
        let found = self.0.iter().find(|argument| {
            argument.name.as_deref().is_some_and(|written| written.eq_ignore_ascii_case(name))
        });
        found.map(|argument| &argument.value)
    }

    /// The value of the positional argument number `index`, counted from 0.
    pub fn positional(&self, index: usize) -> Option<&str> {
        self.positional_argument(index).map(|value| value.value.as_str())
    }

    /// The same with its place.
    pub fn positional_argument(&self, index: usize) -> Option<&Spanned<String>> {
        let mut positional = self.0.iter().filter(|argument| argument.name.is_none());
        positional.nth(index).map(|argument| &argument.value)
    }
}

/// `key` of a `key=value`, and how many bytes stand before the value. Blanks may stand about the `=`.
fn name(text: &str) -> Option<(&str, usize)> {
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let end = text.find(|c| !is_name(c))?;
    let value = text[end..].trim_start().strip_prefix('=')?.trim_start();
    (end > 0).then_some((&text[..end], text.len() - value.len()))
}

/// A value and how many bytes it takes up: a word, `"text"` or `` `text` ``.
fn value(text: &str) -> Option<(String, usize)> {
    if let Some(raw) = text.strip_prefix('`') {
        let end = raw.find('`')?;
        return Some((raw[..end].to_owned(), end + 2));
    }
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        return Some((text[..end].to_owned(), end));
    };
    // As in Hugo a backslash is itself, except before a quote.
    let mut value = String::new();
    let mut characters = quoted.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return Some((value, at + 2)),
            '\\' if characters.next_if(|(_, next)| *next == '"').is_some() => value.push('"'),
            c => value.push(c),
        }
    }
    None
}
