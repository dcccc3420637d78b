//! The namespace `urls`.

use super::argument::text;
use super::entry::{Entry, entry};
use super::path::flat_texts;
use super::transform::printable;
use super::url::{self, Url};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::host::Address;
use crate::go::value::{Outcome, Value};

/// What the namespace holds, and Go's `urlquery`.
pub const TABLE: &[Entry] = &[
    entry("urls.AbsLangURL", &["absLangURL"], 1, Some(1), |context, given| {
        address(context, given, Address::AbsoluteInLanguage)
    }),
    entry("urls.AbsURL", &["absURL"], 1, Some(1), |context, given| {
        address(context, given, Address::Absolute)
    }),
    entry("urls.Anchorize", &["anchorize"], 1, Some(1), anchorize),
    entry("urls.JoinPath", &[], 0, None, join_path),
    entry("urls.Parse", &[], 1, Some(1), parse),
    entry("urls.PathEscape", &[], 1, Some(1), path_escape),
    entry("urls.PathUnescape", &[], 1, Some(1), path_unescape),
    entry("urls.Ref", &["ref"], 2, Some(2), |context, given| {
        reference(context, given, Address::Absolute)
    }),
    entry("urls.RelLangURL", &["relLangURL"], 1, Some(1), |context, given| {
        address(context, given, Address::RelativeInLanguage)
    }),
    entry("urls.RelRef", &["relref"], 2, Some(2), |context, given| {
        reference(context, given, Address::Relative)
    }),
    entry("urls.RelURL", &["relURL"], 1, Some(1), |context, given| {
        address(context, given, Address::Relative)
    }),
    entry("urls.URLize", &["urlize"], 1, Some(1), urlize),
    entry("urlquery", &[], 0, None, urlquery),
];

fn address(context: &mut Context<'_>, arguments: &[Value], kind: Address) -> Outcome {
    Ok(context.host.address(kind, &text(&arguments[0])?).into())
}

fn reference(context: &mut Context<'_>, arguments: &[Value], kind: Address) -> Outcome {
    context.host.reference(kind, &arguments[0], &arguments[1]).map(Value::from)
}

fn anchorize(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(context.host.anchorize(&text(&arguments[0])?).into())
}

fn urlize(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(context.host.urlize(&text(&arguments[0])?).into())
}

fn join_path(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    if arguments.is_empty() {
        return Ok("".into());
    }
    let parts = flat_texts(arguments)?;
    let (first, rest) =
        parts.split_first().ok_or_else(|| Failure::new("there is nothing to join"))?;
    // An empty path that nothing is joined to is a slash.
    if first.is_empty() && rest.is_empty() {
        return Ok("/".into());
    }
    Ok(Url::parse(first)?.join(rest)?.to_string().into())
}

fn parse(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Url::parse(&text(&arguments[0])?).map(Value::object)
}

fn path_escape(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(url::escape_segment(&text(&arguments[0])?).into())
}

fn path_unescape(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    url::unescape(&text(&arguments[0])?).map(Value::from)
}

/// All arguments as `print` writes them, escaped for a query.
fn urlquery(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(url::escape_query(&printable(context, arguments)).into())
}
