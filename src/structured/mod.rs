//! Structured data with positions: one value tree for YAML, TOML, JSON and CSV.
//!
//! Configuration, front matter, strings, data files and OWNERS all pass through here, so that each
//! of them can name the place of a value. This module knows formats, but not their meaning.

mod csv;
mod json;
mod table;
mod toml;
mod yaml;

use std::collections::HashMap;

use camino::Utf8Path;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::diagnostic::{Span, Spanned};

pub use table::{Reader, UnknownKeys};

/// A value of any of the formats.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    /// A number with a fraction, and its text: `1.20` is a version as often as a number.
    Float {
        value: f64,
        text: String,
    },
    Text(String),
    /// A TOML date or time, as written. YAML and JSON dates are text.
    Date(String),
    List(Vec<Spanned<Value>>),
    Table(Table),
}

/// Keys and values in the order of the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub entries: Vec<(Spanned<String>, Spanned<Value>)>,
}

/// The formats, told apart by a file's extension or by front matter fences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Yaml,
    Toml,
    Json,
    Csv,
}

/// Why a text is not valid, and where.
#[derive(Clone, Debug, PartialEq)]
pub struct SyntaxError {
    pub message: String,
    pub span: Option<Span>,
}

impl Format {
    pub fn of_path(path: &Utf8Path) -> Option<Format> {
        match path.extension()? {
            "yaml" | "yml" => Some(Format::Yaml),
            "toml" => Some(Format::Toml),
            "json" => Some(Format::Json),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
            Format::Json => "JSON",
            Format::Csv => "CSV",
        }
    }

    /// Parses a whole text. An empty YAML text is [`Value::Null`].
    ///
    /// # Errors
    /// What the format's parser says, with the place where it says so.
    pub fn parse(self, text: &str) -> Result<Spanned<Value>, SyntaxError> {
        match self {
            Format::Yaml => yaml::parse(text),
            Format::Json => json::parse(text),
            Format::Toml => toml::parse(text),
            Format::Csv => csv::parse(text),
        }
    }
}

impl Value {
    /// What the user would call this.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Int(_) | Value::Float { .. } => "a number",
            Value::Text(_) => "text",
            Value::Date(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
        }
    }

    /// A scalar as its author wrote it. Lists and tables have no text.
    pub fn to_text(&self) -> Option<String> {
        match self {
            Value::Text(text) | Value::Date(text) | Value::Float { text, .. } => Some(text.clone()),
            Value::Int(number) => Some(number.to_string()),
            Value::Bool(truth) => Some(truth.to_string()),
            Value::Null | Value::List(_) | Value::Table(_) => None,
        }
    }

    /// A boolean, or text or a number that stands for one, in the words of Go's `ParseBool`.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Value::Bool(truth) => Some(*truth),
            Value::Text(text) => bool_of(text),
            Value::Int(number) => Some(*number != 0),
            _ => None,
        }
    }

    pub fn as_table(&self) -> Option<&Table> {
        match self {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }
}

/// The texts that Go reads as a boolean, and Hugo with it.
fn bool_of(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

impl Table {
    /// The value of `key`, compared without regard to case, as Hugo does; the last one wins.
    pub fn get(&self, key: &str) -> Option<&Spanned<Value>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// Moves every span in it by `by` bytes, for a text further on in its file.
    pub fn shift(&mut self, by: usize) {
        for (key, value) in &mut self.entries {
            key.span = key.span.shifted(by);
            value.shift(by);
        }
    }

    pub fn entry(&self, key: &str) -> Option<&(Spanned<String>, Spanned<Value>)> {
        self.entries.iter().rev().find(|(name, _)| name.value.eq_ignore_ascii_case(key))
    }

    /// The value of `key`, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        let mut entries = self.entries.iter_mut().rev();
        let found = entries.find(|(name, _)| name.value.eq_ignore_ascii_case(key));
        found.map(|(_, value)| &mut value.value)
    }

    /// This table with the entries of `over`, which replace those of the same name, table by table.
    pub fn merged_with(&self, over: &Table) -> Table {
        let mut merged = self.clone();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, (name, _)) in self.entries.iter().enumerate() {
            places.entry(name.value.to_ascii_lowercase()).or_insert(at);
        }
        for (key, value) in &over.entries {
            let place =
                *places.entry(key.value.to_ascii_lowercase()).or_insert(merged.entries.len());
            match merged.entries.get_mut(place) {
                Some((_, present)) => match (&present.value, &value.value) {
                    (Value::Table(below), Value::Table(above)) => {
                        present.value = Value::Table(below.merged_with(above));
                    }
                    _ => *present = value.clone(),
                },
                None => merged.entries.push((key.clone(), value.clone())),
            }
        }
        merged
    }
}

impl Spanned<Value> {
    fn shift(&mut self, by: usize) {
        self.span = self.span.shifted(by);
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(by)),
            Value::Table(table) => table.shift(by),
            _ => {}
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_none(),
            Value::Bool(truth) => serializer.serialize_bool(*truth),
            Value::Int(number) => serializer.serialize_i64(*number),
            Value::Float { value, .. } => serializer.serialize_f64(*value),
            Value::Text(text) | Value::Date(text) => serializer.serialize_str(text),
            Value::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&item.value)?;
                }
                list.end()
            }
            Value::Table(table) => table.serialize(serializer),
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for (key, value) in &self.entries {
            map.serialize_entry(&key.value, &value.value)?;
        }
        map.end()
    }
}
