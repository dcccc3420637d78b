//! Rows of tables that do not fit their head, and tables that are none.

use pulldown_cmark::{Event, Tag};

use super::page::CheckedPage;
use super::passage::PassageKind;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::parse::body::Node;

/// Reports tables and what was meant as one.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let mut columns = 0;
    for node in page.nodes() {
        match &node.value {
            Node::Markdown(Event::Start(Tag::Table(alignments))) => columns = alignments.len(),
            Node::Markdown(Event::Start(Tag::TableRow)) => {
                found.extend(ragged(page, node, columns));
            }
            _ => {}
        }
    }
    for passage in page.passages.iter().filter(|passage| passage.kind != PassageKind::Cell) {
        let is_line = |at: usize| is_delimiter_row(page.rest_of_line(at));
        let row = passage.texts.iter().find(|text| is_line(text.start));
        found.extend(row.map(|row| {
            let message = "this table is shown as text";
            let hint = "its first line needs as many cells as the line of hyphens, and an empty line before it";
            page.problem(Code::TableLiteral, message, row.clone()).hint(hint)
        }));
    }
}

/// A row with more or fewer cells than the head.
fn ragged(page: &CheckedPage<'_>, row: &Spanned<Node>, columns: usize) -> Option<Diagnostic> {
    let written = page.text.get(row.span.range())?;
    // What a call makes of its bars is not known here.
    let line = written.lines().next().filter(|line| !line.contains("{{"))?.trim();
    let cells = cells(line);
    let range = row.span.start as usize..row.span.start as usize + line.len();
    let [own, whole] = [counted(cells, "cell"), counted(columns, "column")];
    let (code, message) = match cells {
        1 if !line.contains('|') => {
            let message = "this line is a row of the table above it, although it has no bar";
            (Code::TableRagged, message.to_owned())
        }
        _ if cells > columns => {
            let of_table = format!("the row has {own} and its table {whole}");
            (Code::TableRagged, of_table + ": the rest is lost")
        }
        _ if cells < columns => {
            let message = format!("the row has {own} and its table {whole}");
            (Code::TableShort, message)
        }
        _ => return None,
    };
    let hint = match (line.contains('|'), cells > columns) {
        (false, _) => "put an empty line between the table and the text",
        (true, true) => "write `\\|` for a bar that is no edge of a cell, in code too",
        (true, false) => "write an empty cell for what the row does not have",
    };
    Some(page.problem(code, message, range).hint(hint))
}

/// How many cells a row has as Markdown counts them: bars count in code, and not behind a backslash.
fn cells(line: &str) -> usize {
    let bytes = line.as_bytes();
    let is_edge = |at: &usize| bytes[*at] == b'|' && (*at == 0 || bytes[*at - 1] != b'\\');
    let edges: Vec<usize> = (0..bytes.len()).filter(is_edge).collect();
    let leads = usize::from(edges.first() == Some(&0));
    let trails =
        usize::from(edges.last() == Some(&(bytes.len().wrapping_sub(1))) && edges.len() > 1);
    edges.len() + 1 - leads - trails
}

/// `| --- | :-: |`
fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    let is_mark = |c: char| matches!(c, '|' | '-' | ':' | ' ' | '\t');
    let has_edges = line.len() > 1 && line.starts_with('|') && line.ends_with('|');
    let is_ruled = line.contains("--") || has_edges && line.contains('-');
    line.chars().all(is_mark) && line.contains('|') && is_ruled
}
