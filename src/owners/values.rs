//! Values as Prow's YAML reader sees them: YAML 1.1, where a bare `yes` is a boolean, turned into
//! text wherever text is expected.
//!
//! Source: `go.yaml.in/yaml/v2` (`resolve.go`) and `sigs.k8s.io/yaml`, which makes JSON of it.

use crate::diagnostic::{Span, Spanned};
use crate::structured::{Table, Value};

const TRUE: &[&str] = &["y", "Y", "yes", "Yes", "YES", "on", "On", "ON"];
const FALSE: &[&str] = &["n", "N", "no", "No", "NO", "off", "Off", "OFF"];

/// A value of the wrong type for its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct WrongType {
    pub span: Span,
    /// Its actual type, in a user's words.
    pub kind: &'static str,
}

impl WrongType {
    pub(super) fn new(value: &Spanned<Value>) -> Self {
        Self { span: value.span, kind: value.value.kind() }
    }
}

/// The value of a key. Case does not matter; of several keys, Go's decoder takes the last in the
/// order of bytes, and of the same key the last in the file.
pub(super) fn get<'a>(table: &'a Table, key: &str) -> Option<&'a Spanned<Value>> {
    let named = table.entries.iter().filter(|(name, _)| name.value.eq_ignore_ascii_case(key));
    named.max_by(|(a, _), (b, _)| a.value.cmp(&b.value)).map(|(_, value)| value)
}

/// The boolean that a bare word is in YAML 1.1. Quotes make it text.
pub(super) fn bare_bool(value: &Spanned<Value>, text: &str) -> Option<bool> {
    match &value.value {
        Value::Bool(truth) => Some(*truth),
        Value::Text(word) if !text[value.span.range()].starts_with(['"', '\'']) => {
            let is = |words: &[&str]| words.contains(&word.as_str());
            if is(TRUE) { Some(true) } else { is(FALSE).then_some(false) }
        }
        _ => None,
    }
}

/// A name in a list.
pub(super) fn name(value: &Spanned<Value>, text: &str) -> Result<String, WrongType> {
    if let Some(truth) = bare_bool(value, text) {
        return Ok(truth.to_string());
    }
    match &value.value {
        // Go writes 1.20 as 1.2.
        Value::Float { value, .. } => Ok(value.to_string()),
        other => other.to_text().ok_or_else(|| WrongType::new(value)),
    }
}

/// The names of a list; an empty value is like an absent key.
pub(super) fn names(
    value: Option<&Spanned<Value>>,
    text: &str,
) -> Result<Vec<Spanned<String>>, WrongType> {
    match value.map(|value| &value.value) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::List(items)) => {
            // An empty item is not a name, and Go accepts it.
            let items = items.iter().filter(|item| item.value != Value::Null);
            items.map(|item| Ok(Spanned::new(name(item, text)?, item.span))).collect()
        }
        Some(_) => value.map_or(Ok(Vec::new()), |value| Err(WrongType::new(value))),
    }
}

/// A switch; an empty value is `false`.
pub(super) fn switch(table: &Table, key: &str, text: &str) -> Result<bool, WrongType> {
    match get(table, key) {
        None => Ok(false),
        Some(value) if value.value == Value::Null => Ok(false),
        Some(value) => bare_bool(value, text).ok_or_else(|| WrongType::new(value)),
    }
}

/// A table; an empty value is an empty table.
pub(super) fn table<'a>(
    value: Option<&'a Spanned<Value>>,
    empty: &'a Table,
) -> Result<&'a Table, WrongType> {
    match value {
        None => Ok(empty),
        Some(found) => match &found.value {
            Value::Null => Ok(empty),
            Value::Table(table) => Ok(table),
            _ => Err(WrongType::new(found)),
        },
    }
}
