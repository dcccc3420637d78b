//! What exists: the files of a site, each with its part in it.
//!
//! No file is read here but the directories themselves. What a file says is `parse`'s business.

mod content;
mod formats;
mod ignored;
mod layouts;
mod mounted;
mod names;
mod theme;
mod walk;

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8PathBuf;

use crate::config::{Mount, Settings};
use crate::diagnostic::Diagnostic;
use crate::memo::MemoTable;
use crate::structured::Format;
use crate::world::World;

use content::Content;
pub use content::{ContentFile, ContentRole, LooseFile};
pub use formats::ContentFormat;
pub use layouts::LayoutFile;
use mounted::MountedFile;
pub use theme::{Layer, Theme, ThemeFile, find_theme};

/// The files of a site.
pub struct Sources {
    /// In the order of language and location.
    pub content: Vec<ContentFile>,
    /// Files of content directories that belong to no page.
    pub loose: Vec<LooseFile>,
    /// Path in the output -> file of the site.
    pub statics: BTreeMap<String, Utf8PathBuf>,
    pub strings: Vec<StringFile>,
    pub data: Vec<DataFile>,
    pub theme: Theme,
    /// Templates in Go's language, by the names they are called by.
    pub layouts: BTreeMap<String, LayoutFile>,
}

/// A file of interface strings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StringFile {
    pub path: Utf8PathBuf,
    pub format: Format,
    /// The language code that its name says.
    pub code: String,
}

/// A file below `data`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    pub path: Utf8PathBuf,
    pub format: Format,
    /// The keys under which templates find it: `data/a/b.toml` is `a`, `b`.
    pub keys: Vec<String>,
}

/// What this stage leaves for the next build.
#[derive(Debug, Default)]
pub struct DiscoverCache {
    content: MemoTable<Content>,
}

/// Finds every file of the site.
pub fn discover(world: &dyn World, settings: &Settings, found: &mut Vec<Diagnostic>) -> Sources {
    rediscover(world, settings, &mut DiscoverCache::default(), found)
}

/// As [`discover`], but content that is made of the same paths as in the build before keeps its order.
pub fn rediscover(
    world: &dyn World,
    settings: &Settings,
    cache: &mut DiscoverCache,
    found: &mut Vec<Diagnostic>,
) -> Sources {
    let content = content::find(world, settings, &mut cache.content, found);
    found.extend(content.problems.iter().cloned());
    Sources {
        content: content.pages.clone(),
        loose: content.loose.clone(),
        statics: find_statics(world, settings, found),
        strings: find_strings(world, settings, found),
        data: find_data(world, settings, found),
        theme: find_theme(world, settings, found),
        layouts: layouts::find(world, settings, found),
    }
}

/// The static files; a later mount wins over an earlier one.
fn find_statics(
    world: &dyn World,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Utf8PathBuf> {
    let files = of_mounts(world, &settings.mounts.statics, found).into_iter();
    let published = files.filter(|file| file.path.file_name() != Some("OWNERS"));
    published.map(|file| (file.place.into_string(), file.path)).collect()
}

/// `i18n/<lang>.toml` and `i18n/<lang>/<lang>.toml`, in any of the formats.
fn find_strings(
    world: &dyn World,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> Vec<StringFile> {
    let mut strings = Vec::new();
    let mut known = BTreeSet::new();
    for MountedFile { path, place } in of_mounts(world, &settings.mounts.strings, found) {
        // A directory may be mounted beside the one that it is in.
        if !known.insert(path.clone()) {
            continue;
        }
        if let (Some(format), Some(code)) = (Format::of_path(&path), place.file_stem()) {
            strings.push(StringFile { format, code: code.to_lowercase(), path });
        }
    }
    strings
}

fn find_data(world: &dyn World, settings: &Settings, found: &mut Vec<Diagnostic>) -> Vec<DataFile> {
    let files = of_mounts(world, &settings.mounts.data, found).into_iter();
    files
        .filter_map(|MountedFile { path, place }| {
            let format = Format::of_path(&path)?;
            let keys = place.with_extension("");
            let keys = keys.components().map(|part| part.as_str().to_owned()).collect();
            Some(DataFile { path, format, keys })
        })
        .collect()
}

fn of_mounts(world: &dyn World, mounts: &[Mount], found: &mut Vec<Diagnostic>) -> Vec<MountedFile> {
    mounts.iter().filter_map(|mount| mounted::files(world, mount, found)).flatten().collect()
}
