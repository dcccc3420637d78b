//! The namespace `collections`: lists as sets.

use super::argument::{list, no_cast};
use super::entry::{Entry, entry};
use super::equality::{Likeness, is_among};
use super::find::list_or_empty;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Element, List, Outcome, Value};

/// What joins and separates.
pub const TABLE: &[Entry] = &[
    entry("collections.Complement", &["complement"], 2, None, complement),
    entry("collections.Intersect", &["intersect"], 2, Some(2), intersect),
    entry("collections.SymDiff", &["symdiff"], 2, Some(2), symmetric_difference),
    entry("collections.Union", &["union"], 2, Some(2), union),
    entry("collections.Uniq", &["uniq"], 1, Some(1), uniq),
];

/// A list in which each value stands once. Text and numbers are looked up, all else is compared.
#[derive(Default)]
struct Set {
    texts: std::collections::HashSet<Box<str>>,
    whole: std::collections::HashSet<i64>,
    others: Vec<Value>,
}

impl Set {
    fn of<'v>(
        context: &mut Context<'_>,
        items: impl IntoIterator<Item = &'v Value>,
    ) -> Result<Self, Failure> {
        let mut set = Self::default();
        for item in items {
            set.insert(context, item)?;
        }
        Ok(set)
    }

    /// Whether the value is new. Go compares no lists and no maps.
    fn insert(&mut self, context: &mut Context<'_>, value: &Value) -> Result<bool, Failure> {
        check_comparable(value)?;
        self.insert_any(context, value)
    }

    fn insert_any(&mut self, context: &mut Context<'_>, value: &Value) -> Result<bool, Failure> {
        if self.contains(context, value)? {
            return Ok(false);
        }
        match key(value) {
            Key::Text(text) => drop(self.texts.insert(text.into())),
            Key::Whole(number) => drop(self.whole.insert(number)),
            Key::Other => self.others.push(value.clone()),
        }
        Ok(true)
    }

    fn contains(&self, context: &mut Context<'_>, value: &Value) -> Result<bool, Failure> {
        context.budget.steps(1)?;
        Ok(match key(value) {
            Key::Text(text) => self.texts.contains(text),
            Key::Whole(number) => self.whole.contains(&number),
            Key::Other => is_among(context, Likeness::Same, &self.others, value)?,
        })
    }
}

fn check_comparable(value: &Value) -> Result<(), Failure> {
    match value {
        Value::List(_) | Value::Map(_) => {
            Err(Failure::new("lists and maps are no elements of a set"))
        }
        _ => Ok(()),
    }
}

/// Go asks what the elements of a list may be. One that may hold anything may hold lists, and they are in no other.
fn check_elements(list: &List) -> Result<(), Failure> {
    let Some(first) = list.items.first() else { return Ok(()) };
    let is_alike = |item: &Value| item.type_name() == first.type_name();
    if list.items.iter().all(is_alike) { check_comparable(first) } else { Ok(()) }
}

enum Key<'v> {
    Text(&'v str),
    Whole(i64),
    Other,
}

/// What is the same has the same key.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "only whole numbers are taken"
)]
fn key(value: &Value) -> Key<'_> {
    match value {
        Value::String(text) => Key::Text(text),
        Value::Int(number) | Value::Duration(number) => Key::Whole(*number),
        Value::Float(number) if (*number as i64) as f64 == *number => Key::Whole(*number as i64),
        Value::Object(object) => object.number().map_or(Key::Other, Key::Whole),
        _ => Key::Other,
    }
}

/// What is in the last list and in none of the others.
fn complement(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let mut lists = Vec::with_capacity(arguments.len());
    for argument in arguments {
        lists.push(list(context, argument).ok_or_else(|| no_cast(argument, "list"))?);
    }
    let universe = lists.pop().expect("two arguments at least");
    let taken = Set::of(context, lists.iter().flat_map(|list| &list.items))?;
    let mut left = Vec::new();
    for item in &universe.items {
        if !taken.contains(context, item)? {
            left.push(item.clone());
        }
    }
    Ok(Value::list_of(universe.element, left))
}

fn intersect(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    if arguments.iter().any(Value::is_nil) {
        return Ok(Value::list(Vec::new()));
    }
    let [left, right] =
        [list_or_empty(context, &arguments[0])?, list_or_empty(context, &arguments[1])?];
    if !left.items.is_empty() {
        check_elements(&left)?;
        check_elements(&right)?;
    }
    let comparable = |item: &&Value| check_comparable(item).is_ok();
    let others = Set::of(context, right.items.iter().filter(comparable))?;
    let mut seen = Set::default();
    let mut both = Vec::new();
    for item in left.items.iter().filter(comparable) {
        if others.contains(context, item)? && seen.insert(context, item)? {
            both.push(item.clone());
        }
    }
    Ok(Value::list_of(left.element, both))
}

fn symmetric_difference(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let mut lists = Vec::new();
    for argument in arguments {
        lists.push(list(context, argument).ok_or_else(|| no_cast(argument, "list"))?);
    }
    let [first, second] = &lists[..] else { unreachable!("two arguments") };
    let mut left = Vec::new();
    for (these, others) in [(second, first), (first, second)] {
        let others = Set::of(context, &others.items)?;
        for item in &these.items {
            if !others.contains(context, item)? {
                left.push(item.clone());
            }
        }
    }
    Ok(Value::list_of(second.element, left))
}

fn union(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let [first, second] = arguments else { unreachable!("two arguments") };
    let (first, second) = match (first, second) {
        (Value::Nil, only) | (only, Value::Nil) if !only.is_nil() => return Ok(only.clone()),
        (first, second) => (list_or_empty(context, first)?, list_or_empty(context, second)?),
    };
    if are_strangers(&first, &second) {
        return Ok(Value::list_of(first.element, Vec::new()));
    }
    first.items.iter().try_for_each(check_comparable)?;
    let others = second.items.iter().filter_map(|item| fitted(item, first.element));
    let mut seen = Set::default();
    let mut both = Vec::new();
    for item in first.items.iter().cloned().chain(others) {
        if seen.insert_any(context, &item)? {
            both.push(item);
        }
    }
    Ok(Value::list_of(first.element, both))
}

/// Lists of two types that no value can be of.
fn are_strangers(first: &List, second: &List) -> bool {
    let is_any = |element| matches!(element, Element::Any | Element::Lists);
    let is_number = |element| matches!(element, Element::Int | Element::Float);
    let (first, second) = (first.element, second.element);
    let are_kin = first == second
        || is_any(first)
        || is_any(second)
        || (is_number(first) && is_number(second));
    !are_kin
}

/// A value as an element of a list of a type.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "as Go converts")]
fn fitted(value: &Value, element: Element) -> Option<Value> {
    match (element, value) {
        (Element::String, Value::String(text) | Value::Safe(_, text)) => {
            Some(Value::String(text.clone()))
        }
        (Element::Int, Value::Float(number)) => Some(Value::Int(*number as i64)),
        (Element::Float, Value::Int(number)) => Some(Value::Float(*number as f64)),
        (Element::Int, Value::Int(_)) | (Element::Float, Value::Float(_)) => Some(value.clone()),
        (Element::String | Element::Int | Element::Float, _) => None,
        _ => Some(value.clone()),
    }
}

fn uniq(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let list = list_or_empty(context, &arguments[0])?;
    let mut seen = Set::default();
    let mut once = Vec::new();
    for item in &list.items {
        if seen.insert_any(context, item)? {
            once.push(item.clone());
        }
    }
    Ok(Value::list_of(list.element, once))
}
