//! Values in scripts.

use crate::go::host::Host;
use crate::go::print;
use crate::go::value::{Safe, Value};

/// A value as an expression.
pub(super) fn value(host: &dyn Host, value: &Value) -> String {
    if let Value::Safe(Safe::Js, text) = value {
        return text.to_string();
    }
    let mut text = String::new();
    match value {
        Value::Safe(Safe::JsString, string) => {
            text.push('"');
            text.push_str(string);
            text.push('"');
        }
        _ => json(host, value, &mut text),
    }
    // Words and numbers must not run into those of the script.
    let joins = |c: Option<char>| c.is_some_and(|c| c == '$' || c == '_' || c.is_alphanumeric());
    if joins(text.chars().next()) || joins(text.chars().last()) {
        return format!(" {text} ");
    }
    text
}

/// A value as JSON with the escapes that scripts in HTML need.
fn json(host: &dyn Host, value: &Value, out: &mut String) {
    match value {
        Value::Nil => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Int(value) => out.push_str(&value.to_string()),
        Value::Float(value) => out.push_str(&number(*value)),
        Value::String(text) | Value::Safe(_, text) => json_string(text, out),
        Value::Time(time) => json_string(&rfc3339(time), out),
        Value::List(list) => {
            out.push('[');
            for (index, item) in list.items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                json(host, item, out);
            }
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (index, (key, item)) in map.entries.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                json_string(key, out);
                out.push(':');
                json(host, item, out);
            }
            out.push('}');
        }
        _ => json_string(&print::display(host, value), out),
    }
}

/// A moment as JSON has it: `2006-01-02T15:04:05.999999999Z07:00`.
pub(super) fn rfc3339(time: &jiff::Zoned) -> String {
    let mut text = time.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let nanoseconds = time.subsec_nanosecond();
    if nanoseconds != 0 {
        text.push('.');
        text.push_str(format!("{nanoseconds:09}").trim_end_matches('0'));
    }
    if time.offset().seconds() == 0 {
        return text + "Z";
    }
    text + &time.strftime("%:z").to_string()
}

fn number(value: f64) -> String {
    let is_plain = value == 0.0 || (1e-6..1e21).contains(&value.abs());
    if is_plain {
        return format!("{value}");
    }
    let text = print::with_go_exponent(&format!("{value:e}"));
    // JSON drops the zero of a negative exponent with one digit.
    match text.split_once("e-0") {
        Some((mantissa, digit)) if !digit.is_empty() => format!("{mantissa}e-{digit}"),
        _ => text,
    }
}

fn json_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..=' ' if c != ' ' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => out.push(c),
        }
    }
    out.push('"');
}

/// The text of a string.
pub(super) fn string(text: &str) -> String {
    replaced(text, |c| if c == '\\' { Some("\\\\") } else { string_sign(c) })
}

/// The text of a string whose escapes stay.
pub(super) fn string_normalized(text: &str) -> String {
    replaced(text, string_sign)
}

/// The text of a template literal.
pub(super) fn template(text: &str) -> String {
    replaced(text, |c| match c {
        '\\' => Some("\\\\"),
        '$' => Some("\\u0024"),
        '{' => Some("\\u007b"),
        '}' => Some("\\u007d"),
        c => string_sign(c),
    })
}

fn string_sign(c: char) -> Option<&'static str> {
    match c {
        '/' => Some("\\/"),
        c => shared_sign(c),
    }
}

fn shared_sign(c: char) -> Option<&'static str> {
    Some(match c {
        '\0' => "\\u0000",
        '\t' => "\\t",
        '\n' => "\\n",
        '\u{b}' => "\\u000b",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '"' => "\\u0022",
        '`' => "\\u0060",
        '&' => "\\u0026",
        '\'' => "\\u0027",
        '+' => "\\u002b",
        '<' => "\\u003c",
        '>' => "\\u003e",
        '\u{2028}' => "\\u2028",
        '\u{2029}' => "\\u2029",
        _ => return None,
    })
}

/// The text of a regular expression: all of it means itself.
pub(super) fn regex(text: &str) -> String {
    if text.is_empty() {
        return "(?:)".to_owned();
    }
    replaced(text, |c| {
        Some(match c {
            '$' => "\\$",
            '(' => "\\(",
            ')' => "\\)",
            '*' => "\\*",
            '-' => "\\-",
            '.' => "\\.",
            '/' => "\\/",
            '?' => "\\?",
            '[' => "\\[",
            '\\' => "\\\\",
            ']' => "\\]",
            '^' => "\\^",
            '{' => "\\{",
            '|' => "\\|",
            '}' => "\\}",
            '`' => return None,
            c => return shared_sign(c),
        })
    })
}

fn replaced(text: &str, of: impl Fn(char) -> Option<&'static str>) -> String {
    super::html::replaced(text, of)
}
