//! Hugo's configuration directory: `config/_default`, and over it the one of the environment.
//!
//! A file holds the whole configuration (`hugo.toml`, `config.yaml`), the values of one key (`params.toml`),
//! or those of one language (`menus.en.toml`, `languages.ko.yaml`).

use camino::{Utf8Path, Utf8PathBuf};

use super::Environment;
use crate::diagnostic::{Span, Spanned};
use crate::structured::{Format, Table, Value};
use crate::world::World;

const DIRECTORY: &str = "config";
const DEFAULT: &str = "_default";

/// Names of files that hold the whole configuration.
const WHOLE: &[&str] = &["hugo", "config"];

/// The files in the order in which they are laid over each other.
pub(super) fn files(
    world: &dyn World,
    root: &Utf8Path,
    environment: &Environment,
) -> Vec<Utf8PathBuf> {
    let directories = [DEFAULT, environment.name()].map(|name| root.join(DIRECTORY).join(name));
    let walks = directories.iter().filter_map(|directory| world.walk(directory));
    let files = walks.flat_map(|walk| walk.files.clone());
    files
        .filter(|file| matches!(Format::of_path(file), Some(format) if format != Format::Csv))
        .collect()
}

/// The keys that the values of a file belong below.
pub(super) fn place(file: &Utf8Path) -> Vec<String> {
    let stem = file.file_stem().unwrap_or_default();
    if WHOLE.contains(&stem) {
        return Vec::new();
    }
    let (name, language) = match stem.rsplit_once('.') {
        Some((name, language)) => (name.to_lowercase(), Some(language)),
        None => (stem.to_lowercase(), None),
    };
    let name = if name == "menu" { "menus".to_owned() } else { name };
    match (language, name.as_str()) {
        (None, _) => vec![name],
        (Some(language), "menus" | "params") => {
            vec!["languages".to_owned(), language.to_owned(), name]
        }
        (Some(language), _) => vec!["languages".to_owned(), language.to_owned()],
    }
}

/// The values of a file below the keys of its place, which stand nowhere but in its name: their span is the file's
/// beginning. A file may name its key itself, if that is all it does: `[params]` in `params.toml`.
pub(super) fn placed(mut values: Table, place: &[String], beginning: Span) -> Table {
    if let (Some(key), [(name, only)]) = (place.last(), values.entries.as_slice())
        && name.value.eq_ignore_ascii_case(key)
        && let Value::Table(inside) = &only.value
    {
        values = inside.clone();
    }
    place.iter().rev().fold(values, |inside, key| Table {
        entries: vec![(
            Spanned::new(key.clone(), beginning),
            Spanned::new(Value::Table(inside), beginning),
        )],
    })
}
