//! PromQL, the query language of Prometheus. It is small enough to be told apart by hand, and none
//! of the grammars knows it.

use super::markup::ClassedHtml;

const KEYWORDS: &[&str] = &[
    "and",
    "atan2",
    "bool",
    "by",
    "end",
    "group_left",
    "group_right",
    "ignoring",
    "inf",
    "nan",
    "offset",
    "on",
    "or",
    "start",
    "unless",
    "without",
];

/// Keywords behind which labels stand in parentheses.
const BEFORE_LABELS: &[&str] = &["by", "group_left", "group_right", "ignoring", "on", "without"];

const OPERATORS: &str = "+-*/%^=!<>~@";

/// Queries as HTML.
pub(super) fn highlight(text: &str) -> String {
    let mut markup = ClassedHtml::with_capacity(text.len() * 2);
    let mut rest = text;
    let mut labels = Labels::default();
    while let Some(c) = rest.chars().next() {
        let length = token(rest, c);
        let (token, behind) = rest.split_at(length);
        markup.push(labels.class(token, c, behind), token);
        rest = behind;
    }
    markup.finish()
}

/// The length of the token that begins with `c`.
fn token(text: &str, c: char) -> usize {
    let run = |belongs: fn(char) -> bool| text.find(|c| !belongs(c)).unwrap_or(text.len());
    match c {
        '#' => run(|c| c != '\n'),
        '"' | '\'' | '`' => string(text, c),
        // With the unit of a duration: `1h30m`.
        '0'..='9' => run(|c| c.is_ascii_alphanumeric() || c == '.'),
        _ if is_name(c) => run(is_name),
        _ if c.is_whitespace() => run(char::is_whitespace),
        _ => c.len_utf8(),
    }
}

/// The length of a string with its quotes, or up to the end of the text.
fn string(text: &str, quote: char) -> usize {
    let mut is_escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if is_escaped => is_escaped = false,
            '\\' if quote != '`' => is_escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | ':')
}

/// Whether names are those of labels: inside braces, and in parentheses behind `by` and its like.
#[derive(Default)]
struct Labels {
    is_inside: bool,
    may_begin: bool,
}

impl Labels {
    fn class(&mut self, token: &str, c: char, behind: &str) -> &'static str {
        let lower = token.to_ascii_lowercase();
        match c {
            '{' => self.is_inside = true,
            '(' => self.is_inside = self.may_begin,
            '}' | ')' => self.is_inside = false,
            _ => {}
        }
        if !c.is_whitespace() {
            self.may_begin = BEFORE_LABELS.contains(&lower.as_str());
        }
        match c {
            '#' => "c",
            '"' | '\'' | '`' => "s",
            '0'..='9' => "m",
            _ if OPERATORS.contains(c) => "o",
            _ if !is_name(c) => "",
            _ if self.is_inside => "v",
            _ if KEYWORDS.contains(&lower.as_str()) => "k",
            _ if is_called(behind) => "f",
            _ => "",
        }
    }
}

/// Whether what follows a name makes it a function: a parenthesis, or `by` and its like.
fn is_called(behind: &str) -> bool {
    let behind = behind.trim_start();
    let end = behind.find(|c| !is_name(c)).unwrap_or(behind.len());
    behind.starts_with('(') || matches!(&behind[..end], "by" | "without")
}
