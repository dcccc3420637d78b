//! What adapters have added, as files.

use std::collections::{BTreeMap, BTreeSet};

use camino::{Utf8Path, Utf8PathBuf};

use super::page::{AddedKind, AddedPage};
use crate::artifact::{Artifact, Artifacts};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Diagnostic, Place};
use crate::discover::AdapterFile;

/// What one run of an adapter adds, by the paths below it. Of two at one path the later counts.
#[derive(Default)]
pub(super) struct Additions {
    pub pages: BTreeMap<String, AddedPage>,
    pub resources: BTreeMap<String, ResourceContent>,
    /// Whether it is to run for the other languages, too.
    pub in_all_languages: bool,
}

/// What a file that is added beside a page holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ResourceContent {
    Text(Box<str>),
    /// The same as another file.
    Of(Utf8PathBuf),
}

impl ResourceContent {
    /// How many bytes it takes up here.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Of(path) => path.as_str().len(),
        }
    }
}

/// The files that adapters add to a site.
#[derive(Default)]
pub struct Added {
    pub(super) files: BTreeMap<Utf8PathBuf, AddedFile>,
    /// Where files would make the same pages: those are not there.
    pub(super) replaced: BTreeSet<Utf8PathBuf>,
}

/// A file that an adapter adds.
pub(super) struct AddedFile {
    pub content: ResourceContent,
    adapter: Utf8PathBuf,
}

impl Added {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Lets problems of files that are on no disk be problems of the adapter that added them.
    pub fn settle(&self, diagnostics: &mut [Diagnostic]) {
        let adapter_of = |place: &Place| self.files.get(&place.file).map(|file| &file.adapter);
        for diagnostic in diagnostics {
            for (place, _) in &mut diagnostic.related {
                if let Some(adapter) = adapter_of(place) {
                    *place = Place::file(adapter);
                }
            }
            let Some(place) = &mut diagnostic.place else { continue };
            if let Some(adapter) = adapter_of(place) {
                let message =
                    format!("in `{}`, which this adds: {}", place.file, diagnostic.message);
                *place = Place::file(adapter);
                diagnostic.message = message;
                // An edit would be one of the file that is not there.
                diagnostic.fix = None;
            }
        }
    }

    /// Puts what adapters have added into the places of copies of their files, which are on no disk.
    pub fn publish(&self, artifacts: &mut Artifacts) {
        artifacts.replace_copies(|path| {
            Some(match &self.files.get(path)?.content {
                ResourceContent::Text(text) => Artifact::Bytes(text.as_bytes().to_vec().into()),
                ResourceContent::Of(other) => Artifact::Copy(other.clone()),
            })
        });
    }

    /// Adds what a run has added in a language.
    pub(super) fn take(
        &mut self,
        settings: &Settings,
        (adapter, language): (&AdapterFile, LanguageId),
        additions: Additions,
    ) {
        let directory = adapter.path.parent().unwrap_or(Utf8Path::new(""));
        // A name says its language, as otherwise the end of a path might.
        let suffix = match settings.languages.len() {
            1 => String::new(),
            _ => format!(".{}", settings.language(language).code),
        };
        let Additions { pages, resources, .. } = additions;
        let bundles: BTreeSet<String> =
            resources.keys().filter_map(|path| bundle_of(&pages, path)).collect();
        for (path, page) in pages {
            let stem = match page.kind {
                AddedKind::Section => Utf8Path::new(&path).join("_index"),
                AddedKind::Page if bundles.contains(&path) => Utf8Path::new(&path).join("index"),
                AddedKind::Page => path.clone().into(),
            };
            let mut places = vec![format!("{path}{suffix}"), format!("{path}/index{suffix}")];
            if language == adapter.language {
                places.extend([path.clone(), format!("{path}/index")]);
            }
            if page.kind == AddedKind::Page {
                let written = places.iter().map(|place| directory.join(format!("{place}.md")));
                self.replaced.extend(written);
            }
            let file = directory.join(format!("{stem}{suffix}.{}", page.extension));
            self.add(file, ResourceContent::Text(page.text.into()), adapter);
        }
        for (path, content) in resources {
            let file = directory.join(&path);
            let is_other = |known: &AddedFile| known.content != content;
            let file = match self.files.get(&file).is_some_and(is_other) {
                true => of_language(&file, &suffix),
                false => file,
            };
            self.add(file, content, adapter);
        }
    }

    fn add(&mut self, file: Utf8PathBuf, content: ResourceContent, adapter: &AdapterFile) {
        self.files.insert(file, AddedFile { content, adapter: adapter.path.clone() });
    }
}

/// The page that a resource is beside: the nearest above it.
fn bundle_of(pages: &BTreeMap<String, AddedPage>, resource: &str) -> Option<String> {
    let mut above = Utf8Path::new(resource).ancestors().skip(1);
    above.find(|path| pages.contains_key(path.as_str())).map(|path| path.as_str().to_owned())
}

/// `cover.png` as `cover.de.png`.
fn of_language(file: &Utf8Path, suffix: &str) -> Utf8PathBuf {
    let stem = file.file_stem().unwrap_or_default();
    let extension = file.extension().map(|extension| format!(".{extension}")).unwrap_or_default();
    file.with_file_name(format!("{stem}{suffix}{extension}"))
}
