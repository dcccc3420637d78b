//! Filters of values. Those of the engine that can make much of little have a bound: `replace`, `join` and `indent`
//! give what they give in the engine, or an error if that is too long.

use std::borrow::Cow;

use tera::{Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::budget::check_filtered;

/// The widest indentation that the engine makes, in characters.
const MAX_INDENTATION: usize = 1000;

/// Puts the bounded filters in place of the engine's own.
pub(super) fn register(tera: &mut Tera) {
    tera.register_filter("replace", replace);
    tera.register_filter("join", join);
    tera.register_filter("indent", indent);
}

/// A parameter by its name: `rel.java` is `java` in `rel`, and case does not count. What the table does not have may be
/// in the one that is given as `or`; nothing if neither has it.
pub(super) fn parameter(table: Value, arguments: Kwargs, _: &State<'_>) -> TeraResult<Value> {
    let name = arguments.must_get::<&str>("name")?;
    let other = arguments.get::<Value>("or")?;
    let found = named(&table, name).or_else(|| named(other.as_ref()?, name));
    Ok(found.cloned().unwrap_or_else(|| Value::from("")))
}

fn named<'v>(table: &'v Value, name: &str) -> Option<&'v Value> {
    let is_named = |key: &str| key.eq_ignore_ascii_case(name);
    let entries = table.as_map()?;
    let whole = entries.iter().find(|(key, _)| key.as_str().is_some_and(is_named));
    let whole = whole.map(|(_, value)| value).filter(|value| !value.is_none());
    whole.or_else(|| {
        let (first, rest) = name.split_once('.')?;
        named(named(table, first)?, rest)
    })
}

/// Text with its safety: two texts together are safe if one of them is, and the other is escaped.
struct Mixed<'a> {
    parts: Vec<Cow<'a, str>>,
    is_safe: bool,
}

impl<'a> Mixed<'a> {
    fn new(texts: &'a [&'a StringInput<'a>], state: &State<'_>) -> TeraResult<Self> {
        let is_safe = state.autoescaping_enabled() && texts.iter().any(|text| text.is_safe());
        let part = |text: &&'a StringInput<'a>| match is_safe {
            true => text.rendered(state),
            false => Ok(Cow::Borrowed(text.as_str())),
        };
        Ok(Self { parts: texts.iter().map(part).collect::<TeraResult<_>>()?, is_safe })
    }
}

fn value(text: String, is_safe: bool) -> Value {
    if is_safe { Value::safe_string(&text) } else { Value::from(text) }
}

fn replace(text: StringInput<'_>, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let from = arguments.must_get::<&str>("from")?;
    let to = arguments.must_get::<StringInput<'_>>("to")?;
    let both = [&text, &to];
    let Mixed { parts, is_safe } = Mixed::new(&both, state)?;
    let (text, to) = (&parts[0], &parts[1]);
    let added = text.matches(from).count().saturating_mul(to.len());
    check_filtered(text.len().saturating_add(added))?;
    Ok(value(text.replace(from, to), is_safe))
}

fn join(items: &[Value], arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let separator = arguments.get::<StringInput<'_>>("sep")?;
    let is_safe = |item: &Value| item.is_string() && item.is_safe();
    let is_safe = state.autoescaping_enabled()
        && (items.iter().any(is_safe) || separator.as_ref().is_some_and(StringInput::is_safe));
    let separator = match &separator {
        Some(separator) if is_safe => separator.rendered(state)?,
        Some(separator) => Cow::Borrowed(separator.as_str()),
        None => Cow::Borrowed(""),
    };
    let mut joined = String::new();
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            joined.push_str(&separator);
        }
        match item {
            item if is_safe && item.is_undefined() => {}
            item if is_safe => joined.push_str(&state.escape_if_needed(item)?),
            item => joined.push_str(&item.to_string()),
        }
        check_filtered(joined.len())?;
    }
    Ok(value(joined, is_safe))
}

fn indent(text: StringInput<'_>, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let width = arguments.get::<usize>("width")?.unwrap_or(4).min(MAX_INDENTATION);
    let is_first = arguments.get::<bool>("first")?.unwrap_or(false);
    let is_blank = arguments.get::<bool>("blank")?.unwrap_or(false);
    let blank = Value::from(" ");
    let character = arguments.get::<Value>("indentation")?.unwrap_or(blank);
    let character = <StringInput<'_> as tera::ArgFromValue<'_>>::from_value(&character)?;
    if character.as_str().chars().count() != 1 {
        let message = "the `indentation` argument must contain exactly one character";
        return Err(tera::Error::message(message));
    }
    let both = [&text, &character];
    let Mixed { parts, is_safe } = Mixed::new(&both, state)?;
    let (text, indentation) = (&parts[0], parts[1].repeat(width));
    let added = text.lines().count().saturating_mul(indentation.len());
    check_filtered(text.len().saturating_add(added))?;
    let mut indented = String::with_capacity(text.len() + added);
    for (number, line) in text.lines().enumerate() {
        let is_indented = if number == 0 { is_first } else { is_blank || !line.is_empty() };
        indented.push_str(if number == 0 { "" } else { "\n" });
        indented.push_str(if is_indented { &indentation } else { "" });
        indented.push_str(line);
    }
    indented.push_str(if text.ends_with('\n') { "\n" } else { "" });
    Ok(value(indented, is_safe))
}
