//! Lines that fit: broken at blanks and between ideographs, colours kept within each.

use unicode_width::UnicodeWidthChar;

/// A line in parts that fit, broken at blanks, and between ideographs; escapes have no width. What
/// cannot be broken, such as an address, is longer.
pub(super) fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut column = 0;
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    for piece in pieces(line) {
        let own = piece_width(piece);
        if column + piece_width(piece.trim_end()) > width && !part.trim().is_empty() {
            parts.push(std::mem::take(&mut part).trim_end().to_owned());
            part.push_str(&indent);
            column = indent.len();
        }
        part.push_str(piece);
        column += own;
    }
    parts.push(part.trim_end().to_owned());
    with_own_colours(parts)
}

/// A colour that is on at the end of a line goes off there, and on again with the next line.
fn with_own_colours(mut parts: Vec<String>) -> Vec<String> {
    const OFF: &str = "\u{1b}[0m";
    let mut open: Option<String> = None;
    for part in &mut parts {
        let own = open.take().unwrap_or_default() + part;
        let last = own.rfind('\u{1b}').map(|at| &own[at..]);
        let style = last.filter(|rest| !rest.starts_with(OFF)).and_then(|rest| rest.find('m'));
        open = last.zip(style).map(|(rest, end)| rest[..=end].to_owned());
        *part = if open.is_some() { own + OFF } else { own };
    }
    parts
}

/// Text whose line breaks mean nothing, as one line.
pub(super) fn reflowed(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for own in text.lines().map(str::trim) {
        let is_wide = |c: Option<char>| c.is_some_and(|c| c.width() == Some(2));
        let joins = is_wide(line.chars().next_back()) || is_wide(own.chars().next());
        if !line.is_empty() && !joins {
            line.push(' ');
        }
        line.push_str(own);
    }
    line
}

/// Words with the blanks behind them; a wide character is a piece of its own.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in line.char_indices() {
        let is_wide = |c: char| c.width() == Some(2);
        let breaks = last.is_some_and(|last| {
            (last == ' ' && c != ' ')
                || is_wide(last) && !is_closing(c)
                || is_wide(c) && !is_closing(c)
        });
        if breaks && at > start {
            pieces.push(&line[start..at]);
            start = at;
        }
        last = Some(c);
    }
    pieces.push(&line[start..]);
    pieces
}

/// Marks that do not begin a line.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '，' | '。'
            | '、'
            | '：'
            | '；'
            | '！'
            | '？'
            | '）'
            | '」'
            | '』'
            | '》'
            | ')'
            | ']'
            | ','
            | '.'
            | ' '
    )
}

fn piece_width(piece: &str) -> usize {
    let mut width = 0;
    let mut is_escape = false;
    for c in piece.chars() {
        match (is_escape, c) {
            (false, '\u{1b}') => is_escape = true,
            (true, 'm') => is_escape = false,
            (true, _) => {}
            (false, c) => width += c.width().unwrap_or(0),
        }
    }
    width
}
