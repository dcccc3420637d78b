//! Tables right behind the lines of a paragraph: goldmark ends the paragraph before them, the parser does not.
//! So it is given an empty line between the two.

use super::definition_lists::behind_marks;
use super::lenient::{cells, is_delimiter_row};
use super::marks::Fences;

/// Something that is put into a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Inserted {
    /// Where it stands in the text with all that is put into it.
    pub at: usize,
    pub length: usize,
    /// The length of all that is put in before it.
    pub before: usize,
}

impl Inserted {
    /// What is put in up to its end.
    pub(super) fn so_far(&self) -> usize {
        self.before + self.length
    }

    /// Where it is put into the text as it was.
    pub(super) fn place(&self) -> usize {
        self.at - self.before
    }
}

/// The text with an empty line before each such table, and where they are.
pub(super) fn parted(text: &str) -> Option<(String, Vec<Inserted>)> {
    let places = places(text);
    if places.is_empty() {
        return None;
    }
    let mut parted = String::with_capacity(text.len() + 2 * places.len());
    let mut inserted: Vec<Inserted> = Vec::with_capacity(places.len());
    let mut position = 0;
    for at in places {
        parted.push_str(&text[position..at]);
        // An empty line of a quotation is still one of it.
        let quotation = text[at..].trim_start_matches([' ', '>']);
        let marks = text[at..text.len() - quotation.len()].trim_end();
        let before = inserted.last().map_or(0, Inserted::so_far);
        inserted.push(Inserted { at: parted.len(), length: marks.len() + 1, before });
        parted.push_str(marks);
        parted.push('\n');
        position = at;
    }
    parted.push_str(&text[position..]);
    Some((parted, inserted))
}

/// Where the heads of such tables begin.
fn places(text: &str) -> Vec<usize> {
    if !text.lines().any(is_delimiter_row) {
        return Vec::new();
    }
    let mut places = Vec::new();
    let mut fences = Fences::default();
    let mut run = Run::default();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let start = position;
        position += line.len();
        if fences.is_code(line) || content(line).is_empty() || is_comment(line) {
            run = Run::default();
            continue;
        }
        let [before, head] = run.last;
        if is_delimiter_row(line) && !run.is_table {
            places.extend(run.head_behind_text(text, line).then_some(head.unwrap_or_default()));
            run.is_table = head.is_some();
        }
        run.is_html |= before.is_none() && head.is_none() && content(line).starts_with('<');
        run.last = [head, Some(start)];
    }
    places
}

/// Lines without an empty one between them.
#[derive(Default)]
struct Run {
    /// Where the last two lines begin.
    last: [Option<usize>; 2],
    is_html: bool,
    is_table: bool,
}

impl Run {
    /// Whether the last line is the head of a table by the row behind it, and text stands before it.
    fn head_behind_text(&self, text: &str, row: &str) -> bool {
        let [Some(before), Some(head)] = self.last else { return false };
        let (before, head) = (line_at(text, before), line_at(text, head));
        let is_indented = indentation(head) > column(before) + 3;
        let is_head = cells(head) == cells(row) && !is_delimiter_row(head) && is_whole(row);
        is_head && !self.is_html && !is_indented
    }
}

/// Whether each cell of a row below a head has a dash.
fn is_whole(row: &str) -> bool {
    let row = content(row);
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = row.strip_suffix('|').unwrap_or(row);
    row.split('|').all(|cell| cell.contains('-'))
}

fn line_at(text: &str, start: usize) -> &str {
    text[start..].lines().next().unwrap_or_default()
}

fn content(line: &str) -> &str {
    line.trim().trim_start_matches(['>', ' ', '\t'])
}

/// Whether a line is a comment, which ends with it, whatever comes next.
fn is_comment(line: &str) -> bool {
    content(line).starts_with("<!--") && line.contains("-->")
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(['>', ' ', '\t']).len()
}

/// How far to the right the text of a line begins.
fn column(line: &str) -> usize {
    line.len() - behind_marks(&line[indentation(line)..]).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let parted = parted(text).map_or(text.to_owned(), |(parted, _)| parted);
        assert_eq!(parted, expected, "{text:?}");
    }

    #[test]
    fn a_table_behind_text_is_parted_from_it() {
        check("a\nb\n| c | d |\n|---|---|\n", "a\nb\n\n| c | d |\n|---|---|\n");
        check("<!-- x -->\na\nc | d\n--|--\n", "<!-- x -->\na\n\nc | d\n--|--\n");
        check("> a\n> c | d\n> --|--\n", "> a\n>\n> c | d\n> --|--\n");
        check("- a\n  c | d\n  --|--\n", "- a\n\n  c | d\n  --|--\n");
    }

    #[test]
    fn other_tables_stay() {
        for text in [
            "| c | d |\n|---|---|\n",
            "a\n\n| c | d |\n|---|---|\n| e | f |\n|---|---|\n",
            "<div>\n| c | d |\n|---|---|\n</div>\n",
            "```\na\n| c | d |\n|---|---|\n```\n",
            "a\n| c | d | e |\n|---|---|\n",
            "a\n| c | d |\n| : |---|\n",
            "a\n      c | d\n--|--\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_is_put_in_is_known_by_its_place() {
        let (text, inserted) = parted("> a\n> c | d\n> --|--\n").expect("a table");
        assert_eq!(inserted, [Inserted { at: 4, length: 2, before: 0 }]);
        assert_eq!(&text[4..6], ">\n");
    }
}
