//! Values in HTML's text, attributes and names.

use super::attribute::{Holds, holds};
use super::place::{Delimiter, Place, REFUSED, State};
use super::transition::step;

/// Text, and quoted attributes.
pub(super) fn text(text: &str) -> String {
    replaced(text, |c| match c {
        '&' => Some("&amp;"),
        c => sign(c),
    })
}

/// HTML whose character references stay.
pub(super) fn normalized(text: &str) -> String {
    replaced(text, sign)
}

fn sign(c: char) -> Option<&'static str> {
    match c {
        '\0' => Some("\u{fffd}"),
        '"' => Some("&#34;"),
        '\'' => Some("&#39;"),
        '+' => Some("&#43;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        _ => None,
    }
}

/// An attribute without quotes.
pub(super) fn unquoted(text: &str) -> String {
    non_characters(&replaced(text, |c| match c {
        '&' => Some("&amp;"),
        c => unquoted_sign(c),
    }))
}

/// The same, of HTML whose character references stay.
pub(super) fn unquoted_normalized(text: &str) -> String {
    non_characters(&replaced(text, unquoted_sign))
}

fn unquoted_sign(c: char) -> Option<&'static str> {
    match c {
        '\0' => Some("&#xfffd;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\u{b}' => Some("&#11;"),
        '\u{c}' => Some("&#12;"),
        '\r' => Some("&#13;"),
        ' ' => Some("&#32;"),
        '=' => Some("&#61;"),
        '`' => Some("&#96;"),
        c => sign(c),
    }
}

/// Characters that are none to HTML, by their number.
fn non_characters(text: &str) -> String {
    let is_bad = |c: char| matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fff0}'..='\u{ffff}');
    if !text.contains(is_bad) {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if is_bad(c) {
            out.push_str(&format!("&#x{:x};", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

/// The name of an attribute or element: one that could run something is refused.
pub(super) fn name(text: &str) -> String {
    let lower = text.to_lowercase();
    let is_word = lower.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    if lower.is_empty() || holds(&lower) != Holds::Plain || !is_word {
        return REFUSED.to_owned();
    }
    lower
}

/// HTML's text without its tags and comments.
pub(super) fn without_tags(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut place = Place::default();
    let mut at = 0;
    while at < html.len() {
        let rest = &html[at..];
        let Ok((next, length)) = step(&place, rest) else { break };
        if length == 0 && next == place {
            break;
        }
        if matches!(place.state, State::Text | State::RcData) {
            let end = if next.state == place.state { length } else { tag_start(&rest[..length]) };
            out.push_str(&rest[..end]);
        }
        at += length;
        place = next;
        if place.delimiter == Delimiter::None && matches!(place.state, State::Js | State::Css) {
            place.state = State::RcData;
        }
    }
    out
}

fn tag_start(text: &str) -> usize {
    text.rfind('<').unwrap_or(text.len())
}

/// A text with some characters replaced.
pub(super) fn replaced(text: &str, of: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match of(c) {
            Some(replacement) => out.push_str(replacement),
            None => out.push(c),
        }
    }
    out
}
