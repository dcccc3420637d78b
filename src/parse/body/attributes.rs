//! Blanks in the attributes behind a heading: `{title="two words"}`.
//!
//! The parser ends a value at the first blank, quotes or not; so the blanks between quotes are
//! hidden from it.

/// Stands for a blank within a value: no character that anybody writes, and of the same length.
pub(super) const BLANK: char = '\x1f';

/// Hides the blanks between quotes in the braces at the ends of lines. `text` keeps its length.
pub(super) fn mask_blanks(text: String) -> String {
    let mut blanks = Vec::new();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let end = line.trim_end();
        if end.ends_with('}')
            && let Some(open) = end.rfind('{')
        {
            blanks.extend(quoted_blanks(&end[open..]).map(|at| position + open + at));
        }
        position += line.len();
    }
    if blanks.is_empty() {
        return text;
    }
    let mut masked = text.into_bytes();
    for at in blanks {
        masked[at] = BLANK as u8;
    }
    String::from_utf8(masked).expect("one ASCII character in place of another")
}

fn quoted_blanks(text: &str) -> impl Iterator<Item = usize> {
    let mut quoted = false;
    text.bytes().enumerate().filter_map(move |(at, byte)| {
        quoted ^= byte == b'"';
        (quoted && byte == b' ').then_some(at)
    })
}
