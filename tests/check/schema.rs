//! JSON Schema, as far as the schemas beside these tests use it. A keyword that is not known here is a fault, so that
//! nothing counts as valid because nobody has looked.

use regex::Regex;
use serde_json::Value;
use url::Url;

/// What of a value is not as the schema says, each with its place.
pub fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut validator = Validator { root: schema, found: Vec::new() };
    validator.look(schema, value, "$");
    validator.found
}

struct Validator<'a> {
    /// Where references count from.
    root: &'a Value,
    found: Vec<String>,
}

impl Validator<'_> {
    fn look(&mut self, schema: &Value, value: &Value, at: &str) {
        let Some(keywords) = schema.as_object() else { return };
        for (keyword, said) in keywords {
            self.keyword(schema, (keyword.as_str(), said), value, at);
        }
    }

    fn keyword(
        &mut self,
        schema: &Value,
        (keyword, said): (&str, &Value),
        value: &Value,
        at: &str,
    ) {
        let is_right = match keyword {
            "$schema" | "$id" | "title" | "description" | "default" | "definitions" => true,
            "$ref" => return self.reference(said, value, at),
            "properties" => return self.properties(said, value, at),
            "additionalProperties" => return self.others(schema, said, value, at),
            "items" => return self.items(said, value, at),
            "type" => list(said).iter().any(|name| is_of_type(value, name)),
            "enum" => list(said).contains(&value),
            "required" => value.as_object().is_none_or(|object| {
                list(said).iter().all(|name| object.contains_key(name.as_str().unwrap_or_default()))
            }),
            "minimum" => value.as_f64().is_none_or(|number| Some(number) >= said.as_f64()),
            "maximum" => value.as_f64().is_none_or(|number| Some(number) <= said.as_f64()),
            "minItems" => {
                value.as_array().is_none_or(|items| Some(items.len() as u64) >= said.as_u64())
            }
            "uniqueItems" => value.as_array().is_none_or(|items| {
                items.iter().enumerate().all(|(index, item)| !items[..index].contains(item))
            }),
            "anyOf" => self.matching(said, value) > 0,
            "oneOf" => self.matching(said, value) == 1,
            "pattern" => value.as_str().is_none_or(|text| matches(said, text)),
            "format" => value.as_str().is_none_or(|text| has_format(said, text)),
            unknown => return self.found.push(format!("{at}: the keyword {unknown} is not known")),
        };
        if !is_right {
            self.found.push(format!("{at}: {value} is not as {keyword} says: {said}"));
        }
    }

    fn reference(&mut self, said: &Value, value: &Value, at: &str) {
        let pointer = said.as_str().and_then(|address| address.strip_prefix('#'));
        match pointer.and_then(|pointer| self.root.pointer(pointer)) {
            Some(schema) => self.look(schema, value, at),
            None => self.found.push(format!("{at}: nothing is at {said}")),
        }
    }

    fn properties(&mut self, said: &Value, value: &Value, at: &str) {
        for (name, inner) in value.as_object().into_iter().flatten() {
            self.look(&said[name], inner, &format!("{at}.{name}"));
        }
    }

    fn others(&mut self, schema: &Value, said: &Value, value: &Value, at: &str) {
        for (name, inner) in value.as_object().into_iter().flatten() {
            if schema["properties"].get(name).is_none() {
                match said {
                    Value::Bool(false) => self.found.push(format!("{at}: {name} is not known")),
                    said => self.look(said, inner, &format!("{at}.{name}")),
                }
            }
        }
    }

    fn items(&mut self, said: &Value, value: &Value, at: &str) {
        for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
            self.look(said, inner, &format!("{at}[{index}]"));
        }
    }

    /// How many of the schemas a value satisfies.
    fn matching(&self, schemas: &Value, value: &Value) -> usize {
        let fits = |schema: &&Value| {
            let mut validator = Validator { root: self.root, found: Vec::new() };
            validator.look(schema, value, "");
            validator.found.is_empty()
        };
        list(schemas).into_iter().filter(fits).count()
    }
}

/// One or several.
fn list(said: &Value) -> Vec<&Value> {
    said.as_array().map_or_else(|| vec![said], |values| values.iter().collect())
}

fn is_of_type(value: &Value, name: &Value) -> bool {
    match name.as_str() {
        Some("object") => value.is_object(),
        Some("array") => value.is_array(),
        Some("string") => value.is_string(),
        Some("integer") => value.is_i64() || value.is_u64(),
        Some("number") => value.is_number(),
        Some("boolean") => value.is_boolean(),
        _ => false,
    }
}

fn matches(pattern: &Value, text: &str) -> bool {
    Regex::new(pattern.as_str().unwrap_or_default()).is_ok_and(|pattern| pattern.is_match(text))
}

fn has_format(format: &Value, text: &str) -> bool {
    let is_plain = text.chars().all(|c| c.is_ascii_graphic() && !"<>\"{}|\\^`".contains(c));
    match format.as_str() {
        Some("uri") => is_plain && Url::parse(text).is_ok(),
        Some("uri-reference") => {
            let base = Url::parse("https://example.org/").expect("an address");
            is_plain && base.join(text).is_ok()
        }
        _ => false,
    }
}
