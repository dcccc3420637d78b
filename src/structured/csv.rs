//! CSV: a list of rows, each a list of text, as Hugo gives it to templates.

use super::{SyntaxError, Value};
use crate::diagnostic::{Span, Spanned};

/// A cell takes a hundred times the comma that makes it.
const MOST_CELLS: usize = 1_000_000;

/// Parses CSV without regard to a header; rows may differ in length.
pub(super) fn parse(text: &str) -> Result<Spanned<Value>, SyntaxError> {
    let mut rows = Vec::new();
    let mut count = 0;
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    for record in reader.records() {
        let record = record.map_err(|error| syntax_error(&error))?;
        count += record.len();
        if count > MOST_CELLS {
            let start = record.position().and_then(|place| usize::try_from(place.byte()).ok());
            return Err(SyntaxError {
                message: format!("there are more than {MOST_CELLS} cells"),
                span: start.map(|offset| Span::new(offset..offset)),
            });
        }
        let cells = record
            .iter()
            .map(|cell| Spanned::new(Value::Text(cell.to_owned()), Span::default()))
            .collect();
        rows.push(Spanned::new(Value::List(cells), Span::default()));
    }
    Ok(Spanned::new(Value::List(rows), Span::new(0..text.len())))
}

fn syntax_error(error: &csv::Error) -> SyntaxError {
    let start = error.position().and_then(|position| usize::try_from(position.byte()).ok());
    SyntaxError { message: error.to_string(), span: start.map(|offset| Span::new(offset..offset)) }
}
