//! Themes and modules: directories that a site takes content, strings, data, static files and parameters from.
//!
//! A theme is in `themes`; a module is where `hugo mod vendor` puts it, or in `themes`, too. Nothing is downloaded.

use std::collections::VecDeque;

use camino::{Utf8Path, Utf8PathBuf};

use super::mount_options::{self, MountOptions};
use super::paths::is_below_root;
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Table, Value};
use crate::world::World;

/// The most themes and modules that one site may have.
const MOST: usize = 64;

/// Where themes are, unless the configuration names another directory of the site.
const THEMES: &str = "themes";

/// Where `hugo mod vendor` puts modules.
const VENDOR: &str = "_vendor";

/// A theme or a module that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Component {
    /// As the configuration names it.
    pub name: String,
    /// Relative to the root.
    pub directory: Utf8PathBuf,
}

/// A theme or a module as the configuration names it.
#[derive(Clone, Debug)]
pub(super) struct NamedComponent {
    name: Spanned<String>,
    is_theme: bool,
    /// Whether its own configuration does not count.
    ignores_configuration: bool,
    themes_dir: Utf8PathBuf,
}

/// A theme or a module that was just found.
pub(super) struct FoundComponent {
    pub directory: Utf8PathBuf,
    /// Whether its configuration counts.
    pub has_configuration: bool,
}

/// A module as an import names it.
struct NamedModule {
    name: Spanned<String>,
    ignores_configuration: bool,
}

/// What the configuration names, in the order in which it counts.
#[derive(Debug, Default)]
pub(super) struct Components {
    waiting: VecDeque<NamedComponent>,
    pub(super) found: Vec<Component>,
    /// What each of them mounts, in the same order.
    pub(super) mounts: Vec<Vec<MountOptions>>,
    /// Modules that are not there.
    pub(super) missing: Vec<Spanned<String>>,
}

impl Components {
    /// Adds what a configuration names.
    pub(super) fn add(&mut self, configuration: &Table) {
        let themes_dir = configuration.get("themesDir").and_then(|dir| dir.value.to_text());
        let themes_dir = themes_dir.filter(|dir| is_below_root(dir) && !dir.is_empty());
        let themes_dir = Utf8PathBuf::from(themes_dir.unwrap_or_else(|| THEMES.to_owned()));
        let themes = themes(configuration).into_iter().map(|name| NamedComponent {
            name,
            is_theme: true,
            ignores_configuration: false,
            themes_dir: themes_dir.clone(),
        });
        let modules = modules(configuration).into_iter().map(|module| NamedComponent {
            name: module.name,
            is_theme: false,
            ignores_configuration: module.ignores_configuration,
            themes_dir: themes_dir.clone(),
        });
        self.waiting.extend(themes.chain(modules));
    }

    /// Adds the one that was found last: what it mounts, and what its configuration names.
    pub(super) fn add_found(&mut self, configuration: &Table) {
        self.mounts.push(mount_options::of_configuration(configuration));
        self.add(configuration);
    }

    /// The next of them that is there and was not met before.
    pub(super) fn next(&mut self, world: &dyn World) -> Option<FoundComponent> {
        while let Some(named) = self.waiting.pop_front() {
            if self.found.len() == MOST {
                return None;
            }
            if !is_below_root(&named.name.value) || self.is_known(&named.name.value) {
                continue;
            }
            let directory = named.places().into_iter().find(|place| world.walk(place).is_some());
            if let Some(directory) = directory {
                let component = Component { name: named.name.value, directory };
                self.found.push(component.clone());
                let has_configuration = !named.ignores_configuration;
                return Some(FoundComponent { directory: component.directory, has_configuration });
            }
            if !named.is_theme {
                self.missing.push(named.name);
            }
        }
        None
    }

    fn is_known(&self, name: &str) -> bool {
        let mut missing = self.missing.iter();
        self.found.iter().any(|found| found.name == name) || missing.any(|gone| gone.value == name)
    }
}

impl NamedComponent {
    fn places(&self) -> Vec<Utf8PathBuf> {
        let theme = self.themes_dir.join(&self.name.value);
        if self.is_theme {
            vec![theme]
        } else {
            vec![Utf8Path::new(VENDOR).join(&self.name.value), theme]
        }
    }
}

/// That no theme is read where `themesDir` says.
pub(super) fn themes_outside(configuration: &Table, file: &Utf8Path) -> Option<Diagnostic> {
    let named = configuration.get("themesDir")?;
    let directory = named.value.to_text().filter(|directory| !is_below_root(directory))?;
    let message = format!(
        "`{directory}` is outside of the site, where nothing is read; themes are looked for in `{THEMES}`"
    );
    let note = Diagnostic::new(Code::ConfigUnused, message).at(Place::span(file, named.span));
    Some(note.hint(format!("copy the theme into `{THEMES}`")))
}

fn themes(configuration: &Table) -> Vec<Spanned<String>> {
    let Some(named) = configuration.get("theme") else { return Vec::new() };
    let named = match &named.value {
        Value::Table(table) => table.get("name"),
        _ => Some(named),
    };
    let Some(named) = named else { return Vec::new() };
    let names = match &named.value {
        Value::List(names) => names.as_slice(),
        _ => std::slice::from_ref(named),
    };
    names.iter().filter_map(name).collect()
}

fn modules(configuration: &Table) -> Vec<NamedModule> {
    let module = configuration.get("module").and_then(|module| module.value.as_table());
    let imports = match module.and_then(|module| module.get("imports")).map(|found| &found.value) {
        Some(Value::List(imports)) => imports.as_slice(),
        _ => &[],
    };
    let tables = imports.iter().filter_map(|import| import.value.as_table());
    let is_on = |table: &Table, key: &str| {
        table.get(key).and_then(|found| found.value.as_bool()) == Some(true)
    };
    tables
        .filter(|table| !is_on(table, "disable"))
        .filter_map(|table| {
            let ignores_configuration = is_on(table, "ignoreConfig");
            Some(NamedModule { name: name(table.get("path")?)?, ignores_configuration })
        })
        .collect()
}

/// A name; an empty one names nothing.
fn name(written: &Spanned<Value>) -> Option<Spanned<String>> {
    let text = written.value.to_text().filter(|text| !text.is_empty())?;
    Some(Spanned::new(text, written.span))
}
