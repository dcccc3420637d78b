//! YAML, and JSON as its subset, by way of `serde-saphyr`.

use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Location, Spanned as Located};

use super::{SyntaxError, Table, Value};
use crate::diagnostic::{Span, Spanned};

/// Parses one YAML document. Duplicate keys are tolerated and the last one wins.
pub(super) fn parse(text: &str) -> Result<Spanned<Value>, SyntaxError> {
    let whole = Span::new(0..text.len());
    if text.trim().is_empty() {
        return Ok(Spanned::new(Value::Null, whole));
    }
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::LastWins,
        with_snippet: false,
        // `yes` and `off` are words: only `true` and `false` are booleans, as for Hugo.
        strict_booleans: true,
        // `1e999` may be the beginning of a commit's id.
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
    };
    match serde_saphyr::from_str_with_options::<Located<Untyped>>(text, options) {
        Ok(document) => Ok(convert(document, text)),
        Err(error) => Err(SyntaxError {
            message: message(&error),
            span: error.location().and_then(|location| span(location, text)),
        }),
    }
}

/// The parser's words without the position, which the diagnostic shows itself.
fn message(error: &serde_saphyr::Error) -> String {
    let text = error.without_snippet().to_string();
    let end = text.find(" at line ").or_else(|| text.find('\n')).unwrap_or(text.len());
    text[..end].trim_end_matches([',', ':', ' ']).to_owned()
}

/// The location as bytes of `text`, never beyond its end or inside a character.
fn span(location: Location, text: &str) -> Option<Span> {
    let found = location.span();
    let start = match found.byte_offset() {
        Some(offset) => usize::try_from(offset).ok()?,
        None => position(location, text)?,
    };
    let length = usize::try_from(found.byte_len().unwrap_or(0)).ok()?;
    let start = text.floor_char_boundary(start);
    let end = text.ceil_char_boundary(start.saturating_add(length));
    Some(Span::new(start..end))
}

/// What the scanner rejects has a line and a column, in characters, and no offset.
fn position(location: Location, text: &str) -> Option<usize> {
    let line = usize::try_from(location.line()).ok()?.checked_sub(1)?;
    let column = usize::try_from(location.column()).ok()?.checked_sub(1)?;
    let lines = text.split_inclusive('\n');
    let start: usize = lines.take(line).map(str::len).sum();
    let rest = &text[start..];
    Some(start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at))
}

/// A node as serde sees it, before numbers get their text back.
enum Untyped {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(String),
    List(Vec<Located<Untyped>>),
    Map(Vec<(Located<String>, Located<Untyped>)>),
}

fn convert(node: Located<Untyped>, text: &str) -> Spanned<Value> {
    let span = span(node.referenced, text).unwrap_or_default();
    let value = match node.value {
        Untyped::Null => Value::Null,
        Untyped::Bool(truth) => Value::Bool(truth),
        Untyped::Int(number) => Value::Int(number),
        Untyped::Float(value) => float(value, text.get(span.range()).unwrap_or_default().trim()),
        Untyped::Text(text) => Value::Text(text),
        Untyped::List(items) => {
            Value::List(items.into_iter().map(|item| convert(item, text)).collect())
        }
        Untyped::Map(entries) => Value::Table(Table {
            entries: entries
                .into_iter()
                .map(|(key, value)| {
                    let place = self::span(key.referenced, text).unwrap_or_default();
                    (Spanned::new(key.value, place), convert(value, text))
                })
                .collect(),
        }),
    };
    Spanned::new(value, span)
}

/// A number with a fraction. One without a dot, such as `868e668`, is text as it is for Hugo, and so is what
/// is not finite.
fn float(value: f64, written: &str) -> Value {
    let text = if written.is_empty() { value.to_string() } else { written.to_owned() };
    let is_number = value.is_finite() && (written.is_empty() || written.contains('.'));
    if is_number { Value::Float { value, text } } else { Value::Text(text) }
}

impl<'de> Deserialize<'de> for Untyped {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(UntypedVisitor)
    }
}

struct UntypedVisitor;

impl<'de> Visitor<'de> for UntypedVisitor {
    type Value = Untyped;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any YAML value")
    }

    fn visit_unit<E>(self) -> Result<Untyped, E> {
        Ok(Untyped::Null)
    }

    fn visit_none<E>(self) -> Result<Untyped, E> {
        Ok(Untyped::Null)
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Untyped, E> {
        Ok(Untyped::Bool(truth))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Untyped, E> {
        Ok(Untyped::Int(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Untyped, E> {
        // Beyond i64 a number is an id or a hash: its digits matter, its value does not.
        Ok(i64::try_from(number).map_or_else(|_| Untyped::Text(number.to_string()), Untyped::Int))
    }

    fn visit_i128<E>(self, number: i128) -> Result<Untyped, E> {
        Ok(Untyped::Text(number.to_string()))
    }

    fn visit_u128<E>(self, number: u128) -> Result<Untyped, E> {
        Ok(Untyped::Text(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Untyped, E> {
        Ok(Untyped::Float(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Untyped, E> {
        Ok(Untyped::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Untyped, E> {
        Ok(Untyped::Text(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Untyped, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Untyped::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Untyped, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Untyped::Map(map))
    }
}
