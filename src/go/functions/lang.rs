//! The namespace `lang`: numbers as people write them, and strings of the interface.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::argument::{float, integer, list, no_cast, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::member;
use crate::go::value::{Element, Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("lang.FormatAccounting", &[], 3, Some(3), |context, given| {
        currency(context, "lang.FormatAccounting", given)
    }),
    entry("lang.FormatCurrency", &[], 3, Some(3), |context, given| {
        currency(context, "lang.FormatCurrency", given)
    }),
    entry("lang.FormatNumber", &[], 2, Some(2), number),
    entry("lang.FormatNumberCustom", &[], 2, Some(4), number_custom),
    entry("lang.FormatPercent", &[], 2, Some(2), percent),
    entry("lang.Merge", &[], 2, Some(2), merge),
    entry("lang.Translate", &["T", "i18n"], 1, Some(2), translate),
];

/// The signs of a number.
struct Signs<'s> {
    minus: &'s str,
    point: &'s str,
    group: &'s str,
}

const ENGLISH: Signs<'_> = Signs { minus: "-", point: ".", group: "," };

/// The most digits behind the point: no number has more.
const MOST_DIGITS: i64 = 308;

/// A number with so many digits behind the point; halves are rounded away from zero.
fn written(number: f64, digits: i64, signs: &Signs<'_>) -> String {
    let digits = digits.clamp(-MOST_DIGITS, MOST_DIGITS);
    let scale = 10_f64.powi(i32::try_from(digits).unwrap_or_default());
    let scaled = number * scale;
    let rounded = if scaled.is_finite() { scaled.round() / scale } else { number };
    let plain = match usize::try_from(digits) {
        Ok(digits) => format!("{:.digits$}", rounded.abs()),
        Err(_) => rounded.abs().to_string(),
    };
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut text = if number < 0.0 { signs.minus.to_owned() } else { String::new() };
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place) % 3 == 0 && digits >= 0 {
            text.push_str(signs.group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push_str(signs.point);
        text.push_str(fraction);
    }
    text
}

/// The host may know the language's own form.
fn of_host(context: &Context<'_>, name: &str, arguments: &[Value]) -> Option<Outcome> {
    context.host.function(name, arguments)
}

fn number(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (digits, number) = (integer(&arguments[0])?, float(&arguments[1])?);
    of_host(context, "lang.FormatNumber", arguments)
        .unwrap_or_else(|| Ok(written(number, digits.max(0), &ENGLISH).into()))
}

fn percent(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (digits, number) = (integer(&arguments[0])?, float(&arguments[1])?);
    of_host(context, "lang.FormatPercent", arguments)
        .unwrap_or_else(|| Ok(format!("{}%", written(number, digits.max(0), &ENGLISH)).into()))
}

/// The signs of currencies in English; the others stand as their codes.
const CURRENCIES: &[(&str, &str)] = &[
    ("AUD", "A$"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("ILS", "₪"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("MXN", "MX$"),
    ("NZD", "NZ$"),
    ("PHP", "₱"),
    ("TWD", "NT$"),
    ("USD", "$"),
    ("VND", "₫"),
    ("XAF", "FCFA"),
    ("XCD", "EC$"),
    ("XOF", "CFA"),
    ("XPF", "CFPF"),
];

fn currency(context: &mut Context<'_>, name: &str, arguments: &[Value]) -> Outcome {
    let (digits, number) = (integer(&arguments[0])?, float(&arguments[2])?);
    let code = text(&arguments[1]).unwrap_or_default().to_uppercase();
    if let Some(made) = of_host(context, name, arguments) {
        return made;
    }
    if digits > MOST_DIGITS {
        return Err(Failure::new("no number has so many digits"));
    }
    let sign =
        CURRENCIES.iter().find(|(known, _)| *known == code).map_or(code.as_str(), |(_, sign)| sign);
    Ok(format!("{sign}{}", written(number, digits.max(0), &ENGLISH)).into())
}

/// Digits, number, the signs in one string, what separates the signs in it.
fn number_custom(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (digits, number) = (integer(&arguments[0])?, float(&arguments[1])?);
    if digits < -1 {
        return Err(Failure::new("a number has no fewer digits than none"));
    }
    let Some(signs) = arguments.get(2).map(text).transpose()? else {
        return Ok(written(number, digits, &ENGLISH).into());
    };
    let separator = arguments.get(3).map_or(Ok(" ".into()), text)?;
    let mut signs = signs.split(&*separator);
    let mut next = || signs.next().unwrap_or_default();
    let signs = Signs { minus: next(), point: next(), group: next() };
    Ok(written(number, digits, &signs).into())
}

/// The pages of the last list, and those of the first that are translations of none of them.
fn merge(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let [more, pages] = arguments else { unreachable!("two arguments") };
    let mut merged = pages_of(context, pages)?;
    let mut keys = BTreeSet::new();
    for page in &merged {
        keys.insert(translation_key(context, page)?);
    }
    for page in pages_of(context, more)? {
        if !keys.contains(&translation_key(context, &page)?) {
            merged.push(page);
        }
    }
    let merged = Value::list_of(Element::Page, merged);
    // Hugo puts them into the order of lists.
    let ordered = context.host.function("page.Pages.ByWeight", std::slice::from_ref(&merged));
    ordered.unwrap_or(Ok(merged))
}

fn pages_of(context: &mut Context<'_>, value: &Value) -> Result<Vec<Value>, Failure> {
    let list = list(context, value).ok_or_else(|| no_cast(value, "list of pages"))?;
    context.budget.steps(list.items.len())?;
    Ok(list.items.clone())
}

fn translation_key(context: &mut Context<'_>, page: &Value) -> Result<Arc<str>, Failure> {
    text(&member::get(context, page, "TranslationKey", &[])?)
}

fn translate(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let key = text(&arguments[0])?;
    let found = context.host.translate(&key, arguments.get(1).unwrap_or(&Value::Nil));
    Ok(found.unwrap_or_default().into())
}
