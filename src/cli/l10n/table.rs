//! Rows in aligned columns, whatever script they contain.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::wrap::wrapped;

/// The alignment of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alignment {
    Left,
    Right,
}

/// What a name needs to be told from others. In a terminal with less room, its line goes on in the next.
const LEAST: usize = 24;

/// The rows as lines, two blanks between columns and none at the end. With a `width`, the last column is
/// only as wide as the rest allows, but no narrower than [`LEAST`]; longer text loses its middle.
pub(super) fn lines(
    columns: &[Alignment],
    rows: &[Vec<String>],
    width: Option<usize>,
) -> Vec<String> {
    let widest = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns.len()).map(widest).collect();
    let before: usize = widths.iter().rev().skip(1).map(|width| width + 2).sum();
    let last = width.map(|width| width.saturating_sub(before).max(LEAST));
    let line = |row: &Vec<String>| {
        let mut line = String::new();
        for (index, cell) in row.iter().enumerate() {
            let is_last = index + 1 == columns.len();
            let cell = match last {
                Some(last) if is_last => shortened(cell, last),
                _ => cell.clone(),
            };
            let gap = " ".repeat(widths[index].saturating_sub(cell.width()));
            match columns[index] {
                Alignment::Left => line.extend([cell.as_str(), &gap]),
                Alignment::Right => line.extend([gap.as_str(), &cell]),
            }
            line.push_str("  ");
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(line).collect()
}

/// Wraps a text to some columns, the first line after `label`, the others below it.
pub(super) fn labelled(label: &str, text: &str, columns: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let width = columns.saturating_sub(label.width());
    let indent = " ".repeat(label.width());
    let lines = wrapped(&words.join(" "), width).into_iter().enumerate();
    lines.map(|(at, line)| format!("{}{line}\n", if at == 0 { label } else { &indent })).collect()
}

/// Shortens a text to `width`, with an ellipsis in place of the middle.
fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(1);
    let start = taken(text.chars(), room - room / 2);
    let end: String = taken(text.chars().rev(), room / 2).chars().rev().collect();
    format!("{start}\u{2026}{end}")
}

/// As many characters as fit.
fn taken(characters: impl Iterator<Item = char>, width: usize) -> String {
    let mut room = width;
    characters
        .take_while(|character| {
            let wide = character.width().unwrap_or(0);
            let fits = wide <= room;
            room = room.saturating_sub(wide);
            fits
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_align_by_the_width_that_is_seen() {
        let rows = [
            vec!["한국어".into(), "1".into(), "a".into()],
            vec!["ko".into(), "12".into(), "b".into()],
        ];
        let lines = lines(&[Alignment::Left, Alignment::Right, Alignment::Left], &rows, None);
        assert_eq!(lines, ["한국어   1  a", "ko      12  b"]);
    }

    #[test]
    fn a_long_text_stands_below_itself_in_any_script() {
        let text = labelled("  state  ", "drifted: 3 changed, 1 new", 26);
        assert_eq!(text, "  state  drifted: 3\n         changed, 1 new\n");
        let text = labelled("  ", "原文已经改变，译文尚未更新", 16);
        assert_eq!(text, "  原文已经改变，\n  译文尚未更新\n");
    }

    #[test]
    fn what_is_too_long_loses_its_middle() {
        let rows = [
            vec!["x".into(), "abcdefghijklmnopqrstuvwxyz".into()],
            vec!["x".into(), "中文".repeat(8)],
        ];
        let columns = [Alignment::Left, Alignment::Left];
        let shortened = lines(&columns, &rows, Some(28));
        let chinese = format!("x  {}…{}", "中文".repeat(3), "中文".repeat(3));
        assert_eq!(shortened, ["x  abcdefghijkl\u{2026}opqrstuvwxyz", &*chinese]);
        assert!(shortened.iter().all(|line| line.width() <= 28));
        assert_eq!(lines(&columns, &rows, Some(10))[0], "x  abcdefghijkl\u{2026}pqrstuvwxyz");
    }
}
