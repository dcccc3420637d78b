//! JSON: checked as such, then read as the subset of YAML that it is, for that parser knows
//! positions.

use super::{SyntaxError, Value, yaml};
use crate::diagnostic::{Span, Spanned};

/// Parses a JSON document.
pub(super) fn parse(text: &str) -> Result<Spanned<Value>, SyntaxError> {
    match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => yaml::parse(text),
        Err(error) => Err(syntax_error(&error, text)),
    }
}

fn syntax_error(error: &serde_json::Error, text: &str) -> SyntaxError {
    let words = error.to_string();
    let message = words.split(" at line ").next().unwrap_or(&words).to_owned();
    let lines = text.split_inclusive('\n');
    let start: usize = lines.take(error.line().saturating_sub(1)).map(str::len).sum();
    // Columns count bytes, and one may be in the middle of a character.
    let at = text.floor_char_boundary(start + error.column().saturating_sub(1));
    SyntaxError { message, span: Some(Span::new(at..at)) }
}
