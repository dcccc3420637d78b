//! Why a template failed, and where.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A place in a template.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// The template's file, as people name it: `layouts/shortcodes/note.html`.
    pub template: Arc<str>,
    /// From 1.
    pub line: u32,
    /// In characters, from 1.
    pub column: u32,
}

impl Position {
    /// The bytes of the character at the place, in the text of its template.
    pub fn range_in(&self, text: &str) -> Range<usize> {
        let above = text.split_inclusive('\n').take(self.line.saturating_sub(1) as usize);
        let line_start: usize = above.map(str::len).sum();
        let column = self.column.saturating_sub(1) as usize;
        let before = text[line_start..].chars().take(column).map(char::len_utf8);
        let start = line_start + before.sum::<usize>();
        let width = text[start..].chars().next().map_or(0, char::len_utf8);
        start..start + width
    }
}

impl fmt::Display for Position {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.template, self.line, self.column)
    }
}

/// Why evaluation ended.
#[derive(Clone, Debug)]
pub struct Failure {
    pub cause: Cause,
    pub message: String,
    /// Where, once the evaluator has said so. The innermost place stays.
    pub position: Option<Position>,
    /// What to do about it.
    pub hint: Option<String>,
}

/// What kind of failure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The template does not parse.
    Syntax,
    /// A function or method could not do it. `try` catches this.
    Execution,
    /// More steps, bytes or depth than one call may use. Nothing catches this.
    Budget,
}

impl Failure {
    /// A failure of a function. The evaluator adds the place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { cause: Cause::Execution, message: message.into(), position: None, hint: None }
    }

    /// Text that is no template.
    pub fn syntax(message: impl Into<String>, position: Position) -> Self {
        Self { cause: Cause::Syntax, position: Some(position), ..Self::new(message) }
    }

    /// A budget that is used up.
    pub fn budget(message: impl Into<String>) -> Self {
        Self { cause: Cause::Budget, ..Self::new(message) }
    }

    /// Adds the place, unless a nearer one is known.
    #[must_use]
    pub fn at(mut self, position: &Position) -> Self {
        self.position.get_or_insert_with(|| position.clone());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint.get_or_insert_with(|| hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(position) = &self.position {
            write!(formatter, "{position}: ")?;
        }
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}
