//! TOML, by way of the `toml` crate's spanned values.

use toml::de::{DeTable, DeValue};

use super::{SyntaxError, Table, Value};
use crate::diagnostic::{Span, Spanned};

/// Parses a TOML document.
pub(super) fn parse(text: &str) -> Result<Spanned<Value>, SyntaxError> {
    match DeTable::parse(text) {
        Ok(table) => {
            let span = Span::new(table.span());
            Ok(Spanned::new(Value::Table(convert_table(table.get_ref(), text)), span))
        }
        Err(error) => Err(SyntaxError {
            message: error.message().trim().replace('\n', ", "),
            span: error.span().map(Span::new),
        }),
    }
}

fn convert_table(table: &DeTable<'_>, text: &str) -> Table {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(key, value)| {
            let name = Spanned::new(key.get_ref().to_string(), Span::new(key.span()));
            let span = Span::new(value.span());
            (name, Spanned::new(convert(value.get_ref(), span, text), span))
        })
        .collect();
    // The crate's map sorts by name; menus and languages are read in the order of the file.
    entries.sort_by_key(|(key, _)| key.span.start);
    Table { entries }
}

fn convert(value: &DeValue<'_>, span: Span, text: &str) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or_else(|_| Value::Text(number.to_string()), Value::Int),
        DeValue::Float(number) => {
            let written = text.get(span.range()).unwrap_or(number.as_str()).to_owned();
            Value::Float { value: number.as_str().parse().unwrap_or(f64::NAN), text: written }
        }
        DeValue::Boolean(truth) => Value::Bool(*truth),
        DeValue::Datetime(date) => Value::Date(date.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| {
                    let span = Span::new(item.span());
                    Spanned::new(convert(item.get_ref(), span, text), span)
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(convert_table(table, text)),
    }
}
