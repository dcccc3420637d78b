//! Reads Go's date layouts (`Monday, January 02, 2006`).
//!
//! Source: the constants of Go's package `time`, file `format.go`.

/// A layout, cut into fields and literal text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoLayout {
    pub(super) pieces: Vec<LayoutElement>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum LayoutElement {
    /// A CLDR pattern letter or letters.
    Field(&'static str),
    /// The offset from UTC, such as `+02:00`.
    Offset,
    Literal(String),
}

/// Go's reference words, longest first where one begins another, and CLDR's fields.
const WORDS: &[(&str, Option<&str>)] = &[
    ("January", Some("MMMM")),
    ("Jan", Some("MMM")),
    ("Monday", Some("EEEE")),
    ("Mon", Some("EEE")),
    ("2006", Some("y")),
    ("-07:00", None),
    ("-0700", None),
    ("Z07:00", None),
    ("Z0700", None),
    ("MST", None),
    ("01", Some("MM")),
    ("02", Some("dd")),
    ("03", Some("hh")),
    ("04", Some("mm")),
    ("05", Some("ss")),
    ("06", Some("yy")),
    ("15", Some("HH")),
    ("_2", Some("d")),
    ("PM", Some("a")),
    ("pm", Some("a")),
    ("1", Some("M")),
    ("2", Some("d")),
    ("3", Some("h")),
    ("4", Some("m")),
    ("5", Some("s")),
];

impl GoLayout {
    /// Reads a layout. Every text is a layout: anything that is not a field stands for itself.
    ///
    /// ```
    /// use site::locale::GoLayout;
    /// assert_eq!(GoLayout::parse("02.01.2006").cldr(), "dd'.'MM'.'y");
    /// ```
    pub fn parse(layout: &str) -> Self {
        let mut pieces: Vec<LayoutElement> = Vec::new();
        let mut rest = layout;
        while let Some(first) = rest.chars().next() {
            let word = WORDS.iter().find(|(word, _)| rest.starts_with(word));
            let length = if let Some((word, field)) = word {
                pieces.push(field.map_or(LayoutElement::Offset, LayoutElement::Field));
                word.len()
            } else {
                match pieces.last_mut() {
                    Some(LayoutElement::Literal(text)) => text.push(first),
                    _ => pieces.push(LayoutElement::Literal(first.to_string())),
                }
                first.len_utf8()
            };
            rest = &rest[length..];
        }
        Self { pieces }
    }

    /// The layout as a CLDR date pattern; an offset becomes empty.
    pub fn cldr(&self) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                LayoutElement::Field(field) => (*field).to_owned(),
                LayoutElement::Offset => String::new(),
                LayoutElement::Literal(text) => format!("'{}'", text.replace('\'', "''")),
            })
            .collect()
    }
}
