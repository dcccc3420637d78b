//! How text moves a place on: tags and attributes. Scripts and styles have files of their own.

use super::attribute::{Holds, holds};
use super::entities::unescaped;
use super::place::{Attribute, Delimiter, Element, Place, State, Step, spaces};
use super::{script, style};

/// Moves on over the first part of a text.
pub(super) fn step(place: &Place, text: &str) -> Step {
    if place.delimiter == Delimiter::None {
        return match special_end(place, text) {
            Some(0) => Ok((Place::default(), 0)),
            Some(end) => within(place, &text[..end]),
            None => within(place, text),
        };
    }
    let end = match place.delimiter {
        Delimiter::Double => text.find('"'),
        Delimiter::Single => text.find('\''),
        _ => text.find([' ', '\t', '\n', '\u{c}', '\r', '>']),
    };
    let value = &text[..end.unwrap_or(text.len())];
    if place.delimiter == Delimiter::SpaceOrTagEnd
        && let Some(bad) = value.chars().find(|c| "\"'<=`".contains(*c))
    {
        return Err(format!("`{bad}` in an attribute without quotes"));
    }
    let Some(end) = end else { return in_attribute(place, text) };
    let is_other_script = place.state == State::Attribute
        && place.element == Element::Script
        && place.attribute == Attribute::ScriptType
        && !is_script_type(value);
    let element = if is_other_script { Element::None } else { place.element };
    let quote = usize::from(place.delimiter != Delimiter::SpaceOrTagEnd);
    Ok((Place { element, ..Place::of(State::Tag) }, end + quote))
}

/// All of a text is in an attribute, whose entities mean their characters.
fn in_attribute(place: &Place, text: &str) -> Step {
    let decoded = unescaped(text);
    let mut place = place.clone();
    let mut rest = &*decoded;
    while !rest.is_empty() {
        let (next, length) = within(&place, rest)?;
        if length == 0 && next == place {
            break;
        }
        place = next;
        rest = &rest[length..];
    }
    Ok((place, text.len()))
}

fn within(place: &Place, text: &str) -> Step {
    match place.state {
        State::Text | State::Dead => Ok(in_text(place, text)),
        State::Tag => in_tag(place, text),
        State::AttributeName => in_attribute_name(place, text),
        State::AfterName => Ok(after_name(place, text)),
        State::BeforeValue => Ok(before_value(place, text)),
        State::HtmlComment => Ok(match text.find("-->") {
            Some(end) => (Place::default(), end + 3),
            None => (place.clone(), text.len()),
        }),
        State::RcData | State::Attribute | State::Srcset => Ok((place.clone(), text.len())),
        State::MetaContent => Ok(in_meta(place, text)),
        State::MetaContentUrl => Ok(in_meta_url(place, text)),
        State::Url => Ok((place.in_url(text), text.len())),
        State::Js
        | State::JsDouble
        | State::JsSingle
        | State::JsTemplate
        | State::JsRegex
        | State::JsBlockComment
        | State::JsLineComment
        | State::JsHtmlOpen
        | State::JsHtmlClose => script::step(place, text),
        _ => style::step(place, text),
    }
}

/// Where the end tag of an element is whose content is not HTML.
fn special_end(place: &Place, text: &str) -> Option<usize> {
    let name = place.element.special_name()?;
    if !matches!(
        place.state,
        State::Tag | State::AttributeName | State::AfterName | State::BeforeValue
    ) && !(place.element == Element::Script && (place.is_script_literal() || place.is_comment()))
    {
        return end_tag(text, name);
    }
    None
}

fn end_tag(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find("</") {
        let start = from + at;
        let rest = &text.as_bytes()[start + 2..];
        let is_name = rest.len() >= name.len()
            && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            && rest.get(name.len()).is_some_and(|next| b" \t\n\x0c\r/>".contains(next));
        if is_name {
            return Some(start);
        }
        from = start + 2;
    }
    None
}

fn in_text(place: &Place, text: &str) -> (Place, usize) {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(at) = text[from..].find('<') {
        let mut start = from + at;
        if start + 1 == text.len() {
            break;
        }
        if text[start..].starts_with("<!--") {
            return (Place::of(State::HtmlComment), start + 4);
        }
        start += 1;
        let is_end = bytes[start] == b'/';
        if is_end {
            start += 1;
            if start == text.len() {
                break;
            }
        }
        let length = tag_name(&bytes[start..]);
        if length > 0 {
            let element =
                if is_end { Element::None } else { element(&text[start..start + length]) };
            return (Place { element, ..Place::of(State::Tag) }, start + length);
        }
        from = start;
    }
    (place.clone(), text.len())
}

fn tag_name(text: &[u8]) -> usize {
    if !text.first().is_some_and(u8::is_ascii_alphabetic) {
        return 0;
    }
    let mut end = 1;
    while let Some(byte) = text.get(end) {
        match byte {
            _ if byte.is_ascii_alphanumeric() => end += 1,
            b':' | b'-' if text.get(end + 1).is_some_and(u8::is_ascii_alphanumeric) => end += 2,
            _ => break,
        }
    }
    end
}

fn element(name: &str) -> Element {
    match name.to_ascii_lowercase().as_str() {
        "script" => Element::Script,
        "style" => Element::Style,
        "textarea" => Element::Textarea,
        "title" => Element::Title,
        "meta" => Element::Meta,
        _ => Element::None,
    }
}

fn in_tag(place: &Place, text: &str) -> Step {
    let start = spaces(text);
    let Some(first) = text[start..].chars().next() else {
        return Ok((place.clone(), text.len()));
    };
    if first == '>' {
        let next = Place { element: place.element, ..Place::of(place.element.content()) };
        return Ok((next, start + 1));
    }
    let length = attribute_name(&text[start..])?;
    if length == 0 {
        return Err(format!(
            "expected white space, an attribute or the end of the tag, not `{first}`"
        ));
    }
    let end = start + length;
    let name = text[start..end].to_ascii_lowercase();
    let attribute = match (place.element, name.as_str()) {
        (Element::Script, "type") => Attribute::ScriptType,
        (Element::Meta, "content") => Attribute::MetaContent,
        _ => match holds(&name) {
            Holds::Url => Attribute::Url,
            Holds::Css => Attribute::Style,
            Holds::Js => Attribute::Script,
            Holds::Srcset => Attribute::Srcset,
            _ => Attribute::None,
        },
    };
    let state = if end == text.len() { State::AttributeName } else { State::AfterName };
    Ok((Place { element: place.element, attribute, ..Place::of(state) }, end))
}

fn in_attribute_name(place: &Place, text: &str) -> Step {
    let length = attribute_name(text)?;
    let state = if length == text.len() { place.state } else { State::AfterName };
    Ok((Place { state, ..place.clone() }, length))
}

fn after_name(place: &Place, text: &str) -> (Place, usize) {
    let start = spaces(text);
    match text[start..].chars().next() {
        None => (place.clone(), text.len()),
        Some('=') => (Place { state: State::BeforeValue, ..place.clone() }, start + 1),
        // An attribute without a value, or the end of the tag.
        Some(_) => (Place { state: State::Tag, ..place.clone() }, start),
    }
}

fn before_value(place: &Place, text: &str) -> (Place, usize) {
    let start = spaces(text);
    let (delimiter, quote) = match text[start..].chars().next() {
        None => return (place.clone(), text.len()),
        Some('"') => (Delimiter::Double, 1),
        Some('\'') => (Delimiter::Single, 1),
        Some(_) => (Delimiter::SpaceOrTagEnd, 0),
    };
    (Place { state: place.attribute.start(), delimiter, ..place.clone() }, start + quote)
}

fn attribute_name(text: &str) -> Result<usize, String> {
    let end = text.find([' ', '\t', '\n', '\u{c}', '\r', '=', '>', '\'', '"', '<']);
    match end.and_then(|end| text[end..].chars().next()) {
        Some(bad @ ('\'' | '"' | '<')) => Err(format!("`{bad}` in the name of an attribute")),
        _ => Ok(end.unwrap_or(text.len())),
    }
}

/// `content` of `<meta http-equiv=refresh>` leads to an address.
fn in_meta(place: &Place, text: &str) -> (Place, usize) {
    let lower = text.to_ascii_lowercase();
    match lower.find("url=") {
        Some(at) => (Place { state: State::MetaContentUrl, ..place.clone() }, at + 4),
        None => (place.clone(), text.len()),
    }
}

fn in_meta_url(place: &Place, text: &str) -> (Place, usize) {
    match text.find(';') {
        Some(at) => (Place { state: State::MetaContent, ..place.clone() }, at + 1),
        None => (place.clone(), text.len()),
    }
}

/// Whether the content of a script of a type is taken for JavaScript, or for data in its syntax.
fn is_script_type(media_type: &str) -> bool {
    let name = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    matches!(
        name.as_str(),
        "application/ecmascript"
            | "application/javascript"
            | "application/json"
            | "application/ld+json"
            | "application/x-ecmascript"
            | "application/x-javascript"
            | "module"
            | "importmap"
            | "speculationrules"
            | "text/ecmascript"
            | "text/javascript"
            | "text/javascript1.0"
            | "text/javascript1.1"
            | "text/javascript1.2"
            | "text/javascript1.3"
            | "text/javascript1.4"
            | "text/javascript1.5"
            | "text/jscript"
            | "text/livescript"
            | "text/x-ecmascript"
            | "text/x-javascript"
    )
}
