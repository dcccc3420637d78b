//! Makes values safe for the place in HTML that they stand at, as Go's `html/template` does.
//!
//! [`escaped`] reads a template's text once and notes what each value needs; [`apply`] does it.

mod attribute;
mod css;
mod entities;
mod html;
mod js;
mod place;
mod script;
mod style;
mod text;
mod transition;
mod tree;
mod url;

use crate::go::ast::{Escaper, Template};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::print;
use crate::go::value::{Safe, Value};

use place::REFUSED;

/// Notes what the values of a template need.
///
/// # Errors
/// Where no value may stand, or where the place depends on the branch taken.
pub fn escaped(template: Template) -> Result<Template, Failure> {
    tree::escaped(template)
}

/// The text of a value, made safe by one escaper after another.
///
/// # Errors
/// When the value is larger than the budget allows.
pub fn apply(
    context: &mut Context<'_>,
    escapers: &[Escaper],
    value: &Value,
) -> Result<String, Failure> {
    let Some((first, rest)) = escapers.split_first() else {
        return Ok(text_of(context, value).0);
    };
    let mut text = match first {
        Escaper::JsValue => js::value(context.host, value),
        _ => {
            let (text, safe) = text_of(context, value);
            escape(*first, &text, safe)
        }
    };
    for escaper in rest {
        text = match escaper {
            Escaper::JsValue => js::value(context.host, &Value::string(text)),
            _ => escape(*escaper, &text, None),
        };
        context.budget.bytes(text.len())?;
    }
    Ok(text)
}

/// A value as text, and what it is safe for. Nil is nothing here.
fn text_of(context: &Context<'_>, value: &Value) -> (String, Option<Safe>) {
    match value {
        Value::Nil => (String::new(), None),
        Value::Safe(safe, text) => (text.to_string(), Some(*safe)),
        _ => (print::display(context.host, value), None),
    }
}

fn escape(escaper: Escaper, text: &str, safe: Option<Safe>) -> String {
    let is = |wanted| safe == Some(wanted);
    match escaper {
        Escaper::Html if is(Safe::Html) => text.to_owned(),
        Escaper::Html | Escaper::GoHtml => html::text(text),
        Escaper::RcData if is(Safe::Html) => html::normalized(text),
        Escaper::RcData => html::text(text),
        Escaper::Attribute if is(Safe::Html) => html::normalized(&html::without_tags(text)),
        Escaper::Attribute => html::text(text),
        Escaper::Unquoted if text.is_empty() => REFUSED.to_owned(),
        Escaper::Unquoted if is(Safe::Html) => html::unquoted_normalized(&html::without_tags(text)),
        Escaper::Unquoted => html::unquoted(text),
        Escaper::Name if is(Safe::Attribute) => text.to_owned(),
        Escaper::Name => html::name(text),
        Escaper::Comment => String::new(),
        Escaper::JsValue => String::new(),
        Escaper::JsString if is(Safe::JsString) => js::string_normalized(text),
        Escaper::JsString => js::string(text),
        Escaper::JsTemplate => js::template(text),
        Escaper::JsRegex => js::regex(text),
        Escaper::CssValue if is(Safe::Css) => text.to_owned(),
        Escaper::CssValue => css::value(text),
        Escaper::CssString => css::string(text),
        Escaper::UrlEscape if is(Safe::Url) => url::normalized(text),
        Escaper::UrlEscape => url::escaped(text),
        Escaper::UrlNormalize => url::normalized(text),
        Escaper::UrlFilter if is(Safe::Url) => text.to_owned(),
        Escaper::UrlFilter => url::filtered(text),
        Escaper::Srcset => url::srcset(text, safe),
        Escaper::GoQuery => url::query(text),
    }
}
