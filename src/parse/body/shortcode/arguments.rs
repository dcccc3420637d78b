//! The arguments of a call: all positional or all named.

use crate::diagnostic::{Span, Spanned};

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
    /// What is wrong, and where: a quote that is not closed.
    pub fn parse(text: &str, offset: usize) -> Result<Self, Spanned<String>> {
        let mut arguments = Vec::new();
        let mut position = 0;
        loop {
            let rest = &text[position..];
            let rest_trimmed = rest.trim_start();
            position += rest.len() - rest_trimmed.len();
            if rest_trimmed.is_empty() {
                return Ok(Self(arguments));
            }
            let name = name(rest_trimmed);
            let value_start = position + name.map_or(0, |name| name.len() + 1);
            let (value, length) = value(&text[value_start..]).ok_or_else(|| {
                let span = Span::new(value_start..text.len()).shifted(offset);
                Spanned::new("this argument's quote is not closed".to_owned(), span)
            })?;
            let span = Span::new(value_start..value_start + length).shifted(offset);
            arguments
                .push(Argument { name: name.map(str::to_owned), value: Spanned::new(value, span) });
            position = value_start + length;
        }
    }

    /// The value of a named argument; case matters not.
    pub fn named(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|argument| {
            argument.name.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(name))
        });
        found.map(|argument| argument.value.value.as_str())
    }

    /// The value of the positional argument number `index`, counted from 0.
    pub fn positional(&self, index: usize) -> Option<&str> {
        let positional = self.0.iter().filter(|argument| argument.name.is_none());
        positional.map(|argument| argument.value.value.as_str()).nth(index)
    }
}

/// `key` of a `key=value`.
fn name(text: &str) -> Option<&str> {
    let equals = text.find('=')?;
    let name = &text[..equals];
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
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
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return Some((value, at + 2)),
            '\\' => match characters.next()?.1 {
                '"' => value.push('"'),
                '\\' => value.push('\\'),
                'n' => value.push('\n'),
                other => value.extend(['\\', other]),
            },
            c => value.push(c),
        }
    }
    None
}
