//! `transform.Unmarshal`: which format a text of data is in, and tables with commas.

use std::collections::BTreeMap;

use super::argument::{no_cast, text};
use super::entry::{Entry, entry};
use crate::go::context::Context;
use crate::go::error::Failure;
use crate::go::value::{Element, Map, Outcome, Value};

/// What reads data.
pub const TABLE: &[Entry] = &[entry("transform.Unmarshal", &["unmarshal"], 1, Some(2), unmarshal)];

/// Text in a format of data, or a resource that has such text.
pub(super) fn unmarshal(context: &mut Context<'_>, arguments: &[Value]) -> Outcome {
    let (options, given) = match arguments {
        [given] => (Options::default(), given),
        [Value::Map(options), given] => (Options::read(options)?, given),
        _ => return Err(Failure::new("the options of `transform.Unmarshal` are a map")),
    };
    if matches!(given, Value::Handle(_)) {
        let made = context.host.function("transform.Unmarshal", arguments);
        return made.unwrap_or_else(|| Err(no_cast(given, "text of data")));
    }
    let data = match given {
        Value::Nil => return Ok(Value::Nil),
        Value::String(_) | Value::Safe(..) => text(given)?,
        other => return Err(no_cast(other, "text of data")),
    };
    if data.trim().is_empty() {
        return Ok(Value::Nil);
    }
    context.budget.steps(data.len())?;
    let format = match &options.format {
        Some(format) => format.as_str(),
        None => guessed(&data, options.delimiter)
            .ok_or_else(|| Failure::new("the text is in none of the formats of data"))?,
    };
    if format == "csv" {
        return options.table(&data);
    }
    context.host.unmarshal(&data, Some(format), arguments.first().unwrap_or(&Value::Nil))
}

/// The format whose sign comes first in a text.
///
/// Source: `FormatFromContentString` in `parser/metadecoders/format.go` of Hugo, read for its rule.
fn guessed(data: &str, delimiter: u8) -> Option<&'static str> {
    let signs =
        [("csv", char::from(delimiter)), ("json", '{'), ("yaml", ':'), ("xml", '<'), ("toml", '=')];
    let found = signs.iter().filter_map(|(format, sign)| Some((data.find(*sign)?, *format)));
    found.min_by_key(|(at, _)| *at).map(|(_, format)| format)
}

/// How data is read.
struct Options {
    format: Option<String>,
    delimiter: u8,
    comment: Option<u8>,
    /// Whether rows become maps, by the names in the first.
    by_name: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { format: None, delimiter: b',', comment: None, by_name: false }
    }
}

impl Options {
    fn read(map: &Map) -> Result<Self, Failure> {
        let mut options = Self::default();
        for (key, value) in &map.entries {
            match key.to_lowercase().as_str() {
                "format" => options.format = Some(text(value)?.to_lowercase()),
                "delimiter" => options.delimiter = sign(value)?.unwrap_or(b','),
                "comment" => options.comment = sign(value)?,
                "targettype" => {
                    options.by_name = match &*text(value)? {
                        "map" => true,
                        "slice" => false,
                        other => return Err(Failure::new(format!("rows cannot become `{other}`"))),
                    };
                }
                _ => {}
            }
        }
        Ok(options)
    }

    fn table(&self, data: &str) -> Outcome {
        let mut reader = csv::ReaderBuilder::new();
        reader.has_headers(false).delimiter(self.delimiter).comment(self.comment);
        let mut rows = Vec::new();
        for record in reader.from_reader(data.as_bytes()).records() {
            let record = record.map_err(|error| Failure::new(error.to_string()))?;
            rows.push(record.iter().map(str::to_owned).collect::<Vec<_>>());
        }
        if !self.by_name {
            return Ok(Value::list_of(
                Element::Strings,
                rows.into_iter().map(Value::strings).collect(),
            ));
        }
        let mut rows = rows.into_iter();
        let names = rows.next().unwrap_or_default();
        let maps = rows.map(|row| {
            let entries = names.iter().cloned().zip(row.into_iter().map(Value::from));
            Value::map(entries.collect::<BTreeMap<_, _>>())
        });
        Ok(Value::list_of(Element::Map, maps.collect()))
    }
}

/// One sign of ASCII.
fn sign(value: &Value) -> Result<Option<u8>, Failure> {
    let text = text(value)?;
    match text.as_bytes() {
        [] => Ok(None),
        [sign] => Ok(Some(*sign)),
        _ => Err(Failure::new(format!("`{text}` is more than one sign"))),
    }
}
