//! Text of strangers on a terminal, in a log and in JSON: everything in it is seen, nothing acts.
//!
//! Names of files and words of the content reach the terminal in messages. A terminal obeys control
//! characters; bidirectional controls let a line read otherwise than it is; the log of a GitHub action
//! obeys lines that begin with `::`, and `##[` wherever it stands. None of it gets through.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with every such character as `\u{1b}`. For words within a line: line breaks are shown too.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, acts)
}

/// A whole output, line by line. Line breaks, tabs and the colours that this program sets stay as they
/// are; words from outside must have passed [`visible`] before they were coloured.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| acts(c) && c != '\n') && !text.contains("::") && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.split_inclusive('\n').map(harmless_line).collect())
}

/// JSON whose strings hold no such character: what JSON may leave as it is, is escaped as well.
pub fn visible_json(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c != '\n' && acts(c) {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    // Only a string can hold it.
    out.replace("##[", "#\\u0023[")
}

fn harmless_line(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(|c| acts(c) && !matches!(c, '\n' | '\t')) {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let kept = colour(rest);
        out.push_str(&rest[..kept]);
        rest = &rest[kept..];
        if kept == 0 {
            let mut characters = rest.chars();
            characters.next().into_iter().for_each(|c| escape(&mut out, c));
            rest = characters.as_str();
        }
    }
    out.push_str(rest);
    let blank = out.len() - out.trim_start().len();
    // `::: ` marks another file in an excerpt; a command's name would follow at once.
    if out[blank..].starts_with("::") && !out[blank..].starts_with("::: ") {
        out.replace_range(blank..=blank, "\\u{3a}");
    }
    out.replace("##[", "#\\u{23}[").replace("##vso[", "#\\u{23}vso[")
}

/// The length of the sequence at the start of `text` that changes colours and nothing else.
fn colour(text: &str) -> usize {
    let Some(parameters) = text.strip_prefix("\u{1b}[") else { return 0 };
    let end = parameters.find(|c: char| !c.is_ascii_digit() && c != ';');
    match end {
        Some(end) if parameters[end..].starts_with('m') => text.len() - parameters.len() + end + 1,
        _ => 0,
    }
}

fn escaped(text: &str, is_escaped: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_escaped) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if is_escaped(c) { escape(&mut out, c) } else { out.push(c) }
    }
    Cow::Owned(out)
}

fn escape(out: &mut String, c: char) {
    // Writing to a string does not fail.
    let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
}

/// Whether a character does something to its surroundings and cannot be seen itself.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Bidirectional controls: Unicode Technical Report 36, section 2.4.
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Line and paragraph separators, and a byte order mark in the middle of a text.
            | '\u{2028}' | '\u{2029}' | '\u{feff}'
            // Tags, which spell text that nobody sees.
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::{harmless, visible, visible_json};

    #[test]
    fn what_acts_on_a_terminal_is_seen_instead() {
        for (text, seen) in [
            ("plain é 中 \u{200d}", "plain é 中 \u{200d}"),
            ("\u{1b}[2J", "\\u{1b}[2J"),
            ("a\u{9b}31m", "a\\u{9b}31m"),
            ("a\nb\tc\r", "a\\u{a}b\\u{9}c\\u{d}"),
            ("evil\u{202e}dm.exe", "evil\\u{202e}dm.exe"),
            ("\u{7f}\u{2028}", "\\u{7f}\\u{2028}"),
        ] {
            assert_eq!(visible(text), seen);
        }
    }

    #[test]
    fn an_output_keeps_its_colours_and_lines_and_nothing_else_that_acts() {
        let coloured = "\u{1b}[1mbold\u{1b}[0m\n\tx\n";
        assert_eq!(harmless(coloured), coloured);
        assert_eq!(harmless("\u{1b}]0;title\u{7}\u{1b}[2J\n"), "\\u{1b}]0;title\\u{7}\\u{1b}[2J\n");
        assert_eq!(harmless("\u{1b}[1;31"), "\\u{1b}[1;31");
    }

    #[test]
    fn no_line_is_a_command_of_a_log() {
        assert_eq!(
            harmless("::error::x\na::b\n  ::set-env::\n  ::: a.md:1:2\n"),
            "\\u{3a}:error::x\na::b\n  \\u{3a}:set-env::\n  ::: a.md:1:2\n"
        );
        assert_eq!(harmless("1 | ##[error]x\n"), "1 | #\\u{23}[error]x\n");
        assert_eq!(harmless("##vso[task]"), "#\\u{23}vso[task]");
        assert_eq!(harmless("## [a](b)\n### c"), "## [a](b)\n### c");
    }

    #[test]
    fn json_says_the_same_with_its_strings_escaped() {
        let text = "a\u{202e}b\u{7f}\u{e0041} ##[error]";
        let json = serde_json::to_string(text).expect("text");
        let shown = visible_json(&json);
        assert!(!shown.contains("##[") && shown.is_ascii(), "{shown}");
        assert_eq!(serde_json::from_str::<String>(&shown).expect("still JSON"), text);
    }
}
