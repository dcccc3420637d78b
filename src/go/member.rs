//! Fields, keys and methods of values.

mod moment;

use std::sync::Arc;

use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::nearest::nearest;
use crate::go::value::{Element, Object, Outcome, Value};

/// What `value.name` is, with the arguments of a method. A key that a map does not have is nil.
///
/// # Errors
/// When the value has nothing of the name, or does not take the arguments.
pub fn get(context: &mut Context<'_>, value: &Value, name: &str, arguments: &[Value]) -> Outcome {
    let found = match value {
        Value::Nil => Some(Ok(Value::Nil)),
        Value::Map(map) => {
            if !arguments.is_empty() {
                let message = format!("{name} has arguments but cannot be invoked as function");
                return Err(Failure::new(message));
            }
            Some(Ok(map.get(name).cloned().unwrap_or_default()))
        }
        Value::Time(time) => moment::of_time(context, time, name, arguments),
        Value::Duration(duration) => moment::of_duration(*duration, name, arguments),
        Value::Object(object) => {
            pay(context, object, name, arguments)?;
            match (object.member(name, arguments), object.substitute(name)) {
                (None, Some(other)) => return get(context, &other, name, arguments),
                (found, _) => found,
            }
        }
        Value::Handle(handle) => context.host.member(*handle, name, arguments),
        Value::List(list) if matches!(list.element, Element::Page | Element::Resource) => {
            let name = format!("{}.{name}", list.element.list_name());
            let all: Vec<Value> = std::iter::once(value).chain(arguments).cloned().collect();
            context.host.function(&name, &all)
        }
        _ => None,
    };
    found.unwrap_or_else(|| Err(missing(context, value, name)))
}

/// How deeply values may stand in each other.
pub const DEEPEST: u16 = 200;

/// That values stand in each other too deeply.
pub fn too_deep() -> Failure {
    Failure::budget(format!("values stand in each other more than {DEEPEST} deep"))
}

/// Pays for what a method of an object keeps: a scratch adds to what it has.
fn pay(
    context: &mut Context<'_>,
    object: &Arc<dyn Object>,
    name: &str,
    arguments: &[Value],
) -> Result<(), Failure> {
    if arguments.iter().any(|argument| argument.depth() >= DEEPEST) || object.depth() >= DEEPEST {
        return Err(too_deep());
    }
    let there = match (name, arguments) {
        ("Add", [key, _]) => object.member("Get", std::slice::from_ref(key)),
        ("SetInMap" | "GetSortedMapValues" | "DeleteInMap", [key, ..]) => {
            object.member("Get", std::slice::from_ref(key))
        }
        _ => None,
    };
    let there = there.and_then(Result::ok).unwrap_or_default();
    for value in arguments.iter().chain([&there]) {
        match value {
            Value::String(text) | Value::Safe(_, text) => context.budget.bytes(text.len())?,
            Value::List(list) => context.budget.steps(list.items.len())?,
            Value::Map(map) => context.budget.steps(map.entries.len())?,
            _ => {}
        }
    }
    Ok(())
}

fn missing(context: &Context<'_>, value: &Value, name: &str) -> Failure {
    let kind = value.type_name();
    let known = match value {
        Value::Object(object) => object.members(),
        Value::Handle(handle) => context.host.members(handle.kind),
        Value::Time(_) => moment::TIME_MEMBERS,
        Value::Duration(_) => moment::DURATION_MEMBERS,
        _ => &[],
    };
    if known.contains(&name) {
        return Failure::new(format!("{name} of {kind} does not take these arguments"));
    }
    let failure = Failure::new(format!("can't evaluate field {name} in type {kind}"));
    match nearest(name, known.iter().copied()) {
        Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
        None => failure,
    }
}
