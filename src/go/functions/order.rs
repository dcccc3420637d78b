//! `collections.Sort` and `collections.Group`.

use std::cmp::Ordering;

use super::argument::{collection, list, no_cast, text};
use super::entry::{Entry, entry};
use super::equality::collate;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::member;
use crate::go::value::{Element, Object, Outcome, Value};

/// What orders.
pub const TABLE: &[Entry] = &[
    entry("collections.Group", &["group"], 2, Some(2), group),
    entry("collections.Sort", &["sort"], 1, Some(3), sort),
];

/// What an element is ordered by, and the element.
type Keyed = (Value, Value);

fn sort(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let sequence = collection(context, &arguments[0]);
    let path = arguments.get(1).map(text).transpose()?.unwrap_or_default();
    let path = path.trim_matches('.');
    let is_descending = arguments.get(2).and_then(Value::as_str) == Some("desc");
    let mut keyed = Vec::new();
    let element = match &sequence {
        Value::List(list) => {
            for item in &list.items {
                context.budget.steps(8)?;
                keyed.push((key(context, item, path)?, item.clone()));
            }
            list.element
        }
        Value::Map(map) => {
            for (name, item) in &map.entries {
                context.budget.steps(8)?;
                let key = if path.is_empty() {
                    Value::String(name.clone())
                } else {
                    key(context, item, path)?
                };
                keyed.push((key, item.clone()));
            }
            Element::Any
        }
        other => return Err(no_cast(other, "list or map")),
    };
    // What is no order, with values of several types, is no harm: each step compares two neighbours.
    let is_less = |left: &Value, right: &Value| {
        let (left, right) = if is_descending { (right, left) } else { (left, right) };
        collate(left, right) == Some(Ordering::Less)
    };
    let sorted = merged(keyed, &is_less);
    Ok(Value::list_of(element, sorted.into_iter().map(|(_, item)| item).collect()))
}

/// So many elements are put into their places one by one, as Go does.
const FEW: usize = 20;

/// A stable sort that bears an order which is none.
fn merged(mut items: Vec<Keyed>, is_less: &impl Fn(&Value, &Value) -> bool) -> Vec<Keyed> {
    if items.len() <= FEW {
        for end in 1..items.len() {
            let mut at = end;
            while at > 0 && is_less(&items[at].0, &items[at - 1].0) {
                items.swap(at, at - 1);
                at -= 1;
            }
        }
        return items;
    }
    let second = items.split_off(items.len() / 2);
    let mut first = merged(items, is_less).into_iter().peekable();
    let mut second = merged(second, is_less).into_iter().peekable();
    let mut all = Vec::with_capacity(first.len() + second.len());
    loop {
        let next = match (first.peek(), second.peek()) {
            (Some(left), Some(right)) if is_less(&right.0, &left.0) => second.next(),
            (Some(_), _) => first.next(),
            (None, _) => second.next(),
        };
        match next {
            Some(item) => all.push(item),
            None => return all,
        }
    }
}

/// What an element is ordered by: itself, or what a path of fields leads to.
fn key(context: &mut Context<'_>, item: &Value, path: &str) -> Outcome {
    if path.is_empty() || path == "value" {
        return Ok(item.clone());
    }
    let mut found = item.clone();
    for name in path.split('.') {
        found = member::get(context, &found, name, &[])?;
    }
    Ok(found)
}

/// Pages under a key.
fn group(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let pages = list(context, &arguments[1]);
    let pages = pages.filter(|list| list.element == Element::Page || list.items.is_empty());
    let pages = pages.ok_or_else(|| Failure::new("`group` takes a key and pages"))?;
    Ok(Value::object(PageGroup { key: arguments[0].clone(), pages: Value::List(pages) }))
}

/// What `group` gives.
#[derive(Debug)]
struct PageGroup {
    key: Value,
    pages: Value,
}

impl Object for PageGroup {
    fn type_name(&self) -> &'static str {
        "page.PageGroup"
    }

    fn member(&self, name: &str, _: &[Value]) -> Option<Outcome> {
        match name {
            "Key" => Some(Ok(self.key.clone())),
            "Pages" => Some(Ok(self.pages.clone())),
            _ => None,
        }
    }

    fn members(&self) -> &'static [&'static str] {
        &["Key", "Pages"]
    }
}
