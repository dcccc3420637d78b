//! Byte offsets as lines and columns.

use std::collections::HashMap;
use std::ops::Range;

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::Texts;
use crate::diagnostic::Place;

/// Lines and columns count from 1; columns are characters. The end is behind the last character.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Position {
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// A place by its line and the bytes before it on that line; both count from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct BytePosition {
    pub line: usize,
    pub column: usize,
}

/// The line that a place begins on, and the one before it if that line is empty, as at the end of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    pub text: String,
    /// The number of the first line.
    pub line: usize,
    /// The place in the text. It ends with its first line, since a mark over many lines would hide more than it shows.
    pub mark: Range<usize>,
}

/// Bytes from one checkpoint to the next.
const STRIDE: usize = 4096;

/// Caches the texts of files.
pub(super) struct Positions<'a> {
    texts: &'a dyn Texts,
    known: HashMap<Utf8PathBuf, Option<Lines>>,
}

/// A text with the line and column of one byte in every stride, so that many places in a large file do not mean
/// reading all of it for each.
struct Lines {
    text: String,
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone, Copy)]
struct Checkpoint {
    offset: usize,
    line: usize,
    /// Where the line begins.
    line_start: usize,
    column: usize,
}

impl<'a> Positions<'a> {
    pub(super) fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, known: HashMap::new() }
    }

    pub(super) fn text(&mut self, file: &Utf8Path) -> Option<&str> {
        self.lines(file).map(|lines| lines.text.as_str())
    }

    /// What can be shown of a place; `None` for a whole file, or one without text.
    pub(super) fn excerpt(&mut self, place: &Place) -> Option<Excerpt> {
        let span = place.span?;
        self.lines(&place.file).map(|lines| lines.excerpt(span.range()))
    }

    /// Where a place is; `None` for a whole file, or one without text.
    pub(super) fn of(&mut self, place: &Place) -> Option<Position> {
        let range = place.span?.range();
        let lines = self.lines(&place.file)?;
        let (line, column) = lines.line_and_column(range.start);
        let (end_line, end_column) = lines.line_and_column(range.end.max(range.start));
        Some(Position { line, column, end_line, end_column })
    }

    /// The start and the end of a place in bytes.
    pub(super) fn in_bytes(&mut self, place: &Place) -> Option<(BytePosition, BytePosition)> {
        let range = place.span?.range();
        let lines = self.lines(&place.file)?;
        let position = |offset: usize| {
            let at = lines.at(offset);
            BytePosition { line: at.line, column: at.offset - at.line_start + 1 }
        };
        Some((position(range.start), position(range.end.max(range.start))))
    }

    fn lines(&mut self, file: &Utf8Path) -> Option<&Lines> {
        let texts = self.texts;
        let read = || texts.text(file).map(Lines::new);
        self.known.entry(file.to_owned()).or_insert_with(read).as_ref()
    }
}

impl Lines {
    fn new(text: String) -> Self {
        let mut checkpoints = vec![Checkpoint { offset: 0, line: 1, line_start: 0, column: 1 }];
        while let Some(last) = checkpoints.last().copied()
            && checkpoints.len() * STRIDE < text.len()
        {
            let offset = text.floor_char_boundary(checkpoints.len() * STRIDE);
            checkpoints.push(last.moved_to(offset, &text));
        }
        Self { text, checkpoints }
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let Checkpoint { line, column, .. } = self.at(offset);
        (line, column)
    }

    fn excerpt(&self, range: Range<usize>) -> Excerpt {
        let text = &self.text;
        let Checkpoint { offset: start, line, line_start, .. } = self.at(range.start);
        let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
        let (from, line) = match text[..line_start].strip_suffix('\n') {
            Some(before) if line_start == line_end => {
                (before.rfind('\n').map_or(0, |newline| newline + 1), line - 1)
            }
            _ => (line_start, line),
        };
        let end = text.ceil_char_boundary(range.end.clamp(start, line_end));
        let to = text.len().min(line_end + 1);
        Excerpt { text: text[from..to].to_owned(), line, mark: start - from..end - from }
    }

    fn at(&self, offset: usize) -> Checkpoint {
        let offset = self.text.floor_char_boundary(offset);
        let after = self.checkpoints.partition_point(|checkpoint| checkpoint.offset <= offset);
        self.checkpoints[after.saturating_sub(1)].moved_to(offset, &self.text)
    }
}

impl Checkpoint {
    /// What a later offset has for line and column.
    fn moved_to(self, offset: usize, text: &str) -> Self {
        let between = &text[self.offset..offset];
        match between.rfind('\n') {
            Some(newline) => Self {
                offset,
                line: self.line + between.bytes().filter(|byte| *byte == b'\n').count(),
                line_start: self.offset + newline + 1,
                column: between[newline + 1..].chars().count() + 1,
            },
            None => Self { offset, column: self.column + between.chars().count(), ..self },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;

    #[test]
    fn lines_and_columns_are_those_of_a_count_from_the_beginning() {
        let text = "é容\n".repeat(1000) + &"容".repeat(3000) + "\n\nend";
        let texts = |_: &Utf8Path| Some(text.clone());
        let mut positions = Positions::new(&texts);
        for (at, _) in text.char_indices().step_by(97).chain([(text.len(), ' ')]) {
            let before = &text[..at];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |line| line.chars().count()) + 1;
            let place = Place::span("a.md", Span::new(at..at));
            let found = positions.of(&place).expect("a text");
            assert_eq!((found.line, found.column), (line, column), "at {at}");
            let (start, _) = positions.in_bytes(&place).expect("a text");
            let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
            assert_eq!(start, BytePosition { line, column }, "at {at}");
        }
    }
}
