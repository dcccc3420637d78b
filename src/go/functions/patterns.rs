//! What `strings` does with regular expressions, and the comparison of two texts.

use std::sync::Arc;

use regex::bytes::{Captures, Regex};

use super::argument::{integer, string, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Element, Outcome, Value};
use crate::go_pattern;

/// The functions of `strings` that take a pattern.
pub const TABLE: &[Entry] = &[
    entry("strings.FindRE", &["findRE"], 2, Some(3), find),
    entry("strings.FindRESubmatch", &["findRESubmatch"], 2, Some(3), find_submatch),
    entry("strings.ReplaceRE", &["replaceRE"], 3, Some(4), replace),
];

/// A pattern of Go, compiled.
pub(super) fn compile(context: &Context<'_>, pattern: &str) -> Result<Regex, Failure> {
    match context.host.patterns() {
        Some(kept) => kept.compile(pattern),
        None => go_pattern::compile(pattern),
    }
    .map_err(|problem| Failure::new(format!("the pattern `{pattern}`: {}", problem.message)))
}

fn limit(argument: Option<&Value>) -> Result<usize, Failure> {
    let limit = argument.map_or(Ok(-1), integer)?;
    Ok(usize::try_from(limit).unwrap_or(usize::MAX))
}

fn owned(bytes: &[u8]) -> Arc<str> {
    String::from_utf8_lossy(bytes).into()
}

fn find(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let regex = compile(context, string(&arguments[0])?)?;
    let whole = text(&arguments[1])?;
    context.budget.steps(whole.len())?;
    let found = regex.find_iter(whole.as_bytes()).take(limit(arguments.get(2))?);
    Ok(Value::strings(found.map(|part| owned(part.as_bytes()))))
}

fn find_submatch(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let regex = compile(context, string(&arguments[0])?)?;
    let whole = text(&arguments[1])?;
    context.budget.steps(whole.len())?;
    let found = regex.captures_iter(whole.as_bytes()).take(limit(arguments.get(2))?);
    let groups = found.map(|groups| {
        Value::strings(
            groups.iter().map(|group| owned(group.map_or(b"", |group| group.as_bytes()))),
        )
    });
    Ok(Value::list_of(Element::Strings, groups.collect()))
}

fn replace(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let regex = compile(context, &text(&arguments[0])?)?;
    let (template, whole) = (text(&arguments[1])?, text(&arguments[2])?);
    let limit = limit(arguments.get(3))?;
    context.budget.steps(whole.len())?;
    let template = Replacement::parse(&template);
    let mut written = Vec::with_capacity(whole.len());
    let mut end = 0;
    for groups in regex.captures_iter(whole.as_bytes()).take(limit) {
        let found = groups.get(0).expect("group 0 is the match");
        written.extend_from_slice(&whole.as_bytes()[end..found.start()]);
        template.expand(&groups, &mut written);
        end = found.end();
        if written.len() > context.budget.largest {
            return Err(Failure::budget(
                "`strings.ReplaceRE` makes more text than a value may have",
            ));
        }
    }
    written.extend_from_slice(&whole.as_bytes()[end..]);
    context.budget.bytes(written.len())?;
    Ok(Value::string(owned(&written)))
}

/// What stands for a match: text, and the names and numbers of groups.
struct Replacement<'t>(Vec<Part<'t>>);

enum Part<'t> {
    Text(&'t str),
    Number(usize),
    Name(&'t str),
}

impl<'t> Replacement<'t> {
    /// Reads `$1`, `${1}`, `$name`, `${name}` and `$$`, as Go's `Regexp.Expand` does.
    fn parse(template: &'t str) -> Self {
        let mut parts = Vec::new();
        let mut rest = template;
        while let Some(at) = rest.find('$') {
            parts.push(Part::Text(&rest[..at]));
            let after = &rest[at + 1..];
            if let Some(after) = after.strip_prefix('$') {
                parts.push(Part::Text("$"));
                rest = after;
            } else if let Some((name, after)) = reference(after) {
                parts.push(match name.parse() {
                    Ok(number) => Part::Number(number),
                    Err(_) => Part::Name(name),
                });
                rest = after;
            } else {
                parts.push(Part::Text("$"));
                rest = after;
            }
        }
        parts.push(Part::Text(rest));
        Self(parts)
    }

    fn expand(&self, groups: &Captures<'_>, written: &mut Vec<u8>) {
        for part in &self.0 {
            let group = match part {
                Part::Text(text) => {
                    written.extend_from_slice(text.as_bytes());
                    continue;
                }
                Part::Number(number) => groups.get(*number),
                Part::Name(name) => groups.name(name),
            };
            written.extend_from_slice(group.map_or(b"", |group| group.as_bytes()));
        }
    }
}

/// The name of a group behind `$`, and what follows it.
fn reference(after: &str) -> Option<(&str, &str)> {
    let (name, braced) = match after.strip_prefix('{') {
        Some(name) => (name, true),
        None => (after, false),
    };
    let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
    let (name, rest) = name.split_at(end);
    let rest = if braced { rest.strip_prefix('}')? } else { rest };
    (!name.is_empty()).then_some((name, rest))
}
