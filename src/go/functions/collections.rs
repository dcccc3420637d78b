//! The namespace `collections`: making lists and maps, and asking what is in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::argument::{self, integer, list, no_cast, string, text};
use super::entry::{Entry, entry};
use super::equality::{Likeness, is_among};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Element, List, Map, MapKind, Outcome, Value};

/// What makes and asks.
pub const TABLE: &[Entry] = &[
    entry("collections.Append", &["append"], 1, None, append),
    entry("collections.Apply", &["apply"], 2, None, apply),
    entry("collections.Delimit", &["delimit"], 2, Some(3), delimit),
    entry("collections.Dictionary", &["dict"], 0, None, dictionary),
    entry("collections.In", &["in"], 2, Some(2), is_in),
    entry("collections.Index", &["index"], 1, None, index),
    entry("collections.IsSet", &["isset"], 2, Some(2), is_set),
    entry("collections.Merge", &["merge"], 0, None, merge),
    entry("collections.Slice", &["slice"], 0, None, slice),
    entry("len", &[], 1, Some(1), len),
];

fn slice(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(new_slice(arguments.to_vec()))
}

/// A slice whose type is that of its elements, if they have one.
fn new_slice(items: Vec<Value>) -> Value {
    Value::list_of(argument::element(&items), items)
}

fn dictionary(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    if arguments.len() % 2 == 1 {
        return Err(Failure::new("`dict` takes keys and values, and the last key has no value"));
    }
    let mut entries = BTreeMap::new();
    for pair in arguments.chunks_exact(2) {
        let path: Vec<&str> = match &pair[0] {
            Value::String(key) => vec![key],
            Value::List(list) if list.element == Element::String && !list.items.is_empty() => {
                list.items.iter().filter_map(Value::as_str).collect()
            }
            other => {
                return Err(Failure::new(format!(
                    "a key of `dict` is a string, not `{}`",
                    other.type_name()
                )));
            }
        };
        put(&mut entries, &path, pair[1].clone());
    }
    Ok(Value::map(entries))
}

/// Puts a value at a path of keys; the maps on the way are made.
fn put(entries: &mut BTreeMap<Arc<str>, Value>, path: &[&str], value: Value) {
    let (first, rest) = path.split_first().expect("a path of one key at least");
    if rest.is_empty() {
        entries.insert((*first).into(), value);
        return;
    }
    let mut inner = match entries.get(*first) {
        Some(Value::Map(map)) => map.entries.clone(),
        _ => BTreeMap::new(),
    };
    put(&mut inner, rest, value);
    entries.insert((*first).into(), Value::map(inner));
}

/// Appends to the last argument. A list of the same type is appended element by element.
fn append(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (to, from) = arguments.split_last().expect("one argument at least");
    if from.is_empty() {
        return Err(Failure::new("there is nothing to append"));
    }
    let to = match to {
        Value::Nil => return Ok(new_slice(from.to_vec())),
        to => list(context, to).ok_or_else(|| no_cast(to, "list to append to"))?,
    };
    context.budget.steps(to.items.len())?;
    if matches!(to.element, Element::Strings | Element::Lists) {
        return append_lists(&to, from);
    }
    if let [Value::List(only)] = from {
        if to.items.is_empty() || only.items.is_empty() {
            let kept = if only.items.is_empty() { &to } else { only };
            return Ok(Value::List(Arc::clone(kept)));
        }
        if to.element == only.element || to.element != Element::Any {
            let element = if to.element == only.element { to.element } else { Element::Any };
            context.budget.steps(only.items.len())?;
            return Ok(Value::list_of(
                element,
                to.items.iter().chain(&only.items).cloned().collect(),
            ));
        }
    }
    if to.items.is_empty() {
        return Ok(new_slice(from.to_vec()));
    }
    let fits =
        from.iter().all(|value| argument::element(std::slice::from_ref(value)) == to.element);
    let element = if fits { to.element } else { Element::Any };
    Ok(Value::list_of(element, to.items.iter().chain(from).cloned().collect()))
}

fn append_lists(to: &List, from: &[Value]) -> Outcome {
    let inner = if to.element == Element::Strings { Element::String } else { Element::Any };
    for value in from {
        match value {
            Value::List(list) if list.element == inner => {}
            Value::String(_) if inner == Element::String => {}
            other => {
                return Err(Failure::new(format!(
                    "`{}` cannot be appended to a list of lists",
                    other.type_name()
                )));
            }
        }
    }
    Ok(Value::list_of(to.element, to.items.iter().chain(from).cloned().collect()))
}

/// Calls a function with each element in the place of `"."`.
fn apply(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let name = string(&arguments[1])?;
    if name == "apply" || name == "collections.Apply" {
        return Err(Failure::new("`apply` cannot call `apply`"));
    }
    let list = match &arguments[0] {
        Value::Nil => return Ok(Value::list(Vec::new())),
        sequence => list(context, sequence).ok_or_else(|| no_cast(sequence, "list"))?,
    };
    let mut results = Vec::with_capacity(list.items.len());
    for item in &list.items {
        context.budget.steps(1)?;
        let given = arguments[2..].iter().map(|argument| match argument {
            Value::String(text) if &**text == "." => item.clone(),
            other => other.clone(),
        });
        let given: Vec<Value> = given.collect();
        results.push(context.call(name, &given)?);
    }
    Ok(Value::list(results))
}

fn delimit(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let separator = text(&arguments[1])?;
    let last = arguments.get(2).and_then(|last| text(last).ok());
    let items: Vec<Value> = match argument::collection(context, &arguments[0]) {
        Value::List(list) => list.items.clone(),
        Value::Map(map) => map.entries.values().cloned().collect(),
        Value::String(text) => text.bytes().map(|byte| Value::Int(byte.into())).collect(),
        other => return Err(no_cast(&other, "list")),
    };
    context.budget.steps(items.len())?;
    let mut joined = String::new();
    for (place, item) in items.iter().enumerate() {
        // What is no text is passed over, with its separator.
        let Ok(piece) = text(item) else { continue };
        joined.push_str(&piece);
        match &last {
            Some(last) if place + 2 == items.len() => joined.push_str(last),
            _ if place + 1 < items.len() => joined.push_str(&separator),
            _ => {}
        }
        if joined.len() > context.budget.largest {
            return Err(Failure::budget("`delimit` makes more text than a value may have"));
        }
    }
    context.budget.bytes(joined.len())?;
    Ok(joined.into())
}

fn is_in(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let [within, value] = arguments else { unreachable!("two arguments") };
    if within.is_nil() || value.is_nil() {
        return Ok(false.into());
    }
    if let Some(list) = list(context, within) {
        return is_among(context, Likeness::Same, &list.items, value).map(Value::from);
    }
    Ok(matches!((text(within), text(value)), (Ok(within), Ok(value)) if within.contains(&*value))
        .into())
}

fn index(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (first, keys) = arguments.split_first().expect("one argument at least");
    let keys = match keys {
        [Value::List(path)] => path.items.clone(),
        several => several.to_vec(),
    };
    let mut found = first.clone();
    for key in &keys {
        found = item_of(&argument::collection(context, &found), key)?;
    }
    Ok(found)
}

fn item_of(from: &Value, key: &Value) -> Outcome {
    let place = || match key {
        Value::Int(place) => Ok(usize::try_from(*place).ok()),
        other => Err(Failure::new(format!(
            "a list is indexed by a number, not by `{}`",
            other.type_name()
        ))),
    };
    Ok(match from {
        Value::Nil => Value::Nil,
        Value::List(list) => {
            place()?.and_then(|place| list.items.get(place).cloned()).unwrap_or_default()
        }
        Value::Map(map) => match key.as_str() {
            Some(key) => map.get(key).cloned().unwrap_or_default(),
            None => {
                return Err(Failure::new(format!(
                    "a map is indexed by a string, not by `{}`",
                    key.type_name()
                )));
            }
        },
        Value::String(text) | Value::Safe(_, text) => {
            let byte = place()?.and_then(|place| text.as_bytes().get(place).copied());
            byte.map_or(Value::Nil, |byte| Value::Int(byte.into()))
        }
        other => return Err(Failure::new(format!("`{}` cannot be indexed", other.type_name()))),
    })
}

fn is_set(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(match argument::collection(context, &arguments[0]) {
        Value::List(list) => {
            (integer(&arguments[1])? < i64::try_from(list.items.len()).unwrap_or(i64::MAX)).into()
        }
        Value::Map(map) => {
            matches!(&arguments[1], Value::String(key) if map.entries.contains_key(key)).into()
        }
        _ => false.into(),
    })
}

fn len(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let length = match argument::collection(context, &arguments[0]) {
        Value::String(text) | Value::Safe(_, text) => text.len(),
        Value::List(list) => list.items.len(),
        Value::Map(map) => map.entries.len(),
        other => return Err(Failure::new(format!("`len` of type `{}`", other.type_name()))),
    };
    Ok(super::strings::number(length))
}

/// Maps one over the other: what stands later wins, and maps in maps become one, too.
fn merge(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    if arguments.len() < 2 {
        return Err(Failure::new("`merge` takes two maps at least"));
    }
    let (last, others) = arguments.split_last().expect("two arguments at least");
    let mut merged = map_of(context, last)?;
    for other in others.iter().rev().filter(|other| other.is_true()) {
        let other = map_of(context, other)?;
        merged = Arc::new(over(context, &merged, &other)?);
    }
    Ok(Value::Map(merged))
}

fn map_of(context: &Context<'_>, value: &Value) -> Result<Arc<Map>, Failure> {
    match argument::collection(context, value) {
        Value::Map(map) => Ok(map),
        other => Err(no_cast(&other, "map")),
    }
}

fn over(context: &mut Context<'_>, winner: &Map, other: &Map) -> Result<Map, Failure> {
    context.budget.steps(winner.entries.len() + other.entries.len())?;
    let mut merged = winner.entries.clone();
    let names: BTreeMap<String, &Value> =
        winner.entries.iter().map(|(key, value)| (key.to_lowercase(), value)).collect();
    for (key, value) in &other.entries {
        match (names.get(&key.to_lowercase()), value) {
            (Some(Value::Map(ours)), Value::Map(theirs)) => {
                let both = over(context, ours, theirs)?;
                merged.insert(Arc::clone(key), Value::Map(Arc::new(both)));
            }
            (Some(_), _) => {}
            (None, _) if winner.kind == MapKind::Params => {
                merged.insert(key.to_lowercase().into(), value.clone());
            }
            (None, _) => {
                merged.insert(Arc::clone(key), value.clone());
            }
        }
    }
    Ok(Map::new(winner.kind, merged))
}
