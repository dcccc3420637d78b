//! Reads arguments as Hugo casts them: numbers from strings, strings from numbers.
//!
//! Source: the package `spf13/cast`, checked against Hugo 0.168.

use std::sync::Arc;

use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::print;
use crate::go::value::{Element, List, Value};

/// The text of a string, a number, a truth value, a moment or nothing.
pub(super) fn text(value: &Value) -> Result<Arc<str>, Failure> {
    Ok(match value {
        Value::String(text) | Value::Safe(_, text) => Arc::clone(text),
        Value::Nil => "".into(),
        Value::Bool(value) => value.to_string().into(),
        Value::Int(number) => number.to_string().into(),
        Value::Float(number) => float_text(*number).into(),
        Value::Time(time) => print::time_text(time).into(),
        Value::Duration(nanoseconds) => print::duration(*nanoseconds).into(),
        Value::Object(object) => match object.print() {
            text if text.is_empty() => return Err(no_cast(value, "string")),
            text => text.into(),
        },
        Value::List(_) | Value::Map(_) | Value::Handle(_) => return Err(no_cast(value, "string")),
    })
}

/// The text of what must be a string: a pattern, a separator, the name of a function.
pub(super) fn string(value: &Value) -> Result<&str, Failure> {
    value.as_str().ok_or_else(|| no_cast(value, "string"))
}

/// A number without an exponent, however large.
fn float_text(number: f64) -> String {
    if number.is_infinite() {
        return if number > 0.0 { "+Inf".into() } else { "-Inf".into() };
    }
    number.to_string()
}

/// The whole number of a number, a text, a truth value or nothing. Fractions are cut off.
#[allow(clippy::cast_possible_truncation, reason = "as Go cuts off fractions")]
pub(super) fn integer(value: &Value) -> Result<i64, Failure> {
    match value {
        Value::Nil => Ok(0),
        Value::Int(number) | Value::Duration(number) => Ok(*number),
        // Go's conversion of what is too large gives the least number.
        Value::Float(number) if number.is_nan() || number.abs() >= 9.223_372_036_854_776e18 => {
            Ok(i64::MIN)
        }
        Value::Float(number) => Ok(*number as i64),
        Value::Bool(value) => Ok(i64::from(*value)),
        Value::String(text) | Value::Safe(_, text) => {
            parse_integer(text).ok_or_else(|| no_cast(value, "int"))
        }
        Value::Object(object) => object.number().ok_or_else(|| no_cast(value, "int")),
        _ => Err(no_cast(value, "int")),
    }
}

/// `12`, `-0x1f`, `0b11`, `017`, `1_000`, `1.9`.
fn parse_integer(text: &str) -> Option<i64> {
    if text.is_empty() {
        return Some(0);
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let whole = match unsigned.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte.is_ascii_digit()) => whole,
        Some(_) => return None,
        None => unsigned,
    };
    let lower = whole.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        [] => return Some(0),
        _ => (10, lower.as_str()),
    };
    let digits = without_underscores(digits)?;
    i64::from_str_radix(&format!("{sign}{digits}"), radix)
        .ok()
        .filter(|_| !digits.starts_with(['+', '-']))
}

/// Underscores may stand between digits.
fn without_underscores(digits: &str) -> Option<String> {
    let is_misplaced = digits.starts_with('_') || digits.ends_with('_') || digits.contains("__");
    (!is_misplaced).then(|| digits.replace('_', ""))
}

/// The number of a number, a text, a truth value or nothing.
#[allow(clippy::cast_precision_loss, reason = "as Go converts")]
pub(super) fn float(value: &Value) -> Result<f64, Failure> {
    match value {
        Value::Nil => Ok(0.0),
        Value::Float(number) => Ok(*number),
        Value::Int(number) | Value::Duration(number) => Ok(*number as f64),
        Value::Bool(value) => Ok(f64::from(u8::from(*value))),
        Value::String(text) | Value::Safe(_, text) if text.is_empty() => Ok(0.0),
        Value::String(text) | Value::Safe(_, text) => {
            parse_float(text).ok_or_else(|| no_cast(value, "float64"))
        }
        Value::Object(object) => match object.number() {
            Some(number) => Ok(number as f64),
            None => Err(no_cast(value, "float64")),
        },
        _ => Err(no_cast(value, "float64")),
    }
}

/// A number as Go writes one.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    without_underscores(text)?.parse().ok()
}

/// The elements of a list or of what is one to `range`.
pub(super) fn list(context: &Context<'_>, value: &Value) -> Option<Arc<List>> {
    match collection(context, value) {
        Value::List(list) => Some(list),
        _ => None,
    }
}

/// The list or map that a value is to functions of collections, or the value itself.
pub(super) fn collection(context: &Context<'_>, value: &Value) -> Value {
    let found = match value {
        Value::Object(object) => object.collection(),
        Value::Handle(handle) => context.host.collection(*handle),
        _ => None,
    };
    found.unwrap_or_else(|| value.clone())
}

/// What the elements of a list of these values are to Go, if they are all of one type.
pub(super) fn element(items: &[Value]) -> Element {
    let Some(first) = items.first() else { return Element::Any };
    let name = first.type_name();
    let is_mixed = items.iter().any(|item| item.type_name() != name);
    match (name, first) {
        _ if is_mixed => Element::Any,
        ("string", _) => Element::String,
        ("int", _) => Element::Int,
        ("float64", _) => Element::Float,
        ("bool", _) => Element::Bool,
        ("template.HTML", _) => Element::Html,
        ("map[string]interface {}", _) => Element::Map,
        ("[]string", _) => Element::Strings,
        ("[]interface {}", _) => Element::Lists,
        (_, Value::Handle(handle)) if handle.kind == "Page" => Element::Page,
        (_, Value::Handle(handle)) if handle.kind == "Resource" => Element::Resource,
        _ => Element::Any,
    }
}

/// The failure of a value that is not of a kind that a function can use.
pub(super) fn no_cast(value: &Value, to: &str) -> Failure {
    Failure::new(format!("a value of type `{}` is no {to}", value.type_name()))
}
