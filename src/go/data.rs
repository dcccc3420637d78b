//! Values of configuration, front matter and data as templates see them.

use jiff::tz::TimeZone;

use super::error::Failure;
use super::value::{Element, Outcome, Value};
use crate::date::Date;
use crate::structured::{Format, Table, Value as Structured};

/// What decides how a value becomes one of Go's.
#[derive(Clone, Copy)]
pub enum Keys {
    /// Those of parameters have no case.
    Params,
    /// Those of data are as written.
    Data,
}

/// A value with all that is in it.
pub fn value(written: &Structured, keys: Keys, zone: &TimeZone) -> Value {
    match written {
        Structured::Null => Value::Nil,
        Structured::Bool(value) => Value::Bool(*value),
        Structured::Int(value) => Value::Int(*value),
        Structured::Float { value, .. } => Value::Float(*value),
        Structured::Text(text) => Value::string(text.as_str()),
        Structured::Date(text) => match Date::parse(text, zone) {
            Some(date) => time(&date),
            None => Value::string(text.as_str()),
        },
        Structured::List(items) => {
            let items: Vec<Value> =
                items.iter().map(|item| value(&item.value, keys, zone)).collect();
            let is_text = matches!(keys, Keys::Params)
                && !items.is_empty()
                && items.iter().all(|item| matches!(item, Value::String(_)));
            Value::list_of(if is_text { Element::String } else { Element::Any }, items)
        }
        Structured::Table(entries) => table(entries, keys, zone),
    }
}

/// A table as a map.
pub fn table(table: &Table, keys: Keys, zone: &TimeZone) -> Value {
    let entries = table.entries.iter();
    let entries = entries.map(|(key, entry)| (key.value.as_str(), value(&entry.value, keys, zone)));
    match keys {
        Keys::Params => Value::params(entries),
        Keys::Data => Value::map(entries),
    }
}

/// A date in the offset in which it was written.
pub fn time(date: &Date) -> Value {
    Value::time(date.zoned())
}

/// A date that may be missing: then it is Go's zero.
pub fn time_or_zero(date: Option<Date>) -> Value {
    date.map_or_else(zero_time, |date| time(&date))
}

fn zero_time() -> Value {
    let first = jiff::civil::date(1, 1, 1).to_zoned(TimeZone::UTC);
    first.map_or(Value::Nil, Value::time)
}

/// `transform.Unmarshal`: the data that a text holds in a format, or in the one that it looks like.
pub fn unmarshal(text: &str, format: Option<&str>, zone: &TimeZone) -> Outcome {
    let format = match format.unwrap_or_default().trim_start_matches('.') {
        "json" => Format::Json,
        "toml" => Format::Toml,
        "yaml" | "yml" => Format::Yaml,
        "csv" => Format::Csv,
        "" => guessed(text),
        other => return Err(Failure::new(format!("`{other}` is a format that is not read"))),
    };
    match format.parse(text) {
        Ok(parsed) => Ok(value(&parsed.value, Keys::Data, zone)),
        Err(error) => Err(Failure::new(format!("not valid {}: {}", format.name(), error.message))),
    }
}

fn guessed(text: &str) -> Format {
    match text.trim_start().chars().next() {
        Some('{' | '[') if Format::Json.parse(text).is_ok() => Format::Json,
        _ if Format::Toml.parse(text).is_ok() => Format::Toml,
        _ => Format::Yaml,
    }
}
