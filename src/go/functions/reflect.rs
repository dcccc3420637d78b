//! The namespace `reflect`.

use super::argument::collection;
use super::entry::{Entry, entry};
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("reflect.IsImageResource", &[], 1, Some(1), |_, given| is_kind(given, "Image")),
    entry("reflect.IsMap", &[], 1, Some(1), |context, given| {
        Ok(matches!(collection(context, &given[0]), Value::Map(_)).into())
    }),
    entry("reflect.IsPage", &[], 1, Some(1), |_, given| is_kind(given, "Page")),
    entry("reflect.IsResource", &[], 1, Some(1), |_, given| {
        Ok(matches!(&given[0], Value::Handle(handle) if matches!(handle.kind, "Page" | "Resource" | "Image")).into())
    }),
    entry("reflect.IsSite", &[], 1, Some(1), |_, given| is_kind(given, "Site")),
    entry("reflect.IsSlice", &[], 1, Some(1), |context, given| {
        Ok(matches!(collection(context, &given[0]), Value::List(_)).into())
    }),
];

fn is_kind(arguments: &[Value], kind: &str) -> Outcome {
    Ok(matches!(&arguments[0], Value::Handle(handle) if handle.kind == kind).into())
}
