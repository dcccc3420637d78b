//! `[permalinks]` as it is written: a table, or a list of rules.

use super::page_kind::PageKind;
use crate::diagnostic::Spanned;
use crate::structured::{Reader, Table, Value};

/// A pattern, and which pages it is for, as globs: an empty list is for all.
#[derive(Clone, Debug, Default)]
pub struct PermalinkRule {
    pub kinds: Vec<Spanned<String>>,
    /// Of the pages' places below the content directory.
    pub paths: Vec<Spanned<String>>,
    pub languages: Vec<Spanned<String>>,
    /// The section whose name the rule has.
    pub section: Option<String>,
    pub pattern: Spanned<String>,
}

/// Reads `[permalinks]`, which maps sections to patterns: for one kind of page (`[permalinks.section]`), or
/// directly for pages and terms. A list has a target for each pattern.
pub(super) fn read(reader: &mut Reader<'_>) -> Vec<PermalinkRule> {
    if let Some(Spanned { value: Value::List(rules), .. }) = reader.any("permalinks") {
        return rules.iter().filter_map(|rule| targeted(rule.value.as_table()?)).collect();
    }
    let Some(table) = reader.free_table("permalinks") else { return Vec::new() };
    let direct = text_entries(table);
    let mut rules: Vec<PermalinkRule> = [PageKind::Page, PageKind::Term]
        .into_iter()
        .flat_map(|kind| direct.iter().map(move |entry| of_section(kind, entry)))
        .collect();
    for kind in PageKind::ALL {
        let of_kind = table.get(kind.name()).and_then(|own| own.value.as_table());
        let entries = of_kind.map(text_entries).unwrap_or_default();
        rules.extend(entries.iter().map(|entry| of_section(kind, entry)));
    }
    // Hugo asks them in no order; here what is more specific comes first.
    rules.sort_by_key(|rule| std::cmp::Reverse(rule.section.as_ref().map(String::len)));
    rules
}

/// What a section is called may stand for pages at the root, too. An empty name is all of these.
fn of_section(
    kind: PageKind,
    (key, pattern): &(Spanned<String>, Spanned<String>),
) -> PermalinkRule {
    let section = key.value.trim_matches(['/', ' ']).to_lowercase();
    let path = match section.as_str() {
        "" => "/*".to_owned(),
        section => format!("/{{{section},{section}/**}}"),
    };
    PermalinkRule {
        kinds: vec![Spanned::new(kind.name().to_owned(), key.span)],
        paths: vec![Spanned::new(path, key.span)],
        languages: Vec::new(),
        section: Some(section),
        pattern: pattern.clone(),
    }
}

fn targeted(rule: &Table) -> Option<PermalinkRule> {
    let pattern = rule.get("pattern")?;
    let pattern = Spanned::new(pattern.value.to_text()?, pattern.span);
    let Some(target) = rule.get("target").and_then(|target| target.value.as_table()) else {
        return Some(PermalinkRule { pattern, ..PermalinkRule::default() });
    };
    let matrix = target.get("sites").and_then(|sites| sites.value.as_table()?.get("matrix"));
    let languages = matrix.and_then(|matrix| matrix.value.as_table()?.get("languages"));
    let paths = texts(target.get("path"));
    Some(PermalinkRule {
        kinds: texts(target.get("kind")),
        section: paths.first().and_then(|path| first_part(&path.value)),
        paths,
        languages: texts(target.get("lang").or(languages)),
        pattern,
    })
}

/// The section that a glob begins with, if it names one.
fn first_part(glob: &str) -> Option<String> {
    let ends = ['/', ',', '}'];
    let first = glob.trim_start_matches(['{', '/']).split(ends).next().unwrap_or_default();
    let is_plain = !first.is_empty() && !first.contains(['*', '?', '[', '{']);
    is_plain.then(|| first.to_lowercase())
}

/// A text, or the texts of a list.
pub(super) fn texts(found: Option<&Spanned<Value>>) -> Vec<Spanned<String>> {
    let items = match found.map(|found| (&found.value, found)) {
        None => &[],
        Some((Value::List(items), _)) => items.as_slice(),
        Some((_, one)) => std::slice::from_ref(one),
    };
    let texts =
        items.iter().filter_map(|item| Some(Spanned::new(item.value.to_text()?, item.span)));
    texts.collect()
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
