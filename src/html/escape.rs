//! Text into HTML, and the value of an attribute back into text.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Parser};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

/// Text as HTML, also within the quotes of an attribute.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let _ = escape_html(&mut html, text);
    html
}

/// Text as HTML between tags: quotes stay.
pub fn escaped_text(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let _ = escape_html_body_text(&mut html, text);
    html
}

/// Text of a configuration without references such as `&laquo;`, all of those that Markdown knows.
pub fn without_references(text: &str) -> String {
    let is_blank = |text: &str| text.trim().is_empty();
    if !text.contains('&') || is_blank(text) {
        return text.to_owned();
    }
    let events = Parser::new(text);
    let words = events.filter_map(|event| match event {
        Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => Some(words),
        _ => None,
    });
    words.map(CowStr::into_string).collect()
}

/// References by name that are known here: those that writers make, and those by which a scheme can be
/// disguised. Names of letters are not among them.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("colon", ":"),
    ("Tab", "\t"),
    ("NewLine", "\n"),
    ("nbsp", "\u{a0}"),
    ("shy", "\u{ad}"),
    ("ZeroWidthSpace", "\u{200b}"),
    ("zwj", "\u{200d}"),
    ("zwnj", "\u{200c}"),
    ("sol", "/"),
    ("bsol", "\\"),
    ("num", "#"),
    ("quest", "?"),
    ("semi", ";"),
    ("comma", ","),
    ("period", "."),
    ("lpar", "("),
    ("rpar", ")"),
    ("percnt", "%"),
    ("equals", "="),
    ("plus", "+"),
];

/// Names that browsers know without a semicolon too.
const UNCLOSED: &[&str] = &["amp", "lt", "gt", "quot", "nbsp", "shy"];

/// The text of HTML without tags, or of the value of an attribute. A reference that is not known stays as
/// it is.
pub fn unescaped(html: &str) -> Cow<'_, str> {
    if !html.contains('&') {
        return Cow::Borrowed(html);
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        let reference = &rest[at + 1..];
        let length = match numeric(reference).or_else(|| named(reference)) {
            Some((character, length)) => {
                text.push_str(&character);
                length
            }
            None => {
                text.push('&');
                0
            }
        };
        rest = &reference[length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// What a reader sees of HTML that a writer of this program made: no tag, and references as characters.
pub fn text_of_html(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        text.push_str(&unescaped(&rest[..open]));
        rest = rest[open..].find('>').map_or("", |close| &rest[open + close + 1..]);
    }
    text.push_str(&unescaped(rest));
    text
}

/// `#58;`, `#x3a`: the character, and how long its reference is.
fn numeric(reference: &str) -> Option<(String, usize)> {
    let digits = reference.strip_prefix('#')?;
    let (digits, radix) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (digits, 10),
    };
    let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let character = u32::from_str_radix(&digits[..length], radix).ok().and_then(char::from_u32);
    if length == 0 {
        return None;
    }
    let start = reference.len() - digits.len();
    let end = start + length;
    let semicolon = usize::from(reference[end..].starts_with(';'));
    let character = character.filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((character.to_string(), end + semicolon))
}

/// `colon;`
fn named(reference: &str) -> Option<(String, usize)> {
    let length = reference.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &reference[..length];
    if reference[length..].starts_with(';')
        && let Some((_, character)) = NAMED.iter().find(|(known, _)| *known == name)
    {
        return Some(((*character).to_owned(), length + 1));
    }
    let unclosed = UNCLOSED.iter().find(|known| name == **known)?;
    let (_, character) = NAMED.iter().find(|(known, _)| known == unclosed)?;
    Some(((*character).to_owned(), unclosed.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_characters() {
        for (html, text) in [
            ("a&amp;b", "a&b"),
            ("a&ampb", "a&ampb"),
            ("a&amp=b", "a&=b"),
            ("javascript&colon;x", "javascript:x"),
            ("java&Tab;script&#58;x", "java\tscript:x"),
            ("&#x6A;&#0000106&#x6Ax", "jjjx"),
            ("&#0;&#xFFFFFFFF;", "\u{fffd}\u{fffd}"),
            ("&eacute;&#;&#x;&", "&eacute;&#;&#x;&"),
            ("节&lt;", "节<"),
        ] {
            assert_eq!(unescaped(html), text, "{html}");
        }
    }

    #[test]
    fn a_reader_sees_no_tags() {
        assert_eq!(text_of_html("a <b class=\"&lt;\">&lt;c&gt;</b> &amp;amp;"), "a <c> &amp;");
        assert_eq!(text_of_html("a <b"), "a ");
    }

    #[test]
    fn what_is_escaped_comes_back() {
        let text = "<a href=\"'&amp;x'\">&copy;</a>";
        assert_eq!(unescaped(&escaped(text)), text);
    }
}
