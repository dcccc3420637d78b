//! The namespace `inflect`.
//!
//! Source: the rules of `gobuffalo/flect`, as Hugo 0.168 shows them.

use super::argument::text;
use super::entry::{Entry, entry};
use super::plural::{plural, singular};
use crate::go::context::Context;
use crate::go::value::{Outcome, Value};

/// What the namespace holds.
pub const TABLE: &[Entry] = &[
    entry("inflect.Humanize", &["humanize"], 1, Some(1), humanize),
    entry("inflect.Pluralize", &["pluralize"], 1, Some(1), |_, given| {
        Ok(plural(&text(&given[0])?).into())
    }),
    entry("inflect.Singularize", &["singularize"], 1, Some(1), |_, given| {
        Ok(singular(&text(&given[0])?).into())
    }),
];

/// Words that are written in capitals.
const ACRONYMS: &[&str] = &[
    "ACK", "ACL", "API", "BGP", "CIDR", "CLI", "CPU", "DHCP", "DNS", "EOF", "FTP", "HTML", "HTTP",
    "HTTPS", "ID", "IEEE", "IMAP", "IP", "ISP", "JSON", "JWT", "LAN", "MAC", "NAT", "OK", "PC",
    "RAM", "RFC", "ROM", "SMTP", "SQL", "SSH", "UDP", "URI", "URL", "USB", "UTF8", "UUID", "VPN",
    "WAN", "WWW",
];

fn humanize(_: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let word = text(&arguments[0])?;
    if let Ok(number) = word.parse::<i64>() {
        return Ok(format!("{number}{}", ordinal(number)).into());
    }
    if word.trim().is_empty() {
        return Ok(Value::String(if word.is_empty() { word } else { "".into() }));
    }
    let parts = parts(&word);
    let humanized = parts.iter().enumerate().map(|(place, part)| match part {
        part if is_acronym(part) => part.to_uppercase(),
        part if place == 0 => capitalized(part),
        part => part.to_lowercase(),
    });
    Ok(humanized.collect::<Vec<_>>().join(" ").into())
}

/// The ending of a number that says which one in a row.
fn ordinal(number: i64) -> &'static str {
    match (number.unsigned_abs() % 100, number.unsigned_abs() % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

fn is_acronym(part: &str) -> bool {
    ACRONYMS.contains(&part.to_uppercase().as_str())
}

fn capitalized(part: &str) -> String {
    let mut characters = part.chars();
    characters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(characters.as_str().to_lowercase().chars()).collect()
    })
}

/// Blanks, some signs and all symbols stand between words.
fn is_between(c: char) -> bool {
    match c {
        '_' | '-' | ':' | '/' | '<' | '>' | '=' | '+' | '$' | '|' | '~' | '^' => true,
        c if c.is_whitespace() => true,
        '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3011}' => false,
        c => !c.is_ascii() && !c.is_alphanumeric(),
    }
}

/// The words of a text: they begin with capitals or stand between blanks and hyphens.
fn parts(text: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut before = ' ';
    let mut end = |part: &mut String| {
        let whole = std::mem::take(part);
        if !whole.is_empty() {
            parts.push(whole);
        }
    };
    for c in text.chars() {
        if is_between(c) {
            end(&mut part);
        } else {
            if c.is_uppercase() && (!before.is_uppercase() || is_acronym(&part)) {
                end(&mut part);
            }
            part.push(c);
        }
        before = c;
    }
    end(&mut part);
    parts
}
