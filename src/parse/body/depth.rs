//! How deep quotations and lists stand in one another on a line: `> > - > 1. text`.
//!
//! Each mark becomes an element with its start and its end, many times as large as the mark. So those beyond
//! any depth that a person writes are shown to Markdown as text.

use std::ops::Range;

use super::marks::Fences;

/// Stands for a character of one byte that is to open nothing.
pub(super) const FLAT: char = '\x1e';

/// The most quotations and lists in one another; no page of the corpora has more than six.
pub(super) const MAX_DEPTH: usize = 100;

/// Whether a line of a text begins with as many marks as are too deep. Most texts have none, and are not
/// looked at any further.
pub(super) fn may_be_deep(text: &str) -> bool {
    let is_deep = |line: &str| line.len() > MAX_DEPTH && Marks::new(line).nth(MAX_DEPTH).is_some();
    text.lines().any(is_deep)
}

/// Hides the marks that stand too deep, in a text that keeps its length. Gives the first of them too,
/// unless it stands in code.
pub(super) fn flatten(text: String) -> (String, Option<Range<usize>>) {
    let mut fences = Fences::default();
    let mut hidden = Vec::new();
    let mut first = None;
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let before = hidden.len();
        // Only a long line can be that deep.
        if line.len() > MAX_DEPTH {
            hidden.extend(Marks::new(line).skip(MAX_DEPTH).map(|at| position + at));
        }
        let is_code = fences.is_code(line);
        if let Some(at) = hidden.get(before).filter(|_| !is_code) {
            first.get_or_insert(*at..*at + 1);
        }
        position += line.len();
    }
    if hidden.is_empty() {
        return (text, None);
    }
    let mut flat = text.into_bytes();
    for at in hidden {
        flat[at] = FLAT as u8;
    }
    (String::from_utf8(flat).expect("one ASCII character in place of another"), first)
}

/// Where the marks of quotations and lists stand at the start of a line.
struct Marks<'a> {
    line: &'a str,
    position: usize,
    /// From here on the line may be a rule such as `- - -`, which is no list.
    rule: usize,
}

impl<'a> Marks<'a> {
    fn new(line: &'a str) -> Self {
        let trimmed = line.trim_end();
        let mark = trimmed.chars().next_back().filter(|c| matches!(c, '-' | '*'));
        let rule =
            mark.map_or(line.len(), |mark| trimmed.trim_end_matches([mark, ' ', '\t']).len());
        Self { line, position: 0, rule }
    }
}

impl Iterator for Marks<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let rest = self.line[self.position..].trim_start_matches([' ', '\t']);
        let start = self.line.len() - rest.len();
        if start >= self.rule {
            return None;
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let mark = start + digits;
        let is_mark = match rest.as_bytes().get(digits)? {
            b'>' => digits == 0,
            b'-' | b'*' | b'+' => digits == 0 && is_blank(rest, 1),
            b'.' | b')' => (1..=9).contains(&digits) && is_blank(rest, digits + 1),
            _ => false,
        };
        self.position = mark + 1;
        is_mark.then_some(mark)
    }
}

fn is_blank(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_none_or(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_stand_at_the_start_of_a_line() {
        let marks = |line: &str| Marks::new(line).collect::<Vec<_>>();
        assert_eq!(marks("> - 1. 22) > a - b\n"), [0, 2, 5, 9, 11]);
        assert_eq!(marks(">>>\n"), [0, 1, 2]);
        assert!(marks("-a").is_empty());
        assert!(marks("1234567890. a").is_empty());
        assert_eq!(marks("> * * *\n"), [0]);
    }

    #[test]
    fn what_is_too_deep_is_flat_and_as_long() {
        let text = format!("a\n{} b\n", ">".repeat(MAX_DEPTH + 2));
        let (flat, first) = flatten(text.clone());
        assert_eq!(flat.len(), text.len());
        assert_eq!(flat.matches('>').count(), MAX_DEPTH);
        assert_eq!(first, Some(2 + MAX_DEPTH..3 + MAX_DEPTH));
        let rule = "- ".repeat(MAX_DEPTH * 2);
        assert_eq!(flatten(rule.clone()), (rule, None));
    }

    #[test]
    fn code_may_look_deep() {
        let text = format!("```\n{}\n```\n", ">".repeat(MAX_DEPTH * 2));
        assert_eq!(flatten(text).1, None);
    }
}
