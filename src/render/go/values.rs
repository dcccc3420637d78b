//! Values of configuration, front matter and data as templates see them.

use jiff::tz::TimeZone;

use crate::date::Date;
use crate::go::value::{Element, Value};
use crate::structured::{Table, Value as Structured};

/// What decides how a value becomes one of Go's.
#[derive(Clone, Copy)]
pub(super) enum Keys {
    /// Those of parameters have no case.
    Params,
    /// Those of data are as written.
    Data,
}

/// A value with all that is in it.
pub(super) fn value(written: &Structured, keys: Keys, zone: &TimeZone) -> Value {
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
pub(super) fn table(table: &Table, keys: Keys, zone: &TimeZone) -> Value {
    let entries = table.entries.iter();
    let entries = entries.map(|(key, entry)| (key.value.as_str(), value(&entry.value, keys, zone)));
    match keys {
        Keys::Params => Value::params(entries),
        Keys::Data => Value::map(entries),
    }
}

/// A date in the offset in which it was written.
pub(super) fn time(date: &Date) -> Value {
    Value::time(date.zoned())
}

/// A date that may be missing: then it is Go's zero.
pub(super) fn time_or_zero(date: Option<Date>) -> Value {
    date.map_or_else(zero_time, |date| time(&date))
}

fn zero_time() -> Value {
    let first = jiff::civil::date(1, 1, 1).to_zoned(TimeZone::UTC);
    first.map_or(Value::Nil, Value::time)
}
