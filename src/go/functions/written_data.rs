//! Data written as YAML and as TOML: `transform.Remarshal`.
//!
//! The forms are those of Hugo 0.168, measured: keys in their order, strings without quotes where YAML needs none.

use std::fmt::Write;

use super::argument::collection;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::layout;
use crate::go::value::Value;

/// Lists in lists, as deep as data is written.
const DEEPEST: usize = 200;

/// Data in its simplest form.
enum Data {
    Null,
    /// A number or a boolean, as both formats write it.
    Plain(String),
    Text(String),
    List(Vec<Data>),
    Map(Vec<(String, Data)>),
}

/// A value as YAML.
pub(super) fn yaml(context: &mut Context<'_>, value: &Value) -> Result<String, Failure> {
    let data = Data::of(context, value, 0)?;
    let mut text = String::new();
    match &data {
        Data::Map(entries) if !entries.is_empty() => yaml_map(&mut text, entries, 0),
        Data::List(items) if !items.is_empty() => yaml_list(&mut text, items, 0),
        other => {
            text.push_str(&yaml_scalar(other, 0));
            text.push('\n');
        }
    }
    Ok(text)
}

/// A map as TOML.
pub(super) fn toml(context: &mut Context<'_>, value: &Value) -> Result<String, Failure> {
    let Data::Map(entries) = Data::of(context, value, 0)? else {
        return Err(Failure::new("only a map can be written as TOML"));
    };
    let mut text = String::new();
    toml_table(&mut text, &entries, &[]);
    Ok(text)
}

impl Data {
    fn of(context: &mut Context<'_>, value: &Value, depth: usize) -> Result<Self, Failure> {
        context.budget.steps(1)?;
        if depth > DEEPEST {
            return Err(Failure::new("the value is too deep to be written"));
        }
        Ok(match value {
            Value::Nil => Self::Null,
            Value::Bool(value) => Self::Plain(value.to_string()),
            Value::Int(number) | Value::Duration(number) => Self::Plain(number.to_string()),
            Value::Float(number) => Self::Plain(number.to_string()),
            Value::String(text) | Value::Safe(_, text) => Self::Text(text.to_string()),
            Value::Time(time) => {
                Self::Plain(layout::format(time, "2006-01-02T15:04:05.999999999Z07:00"))
            }
            Value::List(list) => {
                let items = list.items.iter().map(|item| Self::of(context, item, depth + 1));
                Self::List(items.collect::<Result<_, _>>()?)
            }
            Value::Map(map) => {
                let entries = map.entries.iter().map(|(key, value)| {
                    Ok((key.to_string(), Self::of(context, value, depth + 1)?))
                });
                Self::Map(entries.collect::<Result<_, Failure>>()?)
            }
            Value::Object(_) | Value::Handle(_) => match collection(context, value) {
                made @ (Value::List(_) | Value::Map(_)) => Self::of(context, &made, depth + 1)?,
                _ => return Err(Failure::new("only data can be written")),
            },
        })
    }

    /// Whether it is written in lines of its own.
    fn is_block(&self) -> bool {
        match self {
            Self::List(items) => !items.is_empty(),
            Self::Map(entries) => !entries.is_empty(),
            Self::Null | Self::Plain(_) | Self::Text(_) => false,
        }
    }
}

fn yaml_map(text: &mut String, entries: &[(String, Data)], indent: usize) {
    for (index, (key, value)) in entries.iter().enumerate() {
        // The first stands behind the mark of a list, or at the start.
        if index > 0 {
            push_indent(text, indent);
        }
        text.push_str(&yaml_text(key, indent));
        text.push(':');
        match value {
            Data::Map(inner) if value.is_block() => {
                text.push('\n');
                push_indent(text, indent + 2);
                yaml_map(text, inner, indent + 2);
            }
            Data::List(items) if value.is_block() => {
                text.push('\n');
                push_indent(text, indent);
                yaml_list(text, items, indent);
            }
            other => {
                let _ = writeln!(text, " {}", yaml_scalar(other, indent + 2));
            }
        }
    }
}

fn yaml_list(text: &mut String, items: &[Data], indent: usize) {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            push_indent(text, indent);
        }
        text.push_str("- ");
        match item {
            Data::Map(entries) if item.is_block() => yaml_map(text, entries, indent + 2),
            Data::List(items) if item.is_block() => yaml_list(text, items, indent + 2),
            other => {
                let _ = writeln!(text, "{}", yaml_scalar(other, indent + 2));
            }
        }
    }
}

fn push_indent(text: &mut String, indent: usize) {
    text.extend(std::iter::repeat_n(' ', indent));
}

fn yaml_scalar(data: &Data, indent: usize) -> String {
    match data {
        Data::Null => "null".to_owned(),
        Data::Plain(plain) => plain.clone(),
        Data::Text(text) => yaml_text(text, indent),
        Data::List(_) => "[]".to_owned(),
        Data::Map(_) => "{}".to_owned(),
    }
}

fn yaml_text(text: &str, indent: usize) -> String {
    if text.contains('\n') {
        let mark = if text.ends_with('\n') { "|" } else { "|-" };
        let lines = text.lines().map(|line| format!("\n{}{line}", " ".repeat(indent)));
        return format!("{mark}{}", lines.collect::<String>());
    }
    if is_plain_in_yaml(text) {
        return text.to_owned();
    }
    format!("'{}'", text.replace('\'', "''"))
}

/// Whether a text is a text in YAML without quotes.
fn is_plain_in_yaml(text: &str) -> bool {
    const WORDS: &[&str] = &["true", "false", "null", "~", "yes", "no", "on", "off", "y", "n"];
    const MARKS: &[char] =
        &['@', '*', '&', '!', '%', '`', '{', '}', '[', ']', '>', '|', '#', '\'', '"', ','];
    !(text.is_empty()
        || text != text.trim()
        || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
        || text.starts_with(MARKS)
        || text == "-"
        || text.starts_with("- ")
        || text.contains([':', '#']) && (text.contains(": ") || text.contains(" #"))
        || text.ends_with(':')
        || text.contains('\\')
        || is_number_in_yaml(text))
}

/// Whether readers of YAML may take a text for a number, a date or a time of day.
fn is_number_in_yaml(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let begins = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let has_digit = digits.contains(|c: char| c.is_ascii_digit());
    let consists_of =
        |others: &[char]| digits.chars().all(|c| c.is_ascii_digit() || others.contains(&c));
    let of_base = |prefix: &str| {
        let rest = digits.strip_prefix(prefix);
        rest.is_some_and(|rest| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_hexdigit()))
    };
    begins && has_digit && (consists_of(&['_', '.']) || consists_of(&[':', '-', '.']))
        || ["0x", "0o", "0b"].into_iter().any(of_base)
}

/// Values first, and then tables, each deeper by two blanks than the one around it.
fn toml_table(text: &mut String, entries: &[(String, Data)], above: &[&str]) {
    let indent = above.len() * 2;
    let (tables, values): (Vec<_>, Vec<_>) =
        entries.iter().partition(|(_, value)| matches!(value, Data::Map(_)) || is_tables(value));
    let mut has_values = false;
    for (key, value) in &values {
        if let Some(written) = toml_value(value) {
            push_indent(text, indent);
            let _ = writeln!(text, "{} = {written}", toml_key(key));
            has_values = true;
        }
    }
    let mut is_first = true;
    for (key, value) in &tables {
        let path = [above, &[key.as_str()]].concat();
        let list = match value {
            Data::List(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for table in list {
            if !is_first || has_values {
                text.push('\n');
            }
            is_first = false;
            toml_header(text, &path, matches!(value, Data::List(_)));
            if let Data::Map(inner) = table
                && !inner.is_empty()
            {
                text.push('\n');
                toml_table(text, inner, &path);
            }
        }
    }
    if above.is_empty() && !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

fn toml_header(text: &mut String, path: &[&str], is_of_list: bool) {
    let keys: Vec<String> = path.iter().map(|key| toml_key(key)).collect();
    let (open, close) = if is_of_list { ("[[", "]]") } else { ("[", "]") };
    push_indent(text, (path.len() - 1) * 2);
    let _ = write!(text, "{open}{}{close}", keys.join("."));
}

/// A list of nothing but tables.
fn is_tables(data: &Data) -> bool {
    match data {
        Data::List(items) => {
            !items.is_empty() && items.iter().all(|item| matches!(item, Data::Map(_)))
        }
        _ => false,
    }
}

/// A value in a line; there is no null.
fn toml_value(data: &Data) -> Option<String> {
    Some(match data {
        Data::Null => return None,
        Data::Plain(plain) => plain.clone(),
        Data::Text(text) => toml_text(text),
        Data::List(items) => {
            format!("[{}]", items.iter().filter_map(toml_value).collect::<Vec<_>>().join(", "))
        }
        Data::Map(entries) => {
            let pairs = entries.iter().filter_map(|(key, value)| {
                Some(format!("{} = {}", toml_key(key), toml_value(value)?))
            });
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    })
}

fn toml_key(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { toml_text(key) }
}

/// Between single quotes, unless something in it needs an escape.
fn toml_text(text: &str) -> String {
    if !text.contains(|c: char| c == '\'' || c.is_control()) {
        return format!("'{text}'");
    }
    let mut written = String::from('"');
    for c in text.chars() {
        match c {
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(written, "\\u{:04X}", u32::from(c));
            }
            c => written.push(c),
        }
    }
    written.push('"');
    written
}
