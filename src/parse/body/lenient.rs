//! What goldmark reads and the parser does not: tabs behind a closing fence and between the cells of the row
//! below a table's head.

use super::marks::Fences;

/// Rewrites such lines so that the parser reads them, too. `text` keeps its length; a line that turns out
/// to be something else is found again as it was.
pub(super) fn mask(text: String) -> String {
    if !text.contains('\t') {
        return text;
    }
    let mut hidden: Vec<(usize, u8)> = Vec::new();
    let mut fences = Fences::default();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let lines = position..position + line.len();
        position = lines.end;
        let was_open = fences.is_open();
        let is_code = fences.is_code(line);
        if is_code && was_open && !fences.is_open() {
            blank_tabs(line, lines.start, &mut hidden);
        }
        if !is_code && is_delimiter_row(line) {
            blank_tabs(line, lines.start, &mut hidden);
        }
    }
    let mut masked = text.into_bytes();
    for (at, byte) in hidden {
        masked[at] = byte;
    }
    String::from_utf8(masked).expect("one ASCII character in place of another")
}

fn blank_tabs(line: &str, offset: usize, hidden: &mut Vec<(usize, u8)>) {
    let text = line.len() - line.trim_start().len();
    let tabs = line.bytes().enumerate().skip(text).filter(|(_, byte)| *byte == b'\t');
    hidden.extend(tabs.map(|(at, _)| (offset + at, b' ')));
}

/// `| --- | :---: |`
pub(super) fn is_delimiter_row(line: &str) -> bool {
    let line = without_quotation(line);
    line.contains('-')
        && line.contains('|')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'\t'))
}

fn without_quotation(line: &str) -> &str {
    line.trim_end().trim_start_matches([' ', '\t', '>'])
}

/// Where the bars stand that no backslash escapes.
fn bars(line: &str) -> impl Iterator<Item = usize> {
    let bytes = line.as_bytes();
    let is_bar = move |at: &usize| bytes[*at] == b'|' && (*at == 0 || bytes[*at - 1] != b'\\');
    (0..bytes.len()).filter(is_bar)
}

/// How many cells a row has: bars at its edges part none.
pub(super) fn cells(line: &str) -> usize {
    let line = without_quotation(line);
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|rest| !rest.ends_with('\\')).unwrap_or(line);
    bars(line).count() + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(mask(text.to_owned()), expected, "{text:?}");
    }

    #[test]
    fn tabs_become_blanks_where_they_end_nothing() {
        check("```\na\tb\n```\t\nc\td\n", "```\na\tb\n``` \nc\td\n");
        check("| a | b |\n|\t---\t|\t---\t|\n", "| a | b |\n| --- | --- |\n");
    }
}
