//! `[diagnostics]` as it is written.

use crate::diagnostic::Spanned;
use crate::structured::{Table, Value};

/// The keys of `[[diagnostics.in]]` that are no codes.
const SCOPE_KEYS: [&str; 2] = ["files", "languages"];

/// Code -> severity, as written.
pub(super) type Written = Vec<(Spanned<String>, Spanned<String>)>;

/// `[diagnostics]` as it is written.
#[derive(Debug, Default)]
pub struct DiagnosticOptions {
    pub(super) everywhere: Written,
    /// `[[diagnostics.in]]`.
    pub(super) scoped: Vec<ScopedOptions>,
}

/// One `[[diagnostics.in]]`.
#[derive(Debug)]
pub(super) struct ScopedOptions {
    pub(super) files: Vec<Spanned<String>>,
    pub(super) languages: Vec<Spanned<String>>,
    pub(super) codes: Written,
}

impl DiagnosticOptions {
    pub(super) fn read(table: &Table) -> Self {
        let scoped = match table.get("in").map(|found| &found.value) {
            Some(Value::List(items)) => items
                .iter()
                .filter_map(|item| item.value.as_table())
                .map(ScopedOptions::read)
                .collect(),
            Some(Value::Table(one)) => vec![ScopedOptions::read(one)],
            _ => Vec::new(),
        };
        let everywhere = written(table, &["in"]);
        Self { everywhere, scoped }
    }
}

impl ScopedOptions {
    fn read(table: &Table) -> Self {
        let texts = |key: &str| match table.get(key) {
            Some(Spanned { value: Value::List(items), .. }) => {
                let text =
                    |item: &Spanned<Value>| Some(Spanned::new(item.value.to_text()?, item.span));
                items.iter().filter_map(text).collect()
            }
            Some(one) => {
                one.value.to_text().map(|text| Spanned::new(text, one.span)).into_iter().collect()
            }
            None => Vec::new(),
        };
        let codes = written(table, &SCOPE_KEYS);
        Self { files: texts("files"), languages: texts("languages"), codes }
    }
}

/// Every entry but those of these `keys`. What is no text is none of the severities, and is told as such: left out, it
/// could be a misspelt scope, and its severities would hold everywhere.
fn written(table: &Table, keys: &[&str]) -> Written {
    let entries = table.entries.iter().filter(|(key, _)| !keys.contains(&key.value.as_str()));
    let text = |value: &Spanned<Value>| {
        let text = value.value.to_text().unwrap_or_else(|| "…".to_owned());
        Spanned::new(text, value.span)
    };
    entries.map(|(key, value)| (key.clone(), text(value))).collect()
}
