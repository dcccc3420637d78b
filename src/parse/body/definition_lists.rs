//! Which colons begin a definition.
//!
//! By goldmark's rule a blank follows: `: text` is a definition, `:smile:` is not. The parser takes
//! every colon at the start of a line, so the others are hidden from it.

/// Stands for a colon that begins no definition: a mark too, and of the same length.
const NO_MARKER: u8 = b';';

/// Hides the colons at the start of lines that no blank follows. `text` keeps its length.
pub(super) fn mask_colons(text: String) -> String {
    let colons: Vec<usize> = line_starts(&text).filter(|at| is_no_marker(&text, *at)).collect();
    if colons.is_empty() {
        return text;
    }
    let mut masked = text.into_bytes();
    for at in colons {
        masked[at] = NO_MARKER;
    }
    String::from_utf8(masked).expect("one ASCII character in place of another")
}

/// Where the first character of each line stands, behind what may stand before a block.
fn line_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut position = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = position + line.len() - line.trim_start_matches([' ', '\t', '>']).len();
        position += line.len();
        start
    })
}

/// `:-` may be the line below a table's head.
fn is_no_marker(text: &str, at: usize) -> bool {
    let rest = text[at..].strip_prefix(':').map(|rest| rest.chars().next());
    rest.flatten().is_some_and(|next| !next.is_whitespace() && next != '-')
}
