//! The namespace `collections`: parts of lists, and lists of numbers, pairs and queries.

use std::sync::Arc;

use super::argument::{collection, integer, list, no_cast, text};
use super::entry::{Entry, entry};
use super::url::encode_query;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::print;
use crate::go::value::{Element, List, Object, Outcome, Value};

/// What takes and what counts.
pub const TABLE: &[Entry] = &[
    entry("collections.After", &["after"], 2, Some(2), after),
    entry("collections.D", &[], 3, Some(3), sample),
    entry("collections.First", &["first"], 2, Some(2), first),
    entry("collections.KeyVals", &["keyVals"], 1, None, key_values),
    entry("collections.Last", &["last"], 2, Some(2), last),
    entry("collections.Querify", &["querify"], 0, None, querify),
    entry("collections.Reverse", &[], 1, Some(1), reverse),
    entry("collections.Seq", &["seq"], 1, Some(3), sequence),
    entry("collections.Shuffle", &["shuffle"], 1, Some(1), shuffle),
];

/// From which place to which an argument is cut.
type Cut = fn(usize, usize) -> std::ops::Range<usize>;

fn first(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    cut(context, arguments, |count, length| 0..count.min(length))
}

fn last(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    cut(context, arguments, |count, length| length.saturating_sub(count)..length)
}

fn after(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    cut(context, arguments, |count, length| count.min(length)..length)
}

/// Cuts a list by its elements or a string by its bytes.
fn cut(context: &mut Context<'_>, arguments: &[Value], range: Cut) -> Outcome {
    let [count, from] = arguments else { unreachable!("two arguments") };
    if count.is_nil() || from.is_nil() {
        return Err(Failure::new("a count and a list are needed, and one of them is nil"));
    }
    let count = usize::try_from(integer(count)?).map_err(|_| Failure::new("a count below zero"))?;
    if let Some(text) = from.as_str() {
        let part = &text.as_bytes()[range(count, text.len())];
        let part = String::from_utf8_lossy(part).into_owned();
        return Ok(match from {
            Value::Safe(place, _) => Value::Safe(*place, part.into()),
            _ => part.into(),
        });
    }
    let list = list(context, from).ok_or_else(|| no_cast(from, "list"))?;
    let part = list.items[range(count, list.items.len())].to_vec();
    context.budget.steps(part.len())?;
    Ok(Value::list_of(list.element, part))
}

fn reverse(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let list = match &arguments[0] {
        Value::Nil => return Ok(Value::Nil),
        value => list(context, value).ok_or_else(|| no_cast(value, "list"))?,
    };
    context.budget.steps(list.items.len())?;
    Ok(Value::list_of(list.element, list.items.iter().rev().cloned().collect()))
}

/// The longest list of numbers in Hugo.
const LONGEST_SEQUENCE: i64 = 1_000_000;

/// `last`, `first last`, `first step last`
fn sequence(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let numbers = arguments.iter().map(integer).collect::<Result<Vec<_>, _>>()?;
    let (first, step, last) = match numbers[..] {
        [0] => return Ok(Value::list_of(Element::Int, Vec::new())),
        [last] if last > 0 => (1, 1, last),
        [last] => (-1, -1, last),
        [first, last] if last < first => (first, -1, last),
        [first, last] => (first, 1, last),
        [first, step, last] => (first, step, last),
        _ => unreachable!("one to three arguments"),
    };
    if step == 0 || (first < last && step < 0) || (first > last && step > 0) {
        return Err(Failure::new(
            "the step of `seq` does not lead from its first number to its last",
        ));
    }
    let size =
        last.checked_sub(first).and_then(|distance| distance.checked_div(step)?.checked_add(1));
    let size = size.filter(|size| (1..=LONGEST_SEQUENCE).contains(size));
    let size = size.ok_or_else(|| Failure::new("`seq` makes more numbers than a list may have"))?;
    context.budget.steps(usize::try_from(size).unwrap_or(usize::MAX))?;
    let items = (0..size).map(|place| Value::Int(first + place * step)).collect();
    Ok(Value::list_of(Element::Int, items))
}

/// In an order that looks like chance and is the same in each build.
fn shuffle(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let list = list(context, &arguments[0]).ok_or_else(|| no_cast(&arguments[0], "list"))?;
    context.budget.steps(list.items.len())?;
    let mut items = list.items.clone();
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    for place in (1..items.len()).rev() {
        items.swap(place, dice.below(place + 1));
    }
    Ok(Value::list_of(list.element, items))
}

/// So many different numbers below a bound, rising, by a seed: Vitter's method `D`, which is only known by its results.
fn sample(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let seed = integer(&arguments[0])?;
    let [count, bound] = [integer(&arguments[1])?, integer(&arguments[2])?]
        .map(|number| usize::try_from(number).unwrap_or(0));
    if bound > 1_000_000 {
        return Err(Failure::new("`collections.D` takes numbers below a million"));
    }
    context.budget.steps(bound)?;
    let mut dice = Dice(seed.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut missing = count.min(bound);
    let mut chosen = Vec::with_capacity(missing);
    for number in 0..bound {
        if dice.below(bound - number) < missing {
            missing -= 1;
            chosen.push(super::strings::number(number));
        }
    }
    Ok(Value::list_of(Element::Int, chosen))
}

/// Numbers that look like chance: xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound.max(1) as u64).unwrap_or_default()
    }
}

/// Pairs as the query of an address.
fn querify(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let pairs: Vec<Value> = match arguments {
        [] => Vec::new(),
        [only] => match collection(context, only) {
            Value::Map(map) => map
                .entries
                .iter()
                .flat_map(|(key, value)| [Value::String(Arc::clone(key)), value.clone()])
                .collect(),
            Value::List(list) if matches!(list.element, Element::Any | Element::String) => {
                list.items.clone()
            }
            other => return Err(no_cast(&other, "map or list of pairs")),
        },
        several => several.to_vec(),
    };
    if pairs.len() % 2 == 1 {
        return Err(Failure::new("a key of `querify` has no value"));
    }
    let texts = pairs.iter().map(text).collect::<Result<Vec<_>, _>>()?;
    let mut pairs: Vec<(&str, &str)> =
        texts.chunks_exact(2).map(|pair| (&*pair[0], &*pair[1])).collect();
    pairs.sort_by_key(|(key, _)| *key);
    Ok(encode_query(&pairs).into())
}

fn key_values(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    Ok(Value::object(KeyValues {
        key: arguments[0].clone(),
        values: Value::list(arguments[1..].to_vec()),
    }))
}

/// A key and a list of values, for `keyVals`.
#[derive(Debug)]
struct KeyValues {
    key: Value,
    values: Value,
}

impl Object for KeyValues {
    fn type_name(&self) -> &'static str {
        "types.KeyValues"
    }

    fn member(&self, name: &str, _: &[Value]) -> Option<Outcome> {
        match name {
            "Key" => Some(Ok(self.key.clone())),
            "Values" => Some(Ok(self.values.clone())),
            "String" => Some(Ok(self.print().into())),
            _ => None,
        }
    }

    fn print(&self) -> String {
        let host = crate::go::host::NoHost;
        format!("{}: {}", print::display(&host, &self.key), print::display(&host, &self.values))
    }

    fn members(&self) -> &'static [&'static str] {
        &["Key", "Values", "String"]
    }
}

/// The list of a value that may be nil, which is as an empty one.
pub(super) fn list_or_empty(context: &Context<'_>, value: &Value) -> Result<Arc<List>, Failure> {
    match value {
        Value::Nil => Ok(Arc::new(List::new(Element::Any, Vec::new()))),
        value => list(context, value).ok_or_else(|| no_cast(value, "list")),
    }
}
