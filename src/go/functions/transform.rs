//! The namespace `transform`, as far as it needs no page, and `debug`.

use super::argument::text;
use super::data;
use super::entities;
use super::entry::{Entry, entry};
use super::json::{self, Style};
use super::written_data;
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::host::Display;
use crate::go::plain;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("debug.Dump", &[], 1, Some(1), dump),
    entry("debug.VisualizeSpaces", &[], 1, Some(1), visualize_spaces),
    entry("html", &[], 0, None, html),
    entry("transform.CanHighlight", &[], 1, Some(1), can_highlight),
    entry("transform.HTMLEscape", &["htmlEscape"], 1, Some(1), |_, given| {
        Ok(escape_html(&text(&given[0])?).into())
    }),
    entry("transform.HTMLUnescape", &["htmlUnescape"], 1, Some(1), |_, given| {
        Ok(entities::unescape(&text(&given[0])?).into())
    }),
    entry("transform.Highlight", &["highlight"], 2, Some(3), highlight),
    entry("transform.Markdownify", &["markdownify"], 1, Some(1), markdownify),
    entry("transform.Plainify", &["plainify"], 1, Some(1), plainify),
    entry("transform.Remarshal", &[], 2, Some(2), remarshal),
    entry("transform.XMLEscape", &[], 1, Some(1), xml_escape),
];

/// Text for HTML, as Go's `html.EscapeString` writes it.
pub(super) fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Arguments as `print` writes them, but nil as actions write it.
pub(super) fn printable(context: &Context<'_>, arguments: &[Value]) -> String {
    let shown =
        |value: &Value| if value.is_nil() { Value::from("<no value>") } else { value.clone() };
    crate::go::print::sprint(context.host, &arguments.iter().map(shown).collect::<Vec<_>>())
}

/// Go's own `html`: all arguments as `print` writes them, escaped.
fn html(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let escaped = escape_html(&printable(context, arguments));
    context.budget.bytes(escaped.len())?;
    Ok(escaped.into())
}

fn xml_escape(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let mut escaped = String::new();
    for c in text(&arguments[0])?.chars() {
        match c {
            '\n' => escaped.push_str("&#xA;"),
            '\t' => escaped.push_str("&#x9;"),
            '\r' => escaped.push_str("&#xD;"),
            // XML has no such characters.
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => escaped.push_str(&escape_html(c.encode_utf8(&mut [0; 4]))),
        }
    }
    Ok(escaped.into())
}

fn plainify(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let text = text(&arguments[0])?;
    context.budget.bytes(text.len())?;
    Ok(Value::html(plain::plainify(&text)))
}

fn markdownify(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let made = context.host.markdown(&text(&arguments[0])?, Display::Inline)?;
    context.budget.bytes(made.len())?;
    Ok(Value::html(made))
}

fn highlight(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let options = arguments.get(2).unwrap_or(&Value::Nil);
    let made = context.host.highlight(&text(&arguments[0])?, &text(&arguments[1])?, options)?;
    context.budget.bytes(made.len())?;
    Ok(Value::html(made))
}

fn can_highlight(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    context.host.function("transform.CanHighlight", arguments).unwrap_or(Ok(false.into()))
}

/// Data in another format.
fn remarshal(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let format = text(&arguments[0])?.to_lowercase();
    let data = match &arguments[1] {
        Value::Nil => return Ok("".into()),
        Value::String(_) | Value::Safe(..) => data::unmarshal(context, &arguments[1..])?,
        Value::List(_) => return Err(Failure::new("only a map can be written in another format")),
        value => value.clone(),
    };
    let written = match format.as_str() {
        "json" => {
            let style = Style { indent: "   ".into(), ..Style::default() };
            json::write(context, &data, &style)? + "\n"
        }
        "yaml" | "yml" => written_data::yaml(context, &data)?,
        "toml" => written_data::toml(context, &data)?,
        _ => return Err(Failure::new(format!("data cannot be written as `{format}`"))),
    };
    context.budget.bytes(written.len())?;
    Ok(written.into())
}

fn dump(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let style = Style { indent: "  ".into(), escapes_html: false, ..Style::default() };
    json::write(context, &arguments[0], &style).map(Value::from)
}

fn visualize_spaces(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let shown = text(&arguments[0])
        .unwrap_or_default()
        .replace(' ', "[SPACE]")
        .replace('\t', "[TAB]")
        .replace('\r', "[CR]")
        .replace('\n', "[NEWLINE]\n");
    Ok(shown.into())
}
