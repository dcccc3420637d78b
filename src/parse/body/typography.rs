//! Quotation marks, apostrophes, dashes and dots as a typographer sets them, by goldmark's rules.
//!
//! They look at what stands beside a mark and at how many quotations are open: one may end in another block.
//! Source: the extension `typographer` of goldmark.

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::flanking::{Beside, Flanks, is_digit, is_letter, is_punctuation, replaced};
use super::{Node, node};
use crate::config::Typography;
use crate::diagnostic::Spanned;

/// Sets the marks in `nodes`, which stand in `text`.
pub(super) fn set(
    nodes: Vec<Spanned<Node>>,
    text: &str,
    typography: &Typography,
) -> Vec<Spanned<Node>> {
    let beside = Beside::new(&nodes, text);
    let mut typesetter = Typesetter { beside: &beside, typography, open: Open::default() };
    let mut in_address = false;
    let mut typeset = Vec::new();
    for (index, next) in nodes.iter().enumerate() {
        match &next.value {
            Node::Markdown(Event::Text(words)) if !in_address => {
                let pieces = typesetter.text(index, words);
                typeset.extend(pieces.map(|pieces| (index, pieces)));
            }
            Node::Markdown(Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            })) => in_address = true,
            Node::Markdown(Event::End(TagEnd::Link)) => in_address = false,
            _ => {}
        }
    }
    replaced(nodes, typeset)
}

/// How many quotations are open.
#[derive(Default)]
struct Open {
    single: usize,
    double: usize,
}

struct Typesetter<'a> {
    beside: &'a Beside<'a>,
    typography: &'a Typography,
    open: Open,
}

/// A mark and what stands beside it.
struct Place<'p> {
    before: char,
    /// The line from the mark on: not all of it, but as much as any rule looks at.
    line: &'p str,
    flanks: Flanks,
}

impl<'a> Typesetter<'a> {
    /// The pieces of a text of the file; `None` if nothing is to be set.
    fn text(&mut self, index: usize, words: &str) -> Option<Vec<Spanned<Node>>> {
        if !words.contains(is_trigger) || !self.beside.is_as_written(index, words) {
            return None;
        }
        let start = self.beside.nodes[index].span.range().start;
        let bytes = words.as_bytes();
        let mut pieces = Vec::new();
        let mut position = 0;
        let mut at = usize::from(self.beside.begins_escaped(index));
        let mut push = |from: usize, to: usize, shown: &str| {
            if from < to {
                let text = Event::Text(CowStr::from(shown.to_owned()));
                pieces.push(node(Node::Markdown(text), start + from..start + to));
            }
        };
        while at < bytes.len() {
            match self.mark(index, start + at).filter(|_| is_trigger(char::from(bytes[at]))) {
                Some((length, shown)) if at + length <= bytes.len() => {
                    push(position, at, &words[position..at]);
                    push(at, at + length, shown);
                    at += length;
                    position = at;
                }
                _ => at += 1,
            }
        }
        if position == 0 {
            return None;
        }
        push(position, words.len(), &words[position..]);
        Some(pieces)
    }

    /// How many bytes of a mark are replaced, and by what.
    fn mark(&mut self, index: usize, at: usize) -> Option<(usize, &'a str)> {
        let typography = self.typography;
        let first = self.beside.text.as_bytes()[at];
        if !is_trigger(char::from(first)) {
            return None;
        }
        let line = self.beside.line(index, at);
        let marks: [(&str, &str); 5] = [
            ("---", &typography.em_dash),
            ("--", &typography.en_dash),
            ("...", &typography.ellipsis),
            ("<<", &typography.left_angle_quote),
            (">>", &typography.right_angle_quote),
        ];
        if let Some((mark, shown)) = marks.into_iter().find(|(mark, _)| line.starts_with(mark)) {
            return Some((mark.len(), shown));
        }
        if !matches!(first, b'\'' | b'"') {
            return None;
        }
        let before = self.beside.before(index, at);
        let run = line.bytes().take_while(|byte| *byte == first).count();
        let after = line[run..].chars().next().unwrap_or(' ');
        let place = Place { before, line: &line, flanks: Flanks::between(before, after) };
        let shown = if first == b'"' { self.double(&place) } else { self.single(&place) };
        Some((1, shown?))
    }

    fn double(&mut self, place: &Place<'_>) -> Option<&'a str> {
        if place.only_opens() {
            self.open.double += 1;
            return Some(&self.typography.left_double_quote);
        }
        let is_doubled = place.byte(1) == Some(b'"') && is_digit(place.before);
        if self.open.double == 0 || !place.closes_quotation() || is_doubled {
            return None;
        }
        self.open.double -= 1;
        Some(&self.typography.right_double_quote)
    }

    fn single(&mut self, place: &Place<'_>) -> Option<&'a str> {
        let typography = self.typography;
        if place.is_apostrophe() {
            return Some(&typography.apostrophe);
        }
        if place.only_opens() {
            if place.begins_ending() {
                return Some(&typography.right_single_quote);
            }
            self.open.single += 1;
            return Some(&typography.left_single_quote);
        }
        if place.line.len() > 2 && !place.after().is_some_and(is_digit) {
            return Some(&typography.right_single_quote);
        }
        if self.open.single == 0 || !place.closes_quotation() {
            return None;
        }
        self.open.single -= 1;
        Some(&typography.right_single_quote)
    }
}

impl Place<'_> {
    /// The character behind the mark.
    fn after(&self) -> Option<char> {
        self.line.chars().nth(1)
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.line.as_bytes().get(at).copied()
    }

    fn only_opens(&self) -> bool {
        self.flanks.opens && !self.flanks.closes
    }

    /// Whether a quotation that is open ends here.
    fn closes_quotation(&self) -> bool {
        let ends_word = || {
            self.after().is_some_and(is_punctuation)
                && (self.line.len() == 2 || self.byte(2).is_some_and(is_apart))
        };
        self.flanks.closes && (!self.flanks.opens || ends_word())
    }

    /// Whether letters are left out here: `'90s`, `'twas`, `it's`.
    fn is_apostrophe(&self) -> bool {
        let digit = |at| self.byte(at).is_some_and(|byte| byte.is_ascii_digit());
        let is_decade = self.only_opens() && digit(1) && digit(2) && self.byte(3) == Some(b's');
        let ends_decade = || {
            let after = self.line.get(4..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
            after.is_whitespace() || Flanks::between(after, ' ').closes && !after.is_alphanumeric()
        };
        let begins_word = (is_punctuation(self.before) || self.before.is_whitespace())
            && matches!(self.byte(1), Some(b't' | b'e' | b'n' | b'l'));
        let within_word = (is_digit(self.before) || is_letter(self.before))
            && self.after().is_some_and(is_letter);
        is_decade && ends_decade() || begins_word || within_word
    }

    /// Whether `'s`, `'ll` or the like follows what is no letter.
    fn begins_ending(&self) -> bool {
        let ends = |at| self.byte(at).is_none_or(is_apart);
        let is_short = matches!(self.byte(1), Some(b's' | b'm' | b't' | b'd')) && ends(2);
        let is_long = ["ve", "ll", "re"].iter().any(|end| self.line[1..].starts_with(end));
        is_short || is_long && ends(3)
    }
}

fn is_trigger(c: char) -> bool {
    matches!(c, '\'' | '"' | '-' | '.' | '<' | '>')
}

/// A punctuation mark or a blank.
fn is_apart(byte: u8) -> bool {
    byte.is_ascii_punctuation() || byte.is_ascii_whitespace()
}
