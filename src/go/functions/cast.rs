//! The namespace `cast`.

use super::argument::{float, integer, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("cast.ToFloat", &["float"], 1, Some(1), to_float),
    entry("cast.ToInt", &["int"], 1, Some(1), to_int),
    entry("cast.ToString", &["string"], 1, Some(1), to_string),
];

fn to_float(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    float(&arguments[0]).map(Value::Float)
}

fn to_int(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    integer(&arguments[0]).map(Value::Int)
}

fn to_string(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    text(&arguments[0]).map(Value::String)
}
