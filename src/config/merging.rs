//! What a site takes from the configuration of a theme or a module: by Hugo's rules, or as `_merge` says.
//! <https://gohugo.io/configuration/introduction/#merge-configuration-settings>

use crate::structured::{Table, Value};

/// The key that says how a table of the site takes in that of a component.
const MERGE: &str = "_merge";

/// How a table of the site takes in that of a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Merge {
    Nothing,
    /// Keys that the site does not have.
    MissingKeys,
    /// The same in all tables within.
    Everything,
}

impl Merge {
    /// What a table says itself.
    fn of(table: &Table) -> Option<Self> {
        match table.get(MERGE)?.value.to_text()?.as_str() {
            "none" => Some(Self::Nothing),
            "shallow" => Some(Self::MissingKeys),
            "deep" => Some(Self::Everything),
            _ => None,
        }
    }

    /// What holds for a key of which nothing is said.
    fn usual(key: &str) -> Self {
        match key {
            "params" => Self::Everything,
            "menus" | "menu" | "outputformats" | "mediatypes" => Self::MissingKeys,
            _ => Self::Nothing,
        }
    }

    /// The part of a component's table that a table of the site takes in.
    fn taken(self, mut component: Table, site: Option<&Table>) -> Option<Table> {
        match self {
            Self::Nothing => return None,
            Self::MissingKeys => {
                component
                    .entries
                    .retain(|(key, _)| site.is_none_or(|site| site.get(&key.value).is_none()));
            }
            Self::Everything => {}
        }
        Some(component)
    }
}

/// What a site takes from the configuration of a component.
pub(super) fn shared(component: Table, site: &Table) -> Table {
    let whole = Merge::of(site);
    let mut shared = Table::default();
    for (key, mut value) in component.entries {
        let name = key.value.to_lowercase();
        let own = site.get(&key.value).map(|found| &found.value);
        let own_table = own.and_then(Value::as_table);
        let taken = match (value.value, own_table) {
            (Value::Table(languages), Some(own)) if name == "languages" => {
                Some(Value::Table(of_languages(languages, own)))
            }
            (Value::Table(table), _) => {
                let merge = own_table.and_then(Merge::of).or(whole);
                let merge = merge.unwrap_or_else(|| Merge::usual(&name));
                merge.taken(table, own_table).map(Value::Table)
            }
            (other, _) => (whole == Some(Merge::Everything)).then_some(other),
        };
        if let Some(taken) = taken {
            value.value = taken;
            shared.entries.push((key, value));
        }
    }
    shared
}

/// Parameters and menus, for languages that have some of their own.
fn of_languages(component: Table, site: &Table) -> Table {
    let mut shared = Table::default();
    for (code, mut value) in component.entries {
        let own = site.get(&code.value).and_then(|own| own.value.as_table());
        if let (Value::Table(table), Some(own)) = (value.value, own) {
            value.value = Value::Table(of_language(table, own));
            shared.entries.push((code, value));
        }
    }
    shared
}

fn of_language(component: Table, site: &Table) -> Table {
    let mut shared = Table::default();
    for (key, mut value) in component.entries {
        let own = site.get(&key.value).and_then(|own| own.value.as_table());
        if let (Value::Table(table), Some(own)) = (value.value, own) {
            let merge = Merge::of(own).unwrap_or_else(|| Merge::usual(&key.value.to_lowercase()));
            if let Some(taken) = merge.taken(table, Some(own)) {
                value.value = Value::Table(taken);
                shared.entries.push((key, value));
            }
        }
    }
    shared
}

/// A configuration without what says how it is merged.
pub(super) fn without_merge(mut table: Table) -> Table {
    table.entries.retain(|(key, _)| !key.value.eq_ignore_ascii_case(MERGE));
    for (_, value) in &mut table.entries {
        if let Value::Table(inner) = &mut value.value {
            *inner = without_merge(std::mem::take(inner));
        }
    }
    table
}
