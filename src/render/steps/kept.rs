//! Which templates and components does the engine make as text in memory, and not at once as part of the page?
//!
//! What is written at once is bounded by the size of a page. What a `set` block, a filter section, the body of a
//! component or an expression keeps is not, so its size has to be counted, through all templates and components
//! that are called in such a place.

use std::collections::BTreeSet;

use super::expression::called_components;
use super::tags::{Part, PartKind, parts};

/// Names of templates and components whose output is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::render) struct KeptOutput {
    pub(super) templates: BTreeSet<String>,
    pub(super) components: BTreeSet<String>,
}

/// Something that is called by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Name<'a> {
    Template(&'a str),
    Component(&'a str),
}

/// A call, and what it stands in; nothing if its output is kept in any case.
struct Call<'a> {
    callee: Name<'a>,
    caller: Option<Name<'a>>,
}

impl KeptOutput {
    /// Of all templates, by name.
    pub(in crate::render) fn of<'a>(templates: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let calls: Vec<Call<'a>> = templates.flat_map(|(name, text)| calls(name, text)).collect();
        let mut kept = BTreeSet::new();
        loop {
            let before = kept.len();
            let is_kept = |call: &&Call<'a>| call.caller.is_none_or(|name| kept.contains(&name));
            let more: Vec<Name<'a>> =
                calls.iter().filter(is_kept).map(|call| call.callee).collect();
            kept.extend(more);
            if kept.len() == before {
                break;
            }
        }
        let mut named = Self::default();
        for name in kept {
            match name {
                Name::Template(name) => named.templates.insert(name.to_owned()),
                Name::Component(name) => named.components.insert(name.to_owned()),
            };
        }
        named
    }
}

/// The calls in a template.
fn calls<'a>(name: &'a str, text: &'a str) -> Vec<Call<'a>> {
    let mut found = Vec::new();
    let mut component = None;
    let mut captures = 0_usize;
    for part in parts(text) {
        let (_, inside) = if part.kind == PartKind::Text { (0, "") } else { part.inside() };
        let caller =
            (captures == 0).then(|| component.map_or(Name::Template(name), Name::Component));
        let mut call = |callee, caller| found.push(Call { callee, caller });
        match part.kind {
            PartKind::Text => {}
            PartKind::Print => {
                let is_direct = inside.trim_start().starts_with('<');
                for (number, callee) in called_components(inside).enumerate() {
                    call(Name::Component(callee), caller.filter(|_| is_direct && number == 0));
                }
            }
            PartKind::Statement("component") => component = second_word(inside),
            PartKind::Statement("endcomponent") => component = None,
            PartKind::Statement("include") => {
                if let Some(callee) = quoted(inside) {
                    call(Name::Template(callee), caller);
                }
            }
            PartKind::Statement(word) => {
                for (number, callee) in called_components(inside).enumerate() {
                    call(Name::Component(callee), caller.filter(|_| word == "<" && number == 0));
                }
                captures = captures.saturating_add_signed(captures_change(&part));
            }
        }
    }
    found
}

/// By how many captures a statement is deeper in than what stands before it.
pub(super) fn captures_change(part: &Part<'_>) -> isize {
    match part.kind {
        PartKind::Statement("set" | "set_global") if !has_value(part) => 1,
        PartKind::Statement("filter" | "<") => 1,
        PartKind::Statement("endset" | "endfilter" | "</") => -1,
        _ => 0,
    }
}

/// Whether a `set` has its value in itself, and not between itself and an `endset`.
pub(super) fn has_value(part: &Part<'_>) -> bool {
    let inside = part.inside().1;
    let end = inside.find('|').unwrap_or(inside.len());
    inside[..end].contains('=')
}

/// The name behind the first word of a tag.
pub(super) fn second_word(inside: &str) -> Option<&str> {
    let name = inside.split_whitespace().nth(1)?;
    Some(name.split('(').next().unwrap_or(name))
}

/// The first quoted text in a tag.
pub(super) fn quoted(inside: &str) -> Option<&str> {
    let start = inside.find(['"', '\'', '`'])?;
    let quote = inside[start..].chars().next()?;
    inside[start + 1..].split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(templates: &[(&str, &str)]) -> (Vec<String>, Vec<String>) {
        let kept = KeptOutput::of(templates.iter().copied());
        (kept.templates.into_iter().collect(), kept.components.into_iter().collect())
    }

    #[test]
    fn what_is_written_at_once_is_not_kept() {
        let page =
            "{{ <a /> }}{% include \"b.html\" %}{% for x in y %}{{ <c x={x} /> }}{% endfor %}";
        assert_eq!(kept(&[("page.html", page)]), (vec![], vec![]));
    }

    #[test]
    fn calls_in_captures_and_expressions_are_kept() {
        let page = "{% set x %}{{ <a /> }}{% include \"b.html\" %}{% endset %}{{ f(x=<c />) }}{% set y = <d /> %}\
                    {% <e> %}{{ <f /> }}{% </e> %}{{ <g /> }}";
        let names =
            |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            kept(&[("page.html", page)]),
            (names(&["b.html"]), names(&["a", "c", "d", "f"]))
        );
    }

    #[test]
    fn what_is_kept_keeps_what_it_calls() {
        let templates = [
            ("page.html", "{% filter upper %}{% include \"a.html\" %}{% endfilter %}"),
            ("a.html", "{{ <b /> }}"),
            ("parts.html", "{% component b() %}{{ <c /> }}{% endcomponent b %}"),
        ];
        let (templates, components) = kept(&templates);
        assert_eq!(templates, ["a.html"]);
        assert_eq!(components, ["b", "c"]);
    }
}
