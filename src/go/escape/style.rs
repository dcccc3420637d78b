//! How text moves a place on within a style.

use super::css;
use super::place::{Place, State, Step};

pub(super) fn step(place: &Place, text: &str) -> Step {
    match place.state {
        State::CssDouble | State::CssDoubleUrl => in_string(place, text, &['"']),
        State::CssSingle | State::CssSingleUrl => in_string(place, text, &['\'']),
        State::CssUrl => in_string(place, text, &['\t', '\n', '\u{c}', '\r', ' ', ')']),
        State::CssBlockComment => Ok(match text.find("*/") {
            Some(end) => (Place { state: State::Css, ..place.clone() }, end + 2),
            None => (place.clone(), text.len()),
        }),
        State::CssLineComment => Ok(match text.find(['\n', '\u{c}', '\r']) {
            Some(end) => (Place { state: State::Css, ..place.clone() }, end),
            None => (place.clone(), text.len()),
        }),
        _ => Ok(in_style(place, text)),
    }
}

fn in_style(place: &Place, text: &str) -> (Place, usize) {
    let to = |state, length| (Place { state, ..place.clone() }, length);
    let mut from = 0;
    while let Some(found) = text[from..].find(['(', '"', '\'', '/']) {
        let at = from + found;
        let rest = &text[at..];
        match rest.as_bytes()[0] {
            b'(' if css::ends_with_keyword(text[..at].trim_end_matches(SPACES), "url") => {
                let inside = rest[1..].trim_start_matches(SPACES);
                let start = text.len() - inside.len();
                return match inside.chars().next() {
                    Some('"') => to(State::CssDoubleUrl, start + 1),
                    Some('\'') => to(State::CssSingleUrl, start + 1),
                    _ => to(State::CssUrl, start),
                };
            }
            b'/' if rest.starts_with("//") => return to(State::CssLineComment, at + 2),
            b'/' if rest.starts_with("/*") => return to(State::CssBlockComment, at + 2),
            b'"' => return to(State::CssDouble, at + 1),
            b'\'' => return to(State::CssSingle, at + 1),
            _ => from = at + 1,
        }
    }
    (place.clone(), text.len())
}

const SPACES: [char; 5] = ['\t', '\n', '\u{c}', '\r', ' '];

fn in_string(place: &Place, text: &str, ends: &[char]) -> Step {
    let mut place = place.clone();
    let mut from = 0;
    while let Some(found) = text[from..].find(|c| c == '\\' || ends.contains(&c)) {
        let at = from + found;
        if !text[at..].starts_with('\\') {
            return Ok((Place { state: State::Css, ..place }, at + 1));
        }
        let Some(escaped) = text[at + 1..].chars().next() else {
            return Err("an escape in a string of the style is cut off".to_owned());
        };
        place = place.in_url(&css::decoded(&text[..at + 1 + escaped.len_utf8()]));
        from = at + 1 + escaped.len_utf8();
    }
    Ok((place.in_url(&css::decoded(&text[from..])), text.len()))
}
