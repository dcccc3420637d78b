//! What exists: the files of a site, each with its part in it.
//!
//! No file is read here but the directories themselves. What a file says is `parse`'s business.

mod content;
mod content_file;
mod formats;
mod ignored;
mod layouts;
mod missing;
mod mounted;
mod names;
mod noted;
mod theme;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use camino::Utf8PathBuf;

use crate::config::{Mount, Settings};
use crate::diagnostic::Diagnostic;
use crate::memo::{Fingerprint, MemoTable};
use crate::structured::Format;
use crate::world::World;

use content::Content;
pub use content_file::{AdapterFile, ContentFile, ContentRole, LooseFile, Resource};
pub use formats::ContentFormat;
pub use layouts::{LayoutFile, find_layouts};
use mounted::MountedFile;
use noted::{Noted, NotedWorld};
pub use theme::{Layer, Theme, ThemeFile, find_theme};

/// The files of a site.
#[derive(Debug)]
pub struct Sources {
    /// In the order of language and location.
    pub content: Vec<ContentFile>,
    /// Of the settings and each file of content, in the same order.
    pub prints: Vec<Fingerprint>,
    /// Files of content directories that belong to no page.
    pub loose: Arc<Vec<LooseFile>>,
    /// Templates of content directories that add pages.
    pub adapters: Vec<AdapterFile>,
    /// Path in the output -> file of the site.
    pub statics: Arc<BTreeMap<String, Utf8PathBuf>>,
    pub strings: Vec<StringFile>,
    pub data: Vec<DataFile>,
    /// Files of `assets`, by the names by which templates fetch them.
    pub global_resources: Arc<BTreeMap<String, Utf8PathBuf>>,
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
    kept: Option<KeptSources>,
}

/// The sources of a build, and what they were made of.
#[derive(Debug)]
struct KeptSources {
    settings: Fingerprint,
    noted: Vec<Noted>,
    sources: Arc<Sources>,
    found: Vec<Diagnostic>,
}

/// Finds every file of the site.
pub fn discover(world: &dyn World, settings: &Settings, found: &mut Vec<Diagnostic>) -> Sources {
    find(world, settings, &mut MemoTable::default(), found)
}

/// As [`discover`], but while all directories hold the same files, the sources of the build before are kept.
pub fn rediscover(
    world: &dyn World,
    settings: &Settings,
    cache: &mut DiscoverCache,
    found: &mut Vec<Diagnostic>,
) -> Arc<Sources> {
    let DiscoverCache { content, kept } = cache;
    let holds = |kept: &KeptSources| {
        kept.settings == settings.fingerprint && kept.noted.iter().all(|noted| noted.holds(world))
    };
    let kept_or_new = kept.take().filter(holds).unwrap_or_else(|| {
        let noted = NotedWorld::new(world);
        let mut found = Vec::new();
        let sources = Arc::new(find(&noted, settings, content, &mut found));
        KeptSources { settings: settings.fingerprint, noted: noted.finish(), sources, found }
    });
    found.extend(kept_or_new.found.iter().cloned());
    Arc::clone(&kept.insert(kept_or_new).sources)
}

fn find(
    world: &dyn World,
    settings: &Settings,
    table: &mut MemoTable<Content>,
    found: &mut Vec<Diagnostic>,
) -> Sources {
    let content = content::find(world, settings, table, found);
    found.extend(content.problems.iter().cloned());
    Sources {
        prints: content.pages.iter().map(|file| print(settings, file)).collect(),
        content: content.pages.clone(),
        loose: Arc::new(content.loose.clone()),
        adapters: content.adapters.clone(),
        statics: Arc::new(find_statics(world, settings, found)),
        strings: find_strings(world, settings, found),
        data: find_data(world, settings, found),
        global_resources: Arc::new(find_global_resources(world, settings, found)),
        theme: find_theme(world, settings, found),
        layouts: layouts::find_layouts(world, settings, found),
    }
}

fn print(settings: &Settings, file: &ContentFile) -> Fingerprint {
    Fingerprint::of(&(settings.fingerprint, file))
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

/// The files of `assets`; a later mount wins over an earlier one.
fn find_global_resources(
    world: &dyn World,
    settings: &Settings,
    found: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Utf8PathBuf> {
    let files = of_mounts(world, &settings.mounts.assets, found).into_iter();
    files.map(|file| (file.place.into_string(), file.path)).collect()
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
