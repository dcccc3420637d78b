//! How text moves a place on within a script.

use super::place::{JsSlash, Place, State, Step};

pub(super) fn step(place: &Place, text: &str) -> Step {
    match place.state {
        State::JsDouble => in_string(place, text, '"'),
        State::JsSingle => in_string(place, text, '\''),
        State::JsRegex => in_regex(place, text),
        State::JsTemplate => in_template(place, text),
        State::JsBlockComment => Ok(match text.find("*/") {
            Some(end) => (Place { state: State::Js, ..place.clone() }, end + 2),
            None => (place.clone(), text.len()),
        }),
        State::JsLineComment | State::JsHtmlOpen | State::JsHtmlClose => {
            // The end of the line belongs to the script: it ends statements.
            Ok(match text.find(['\n', '\r', '\u{2028}', '\u{2029}']) {
                Some(end) => (Place { state: State::Js, ..place.clone() }, end),
                None => (place.clone(), text.len()),
            })
        }
        _ => in_script(place, text),
    }
}

fn in_script(place: &Place, text: &str) -> Step {
    let Some(at) = text.find(['"', '`', '\'', '/', '{', '}', '<', '-', '#']) else {
        let js_slash = slash_after(text, place.js_slash);
        return Ok((Place { js_slash, ..place.clone() }, text.len()));
    };
    let slash = slash_after(&text[..at], place.js_slash);
    let place = &Place { js_slash: slash, ..place.clone() };
    let literal = |state| Ok((place.in_script(state, JsSlash::Regex), at + 1));
    let rest = &text[at..];
    let comment = |state, length| Ok((Place { state, ..place.clone() }, at + length));
    match rest.as_bytes()[0] {
        b'"' => literal(State::JsDouble),
        b'\'' => literal(State::JsSingle),
        b'`' => literal(State::JsTemplate),
        b'/' if rest.starts_with("//") => comment(State::JsLineComment, 2),
        b'/' if rest.starts_with("/*") => comment(State::JsBlockComment, 2),
        b'/' => match slash {
            JsSlash::Regex => comment(State::JsRegex, 1),
            JsSlash::Division => Ok((Place { js_slash: JsSlash::Regex, ..place.clone() }, at + 1)),
            JsSlash::Unknown => {
                Err("`/` could begin a division or a regular expression".to_owned())
            }
        },
        b'<' if rest.starts_with("<!--") => comment(State::JsHtmlOpen, 4),
        b'-' if rest.starts_with("-->") => comment(State::JsHtmlClose, 3),
        b'#' if rest.starts_with("#!") => comment(State::JsLineComment, 2),
        b'{' => {
            let mut place = place.clone();
            if let Some(depth) = place.js_braces.last_mut() {
                *depth += 1;
            }
            Ok((place, at + 1))
        }
        b'}' => Ok((closed(place), at + 1)),
        other => {
            // A sign that begins nothing counts for what a slash behind it means.
            let js_slash = slash_after(char::from(other).encode_utf8(&mut [0; 4]), slash);
            Ok((Place { js_slash, ..place.clone() }, at + 1))
        }
    }
}

/// A closed brace ends an expression of a template literal, if it is the last one.
fn closed(place: &Place) -> Place {
    let mut place = place.clone();
    match place.js_braces.pop() {
        Some(0) => place.state = State::JsTemplate,
        Some(depth) => place.js_braces.push(depth - 1),
        None => {}
    }
    place
}

fn in_template(place: &Place, text: &str) -> Step {
    let mut from = 0;
    while let Some(found) = text[from..].find(['`', '\\', '$']) {
        let at = from + found;
        match text.as_bytes()[at] {
            b'\\' => {
                let Some(escaped) = text[at + 1..].chars().next() else { return Err(unfinished()) };
                from = at + 1 + escaped.len_utf8();
            }
            b'`' => return Ok((Place { state: State::Js, ..place.clone() }, at + 1)),
            _ if text[at..].starts_with("${") => {
                let mut place = place.in_script(State::Js, place.js_slash);
                place.js_braces.push(0);
                return Ok((place, at + 2));
            }
            _ => from = at + 1,
        }
    }
    Ok((place.clone(), text.len()))
}

fn in_string(place: &Place, text: &str, quote: char) -> Step {
    let mut from = 0;
    while let Some(found) = text[from..].find(['\\', quote]) {
        let at = from + found;
        if text[at..].starts_with(quote) {
            return Ok((place.in_script(State::Js, JsSlash::Division), at + 1));
        }
        let Some(escaped) = text[at + 1..].chars().next() else { return Err(unfinished()) };
        from = at + 1 + escaped.len_utf8();
    }
    Ok((place.clone(), text.len()))
}

fn in_regex(place: &Place, text: &str) -> Step {
    let mut from = 0;
    let mut in_class = false;
    while let Some(found) = text[from..].find(['\\', '/', '[', ']']) {
        let at = from + found;
        from = at + 1;
        match text.as_bytes()[at] {
            b'\\' => {
                let Some(escaped) = text[from..].chars().next() else { return Err(unfinished()) };
                from += escaped.len_utf8();
            }
            b'[' => in_class = true,
            b']' => in_class = false,
            _ if !in_class => return Ok((place.in_script(State::Js, JsSlash::Division), from)),
            _ => {}
        }
    }
    if in_class {
        return Err("a value cannot stand in the class of a regular expression".to_owned());
    }
    Ok((place.clone(), text.len()))
}

fn unfinished() -> String {
    "an escape in a string of the script is cut off".to_owned()
}

/// Words behind which a slash begins a regular expression.
const BEFORE_REGEX: &[&str] = &[
    "break",
    "case",
    "continue",
    "delete",
    "do",
    "else",
    "finally",
    "in",
    "instanceof",
    "return",
    "throw",
    "try",
    "typeof",
    "void",
];

/// What a slash means behind a part of a script.
fn slash_after(text: &str, before: JsSlash) -> JsSlash {
    let text = text.trim_end_matches(['\t', '\n', '\u{c}', '\r', ' ', '\u{2028}', '\u{2029}']);
    let Some(last) = text.chars().last() else { return before };
    match last {
        '+' | '-' => {
            // `x--` is a value, `x - -` is not.
            let run = text.len() - text.trim_end_matches(last).len();
            if run % 2 == 1 { JsSlash::Regex } else { JsSlash::Division }
        }
        '.' => {
            let before_dot = text[..text.len() - 1].chars().last();
            let is_number = before_dot.is_some_and(|c| c.is_ascii_digit());
            if is_number { JsSlash::Division } else { JsSlash::Regex }
        }
        ',' | '<' | '>' | '=' | '*' | '%' | '&' | '|' | '^' | '?' | '!' | '~' | '(' | '[' | ':'
        | ';' | '{' | '}' => JsSlash::Regex,
        _ => {
            let word_start = text
                .rfind(|c: char| !(c == '$' || c == '_' || c.is_alphanumeric()))
                .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            if BEFORE_REGEX.contains(&&text[word_start..]) {
                JsSlash::Regex
            } else {
                JsSlash::Division
            }
        }
    }
}
