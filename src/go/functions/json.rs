//! Values as JSON, as Go's `encoding/json` writes them.

use std::sync::Arc;

use super::argument::collection;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::layout;
use crate::go::print;
use crate::go::value::Value;

/// How JSON is written.
#[derive(Debug)]
pub(super) struct Style {
    pub prefix: Arc<str>,
    pub indent: Arc<str>,
    /// Whether `<`, `>` and `&` become escapes.
    pub escapes_html: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { prefix: "".into(), indent: "".into(), escapes_html: true }
    }
}

/// Lists in lists, as deep as JSON is written.
const DEEPEST: usize = 200;

/// Writes a value.
pub(super) fn write(
    context: &mut Context<'_>,
    value: &Value,
    style: &Style,
) -> Result<String, Failure> {
    let mut writer =
        Writer { style, text: String::new(), depth: 0, largest: context.budget.largest };
    writer.value(context, value)?;
    Ok(writer.text)
}

struct Writer<'s> {
    style: &'s Style,
    text: String,
    depth: usize,
    largest: usize,
}

impl Writer<'_> {
    fn value(&mut self, context: &mut Context<'_>, value: &Value) -> Result<(), Failure> {
        context.budget.steps(1)?;
        if self.text.len() > self.largest {
            return Err(Failure::budget("`jsonify` makes more text than a value may have"));
        }
        match value {
            Value::Nil => self.text.push_str("null"),
            Value::Bool(value) => self.text.push_str(if *value { "true" } else { "false" }),
            Value::Int(number) | Value::Duration(number) => self.text.push_str(&number.to_string()),
            Value::Float(number) => self.text.push_str(&float(*number)?),
            Value::String(text) | Value::Safe(_, text) => self.string(text),
            Value::Time(time) => {
                self.string(&layout::format(time, "2006-01-02T15:04:05.999999999Z07:00"))
            }
            Value::List(list) => {
                self.sequence('[', ']', context, list.items.iter().map(|item| (None, item)))?;
            }
            Value::Map(map) => {
                let entries = map.entries.iter().map(|(key, value)| (Some(&**key), value));
                self.sequence('{', '}', context, entries)?;
            }
            Value::Object(object) => match (object.number(), collection(context, value)) {
                (Some(number), _) => self.text.push_str(&number.to_string()),
                (None, made @ (Value::List(_) | Value::Map(_))) => self.value(context, &made)?,
                _ => {
                    let fields = fields(object.type_name());
                    let found: Vec<(&str, Value)> = fields
                        .iter()
                        .filter_map(|name| Some((*name, object.member(name, &[])?.ok()?)))
                        .collect();
                    let entries = found.iter().map(|(name, value)| (Some(*name), value));
                    self.sequence('{', '}', context, entries)?;
                }
            },
            Value::Handle(handle) => match context.host.collection(*handle) {
                Some(made) => self.value(context, &made)?,
                None => {
                    return Err(Failure::new(format!(
                        "`{}` cannot be written as JSON",
                        handle.kind
                    )));
                }
            },
        }
        Ok(())
    }

    fn sequence<'v>(
        &mut self,
        open: char,
        close: char,
        context: &mut Context<'_>,
        entries: impl Iterator<Item = (Option<&'v str>, &'v Value)>,
    ) -> Result<(), Failure> {
        if self.depth >= DEEPEST {
            return Err(Failure::new("the value is too deep for JSON"));
        }
        self.text.push(open);
        self.depth += 1;
        let mut is_empty = true;
        for (key, value) in entries {
            if !is_empty {
                self.text.push(',');
            }
            is_empty = false;
            self.line();
            if let Some(key) = key {
                self.string(key);
                self.text.push_str(if self.is_indented() { ": " } else { ":" });
            }
            self.value(context, value)?;
        }
        self.depth -= 1;
        if !is_empty {
            self.line();
        }
        self.text.push(close);
        Ok(())
    }

    fn is_indented(&self) -> bool {
        !self.style.prefix.is_empty() || !self.style.indent.is_empty()
    }

    fn line(&mut self) {
        if self.is_indented() {
            self.text.push('\n');
            self.text.push_str(&self.style.prefix);
            for _ in 0..self.depth {
                self.text.push_str(&self.style.indent);
            }
        }
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.text.push_str("\\\""),
                '\\' => self.text.push_str("\\\\"),
                '\n' => self.text.push_str("\\n"),
                '\r' => self.text.push_str("\\r"),
                '\t' => self.text.push_str("\\t"),
                '\u{8}' => self.text.push_str("\\b"),
                '\u{c}' => self.text.push_str("\\f"),
                '<' | '>' | '&' if self.style.escapes_html => self.escape(c),
                '\0'..='\u{1f}' | '\u{2028}' | '\u{2029}' => self.escape(c),
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    fn escape(&mut self, c: char) {
        self.text.push_str(&format!("\\u{:04x}", u32::from(c)));
    }
}

/// The fields of what is a struct in Go.
fn fields(type_name: &str) -> &'static [&'static str] {
    match type_name {
        "types.KeyValues" => &["Key", "Values"],
        "*url.URL" => &[
            "Scheme",
            "Opaque",
            "User",
            "Host",
            "Path",
            "Fragment",
            "RawQuery",
            "RawPath",
            "RawFragment",
            "ForceQuery",
            "OmitHost",
        ],
        "paths.DirFile" => &["Dir", "File"],
        _ => &[],
    }
}

/// A number without an exponent, unless it is very large or small.
fn float(number: f64) -> Result<String, Failure> {
    if !number.is_finite() {
        return Err(Failure::new("JSON has no such number"));
    }
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        // `1e-07` is `1e-7` in JSON.
        return Ok(print::float(number).replace("e-0", "e-"));
    }
    Ok(number.to_string())
}
