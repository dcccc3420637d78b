//! Tables that goldmark reads and the parser does not: it is given what it lacks.
//!
//! Right behind the lines of a paragraph, goldmark begins a table: the parser gets an empty line between the two.
//! A head may have fewer cells than the row below it: it gets the rest as empty ones.

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

/// The text with what its tables lack, and where that is.
pub(super) fn completed(text: &str) -> Option<(String, Vec<Inserted>)> {
    let lacking = lacking(text);
    if lacking.is_empty() {
        return None;
    }
    let mut completed = String::with_capacity(text.len() + 4 * lacking.len());
    let mut inserted: Vec<Inserted> = Vec::with_capacity(lacking.len());
    let mut position = 0;
    for (at, lacks) in lacking {
        completed.push_str(&text[position..at]);
        let before = inserted.last().map_or(0, Inserted::so_far);
        inserted.push(Inserted { at: completed.len(), length: lacks.len(), before });
        completed.push_str(&lacks);
        position = at;
    }
    completed.push_str(&text[position..]);
    Some((completed, inserted))
}

/// What is to be put in, and where, in the order of the text.
fn lacking(text: &str) -> Vec<(usize, String)> {
    if !text.lines().any(is_delimiter_row) {
        return Vec::new();
    }
    let mut lacking = Vec::new();
    let mut fences = Fences::default();
    let mut run = LineRun::default();
    let mut position = 0;
    for line in text.split_inclusive('\n') {
        let start = position;
        position += line.len();
        if fences.is_code(line) || content(line).is_empty() || is_comment(line) {
            run = LineRun::default();
            continue;
        }
        let [before, head] = run.last;
        if is_delimiter_row(line) && !run.is_table {
            if let Some(head) = head {
                lacking.extend(run.head_behind_text(text, line).then(|| empty_line(text, head)));
                lacking.extend((!run.is_html).then(|| cells_behind(text, head, line)).flatten());
            }
            run.is_table = head.is_some();
        }
        run.is_html |= before.is_none() && head.is_none() && content(line).starts_with('<');
        run.last = [head, Some(start)];
    }
    lacking
}

/// An empty line before the one at `start`. One of a quotation is still one of it.
fn empty_line(text: &str, start: usize) -> (usize, String) {
    let quotation = text[start..].trim_start_matches([' ', '>']);
    let marks = text[start..text.len() - quotation.len()].trim_end();
    (start, format!("{marks}\n"))
}

/// The cells that a head has fewer than the row below it.
fn cells_behind(text: &str, start: usize, row: &str) -> Option<(usize, String)> {
    let head = line_at(text, start).trim_end();
    let missing = cells(row).saturating_sub(cells(head));
    if missing == 0 || !head.contains('|') || is_delimiter_row(head) || !is_whole(row) {
        return None;
    }
    // A bar at the end parts no cells.
    let is_open = !head.ends_with('|') || head.ends_with("\\|");
    Some((start + head.len(), "|".repeat(missing + usize::from(is_open))))
}

/// Lines without an empty one between them.
#[derive(Default)]
struct LineRun {
    /// Where the last two lines begin.
    last: [Option<usize>; 2],
    is_html: bool,
    is_table: bool,
}

impl LineRun {
    /// Whether the last line is the head of a table by the row behind it, and text stands before it.
    fn head_behind_text(&self, text: &str, row: &str) -> bool {
        let [Some(before), Some(head)] = self.last else { return false };
        let (before, head) = (line_at(text, before), line_at(text, head));
        let is_indented = indentation(head) > column(before) + 3;
        let is_head = cells(head) == cells(row) || head.contains('|') && cells(head) < cells(row);
        let is_head = is_head && !is_delimiter_row(head) && is_whole(row);
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
        let found = completed(text).map_or(text.to_owned(), |(completed, _)| completed);
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_table_behind_text_is_parted_from_it() {
        check("a\nb\n| c | d |\n|---|---|\n", "a\nb\n\n| c | d |\n|---|---|\n");
        check("<!-- x -->\na\nc | d\n--|--\n", "<!-- x -->\na\n\nc | d\n--|--\n");
        check("> a\n> c | d\n> --|--\n", "> a\n>\n> c | d\n> --|--\n");
        check("- a\n  c | d\n  --|--\n", "- a\n\n  c | d\n  --|--\n");
    }

    #[test]
    fn a_head_gets_the_cells_that_it_lacks() {
        check("| a | b |\n|---|---|---|\n", "| a | b ||\n|---|---|---|\n");
        check("|a|b|\n|---|---|---|\n", "|a|b||\n|---|---|---|\n");
        check("> a | b\n> ---|---|---|---\n", "> a | b|||\n> ---|---|---|---\n");
        check("x\na | b\n---|---|---\n", "x\n\na | b||\n---|---|---\n");
        check("| a | b |\n|---|---|\n", "| a | b |\n|---|---|\n");
        check("a\n---|---\n", "a\n---|---\n");
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
        let (text, inserted) = completed("> a\n> c | d\n> --|--\n").expect("a table");
        assert_eq!(inserted, [Inserted { at: 4, length: 2, before: 0 }]);
        assert_eq!(&text[4..6], ">\n");
    }
}
