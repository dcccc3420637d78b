//! `labels.yaml`: the labels of the repository with their colours and descriptions.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::structured::{Format, Table, Value};

/// A colour, a byte for red, green and blue each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rgb(pub [u8; 3]);

/// A label as in `labels.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    pub colour: Option<Rgb>,
    pub description: Option<String>,
}

/// Name -> label.
#[derive(Clone, Debug, Default)]
pub struct LabelBook {
    labels: BTreeMap<String, Label>,
}

impl Rgb {
    /// `f9d0c4`, or with a `#` before it.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self([part(0)?, part(2)?, part(4)?]))
    }

    /// `#f9d0c4`.
    pub fn hex(self) -> String {
        let Self([red, green, blue]) = self;
        format!("#{red:02x}{green:02x}{blue:02x}")
    }

    /// Black or white, whichever is easier to read on this colour: their contrasts, by WCAG, are
    /// alike at a luminance of 0.179, and there both are over 4.5.
    ///
    /// ```
    /// use site::owners::Rgb;
    /// assert_eq!(Rgb::parse("fbca04").unwrap().ink().hex(), "#000000");
    /// assert_eq!(Rgb::parse("0052cc").unwrap().ink().hex(), "#ffffff");
    /// ```
    pub fn ink(self) -> Self {
        if self.luminance() > 0.179 { Self([0; 3]) } else { Self([255; 3]) }
    }

    /// <https://www.w3.org/TR/WCAG22/#dfn-relative-luminance>
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        let Self([red, green, blue]) = self;
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}

impl LabelBook {
    /// Reads the file. Wrong entries are left out and reported in `found`.
    pub fn read(file: &Utf8Path, text: &str, found: &mut Vec<Diagnostic>) -> Self {
        let report = |message: String, span: Option<Span>| {
            let place = Place { file: file.to_owned(), span };
            Diagnostic::new(Code::LabelsFile, message).at(place)
        };
        let parsed = match Format::Yaml.parse(text) {
            Ok(parsed) => parsed,
            Err(error) => {
                found.push(report(format!("not valid YAML: {}", error.message), error.span));
                return Self::default();
            }
        };
        let list = parsed.value.as_table().and_then(|table| table.get("labels"));
        let Some(Value::List(items)) = list.map(|list| &list.value) else {
            let hint = "write `labels:`, and below it `- name: area/blog` with a `color`";
            let span = list.map(|list| list.span);
            found.push(report("`labels` must be a list".to_owned(), span).hint(hint));
            return Self::default();
        };
        let mut labels = BTreeMap::new();
        for item in items {
            let table = item.value.as_table();
            let Some((name, table)) =
                table.and_then(|table| Some((text_of(table, "name")?, table)))
            else {
                let message = "a label without a `name` is ignored".to_owned();
                found.push(report(message, Some(item.span)));
                continue;
            };
            let colour = text_of(table, "color");
            let parsed = colour.as_deref().map(Rgb::parse);
            if let (Some(None), Some(value)) = (parsed, table.get("color")) {
                let words = colour.unwrap_or_default();
                found.push(
                    report(format!("`{words}` is not a colour"), Some(value.span))
                        .hint("six hexadecimal digits in quotes, such as `\"f9d0c4\"`"),
                );
            }
            let description = text_of(table, "description").filter(|text| !text.trim().is_empty());
            labels.insert(name, Label { colour: parsed.flatten(), description });
        }
        Self { labels }
    }

    pub fn get(&self, name: &str) -> Option<&Label> {
        self.labels.get(name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.labels.keys().map(String::as_str)
    }

    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }
}

/// A text; for a number, such as the colour 009800 without quotes, its digits.
fn text_of(table: &Table, key: &str) -> Option<String> {
    table.get(key).and_then(|found| found.value.to_text())
}
