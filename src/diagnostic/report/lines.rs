//! Byte offsets as lines and columns.

use std::collections::HashMap;

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

/// Caches the texts of files.
pub(super) struct Positions<'a> {
    texts: &'a dyn Texts,
    known: HashMap<Utf8PathBuf, Option<String>>,
}

impl<'a> Positions<'a> {
    pub(super) fn new(texts: &'a dyn Texts) -> Self {
        Self { texts, known: HashMap::new() }
    }

    pub(super) fn text(&mut self, file: &Utf8Path) -> Option<&str> {
        let texts = self.texts;
        let known = self.known.entry(file.to_owned()).or_insert_with(|| texts.text(file));
        known.as_deref()
    }

    /// Where a place is; `None` for a whole file, or one without text.
    pub(super) fn of(&mut self, place: &Place) -> Option<Position> {
        let range = place.span?.range();
        let text = self.text(&place.file)?;
        let (line, column) = line_and_column(text, range.start);
        let (end_line, end_column) = line_and_column(text, range.end.max(range.start));
        Some(Position { line, column, end_line, end_column })
    }
}

fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    (line, before[line_start..].chars().count() + 1)
}
