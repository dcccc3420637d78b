//! The namespace `safe`: strings that are declared to be safe somewhere. What comes out passes the policy of HTML all
//! the same.

use super::argument::text;
use super::entry::{Entry, entry};
use crate::go::value::{Outcome, Safe, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("safe.CSS", &["safeCSS"], 1, Some(1), |_, given| declared(given, Safe::Css)),
    entry("safe.HTML", &["safeHTML"], 1, Some(1), |_, given| declared(given, Safe::Html)),
    entry("safe.HTMLAttr", &["safeHTMLAttr"], 1, Some(1), |_, given| {
        declared(given, Safe::Attribute)
    }),
    entry("safe.JS", &["safeJS"], 1, Some(1), |_, given| declared(given, Safe::Js)),
    entry("safe.JSStr", &["safeJSStr"], 1, Some(1), |_, given| declared(given, Safe::JsString)),
    entry("safe.URL", &["safeURL"], 1, Some(1), |_, given| declared(given, Safe::Url)),
];

fn declared(arguments: &[Value], place: Safe) -> Outcome {
    Ok(Value::Safe(place, text(&arguments[0])?))
}
