//! Reads a pattern by Go's grammar and rewrites it for the crate.

use std::iter::Peekable;
use std::str::CharIndices;

use super::problem::{PatternProblem, hinted, problem};

/// The largest count of a repetition in Go.
const MOST_REPETITIONS: u32 = 1000;

/// Bytes of the longest possible repetition, with room for one that is too large and must be refused.
const MOST_BRACES: usize = 24;

/// A character, or a class as the crate writes it.
pub(super) enum Item {
    One(char),
    Many(String),
}

pub(super) type Rewrite = Result<(), PatternProblem>;

/// Whether the last item can be repeated, and whether it already is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Last {
    Nothing,
    Atom,
    Repetition,
}

pub(super) struct Rewriter<'a> {
    pub(super) pattern: &'a str,
    pub(super) rest: Peekable<CharIndices<'a>>,
    pub(super) out: String,
    last: Last,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(pattern: &'a str) -> Self {
        let rest = pattern.char_indices().peekable();
        Self { pattern, rest, out: String::with_capacity(pattern.len()), last: Last::Nothing }
    }

    pub(super) fn rewrite(mut self) -> Result<String, PatternProblem> {
        while let Some((at, c)) = self.rest.next() {
            match c {
                '\\' => self.escape(at)?,
                '[' => self.class(at)?,
                '(' => self.open(at)?,
                '|' => self.put("|", Last::Nothing),
                ')' => self.put(")", Last::Atom),
                '*' | '+' | '?' => self.repeat(&c.to_string())?,
                '{' => self.braces(at)?,
                '.' | '^' | '$' => self.put(c.encode_utf8(&mut [0; 4]), Last::Atom),
                other => self.literal(other),
            }
        }
        Ok(self.out)
    }

    pub(super) fn put(&mut self, text: &str, last: Last) {
        self.out.push_str(text);
        self.last = last;
    }

    fn literal(&mut self, c: char) {
        self.put(&regex::escape(c.encode_utf8(&mut [0; 4])), Last::Atom);
    }

    pub(super) fn after(&self, at: usize) -> &'a str {
        &self.pattern[at..]
    }

    pub(super) fn skip(&mut self, characters: usize) {
        for _ in 0..characters {
            self.rest.next();
        }
    }

    pub(super) fn next_if(&mut self, wanted: char) -> bool {
        self.rest.next_if(|(_, c)| *c == wanted).is_some()
    }

    /// `*`, `+`, `?` or `{…}`, and the `?` that makes it lazy.
    fn repeat(&mut self, operator: &str) -> Rewrite {
        match self.last {
            Last::Nothing => return Err(problem(format!("`{operator}` repeats nothing"))),
            Last::Repetition => {
                let message = format!("`{operator}` repeats a repetition");
                return Err(hinted(message, "put the first one in a group: `(?:a*)*`"));
            }
            Last::Atom => {}
        }
        self.put(operator, Last::Repetition);
        if self.next_if('?') {
            self.out.push('?');
        }
        Ok(())
    }

    /// `{2}`, `{2,}`, `{2,5}`; any other brace stands for itself.
    fn braces(&mut self, at: usize) -> Rewrite {
        let text = self.after(at);
        // As long as `{1000,1000}`, so that a row of braces is not searched again and again.
        let near = &text.as_bytes()[..text.len().min(MOST_BRACES)];
        let Some(end) = near.iter().position(|byte| *byte == b'}') else {
            self.literal('{');
            return Ok(());
        };
        let inner = &text[1..end];
        let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
        let is_count = |text: &str| {
            let plain = text.bytes().all(|byte| byte.is_ascii_digit());
            plain && !text.is_empty() && (text.len() == 1 || !text.starts_with('0'))
        };
        if !is_count(least) || !(most.is_empty() || is_count(most)) {
            self.literal('{');
            return Ok(());
        }
        let count = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        let most_count = if most.is_empty() { count(least) } else { count(most) };
        if count(least).max(most_count) > MOST_REPETITIONS {
            return Err(problem(format!("`{{{inner}}}` repeats more than 1000 times")));
        }
        self.skip(inner.len() + 1);
        self.repeat(&format!("{{{inner}}}"))
    }

    /// A group, its name, or flags.
    fn open(&mut self, at: usize) -> Rewrite {
        if !self.next_if('?') {
            self.put("(", Last::Nothing);
            return Ok(());
        }
        let text = self.after(at);
        if ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|look| text.starts_with(look)) {
            let message = "Go has no look-ahead and no look-behind";
            return Err(hinted(message, "write a filter for each kind of path instead"));
        }
        if text.starts_with("(?P<") || text.starts_with("(?<") {
            let end = text.find('>').ok_or_else(|| problem("the name of a group has no end"))?;
            self.skip(text[2..=end].chars().count());
            let name = text[..end].rsplit('<').next().unwrap_or_default();
            self.put(&format!("(?P<{name}>"), Last::Nothing);
            return Ok(());
        }
        let end = text.find([':', ')']).ok_or_else(|| problem("a group has no end"))?;
        let flags = &text[2..end];
        if let Some(unknown) = flags.chars().find(|c| !"imsU-".contains(*c)) {
            return Err(problem(format!("Go has no flag `{unknown}`")));
        }
        self.skip(flags.len() + 1);
        let closed = text[end..].starts_with(')');
        match (flags, closed) {
            ("", true) => {}
            (_, true) => self.out.push_str(&format!("(?{flags})")),
            (_, false) => self.put(&format!("(?{flags}:"), Last::Nothing),
        }
        Ok(())
    }

    /// An escape outside a class.
    fn escape(&mut self, at: usize) -> Rewrite {
        let Some((_, c)) = self.rest.peek().copied() else {
            return Err(hinted("a backslash ends the pattern", "write `\\\\` for a backslash"));
        };
        match c {
            'Q' => {
                self.quoted();
                return Ok(());
            }
            'A' | 'z' => self.put(&format!("\\{c}"), Last::Atom),
            'b' | 'B' => self.put(&format!("(?-u:\\{c})"), Last::Atom),
            _ => {
                let item = self.escaped(at)?;
                let text = match item {
                    Item::One(c) => regex::escape(c.encode_utf8(&mut [0; 4])),
                    Item::Many(class) => class,
                };
                self.put(&text, Last::Atom);
                return Ok(());
            }
        }
        self.skip(1);
        Ok(())
    }

    /// `\Q…\E`: everything between is itself; without an end it goes on to the end.
    fn quoted(&mut self) {
        self.skip(1);
        let start = self.rest.peek().map_or(self.pattern.len(), |(at, _)| *at);
        let text = self.after(start);
        let end = text.find("\\E").unwrap_or(text.len());
        text[..end].chars().for_each(|c| self.literal(c));
        self.skip(text[..end].chars().count() + 2);
    }
}
