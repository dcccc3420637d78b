//! Where comments and shortcode tags stand in a Markdown text.
//!
//! Both are found before Markdown is parsed, for they may hold what Markdown would tear apart. Tags stand
//! anywhere, as in Hugo; a comment in code is code, so this much of Markdown has to be known beforehand.
//! What a tag says is not known here.

use std::ops::Range;

/// The longest inline code within which no comment is found, in bytes.
const MAX_CODE_SPAN: usize = 4096;

/// A comment with its marks, `<!--` and `-->`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comment {
    pub range: Range<usize>,
    /// One that is not closed reaches to the end of the text.
    pub is_closed: bool,
}

impl Comment {
    /// What stands between the marks.
    pub(super) fn inside(&self) -> Range<usize> {
        let end = if self.is_closed { self.range.end - 3 } else { self.range.end };
        (self.range.start + 4).min(end)..end
    }
}

/// Something that is not for Markdown.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Comment(Comment),
    /// A line that is nothing but the end of a comment, and none is open.
    StrayEnd(Range<usize>),
    /// The start of what may be a shortcode tag.
    Tag(usize),
}

/// Gives the marks of a range one after another.
pub(super) struct Marks<'a> {
    text: &'a str,
    end: usize,
    position: usize,
    line_end: usize,
    /// Up to here the text is code.
    code_end: usize,
    fences: Fences,
    /// From here on no comment is closed: known once, and not looked for again.
    unclosed_from: usize,
}

impl<'a> Marks<'a> {
    pub(super) fn new(text: &'a str, range: Range<usize>) -> Self {
        Self {
            text,
            end: range.end,
            position: range.start,
            line_end: range.start,
            code_end: range.start,
            fences: Fences::default(),
            unclosed_from: range.end,
        }
    }

    /// Goes on behind a tag, which may reach over several lines.
    pub(super) fn resume(&mut self, position: usize) {
        self.position = position;
        if position > self.line_end {
            let rest = &self.text[position..self.end];
            self.line_end = position + rest.find('\n').map_or(rest.len(), |at| at + 1);
            if self.fences.is_open() {
                self.code_end = self.line_end;
            }
        }
    }

    /// Goes to the next line, if there is one.
    fn open_line(&mut self) -> bool {
        let rest = &self.text[self.position..self.end];
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.line_end = self.position + length;
        if self.fences.is_code(&rest[..length]) {
            self.code_end = self.line_end;
        }
        length > 0
    }

    /// The next mark in the line.
    fn in_line(&mut self) -> Option<Mark> {
        let line = &self.text[self.position..self.line_end];
        let start = self.position;
        if line.trim() == "-->" && start >= self.code_end {
            let at = start + line.len() - line.trim_start().len();
            return Some(Mark::StrayEnd(at..at + 3));
        }
        let bytes = line.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let is_text = start + at >= self.code_end;
            match bytes[at] {
                b'{' if line[at..].starts_with("{{<") || line[at..].starts_with("{{%") => {
                    return Some(Mark::Tag(start + at));
                }
                b'<' if is_text && line[at..].starts_with("<!--") => {
                    if let Some(comment) = self.comment(start + at) {
                        return Some(Mark::Comment(comment));
                    }
                    at += 3;
                }
                // A backslash takes nothing from a tag.
                b'\\' if is_text && bytes.get(at + 1) != Some(&b'{') => at += 1,
                b'`' if is_text => self.code_end = start + at + inline_code(line, at),
                _ => {}
            }
            at += 1;
        }
        None
    }

    /// The comment that opens at `start`. One that is not closed is a comment where a block can begin,
    /// and text elsewhere.
    fn comment(&mut self, start: usize) -> Option<Comment> {
        if start < self.unclosed_from {
            // `<!-->` is a whole comment.
            if let Some(close) = self.text[start + 2..self.end].find("-->") {
                let range = start..start + 2 + close + 3;
                return Some(Comment { range, is_closed: true });
            }
            self.unclosed_from = start;
        }
        container_before(self.text, start)?;
        Some(Comment { range: start..self.end, is_closed: false })
    }
}

impl Iterator for Marks<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        loop {
            if self.position >= self.line_end && !self.open_line() {
                return None;
            }
            match self.in_line() {
                Some(mark) => {
                    self.resume(match &mark {
                        Mark::Comment(comment) => comment.range.end,
                        Mark::StrayEnd(range) => range.end,
                        Mark::Tag(at) => at + 3,
                    });
                    return Some(mark);
                }
                None => self.position = self.line_end,
            }
        }
    }
}

/// What stands before `at` in its line, if that is nothing but the marks of lists and quotations.
pub(super) fn container_before(text: &str, at: usize) -> Option<&str> {
    /// A longer one is no container that anybody writes, and lines may be long.
    const MAX: usize = 64;
    let from = text.floor_char_boundary(at.saturating_sub(MAX));
    let line = match text[from..at].rfind('\n') {
        Some(newline) => &text[from + newline + 1..at],
        None if from == 0 => &text[..at],
        None => return None,
    };
    let is_mark = |word: &str| {
        let number = word.trim_end_matches(['.', ')']);
        matches!(word, "-" | "*" | "+")
            || word.bytes().all(|byte| byte == b'>')
            || (number.len() < word.len() && number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    line.trim_start_matches('\u{FEFF}').split_whitespace().all(is_mark).then_some(line)
}

/// How many bytes of `line` are inline code from `at` on, or the back-quotes that open none.
pub(super) fn inline_code(line: &str, at: usize) -> usize {
    let run = |text: &str| text.bytes().take_while(|byte| *byte == b'`').count();
    let ticks = run(&line[at..]);
    let mut position = at + ticks;
    // A span longer than this is none: looking further for each of many would take for ever.
    let limit = line.floor_char_boundary((position + MAX_CODE_SPAN).min(line.len()));
    while let Some(next) = line[position.min(limit)..limit].find('`') {
        let start = position + next;
        let length = run(&line[start..]);
        if length == ticks {
            return start + length - at;
        }
        position = start + length;
    }
    ticks
}

/// Tells line by line whether it is code. Indentation is ignored, for fences stand in lists too.
#[derive(Default)]
pub(super) struct Fences {
    open: Option<(char, usize)>,
}

impl Fences {
    /// Whether the next line is code.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether `line` is part of a fenced block, its fences included. Lines must come in order.
    pub(super) fn is_code(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start().trim_start_matches(['>', ' ']);
        let Some((mark, length)) = fence(trimmed) else { return self.open.is_some() };
        let rest = &trimmed[length..];
        match self.open {
            Some((open, least)) => {
                if mark == open && length >= least && rest.trim().is_empty() {
                    self.open = None;
                }
                true
            }
            // The text after an opening of back-quotes has none: else it is inline code.
            None if mark == '`' && rest.contains('`') => false,
            None => {
                self.open = Some((mark, length));
                true
            }
        }
    }
}

fn fence(line: &str) -> Option<(char, usize)> {
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    (length >= 3).then_some((mark, length))
}
