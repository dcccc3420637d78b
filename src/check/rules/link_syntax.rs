//! Links and pictures that were left as text, with their brackets.

use std::ops::Range;

use super::page::{CheckedPage, quoted};
use super::passage::Passage;
use crate::diagnostic::{Code, Diagnostic, Edit, Fix, Span};

/// The longest text of a link.
const MAX_LENGTH: usize = 1000;

/// How many closing brackets of a page are looked at, so that a page of nothing else takes no longer than others.
const MAX_BRACKETS: usize = 10_000;

/// Reports each link that is shown as it is written.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let mut left = MAX_BRACKETS;
    for passage in &page.passages {
        let mut position = passage.range.start;
        for brackets in bracket_pairs(page, passage) {
            if brackets.open < position || !brackets.may_be_link(page) {
                continue;
            }
            left = left.saturating_sub(1);
            let written = (left > 0).then(|| Written::read(page, brackets)).flatten();
            if let Some(link) = written {
                position = link.whole.end;
                found.push(link.problem(page));
            }
        }
    }
}

/// A pair of brackets in the text.
#[derive(Clone, Copy)]
struct Brackets {
    open: usize,
    close: usize,
    /// The closing one.
    bracket: char,
}

impl Brackets {
    /// Whether what stands behind them can be the target of a link.
    fn may_be_link(&self, page: &CheckedPage<'_>) -> bool {
        let behind = self.close + self.bracket.len_utf8();
        let is_target = |c: Option<char>| matches!(c, Some('(' | '（' | '[' | ' '));
        is_target(page.behind(behind)) && self.close - self.open <= MAX_LENGTH
    }
}

/// The pairs of brackets of a passage, in the order in which they close.
fn bracket_pairs(page: &CheckedPage<'_>, passage: &Passage) -> Vec<Brackets> {
    const CLOSING: [char; 3] = [']', '】', '］'];
    let mut open: [Vec<usize>; 3] = Default::default();
    let mut pairs = Vec::new();
    for text in &passage.texts {
        for (at, c) in page.text[text.clone()].char_indices() {
            let at = text.start + at;
            let kind = match c {
                '[' | ']' => 0,
                '【' | '】' => 1,
                '［' | '］' => 2,
                _ => continue,
            };
            let is_escaped = at == text.start && page.before(at) == Some('\\');
            match (is_escaped, c == CLOSING[kind]) {
                (true, _) => {}
                (false, false) => open[kind].push(at),
                (false, true) => pairs.extend(open[kind].pop().map(|open| Brackets {
                    open,
                    close: at,
                    bracket: c,
                })),
            }
        }
    }
    pairs
}

/// What was written in place of a link.
struct Written {
    whole: Range<usize>,
    fault: Fault,
    fix: Option<Fix>,
}

enum Fault {
    /// `[text](a b)`
    BlankInTarget,
    /// `[text]((target)`
    TwoBrackets,
    /// `[text](target`
    NotClosed,
    /// `[text] (target)`
    BlankBefore,
    /// `[text]（target）`, `【text】(target)`
    FullWidth,
    /// `[text](target “title”)`
    Title,
    /// `[text][label]`
    NoDefinition(String),
    Other,
}

impl Written {
    /// Reads what stands behind a pair of brackets.
    fn read(page: &CheckedPage<'_>, brackets: Brackets) -> Option<Self> {
        let Brackets { open, close: at, bracket } = brackets;
        let behind = at + bracket.len_utf8();
        let line = page.rest_of_line(behind);
        let written = Target { page, open, at, behind, line };
        match (bracket, line.chars().next()?) {
            (']', '(') => written.in_brackets(),
            (']', '[') => written.label(),
            (']', ' ') if line[1..].starts_with('(') => written.behind_blank(),
            (_, '(' | '（') => written.full_width(),
            _ => None,
        }
    }

    fn problem(self, page: &CheckedPage<'_>) -> Diagnostic {
        let shown = quoted(&page.text[self.whole.clone()]);
        let (code, why, hint) = match &self.fault {
            Fault::BlankInTarget => (
                Code::LinkSyntax,
                "a blank stands in its target",
                "write `%20` for the blank, or put the target between `<` and `>`".to_owned(),
            ),
            Fault::TwoBrackets => {
                (Code::LinkSyntax, "its target opens with two brackets", String::new())
            }
            Fault::NotClosed => (
                Code::LinkSyntax,
                "no bracket closes its target",
                "end the target with `)`".to_owned(),
            ),
            Fault::BlankBefore => (
                Code::LinkSyntax,
                "a blank stands before its target",
                "leave out the blank between `]` and `(`".to_owned(),
            ),
            Fault::FullWidth => (
                Code::LinkSyntax,
                "its brackets are full-width",
                "write `[text](target)`".to_owned(),
            ),
            Fault::Title => (
                Code::LinkSyntax,
                "its title has no straight quotation marks",
                "write `[text](target \"title\")`".to_owned(),
            ),
            Fault::NoDefinition(label) => {
                let hint = format!("add a line `[{label}]: ADDRESS`");
                (Code::LinkUndefined, "nothing says where it leads", hint)
            }
            Fault::Other => (Code::LinkSyntax, "its brackets do not match", String::new()),
        };
        let mut problem =
            page.problem(code, format!("`{shown}` is shown as it is: {why}"), self.whole);
        problem.hint = (!hint.is_empty()).then(|| hint.into());
        problem.fix = self.fix;
        problem
    }
}

/// A closing bracket and what stands around it.
struct Target<'p, 'a> {
    page: &'p CheckedPage<'a>,
    /// Where the bracket opens and where it closes.
    open: usize,
    at: usize,
    behind: usize,
    /// The rest of the line behind the bracket.
    line: &'a str,
}

impl Target<'_, '_> {
    fn written(&self, length: usize, fault: Fault) -> Written {
        Written { whole: self.open..self.behind + length, fault, fix: None }
    }

    /// `](`
    fn in_brackets(&self) -> Option<Written> {
        let inside = &self.line[1..];
        if inside.starts_with('(') {
            let end = inside.find(')').map_or(2, |end| end + 2);
            return Some(self.written(end, Fault::TwoBrackets));
        }
        let Some(end) = inside.find([')', '）']) else {
            return is_address(inside.trim_start()).then(|| self.written(1, Fault::NotClosed));
        };
        let target = inside[..end].trim();
        let length = end + 1 + inside[end..].chars().next().map_or(0, char::len_utf8);
        let fault = if target.contains(['“', '”', '‘', '’', '「', '」']) {
            Fault::Title
        } else if inside[end..].starts_with('）') {
            Fault::FullWidth
        } else if target.contains("{{") || target.contains("{%") {
            // A program writes the target.
            return None;
        } else if target.contains(char::is_whitespace) && is_path(target) {
            Fault::BlankInTarget
        } else if is_address(target) {
            Fault::Other
        } else {
            return None;
        };
        Some(self.written(length, fault))
    }

    /// `] (`
    fn behind_blank(&self) -> Option<Written> {
        let (target, length) = self.closed(2, ')')?;
        let mut written = is_address(target).then(|| self.written(length, Fault::BlankBefore))?;
        let is_number = self.page.text[self.open + 1..self.at].bytes().all(|b| b.is_ascii_digit());
        if is_number {
            return None;
        }
        let blank = Span::new(self.behind..self.behind + 1);
        written.fix = Some(Fix::replace(blank, ""));
        Some(written)
    }

    /// `]（`, `】(`
    fn full_width(&self) -> Option<Written> {
        let opening = self.line.chars().next()?;
        let closing = if opening == '（' { '）' } else { ')' };
        let (target, length) = self.closed(opening.len_utf8(), closing)?;
        let mut written = is_address(target).then(|| self.written(length, Fault::FullWidth))?;
        let open_width = self.page.text[self.open..].chars().next()?.len_utf8();
        let edits = [
            (self.open..self.open + open_width, "["),
            (self.at..self.behind + opening.len_utf8(), "]("),
            (written.whole.end - closing.len_utf8()..written.whole.end, ")"),
        ];
        let edits = edits.map(|(range, text)| Edit { span: Span::new(range), text: text.into() });
        written.fix = Some(Fix { edits: edits.into() });
        Some(written)
    }

    /// `][`
    fn label(&self) -> Option<Written> {
        let end = self.line.find(']')?;
        let label = &self.line[1..end];
        let words = &self.page.text[self.open + 1..self.at];
        let names = |text: &str| text.chars().any(char::is_alphabetic);
        let is_pattern = is_character_class(label) || is_character_class(words);
        let is_reference = names(label) && names(words) && !is_pattern;
        // An index of an index: `a[i][j]`.
        let is_index = self.page.before(self.open).is_some_and(|c| c.is_alphanumeric() || c == '_');
        (is_reference && !is_index)
            .then(|| self.written(end + 1, Fault::NoDefinition(label.to_owned())))
    }

    /// What stands up to the closing bracket, and how long all of it is.
    fn closed(&self, from: usize, closing: char) -> Option<(&str, usize)> {
        let inside = &self.line[from..];
        let end = inside.find(closing)?;
        Some((&inside[..end], from + end + closing.len_utf8()))
    }
}

/// Whether what stands between brackets is a set of characters of a pattern: `0-9a-f`, `-A-Za-z0-9_.`.
fn is_character_class(text: &str) -> bool {
    let inside = text.trim_start_matches(['^', '-']).as_bytes();
    let is_range = |first: u8, last: u8| {
        let alike = [u8::is_ascii_digit, u8::is_ascii_lowercase, u8::is_ascii_uppercase];
        first < last && alike.iter().any(|is| is(&first) && is(&last))
    };
    matches!(inside, [first, b'-', last, ..] if is_range(*first, *last))
}

/// Whether a text without blanks is an address or a path.
fn is_address(text: &str) -> bool {
    is_path(text) && !text.contains(char::is_whitespace)
}

/// Whether a text begins as addresses and paths do.
fn is_path(text: &str) -> bool {
    let begins = ["http://", "https://", "mailto:", "./", "../"];
    let named = |sign| {
        text.strip_prefix(sign)
            .is_some_and(|rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '{'))
    };
    begins.iter().any(|begin| text.starts_with(begin)) || named('/') || named('#')
}
