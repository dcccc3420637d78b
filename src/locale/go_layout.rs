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

/// What `strftime` calls them, for dates in addresses.
const STRFTIME: &[(&str, &str)] = &[
    ("January", "%B"),
    ("Jan", "%b"),
    ("Monday", "%A"),
    ("Mon", "%a"),
    ("2006", "%Y"),
    ("002", "%j"),
    ("01", "%m"),
    ("02", "%d"),
    ("03", "%I"),
    ("04", "%M"),
    ("05", "%S"),
    ("06", "%y"),
    ("15", "%H"),
    ("_2", "%e"),
    ("PM", "%p"),
    ("pm", "%P"),
    ("1", "%-m"),
    ("2", "%-d"),
    ("3", "%-I"),
    ("4", "%-M"),
    ("5", "%-S"),
];

/// A layout of letters and digits as a format of `strftime`.
///
/// ```
/// use site::locale::strftime_of;
/// assert_eq!(strftime_of("2006_Jan02"), "%Y_%b%d");
/// assert_eq!(strftime_of("slug"), "slug");
/// ```
pub fn strftime_of(layout: &str) -> String {
    let mut format = String::new();
    let mut rest = layout;
    while let Some(first) = rest.chars().next() {
        let known = STRFTIME.iter().find(|(word, _)| rest.starts_with(word));
        let length = known.map_or(first.len_utf8(), |(word, _)| word.len());
        format.push_str(known.map_or(&rest[..length], |(_, field)| field));
        rest = &rest[length..];
    }
    format
}

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
