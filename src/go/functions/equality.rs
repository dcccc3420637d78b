//! When two values are one to functions of sets, and how values are ordered.

use std::cmp::Ordering;
use std::sync::Arc;

use super::argument::parse_float;
use super::version;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::Value;

/// What counts as equal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Likeness {
    /// To `in`, `union` and their kin: numbers of any type are one, strings of two types are not.
    Same,
    /// To `eq`: as `Same`, and strings of all types are one, but lists and maps have to be the same to the last type.
    Equal,
    /// The same to the last type.
    Identical,
}

/// Whether two values are alike. Each value in them is a step: they may hold one value many times.
pub(super) fn are_alike(
    context: &mut Context<'_>,
    likeness: Likeness,
    left: &Value,
    right: &Value,
) -> Result<bool, Failure> {
    context.budget.steps(1)?;
    let inner = if likeness == Likeness::Same { Likeness::Same } else { Likeness::Identical };
    match (left, right) {
        (Value::List(left), Value::List(right)) => {
            let may_be = left.items.len() == right.items.len()
                && (inner == Likeness::Same || left.element == right.element);
            all_alike(context, inner, may_be, left.items.iter().zip(&right.items))
        }
        (Value::Map(left), Value::Map(right)) => {
            let may_be = left.entries.keys().eq(right.entries.keys());
            all_alike(context, inner, may_be, left.entries.values().zip(right.entries.values()))
        }
        (Value::Time(one), Value::Time(other)) => Ok(one.timestamp() == other.timestamp()
            && (likeness == Likeness::Same || one.offset() == other.offset())),
        (left, right) if likeness == Likeness::Equal && version::compare(left, right).is_some() => {
            Ok(version::compare(left, right) == Some(Ordering::Equal))
        }
        (left, right) => Ok(match (likeness, left.as_str(), right.as_str()) {
            (Likeness::Equal, Some(left), Some(right)) => left == right,
            (Likeness::Identical, ..) => {
                left.type_name() == right.type_name() && is_same(left, right)
            }
            _ => is_same(left, right),
        }),
    }
}

fn all_alike<'v>(
    context: &mut Context<'_>,
    likeness: Likeness,
    may_be: bool,
    pairs: impl Iterator<Item = (&'v Value, &'v Value)>,
) -> Result<bool, Failure> {
    if !may_be {
        return Ok(false);
    }
    for (left, right) in pairs {
        if !are_alike(context, likeness, left, right)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether one of several values is like another.
pub(super) fn is_among(
    context: &mut Context<'_>,
    likeness: Likeness,
    items: &[Value],
    value: &Value,
) -> Result<bool, Failure> {
    for item in items {
        if are_alike(context, likeness, item, value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether two values that hold no others are the same.
#[allow(clippy::cast_precision_loss, reason = "as Go converts")]
fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Nil, Value::Nil) => true,
        (Value::Int(left) | Value::Duration(left), Value::Int(right) | Value::Duration(right)) => {
            left == right
        }
        (Value::Int(whole), Value::Float(number)) | (Value::Float(number), Value::Int(whole)) => {
            *whole as f64 == *number
        }
        (Value::Float(left), Value::Float(right)) => left == right,
        (Value::String(left), Value::String(right)) => left == right,
        (Value::Safe(one, left), Value::Safe(other, right)) => one == other && left == right,
        (Value::Bool(left), Value::Bool(right)) => left == right,
        (Value::Handle(left), Value::Handle(right)) => left == right,
        (Value::Object(left), Value::Object(right)) => {
            Arc::ptr_eq(left, right)
                || left.number().is_some_and(|left| Some(left) == right.number())
        }
        (Value::Object(object), Value::Int(number))
        | (Value::Int(number), Value::Object(object)) => object.number() == Some(*number),
        _ => false,
    }
}

/// How `lt` and its kin see a value: two strings are compared as strings, and all else as numbers.
enum Ranked<'v> {
    Text(&'v str),
    Number(f64),
}

/// The order that `lt`, `ge` and their kin see. What cannot be a number counts as zero, a list by its length.
pub(super) fn compare(left: &Value, right: &Value) -> Option<Ordering> {
    if let Some(order) = version::compare(left, right) {
        return Some(order);
    }
    compare_texts_by(left, right, |left, right| left.cmp(right))
}

/// The order in which `sort` puts values: strings as a dictionary has them.
pub(super) fn collate(left: &Value, right: &Value) -> Option<Ordering> {
    compare_texts_by(left, right, super::collation::in_dictionary)
}

fn compare_texts_by(
    left: &Value,
    right: &Value,
    texts: impl Fn(&str, &str) -> Ordering,
) -> Option<Ordering> {
    if let (Value::Int(left), Value::Int(right)) = (left, right) {
        return Some(left.cmp(right));
    }
    if let (Value::Time(left), Value::Time(right)) = (left, right) {
        return Some(left.timestamp().cmp(&right.timestamp()));
    }
    match (ranked(left), ranked(right)) {
        (Ranked::Text(left), Ranked::Text(right)) => Some(texts(left, right)),
        (left, right) => left.number().partial_cmp(&right.number()),
    }
}

impl Ranked<'_> {
    fn number(&self) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Text(text) => {
                parse_float(text).filter(|number| number.is_finite()).unwrap_or_default()
            }
        }
    }
}

#[allow(clippy::cast_precision_loss, reason = "as Go converts")]
fn ranked(value: &Value) -> Ranked<'_> {
    Ranked::Number(match value {
        Value::String(text) | Value::Safe(_, text) => return Ranked::Text(text),
        Value::Nil | Value::Handle(_) => 0.0,
        Value::Bool(value) => f64::from(u8::from(*value)),
        Value::Int(number) | Value::Duration(number) => *number as f64,
        Value::Float(number) => *number,
        Value::Time(time) => time.timestamp().as_second() as f64,
        Value::List(list) => list.items.len() as f64,
        Value::Map(map) => map.entries.len() as f64,
        Value::Object(object) => object.number().unwrap_or_default() as f64,
    })
}
