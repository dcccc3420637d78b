//! `[permalinks]` as it is written: a table, or a list of rules.

use crate::diagnostic::Spanned;
use crate::structured::{Reader, Table, Value};

/// `[permalinks]` maps sections to patterns, directly or by kind (`[permalinks.page]`).
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    if let Some(Spanned { value: Value::List(rules), .. }) = reader.any("permalinks") {
        return rules.iter().filter_map(|rule| permalink_rule(rule.value.as_table()?)).collect();
    }
    let Some(table) = reader.free_table("permalinks") else { return Vec::new() };
    let mut patterns = text_entries(table);
    if let Some(pages) = table.get("page").and_then(|page| page.value.as_table()) {
        patterns.extend(text_entries(pages));
    }
    patterns
}

/// A rule of a list: a pattern for the pages of a section, as far as its target names one.
fn permalink_rule(rule: &Table) -> Option<(Spanned<String>, Spanned<String>)> {
    let pattern = rule.get("pattern")?;
    let path = rule.get("target")?.value.as_table()?.get("path")?;
    let text = path.value.to_text()?;
    let first = text.trim_start_matches(['{', '/']).split('/').next().unwrap_or_default();
    let is_plain = !first.is_empty() && !first.contains(['*', '?', '[', '{', ',']);
    is_plain.then_some(())?;
    let pattern = Spanned::new(pattern.value.to_text()?, pattern.span);
    Some((Spanned::new(first.to_owned(), path.span), pattern))
}

/// The entries of a table that have a text.
pub(super) fn text_entries(table: &Table) -> Vec<(Spanned<String>, Spanned<String>)> {
    let entries = table.entries.iter();
    entries
        .filter_map(|(key, value)| {
            Some((key.clone(), Spanned::new(value.value.to_text()?, value.span)))
        })
        .collect()
}
