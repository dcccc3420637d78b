//! Wraps lines at blanks and between ideographs, and keeps colours within each line.

use unicode_width::UnicodeWidthChar;

/// A line in parts that fit, broken at blanks, and between ideographs; escapes have no width. Text
/// that cannot be broken, such as an address, may be longer.
pub(super) fn wrapped(line: &str, width: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut column = 0;
    let indent: String = line.chars().take_while(|c| *c == ' ').collect();
    for piece in pieces(line) {
        if column + piece_width(piece.trim_end()) > width && !part.trim().is_empty() {
            parts.push(std::mem::take(&mut part).trim_end().to_owned());
            part.push_str(&indent);
            column = indent.len();
        }
        part.push_str(piece);
        column += piece_width(piece);
    }
    parts.push(part.trim_end().to_owned());
    with_colours_of_their_own(parts)
}

/// A colour that is on at the end of a line is turned off there, and on again in the next line.
fn with_colours_of_their_own(mut parts: Vec<String>) -> Vec<String> {
    const OFF: &str = "\u{1b}[0m";
    let mut open: Option<String> = None;
    for part in &mut parts {
        let line = open.take().unwrap_or_default() + part;
        let last = line.rfind('\u{1b}').map(|at| &line[at..]);
        let style = last.filter(|rest| !rest.starts_with(OFF)).and_then(|rest| rest.find('m'));
        open = last.zip(style).map(|(rest, end)| rest[..=end].to_owned());
        *part = if open.is_some() { line + OFF } else { line };
    }
    parts
}

/// Joins the lines of a text whose line breaks mean nothing, with a blank between them, except in scripts
/// that are written without blanks between words.
pub(super) fn reflowed(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines().map(str::trim) {
        let joins = joined.chars().next_back().is_some_and(is_unspaced)
            || line.chars().next().is_some_and(is_unspaced);
        if !joined.is_empty() && !joins {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Whether a character is of Chinese or Japanese, or their punctuation. Korean has blanks between words.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{30FF}' // punctuation, Hiragana, Katakana
        | '\u{31F0}'..='\u{31FF}'
        | '\u{3400}'..='\u{4DBF}' // ideographs
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF9F}' // full-width forms
        | '\u{20000}'..='\u{3FFFF}')
}

/// Words with the blanks after them; an ideograph is a piece of its own.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut last: Option<char> = None;
    for (at, c) in line.char_indices() {
        let breaks = last.is_some_and(|last| {
            (last == ' ' && c != ' ')
                || is_unspaced(last) && !is_closing(c)
                || is_unspaced(c) && !is_closing(c)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_without_blanks_between_words_are_joined_without_one() {
        assert_eq!(reflowed("실패한 노드를\n다시 시작합니다"), "실패한 노드를 다시 시작합니다");
        assert_eq!(reflowed("重新启动\n节点"), "重新启动节点");
        assert_eq!(reflowed("ノードを\n再起動する"), "ノードを再起動する");
        assert_eq!(reflowed("restart\nthe node"), "restart the node");
    }
}
