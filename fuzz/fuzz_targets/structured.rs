//! YAML, TOML, JSON and CSV: whatever is read or refused, its places lie in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::diagnostic::Spanned;
use site::structured::{Format, Value};
use site_fuzz::check_range;

fuzz_target!(|text: &str| {
    for format in [Format::Yaml, Format::Toml, Format::Json, Format::Csv] {
        match format.parse(text) {
            Ok(value) => check_value(text, &value),
            Err(error) => {
                assert!(!error.message.is_empty(), "{format:?} says nothing");
                if let Some(span) = error.span {
                    check_range(text, span.range());
                }
            }
        }
    }
});

fn check_value(text: &str, value: &Spanned<Value>) {
    check_range(text, value.span.range());
    match &value.value {
        Value::List(items) => items.iter().for_each(|item| check_value(text, item)),
        Value::Table(table) => {
            for (key, value) in &table.entries {
                check_range(text, key.span.range());
                check_value(text, value);
                assert!(table.get(&key.value).is_some());
            }
        }
        _ => {}
    }
}
