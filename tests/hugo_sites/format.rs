//! One table of values as TOML, YAML and JSON.

use serde_json::{Map, Value};

use super::dice::Dice;

/// Keys and values, whatever they will be written as.
pub type Table = Map<String, Value>;

/// A form that configuration and front matter may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Toml,
    Yaml,
    Json,
}

impl Format {
    pub fn any(dice: &mut Dice) -> Self {
        dice.pick(&[Format::Toml, Format::Yaml, Format::Json])
    }

    pub fn extension(self) -> &'static str {
        match self {
            Format::Toml => "toml",
            Format::Yaml => "yaml",
            Format::Json => "json",
        }
    }

    pub fn write(self, table: &Table) -> String {
        match self {
            Format::Toml => toml::to_string(table).expect("a table without null"),
            Format::Yaml => serde_saphyr::to_string(table).expect("a table"),
            Format::Json => serde_json::to_string_pretty(table).expect("a table") + "\n",
        }
    }

    /// The table as front matter, with its fences.
    pub fn front_matter(self, table: &Table) -> String {
        let text = self.write(table);
        match self {
            Format::Toml => format!("+++\n{text}+++\n"),
            Format::Yaml => format!("---\n{text}---\n"),
            Format::Json => text,
        }
    }
}
