//! `collections.Where`.
//!
//! Source: `tpl/collections/where.go` of Hugo, read for its rules, and Hugo 0.168 itself.

use std::cmp::Ordering;

use super::argument::{collection, float, no_cast, text};
use super::entry::{Entry, entry};
use super::equality::{Likeness, is_among};
use super::patterns;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::member;
use crate::go::value::{List, Outcome, Value};

/// What chooses.
pub const TABLE: &[Entry] = &[entry("collections.Where", &["where"], 3, Some(4), choose)];

/// What an element must be to the value that is given.
struct Condition {
    path: String,
    operator: Operator,
    value: Value,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Operator {
    Equal,
    Different,
    AtLeast,
    More,
    AtMost,
    Less,
    In,
    NotIn,
    Intersect,
    Like,
}

impl Operator {
    fn from_name(name: &str) -> Result<Self, Failure> {
        Ok(match name {
            "" | "=" | "==" | "eq" => Self::Equal,
            "!=" | "<>" | "ne" => Self::Different,
            ">=" | "ge" => Self::AtLeast,
            ">" | "gt" => Self::More,
            "<=" | "le" => Self::AtMost,
            "<" | "lt" => Self::Less,
            "in" => Self::In,
            "not in" => Self::NotIn,
            "intersect" => Self::Intersect,
            "like" => Self::Like,
            other => return Err(Failure::new(format!("`where` has no operator `{other}`"))),
        })
    }

    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Different => order.is_ne(),
            Self::AtLeast => order.is_ge(),
            Self::More => order.is_gt(),
            Self::AtMost => order.is_le(),
            Self::Less => order.is_lt(),
            Self::In | Self::NotIn | Self::Intersect | Self::Like => false,
        }
    }
}

fn choose(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (operator, value) = match arguments {
        [_, _, value] => ("".into(), value),
        [_, _, operator, value] => (text(operator)?, value),
        _ => unreachable!("three or four arguments"),
    };
    if arguments[1].is_nil() {
        return Err(Failure::new("`where` needs the name of a field"));
    }
    // What is no name is no field of anything.
    let name = arguments[1].as_str().unwrap_or("\0");
    let condition = Condition {
        path: name.trim_matches('.').to_owned(),
        operator: Operator::from_name(operator.trim().to_lowercase().as_str())?,
        value: collection(context, value),
    };
    match collection(context, &arguments[0]) {
        Value::List(list) => chosen(context, &list, &condition),
        Value::Map(map) => {
            let mut kept = Vec::new();
            for (key, value) in &map.entries {
                // A list of which one element fits stays whole.
                if let Value::List(list) = collection(context, value)
                    && chosen(context, &list, &condition)?.is_true()
                {
                    kept.push((key.clone(), value.clone()));
                }
            }
            Ok(Value::map(kept))
        }
        other => Err(no_cast(&other, "list")),
    }
}

fn chosen(context: &mut Context<'_>, list: &List, condition: &Condition) -> Outcome {
    let mut kept = Vec::new();
    for item in &list.items {
        context.budget.steps(4)?;
        let found = field(context, item, &condition.path)?;
        if condition.holds(context, &found)? {
            kept.push(item.clone());
        }
    }
    Ok(Value::list_of(list.element, kept))
}

/// What a path of fields leads to; nothing, if it leads nowhere.
fn field(context: &mut Context<'_>, item: &Value, path: &str) -> Outcome {
    let mut found = item.clone();
    for name in path.split('.') {
        found = match member::get(context, &found, name, &[]) {
            Ok(next) => next,
            Err(failure) if failure.cause == crate::go::error::Cause::Budget => {
                return Err(failure);
            }
            Err(_) => return Ok(Value::Nil),
        };
    }
    Ok(collection(context, &found))
}

impl Condition {
    fn holds(&self, context: &mut Context<'_>, found: &Value) -> Result<bool, Failure> {
        use Operator::{Different, Equal, In, Intersect, Like, NotIn};
        if found.is_nil() || self.value.is_nil() {
            return Ok(match self.operator {
                Equal => found.is_nil() == self.value.is_nil(),
                Different => found.is_nil() != self.value.is_nil(),
                _ => false,
            });
        }
        match self.operator {
            In => Ok(self.is_in(context, found)? == Some(true)),
            NotIn => Ok(self.is_in(context, found)? == Some(false)),
            Intersect => self.intersects(context, found),
            Like => match (found.as_str(), self.value.as_str()) {
                (Some(text), Some(pattern)) => {
                    Ok(patterns::compile(context, pattern)?.is_match(text.as_bytes()))
                }
                _ => Ok(false),
            },
            // Of truth values none is more than the other.
            operator
                if matches!(found, Value::Bool(_)) && !matches!(operator, Equal | Different) =>
            {
                Ok(false)
            }
            operator => Ok(order(found, &self.value).is_some_and(|order| operator.holds(order))),
        }
    }

    /// Whether what is found is in the value; `None` if that cannot be asked.
    fn is_in(&self, context: &mut Context<'_>, found: &Value) -> Result<Option<bool>, Failure> {
        Ok(match (&self.value, found) {
            (Value::List(list), found)
                if !list.items.is_empty() && !matches!(found, Value::List(_) | Value::Bool(_)) =>
            {
                Some(is_among(context, Likeness::Equal, &list.items, found)?)
            }
            (whole, part) => match (whole.as_str(), part.as_str()) {
                (Some(whole), Some(part)) => Some(whole.contains(part)),
                _ => None,
            },
        })
    }

    fn intersects(&self, context: &mut Context<'_>, found: &Value) -> Result<bool, Failure> {
        let (Value::List(list), Value::List(found)) = (&self.value, found) else {
            return Ok(false);
        };
        for item in &found.items {
            // Go compares no lists and no maps.
            if list.items.iter().any(|other| matches!(other, Value::List(_) | Value::Map(_))) {
                return Err(Failure::new("lists and maps are no elements of a set"));
            }
            if is_among(context, Likeness::Same, &list.items, item)? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The order of two values of one kind.
fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Bool(left), Value::Bool(right)) => Some(left.cmp(right)),
        (Value::Time(left), Value::Time(right)) => Some(left.timestamp().cmp(&right.timestamp())),
        (Value::Int(left), Value::Int(right)) => Some(left.cmp(right)),
        (left, right) => match (left.as_str(), right.as_str()) {
            (Some(left), Some(right)) => Some(left.cmp(right)),
            (None, None) if is_number(left) && is_number(right) => {
                float(left).ok()?.partial_cmp(&float(right).ok()?)
            }
            _ => None,
        },
    }
}

fn is_number(value: &Value) -> bool {
    match value {
        Value::Int(_) | Value::Float(_) | Value::Duration(_) => true,
        Value::Object(object) => object.number().is_some(),
        _ => false,
    }
}
