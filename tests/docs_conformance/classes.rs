//! Differences from Hugo's pages that are meant, each with its reason. One without a difference is an error:
//! its reason is gone.

use std::collections::BTreeMap;

use serde_json::Value;

/// A measure in which a page is not Hugo's.
pub struct Difference {
    pub page: String,
    pub measure: String,
    pub ours: Value,
    pub hugos: Value,
}

/// A kind of difference, and why ours is right.
pub struct Class {
    pub name: &'static str,
    pub reason: &'static str,
    pub holds: fn(&Difference) -> bool,
}

pub const CLASSES: &[Class] = &[
    Class {
        name: "the address that a page has",
        reason: "The author named a page without the slash at the end, or by an address that it had once. \
                 The server would redirect; our link leads there at once.",
        holds: |own| {
            own.measure == "links"
                && rest(own).is_some_and(|(ours, hugos)| is_repaired(&ours, &hugos))
        },
    },
    Class {
        name: "a glossary on its own page",
        reason: "Hugo's templates write the terms outside of the content that was measured.",
        holds: |own| own.page == "docs/reference/glossary/index.html",
    },
];

/// The entries of two lists that only one of them has.
fn rest(own: &Difference) -> Option<(Vec<String>, Vec<String>)> {
    let (ours, hugos) = (own.ours.as_array()?, own.hugos.as_array()?);
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    ours.iter().filter_map(Value::as_str).for_each(|one| *counts.entry(one).or_default() += 1);
    hugos.iter().filter_map(Value::as_str).for_each(|one| *counts.entry(one).or_default() -= 1);
    let of = |sign: i64| {
        let left = counts.iter().filter(move |(_, count)| **count * sign > 0);
        left.map(|(one, _)| (*one).to_owned()).collect()
    };
    Some((of(1), of(-1)))
}

/// Whether each address of ours is one of Hugo's with a slash.
fn is_repaired(ours: &[String], hugos: &[String]) -> bool {
    let slashed = |address: &String| {
        let (path, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
        format!("{path}/{fragment}")
    };
    !hugos.is_empty() && hugos.iter().map(slashed).collect::<Vec<_>>() == ours
}
