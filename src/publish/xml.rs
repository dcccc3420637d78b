//! Writes XML 1.0 for feeds and sitemaps: <https://www.w3.org/TR/xml/>.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

/// A document that is being written.
pub(super) type Xml = Writer<Vec<u8>>;

/// Writes an element that holds nothing but text.
pub(super) fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    xml.write_event(Event::Text(BytesText::new(&allowed(text))))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}

/// The text without the characters that XML cannot represent even when escaped: most control characters,
/// and two noncharacters (<https://www.w3.org/TR/xml/#charsets>).
fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if text.contains(forbidden) {
        Cow::Owned(text.replace(forbidden, ""))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_character_of_xml_is_left_out() {
        let mut xml = Writer::new(Vec::new());
        let text = "a\u{0}\u{8}\u{b}\u{1f}\u{7f}b\u{fffe}\u{ffff}c\t\n\u{e000}\u{fffd}\u{10000}<";
        element(&mut xml, "title", text).expect("memory");
        let written = String::from_utf8(xml.into_inner()).expect("UTF-8");
        assert_eq!(written, "<title>abc\t\n\u{e000}\u{fffd}\u{10000}&lt;</title>");
    }
}
