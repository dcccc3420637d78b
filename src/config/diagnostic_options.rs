//! `[diagnostics]` as it is written.

use super::permalink_options::text_entries;
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
        let mut everywhere = text_entries(table);
        everywhere.retain(|(key, _)| key.value != "in");
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
        let mut codes = text_entries(table);
        codes.retain(|(key, _)| !SCOPE_KEYS.contains(&key.value.as_str()));
        Self { files: texts("files"), languages: texts("languages"), codes }
    }
}
