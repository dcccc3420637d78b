//! Values in styles.

use std::borrow::Cow;

use super::place::REFUSED;

/// A value: what could be more than one is refused.
pub(super) fn value(text: &str) -> String {
    let decoded = decoded(text);
    let mut name = String::new();
    let mut previous = '\0';
    for c in decoded.chars() {
        match c {
            '\0' | '"' | '\'' | '(' | ')' | '/' | ';' | '@' | '[' | '\\' | ']' | '`' | '{'
            | '}' | '<' | '>' => return REFUSED.to_owned(),
            '-' if previous == '-' => return REFUSED.to_owned(),
            _ if c.is_ascii_alphanumeric() || c == '_' || c == '-' => {
                name.push(c.to_ascii_lowercase())
            }
            _ => {}
        }
        previous = c;
    }
    if name.contains("expression") || name.contains("mozbinding") {
        return REFUSED.to_owned();
    }
    decoded.into_owned()
}

/// The text of a string.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let escape = match c {
            '\0' => "\\0",
            '\t' => "\\9",
            '\n' => "\\a",
            '\u{c}' => "\\c",
            '\r' => "\\d",
            '"' => "\\22",
            '&' => "\\26",
            '\'' => "\\27",
            '(' => "\\28",
            ')' => "\\29",
            '+' => "\\2b",
            '/' => "\\2f",
            ':' => "\\3a",
            ';' => "\\3b",
            '<' => "\\3c",
            '>' => "\\3e",
            '\\' => "\\\\",
            '{' => "\\7b",
            '}' => "\\7d",
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push_str(escape);
        // A digit or a space would belong to the number.
        let joins = characters.peek().is_none_or(|next| {
            next.is_ascii_hexdigit() || matches!(next, '\t' | '\n' | '\u{c}' | '\r' | ' ')
        });
        if c != '\\' && joins {
            out.push(' ');
        }
    }
    out
}

/// Whether a text ends in a keyword that begins no earlier.
pub(super) fn ends_with_keyword(text: &str, keyword: &str) -> bool {
    let Some(start) = text.len().checked_sub(keyword.len()) else { return false };
    let Some(end) = text.get(start..) else { return false };
    let before = text[..start].chars().next_back();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-' || !c.is_ascii();
    end.eq_ignore_ascii_case(keyword) && !before.is_some_and(is_name)
}

/// A text without the escapes of CSS.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let digits = rest.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if digits == 0 {
            // An escaped character means itself.
            let length = rest.chars().next().map_or(0, char::len_utf8);
            out.push_str(&rest[..length]);
            rest = &rest[length..];
            continue;
        }
        let number = u32::from_str_radix(&rest[..digits], 16).unwrap_or_default();
        out.push(char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER));
        rest = &rest[digits..];
        rest = match rest.strip_prefix("\r\n") {
            Some(after) => after,
            None => rest.strip_prefix(['\t', '\n', '\u{c}', '\r', ' ']).unwrap_or(rest),
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}
