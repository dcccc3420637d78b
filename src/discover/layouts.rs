//! Templates in Go's language: the shortcodes that a site, its theme and its modules bring along, and the partials
//! that these call.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use super::mounted::MountedFile;
use super::of_mounts;
use crate::config::{Settings, Trust};
use crate::diagnostic::Diagnostic;
use crate::world::World;

/// A template in Go's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayoutFile {
    pub path: Utf8PathBuf,
    /// Whether it is of a theme or a module.
    pub is_of_component: bool,
}

/// Where shortcodes and partials stand, by their older and their newer names.
const DIRECTORIES: [(&str, &str); 4] = [
    ("shortcodes/", "shortcodes/"),
    ("_shortcodes/", "shortcodes/"),
    ("partials/", "partials/"),
    ("_partials/", "partials/"),
];

/// The templates by the names they are called by: `shortcodes/note.html`. Nothing of a tree that anybody may have
/// written is run.
pub(super) fn find(
    world: &dyn World,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, LayoutFile> {
    if settings.trust == Trust::Untrusted {
        return BTreeMap::new();
    }
    let files = of_mounts(world, &settings.mounts.layouts, found).into_iter();
    let named = files.filter_map(|MountedFile { path, place }| {
        let mut directories = DIRECTORIES.iter();
        let name = directories.find_map(|(directory, kind)| {
            Some(format!("{kind}{}", place.as_str().strip_prefix(directory)?))
        })?;
        let is_of_component =
            settings.components.iter().any(|component| path.starts_with(&component.directory));
        Some((name, LayoutFile { path, is_of_component }))
    });
    named.collect()
}
