//! Where formulas stand in Markdown: `\(…\)`, `\[…\]`, `$$…$$`, `$…$`.
//!
//! They are found before Markdown is parsed, for `_`, `*` and `\` mean something else in them, and
//! are hidden from it as shortcode calls are. What a formula says is none of this module's concern.

use std::ops::Range;

use super::Source;
use super::figure::{Form, Formula};
use super::marks::{Fences, inline_code};
use super::origin::Origin;
use super::shortcode::{Call, CallKind, Found};
use crate::config::Maths;

/// A pair of delimiters.
struct Delimiter {
    open: &'static str,
    close: &'static str,
    form: Form,
    is_on: fn(&Maths) -> bool,
}

/// Longer ones stand before those that they begin with.
const DELIMITERS: &[Delimiter] = &[
    Delimiter { open: r"\\(", close: r"\\)", form: Form::Inline, is_on: |maths| maths.doubled },
    Delimiter { open: r"\\[", close: r"\\]", form: Form::Display, is_on: |maths| maths.doubled },
    Delimiter { open: r"\(", close: r"\)", form: Form::Inline, is_on: |maths| maths.parentheses },
    Delimiter { open: r"\[", close: r"\]", form: Form::Display, is_on: |maths| maths.brackets },
    Delimiter { open: "$$", close: "$$", form: Form::Display, is_on: |maths| maths.dollars },
    Delimiter { open: "$", close: "$", form: Form::Inline, is_on: |maths| maths.dollar },
];

/// Puts the formulas among the calls, in order. Code, comments and tags hold none, and none reaches
/// over a blank line.
pub(super) fn find(source: &Source<'_>, range: Range<usize>, maths: Maths, marked: &mut Found) {
    let is_any = DELIMITERS.iter().any(|delimiter| {
        (delimiter.is_on)(&maths) && source.text[range.clone()].contains(delimiter.open)
    });
    if !is_any {
        return;
    }
    let comments = marked.comments.iter().map(|comment| comment.range.clone());
    let mut taken: Vec<Range<usize>> =
        marked.calls.iter().map(|call| call.range.clone()).chain(comments).collect();
    taken.sort_by_key(|range| range.start);
    let mut scan = Scan { text: source.text, taken, maths, found: Vec::new() };
    for paragraph in paragraphs(source.text, range) {
        scan.paragraph(paragraph);
    }
    marked.calls.append(&mut scan.found);
    marked.calls.sort_by_key(|call| call.range.start);
}

/// Runs of lines without a blank one and without code.
fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut fences = Fences::default();
    let mut is_open = false;
    let mut offset = range.start;
    for line in text[range].split_inclusive('\n') {
        let lines = offset..offset + line.len();
        offset = lines.end;
        let is_text = !fences.is_code(line) && !line.trim().is_empty();
        match found.last_mut() {
            Some(last) if is_text && is_open => last.end = lines.end,
            _ if is_text => found.push(lines),
            _ => {}
        }
        is_open = is_text;
    }
    found
}

struct Scan<'a> {
    text: &'a str,
    /// What is no text of the page: calls and comments, in order.
    taken: Vec<Range<usize>>,
    maths: Maths,
    found: Vec<Call>,
}

impl Scan<'_> {
    fn paragraph(&mut self, range: Range<usize>) {
        // Delimiters whose end was looked for in vain: looking again for each opening of many would
        // take for ever.
        let mut unclosed = [false; DELIMITERS.len()];
        let bytes = self.text.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let end = match bytes[at] {
                b'\\' | b'$' => self.formula(at..range.end, &mut unclosed),
                b'`' => Some(at + inline_code(line_at(&self.text[..range.end], at), 0)),
                b'<' | b'{' => self.not_text(at, range.end),
                _ => None,
            };
            at = end.unwrap_or(at + 1);
        }
    }

    /// The end of the formula that opens at the start of `range`, or of the character that an
    /// escape takes its meaning from.
    fn formula(
        &mut self,
        range: Range<usize>,
        unclosed: &mut [bool; DELIMITERS.len()],
    ) -> Option<usize> {
        let rest = &self.text[range.clone()];
        let opening = DELIMITERS.iter().position(|delimiter| {
            (delimiter.is_on)(&self.maths) && rest.starts_with(delimiter.open)
        });
        let escaped = rest.starts_with('\\').then_some(range.start + 2);
        let Some(index) = opening else { return escaped };
        let delimiter = &DELIMITERS[index];
        if unclosed[index] {
            return Some(range.start + delimiter.open.len());
        }
        let start = range.start + delimiter.open.len();
        let Some(length) = closing(&self.text[start..range.end], delimiter) else {
            unclosed[index] = true;
            return Some(start);
        };
        let tex = start..start + length;
        let whole = range.start..tex.end + delimiter.close.len();
        if !reads_as_formula(&self.text[tex.clone()], delimiter) || self.meets_taken(&whole) {
            return Some(start);
        }
        let end = whole.end;
        let kind = CallKind::Formula(Formula {
            tex: written(&self.text[tex.clone()], delimiter),
            form: delimiter.form,
            origin: Origin::at(tex.start),
        });
        self.found.push(Call { range: whole, kind });
        Some(end)
    }

    /// The end of the tag, comment or call that opens at `at`.
    fn not_text(&self, at: usize, end: usize) -> Option<usize> {
        if let Some(taken) = self.taken_behind(at).filter(|taken| taken.start <= at) {
            return Some(taken.end);
        }
        let line = &self.text[at..self.text.floor_char_boundary((at + MAX_LOOK).min(end))];
        let is_tag = line.starts_with('<')
            && line[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let close = if is_tag { line.find('>') } else { None };
        close.map(|close| at + close + 1)
    }

    fn meets_taken(&self, range: &Range<usize>) -> bool {
        self.taken_behind(range.start).is_some_and(|taken| taken.start < range.end)
    }

    /// The first thing that ends behind `at` and is no text.
    fn taken_behind(&self, at: usize) -> Option<&Range<usize>> {
        self.taken.get(self.taken.partition_point(|taken| taken.end <= at))
    }
}

fn closing(text: &str, delimiter: &Delimiter) -> Option<usize> {
    let mut position = 0;
    loop {
        let at = position + text[position..].find(delimiter.close)?;
        // `\$` is a dollar sign of the formula.
        if !text[..at].ends_with('\\') || delimiter.close.starts_with('\\') {
            return Some(at);
        }
        position = at + delimiter.close.len();
    }
}

/// Two prices in one line are no formula: as in Pandoc, no blank follows the first dollar sign, and
/// none precedes the second.
fn reads_as_formula(tex: &str, delimiter: &Delimiter) -> bool {
    let is_tight = tex.trim().len() == tex.len();
    !tex.trim().is_empty() && (is_tight || delimiter.open != "$")
}

/// What KaTeX is given. A formula between doubled backslashes is one whose author knew that Markdown
/// takes one of two off, inside as well.
fn written(tex: &str, delimiter: &Delimiter) -> String {
    if !delimiter.open.starts_with(r"\\") {
        return tex.to_owned();
    }
    let mut written = String::with_capacity(tex.len());
    let mut characters = tex.chars().peekable();
    while let Some(c) = characters.next() {
        let is_escape = c == '\\' && characters.peek().is_some_and(char::is_ascii_punctuation);
        written.push(if is_escape { characters.next().unwrap_or(c) } else { c });
    }
    written
}

/// The line from `at` on, as far as inline code may reach.
fn line_at(text: &str, at: usize) -> &str {
    let rest = &text[at..text.floor_char_boundary((at + MAX_LOOK).min(text.len()))];
    rest.find('\n').map_or(rest, |end| &rest[..end])
}

/// As far as the end of inline code or of a tag is looked for: what is not closed soon is text.
const MAX_LOOK: usize = 1024;
