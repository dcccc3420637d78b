//! What a configuration says of mounts and modules: `[module]`.

use super::permalink_options::texts;
use crate::diagnostic::Spanned;
use crate::structured::{Reader, Table, UnknownKeys, Value};

/// `[module]` as it is written.
#[derive(Debug, Default)]
pub struct ModuleOptions {
    pub mounts: Vec<MountOptions>,
    pub imports: Vec<ImportOptions>,
}

/// One of `[[module.mounts]]`.
#[derive(Debug, Default)]
pub struct MountOptions {
    pub source: Spanned<String>,
    pub target: Spanned<String>,
    /// Names of languages, by `lang` or `sites.matrix.languages`.
    pub languages: Vec<Spanned<String>>,
    /// Globs; one that begins with `! ` leaves files out.
    pub files: Vec<Spanned<String>>,
}

/// One of `[[module.imports]]`.
#[derive(Debug)]
pub struct ImportOptions {
    pub path: String,
    /// In place of the module's own mounts.
    pub mounts: Vec<MountOptions>,
}

impl ModuleOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        // What else Hugo reads there is about downloading modules.
        let module = reader.within("module", UnknownKeys::Allow, |module| Self {
            mounts: tables(module, "mounts").filter_map(MountOptions::read).collect(),
            imports: tables(module, "imports").filter_map(ImportOptions::read).collect(),
        });
        module.unwrap_or_default()
    }
}

/// What the configuration of a theme or a module mounts.
pub(super) fn of_configuration(configuration: &Table) -> Vec<MountOptions> {
    let module = configuration.get("module").and_then(|module| module.value.as_table());
    let mounts = match module.and_then(|module| module.get("mounts")).map(|found| &found.value) {
        Some(Value::List(mounts)) => mounts.as_slice(),
        _ => &[],
    };
    let tables = mounts.iter().filter_map(|mount| mount.value.as_table());
    tables.filter_map(MountOptions::read).collect()
}

/// The tables of a list of tables; what is none makes no difference.
fn tables<'a>(reader: &mut Reader<'a>, key: &'static str) -> impl Iterator<Item = &'a Table> {
    let items = match reader.any(key).map(|found| &found.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    items.iter().filter_map(|item| item.value.as_table())
}

impl MountOptions {
    fn read(table: &Table) -> Option<Self> {
        let matrix = table.get("sites").and_then(|sites| sites.value.as_table()?.get("matrix"));
        let languages = matrix.and_then(|matrix| matrix.value.as_table()?.get("languages"));
        let left_out = texts(table.get("excludeFiles")).into_iter();
        let left_out = left_out.map(|glob| glob.map(|glob| format!("! {glob}")));
        let taken = [table.get("files"), table.get("includeFiles")].map(texts);
        Some(Self {
            source: text(table, "source")?,
            target: text(table, "target")?,
            languages: texts(table.get("lang").or(languages)),
            // What is left out is left out, whatever is taken.
            files: left_out.chain(taken.into_iter().flatten()).collect(),
        })
    }
}

impl ImportOptions {
    fn read(table: &Table) -> Option<Self> {
        let mounts = match table.get("mounts").map(|mounts| &mounts.value) {
            Some(Value::List(mounts)) => mounts.as_slice(),
            _ => &[],
        };
        let mounts = mounts.iter().filter_map(|mount| mount.value.as_table());
        Some(Self {
            path: text(table, "path")?.value,
            mounts: mounts.filter_map(MountOptions::read).collect(),
        })
    }
}

fn text(table: &Table, key: &str) -> Option<Spanned<String>> {
    let found = table.get(key)?;
    Some(Spanned::new(found.value.to_text()?, found.span))
}
