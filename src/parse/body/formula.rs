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
use crate::config::{Delimiters, Markup, Maths};

/// A pair of delimiters.
#[derive(Clone, Copy)]
struct Delimiter<'m> {
    open: &'m str,
    close: &'m str,
    /// `None` for what is not for Markdown and no formula: it stays as it is written.
    form: Option<Form>,
}

/// The delimiters that are on. Longer ones stand before those that they begin with.
fn delimiters(markup: &Markup) -> Vec<Delimiter<'_>> {
    let Maths { doubled, parentheses, brackets, dollars, dollar } = markup.maths;
    let of_formulas = [
        (doubled, r"\\(", r"\\)", Form::Inline),
        (doubled, r"\\[", r"\\]", Form::Display),
        (parentheses, r"\(", r"\)", Form::Inline),
        (brackets, r"\[", r"\]", Form::Display),
        (dollars, "$$", "$$", Form::Display),
        (dollar, "$", "$", Form::Inline),
    ];
    let passed = markup.passed.iter().map(|Delimiters { open, close }| Delimiter {
        open,
        close,
        form: None,
    });
    let of_formulas = of_formulas.into_iter().filter(|(is_on, ..)| *is_on);
    passed
        .chain(of_formulas.map(|(_, open, close, form)| Delimiter {
            open,
            close,
            form: Some(form),
        }))
        .collect()
}

/// Puts the formulas among the calls, in order. Code, comments and tags hold none, and none reaches
/// over a blank line.
pub(super) fn find(source: &Source<'_>, range: Range<usize>, markup: &Markup, marked: &mut Found) {
    let delimiters = delimiters(markup);
    let text = &source.text[range.clone()];
    if !delimiters.iter().any(|delimiter| text.contains(delimiter.open)) {
        return;
    }
    let comments = marked.comments.iter().map(|comment| comment.range.clone());
    let mut taken: Vec<Range<usize>> =
        marked.calls.iter().map(|call| call.range.clone()).chain(comments).collect();
    taken.sort_by_key(|range| range.start);
    let mut scan = Scan { text: source.text, taken, delimiters, found: Vec::new() };
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
    delimiters: Vec<Delimiter<'a>>,
    found: Vec<Call>,
}

impl Scan<'_> {
    fn paragraph(&mut self, range: Range<usize>) {
        // Delimiters whose end was looked for in vain: looking again for each opening of many would
        // take for ever.
        let mut unclosed = vec![false; self.delimiters.len()];
        let bytes = self.text.as_bytes();
        let mut at = range.start;
        while at < range.end {
            let formula =
                self.may_open(bytes[at]).then(|| self.formula(at..range.end, &mut unclosed));
            let end = formula.flatten().or_else(|| match bytes[at] {
                b'`' => Some(at + inline_code(line_at(&self.text[..range.end], at), 0)),
                b'<' | b'{' => self.not_text(at, range.end),
                _ => None,
            });
            at = end.unwrap_or(at + 1);
        }
    }

    fn may_open(&self, byte: u8) -> bool {
        byte == b'\\'
            || self.delimiters.iter().any(|delimiter| delimiter.open.as_bytes()[0] == byte)
    }

    /// The end of the formula that opens at the start of `range`, or of the character that an
    /// escape takes its meaning from.
    fn formula(&mut self, range: Range<usize>, unclosed: &mut [bool]) -> Option<usize> {
        let rest = &self.text[range.clone()];
        let opening = self.delimiters.iter().position(|delimiter| rest.starts_with(delimiter.open));
        let escaped = rest.starts_with('\\').then_some(range.start + 2);
        let Some(index) = opening else { return escaped };
        let delimiter = &self.delimiters[index].clone();
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
        let kind = match delimiter.form {
            Some(form) => CallKind::Formula(Formula {
                tex: written(&self.text[tex.clone()], delimiter),
                form,
                origin: Origin::at(tex.start),
            }),
            None => CallKind::Passed(self.text[whole.clone()].to_owned()),
        };
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

fn closing(text: &str, delimiter: &Delimiter<'_>) -> Option<usize> {
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
fn reads_as_formula(tex: &str, delimiter: &Delimiter<'_>) -> bool {
    let is_tight = tex.trim().len() == tex.len();
    !tex.trim().is_empty() && (is_tight || delimiter.open != "$")
}

/// What KaTeX is given. A formula between doubled backslashes is one whose author knew that Markdown
/// takes one of two off, inside as well.
fn written(tex: &str, delimiter: &Delimiter<'_>) -> String {
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
