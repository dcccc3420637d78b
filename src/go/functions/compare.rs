//! The namespace `compare`, and Go's `not`. `and` and `or` belong to the evaluator: they may leave arguments out.

use std::cmp::Ordering;

use super::entry::{Entry, entry};
use super::equality::{Likeness, compare, is_among};
use crate::go::context::Context;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("compare.Conditional", &["cond"], 3, Some(3), conditional),
    entry("compare.Default", &["default"], 1, Some(2), default),
    entry("compare.Eq", &["eq"], 2, None, eq),
    entry("compare.Ge", &["ge"], 2, None, ge),
    entry("compare.Gt", &["gt"], 2, None, gt),
    entry("compare.Le", &["le"], 2, None, le),
    entry("compare.Lt", &["lt"], 2, None, lt),
    entry("compare.Ne", &["ne"], 2, None, ne),
    entry("not", &[], 1, Some(1), not),
];

fn conditional(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(arguments[if arguments[0].is_true() { 1 } else { 2 }].clone())
}

/// The second argument, if it is set: `false` is, zero and empty are not.
fn default(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let given = arguments.get(1).unwrap_or(&Value::Nil);
    let is_set = matches!(given, Value::Bool(_)) || given.is_true();
    Ok(if is_set { given } else { &arguments[0] }.clone())
}

/// Whether the first is equal to any of the others.
fn eq(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    is_among(context, Likeness::Equal, &arguments[1..], &arguments[0]).map(Value::from)
}

/// Whether the first is equal to none of the others.
fn ne(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    is_among(context, Likeness::Equal, &arguments[1..], &arguments[0]).map(|found| (!found).into())
}

fn ge(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(all(arguments, Ordering::is_ge))
}

fn gt(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(all(arguments, Ordering::is_gt))
}

fn le(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(all(arguments, Ordering::is_le))
}

fn lt(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(all(arguments, Ordering::is_lt))
}

/// Whether the first stands so to all others.
fn all(arguments: &[Value], holds: fn(Ordering) -> bool) -> Value {
    arguments[1..].iter().all(|other| compare(&arguments[0], other).is_some_and(holds)).into()
}

fn not(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok((!arguments[0].is_true()).into())
}
