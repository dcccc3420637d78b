//! `partial`: templates that are called like functions, and may return a value.

use std::sync::Arc;

use crate::go::ast::{Format, Template};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Outcome, Value};

use super::run;

/// `partial NAME DOT`
pub(super) fn include(
    context: &mut Context<'_>,
    around: Option<&Template>,
    arguments: &[Value],
) -> Outcome {
    let (name, dot) = match arguments {
        [name] => (name, &Value::Nil),
        [name, dot] => (name, dot),
        _ => {
            let count = arguments.len();
            return Err(Failure::new(format!(
                "wrong number of args for partial: want 1 to 2 got {count}"
            )));
        }
    };
    let Some(name) = name.as_str() else {
        return Err(Failure::new("the name of a partial must be a string"));
    };
    let template = find(context, around, name)?;
    let around = context.position.clone();
    let result = run(context, &template, dot)?;
    context.position = around;
    Ok(match (result.returned, template.format) {
        (Some(value), _) => value,
        (None, Format::Html) => Value::html(result.output),
        (None, Format::Text) => Value::string(result.output),
    })
}

/// `partialCached NAME DOT VARIANT…`: the cache is only for speed, and calls are not told apart by it.
pub(super) fn include_cached(
    context: &mut Context<'_>,
    around: Option<&Template>,
    arguments: &[Value],
) -> Outcome {
    include(context, around, &arguments[..arguments.len().min(2)])
}

/// The template of a name: one that the file defines, or one of the host's.
fn find(
    context: &Context<'_>,
    around: Option<&Template>,
    name: &str,
) -> Result<Arc<Template>, Failure> {
    let name = name.trim_start_matches('/');
    let name = name.strip_prefix("partials/").unwrap_or(name);
    if let Some(template) = around.and_then(|around| inline(around, name)) {
        return Ok(Arc::new(template));
    }
    match context.host.partial(name) {
        Some(template) => template,
        None => Err(Failure::new(format!("partial {name:?} not found"))),
    }
}

/// `define "partials/name"` within the calling file.
fn inline(around: &Template, name: &str) -> Option<Template> {
    let folders = ["partials/", "_partials/"];
    let names = folders
        .iter()
        .flat_map(|folder| [format!("{folder}{name}"), format!("{folder}{name}.html")]);
    let (_, body) =
        names.into_iter().find_map(|name| around.defines.get_key_value(name.as_str()))?;
    Some(Template { body: body.clone(), ..around.clone() })
}
