//! `[permalinks]` as it is written: a table, or a list of rules.

use super::page_kind::PageKind;
use crate::diagnostic::Spanned;
use crate::structured::{Reader, Table, Value};

/// A pattern, and which pages it is for.
#[derive(Clone, Debug)]
pub struct PermalinkRule {
    pub kind: PageKind,
    /// The top-level section of the pages, or the taxonomy of terms.
    pub section: Spanned<String>,
    pub pattern: Spanned<String>,
}

/// Reads `[permalinks]`, which maps sections to patterns: for one kind of page (`[permalinks.section]`), or
/// directly for pages and terms.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<PermalinkRule> {
    if let Some(Spanned { value: Value::List(rules), .. }) = reader.any("permalinks") {
        return rules.iter().filter_map(|rule| permalink_rule(rule.value.as_table()?)).collect();
    }
    let Some(table) = reader.free_table("permalinks") else { return Vec::new() };
    let direct = text_entries(table);
    let mut rules: Vec<PermalinkRule> = [PageKind::Page, PageKind::Term]
        .into_iter()
        .flat_map(|kind| direct.iter().cloned().map(move |entry| rule_for(kind, entry)))
        .collect();
    for kind in PageKind::ALL {
        let of_kind = table.get(kind.name()).and_then(|own| own.value.as_table());
        let entries = of_kind.map(text_entries).unwrap_or_default();
        rules.extend(entries.into_iter().map(|entry| rule_for(kind, entry)));
    }
    rules
}

fn rule_for(kind: PageKind, entry: (Spanned<String>, Spanned<String>)) -> PermalinkRule {
    let (section, pattern) = entry;
    PermalinkRule { kind, section, pattern }
}

/// A rule of a list: a pattern for the pages of a section, as far as its target names one.
fn permalink_rule(rule: &Table) -> Option<PermalinkRule> {
    let pattern = rule.get("pattern")?;
    let target = rule.get("target")?.value.as_table()?;
    let path = target.get("path")?;
    let text = path.value.to_text()?;
    let first = text.trim_start_matches(['{', '/']).split('/').next().unwrap_or_default();
    let is_plain = !first.is_empty() && !first.contains(['*', '?', '[', '{', ',']);
    is_plain.then_some(())?;
    let named = target.get("kind").and_then(|kind| kind.value.to_text());
    let kind = match named {
        Some(name) => PageKind::ALL.into_iter().find(|kind| kind.name() == name)?,
        None => PageKind::Page,
    };
    Some(PermalinkRule {
        kind,
        section: Spanned::new(first.to_owned(), path.span),
        pattern: Spanned::new(pattern.value.to_text()?, pattern.span),
    })
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
