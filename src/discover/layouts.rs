//! Templates in Go's language: the shortcodes and render hooks that a site, its theme and its modules bring along, and
//! the partials that these call.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::mounted::MountedFile;
use super::of_mounts;
use crate::config::{RenderHooks, Settings, Trust};
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
pub fn find_layouts(
    world: &dyn World,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, LayoutFile> {
    if settings.trust == Trust::Untrusted {
        return BTreeMap::new();
    }
    let files = of_mounts(world, &settings.mounts.layouts, found).into_iter();
    let named = files.filter_map(|MountedFile { path, place }| {
        let name = match settings.render_hooks {
            RenderHooks::On => called(&place).or_else(|| hook(&place)),
            RenderHooks::Off => called(&place),
        }?;
        let is_of_component =
            settings.components.iter().any(|component| path.starts_with(&component.directory));
        Some((name, LayoutFile { path, is_of_component }))
    });
    let mut layouts: BTreeMap<String, LayoutFile> = BTreeMap::new();
    for (name, file) in named {
        // By its older or its newer name, the site's own comes before that of a theme.
        let is_own = layouts.get(&name).is_some_and(|known| !known.is_of_component);
        if !(is_own && file.is_of_component) {
            layouts.insert(name, file);
        }
    }
    layouts
}

/// The name of a shortcode or a partial.
fn called(place: &Utf8Path) -> Option<String> {
    DIRECTORIES.iter().find_map(|(directory, kind)| {
        Some(format!("{kind}{}", place.as_str().strip_prefix(directory)?))
    })
}

/// The name of a render hook: `hooks/render-link.html`, `hooks/docs/render-link.html` for a section.
fn hook(place: &Utf8Path) -> Option<String> {
    let (above, name) = match place.as_str().rsplit_once("_markup/")? {
        ("", name) => ("", name),
        (above, name) => (above.strip_suffix('/')?, name),
    };
    let section = match above {
        "" | "_default" => String::new(),
        section => format!("{section}/"),
    };
    (name.starts_with("render-") && !name.contains('/')).then(|| format!("hooks/{section}{name}"))
}
