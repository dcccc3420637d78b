//! Values in addresses.

use super::place::REFUSED;
use crate::go::value::Safe;

/// An address whose scheme runs nothing.
pub(super) fn filtered(text: &str) -> String {
    if is_safe(text) { text.to_owned() } else { refused() }
}

fn refused() -> String {
    format!("#{REFUSED}")
}

fn is_safe(text: &str) -> bool {
    match text.split_once(':') {
        Some((scheme, _)) if !scheme.contains('/') => {
            ["http", "https", "mailto"].iter().any(|safe| scheme.eq_ignore_ascii_case(safe))
        }
        _ => true,
    }
}

/// An address whose signs keep their meaning.
pub(super) fn normalized(text: &str) -> String {
    processed(text, |byte| b"!#$&*+,/:;=?@[]".contains(&byte), true)
}

/// A part of an address, in which no sign has a meaning.
pub(super) fn escaped(text: &str) -> String {
    processed(text, |_| false, false)
}

fn processed(text: &str, is_kept: impl Fn(u8) -> bool, keeps_escapes: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    for (at, byte) in bytes.iter().copied().enumerate() {
        let is_escape = keeps_escapes
            && byte == b'%'
            && bytes.get(at + 1).is_some_and(u8::is_ascii_hexdigit)
            && bytes.get(at + 2).is_some_and(u8::is_ascii_hexdigit);
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) || is_kept(byte) || is_escape {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02x}"));
        }
    }
    out
}

/// The addresses of `srcset`, each with its width or density.
pub(super) fn srcset(text: &str, safe: Option<Safe>) -> String {
    match safe {
        Some(Safe::Srcset) => text.to_owned(),
        // A comma would begin another address.
        Some(Safe::Url) => normalized(text).replace(',', "%2c"),
        _ => text.split(',').map(candidate).collect::<Vec<_>>().join(","),
    }
}

fn candidate(text: &str) -> String {
    let spaces = [' ', '\t', '\n', '\u{c}', '\r'];
    let inside = text.trim_start_matches(spaces);
    let before = &text[..text.len() - inside.len()];
    let (address, after) = inside.split_at(inside.find(spaces).unwrap_or(inside.len()));
    let is_plain = after.chars().all(|c| c.is_ascii_alphanumeric() || spaces.contains(&c));
    if !is_safe(address) || !is_plain {
        return refused();
    }
    format!("{before}{}{after}", normalized(address))
}

/// Go's `urlquery`.
pub(super) fn query(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b' ' => out.push('+'),
            _ if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
