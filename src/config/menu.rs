//! Menu entries, as the configuration and front matter write them.

use crate::diagnostic::Spanned;
use crate::structured::{Table, Value};

/// One entry of a menu: <https://gohugo.io/configuration/menus/>.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MenuEntry {
    pub identifier: Option<String>,
    pub name: Option<String>,
    pub title: Option<String>,
    /// HTML before and after the name, for templates that print it.
    pub pre: Option<String>,
    pub post: Option<String>,
    pub url: Option<String>,
    /// Path of a page that the entry leads to.
    pub page_ref: Option<String>,
    pub parent: Option<String>,
    pub weight: i64,
    pub params: Table,
}

impl MenuEntry {
    pub fn read(table: &Table) -> Self {
        let text = |key: &str| table.get(key).and_then(|found| found.value.to_text());
        Self {
            identifier: text("identifier"),
            name: text("name"),
            title: text("title"),
            pre: text("pre"),
            post: text("post"),
            url: text("url"),
            page_ref: text("pageRef"),
            parent: text("parent"),
            weight: match table.get("weight").map(|found| &found.value) {
                Some(Value::Int(weight)) => *weight,
                _ => 0,
            },
            params: match table.get("params").map(|found| &found.value) {
                Some(Value::Table(params)) => params.clone(),
                _ => Table::default(),
            },
        }
    }

    /// The menus of a `[menus]` table: name -> entries, in the order of the file.
    pub fn read_menus(menus: &Table) -> Vec<(String, Vec<MenuEntry>)> {
        let entries = |value: &Value| match value {
            Value::List(items) => items
                .iter()
                .filter_map(|item: &Spanned<Value>| item.value.as_table())
                .map(MenuEntry::read)
                .collect(),
            Value::Table(table) => vec![MenuEntry::read(table)],
            _ => Vec::new(),
        };
        menus
            .entries
            .iter()
            .map(|(name, value)| (name.value.clone(), entries(&value.value)))
            .collect()
    }

    /// The entries that a page's front matter asks for: `menu: main`, a list of names, or a table
    /// of menus.
    pub fn read_front_matter(value: &Value) -> Vec<(String, MenuEntry)> {
        match value {
            Value::Text(name) => vec![(name.clone(), MenuEntry::default())],
            Value::List(names) => names
                .iter()
                .filter_map(|name| Some((name.value.to_text()?, MenuEntry::default())))
                .collect(),
            Value::Table(menus) => menus
                .entries
                .iter()
                .map(|(name, entry)| {
                    let entry = entry.value.as_table().map(MenuEntry::read).unwrap_or_default();
                    (name.value.clone(), entry)
                })
                .collect(),
            _ => Vec::new(),
        }
    }
}
