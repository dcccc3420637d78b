//! `newScratch`: a place where a template puts values aside.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::argument::text;
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::member;
use crate::go::value::{Element, Object, Outcome, Value};

/// What makes one.
pub const TABLE: &[Entry] =
    &[entry("collections.NewScratch", &["newScratch"], 0, Some(0), new_scratch)];

fn new_scratch(_: &mut Context<'_>, _: &[Value]) -> Outcome {
    Ok(Value::object(Scratch::default()))
}

/// Values by name, that methods put in and take out: `.Scratch`, `.Store` and what `newScratch` makes.
#[derive(Debug, Default)]
pub struct Scratch(Mutex<Contents>);

#[derive(Debug, Default)]
struct Contents {
    values: BTreeMap<Arc<str>, Value>,
    /// How many elements and bytes have been copied to add others.
    copied: usize,
}

/// What is added one by one is copied each time: so much may be copied.
const MOST_COPIED: usize = 20_000_000;

/// The names of the methods.
const MEMBERS: &[&str] =
    &["Add", "Delete", "DeleteInMap", "Get", "GetSortedMapValues", "Set", "SetInMap", "Values"];

impl Object for Scratch {
    fn type_name(&self) -> &'static str {
        "*maps.Scratch"
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let wanted = match name {
            "Values" => 0,
            "Get" | "Delete" | "GetSortedMapValues" => 1,
            "Set" | "Add" | "DeleteInMap" => 2,
            "SetInMap" => 3,
            _ => return None,
        };
        if arguments.len() != wanted {
            let message =
                format!("`{name}` of a scratch takes {wanted} arguments, not {}", arguments.len());
            return Some(Err(Failure::new(message)));
        }
        Some(self.call(name, arguments))
    }

    fn depth(&self) -> u16 {
        let contents = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        contents.values.values().map(Value::depth).max().unwrap_or_default()
    }

    fn members(&self) -> &'static [&'static str] {
        MEMBERS
    }
}

impl Scratch {
    fn call(&self, name: &str, arguments: &[Value]) -> Outcome {
        let mut contents = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match arguments {
            [] => Ok(Value::map(contents.values.clone())),
            [key] => contents.ask(name, &text(key)?),
            [key, rest @ ..] => contents.put(name, text(key)?, rest),
        }
    }
}

impl Contents {
    fn ask(&mut self, name: &str, key: &str) -> Outcome {
        match (name, self.values.get(key)) {
            ("Delete", _) => {
                self.values.remove(key);
                Ok("".into())
            }
            ("GetSortedMapValues", Some(Value::Map(map))) => {
                Ok(Value::list(map.entries.values().cloned().collect()))
            }
            ("GetSortedMapValues", Some(_)) => {
                Err(Failure::new(format!("`{key}` of the scratch is no map")))
            }
            (_, found) => Ok(found.cloned().unwrap_or_default()),
        }
    }

    fn put(&mut self, name: &str, key: Arc<str>, rest: &[Value]) -> Outcome {
        let there = self.values.get(&key);
        let value = match (name, rest) {
            ("Add", [value]) => match there {
                Some(there) => {
                    self.copied += size(there);
                    added(there, value)?
                }
                None => value.clone(),
            },
            ("DeleteInMap" | "SetInMap", [inner, value @ ..]) => {
                let mut map = match there {
                    Some(Value::Map(map)) => map.entries.clone(),
                    _ if value.is_empty() => return Ok("".into()),
                    _ => BTreeMap::new(),
                };
                self.copied += map.len();
                match value {
                    [value] => map.insert(text(inner)?, value.clone()),
                    _ => map.remove(&text(inner)?),
                };
                Value::map(map)
            }
            (_, [value, ..]) => value.clone(),
            (_, []) => Value::Nil,
        };
        if self.copied > MOST_COPIED {
            return Err(Failure::budget("a scratch has been added to too often"));
        }
        if value.depth() > member::DEEPEST {
            return Err(member::too_deep());
        }
        self.values.insert(key, value);
        Ok("".into())
    }
}

/// How much is copied to add to a value.
fn size(value: &Value) -> usize {
    match value {
        Value::List(list) => list.items.len(),
        Value::String(text) => text.len() / 16,
        _ => 1,
    }
}

/// What `Add` makes of what is there: lists grow, numbers and texts are added.
#[allow(clippy::cast_precision_loss, reason = "as Go converts")]
fn added(there: &Value, value: &Value) -> Outcome {
    Ok(match (there, value) {
        (Value::List(list), Value::List(more)) => {
            let element = if list.element == more.element { list.element } else { Element::Any };
            Value::list_of(element, list.items.iter().chain(&more.items).cloned().collect())
        }
        (Value::List(list), one) => {
            let element = super::argument::element(std::slice::from_ref(one));
            let element = if list.element == element { element } else { Element::Any };
            Value::list_of(element, list.items.iter().chain([one]).cloned().collect())
        }
        (Value::Int(there), Value::Int(more)) => Value::Int(there.wrapping_add(*more)),
        (Value::Int(there), Value::Float(more)) => Value::Float(*there as f64 + more),
        (Value::Float(there), Value::Int(more)) => Value::Float(there + *more as f64),
        (Value::Float(there), Value::Float(more)) => Value::Float(there + more),
        (Value::String(there), Value::String(more)) => format!("{there}{more}").into(),
        _ => {
            return Err(Failure::new(
                "what is added to a scratch must be of the type that is there",
            ));
        }
    })
}
