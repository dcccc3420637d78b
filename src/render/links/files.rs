//! The files that the site publishes unchanged, by their paths in the output.

use std::collections::{BTreeMap, HashMap};

use camino::Utf8Path;

use crate::config::Settings;
use crate::parse::Documents;
use crate::render::resources;
use crate::resolve::Site;

/// Output path -> the file that is copied there.
pub(in crate::render) struct PublishedFiles<'a> {
    by_output: HashMap<String, &'a Utf8Path>,
    /// Files of `assets` in the order of their names. They are published if a page uses them.
    global: Vec<(&'a str, &'a Utf8Path)>,
    /// Paths of files that are generated, not copied.
    assets: Vec<String>,
}

impl<'a> PublishedFiles<'a> {
    /// Resources of pages, loose files and static files; the first one at a path wins, as it does when
    /// they are published.
    pub(in crate::render) fn new(
        settings: &Settings,
        documents: &'a Documents,
        site: &'a Site,
        assets: &BTreeMap<String, Vec<u8>>,
    ) -> Self {
        let mut by_output: HashMap<String, &Utf8Path> = HashMap::new();
        for page in &site.pages {
            let Some(document) = &page.document else { continue };
            for (name, path) in resources::named(&document.file) {
                by_output.entry(page.path.output_beside(name)).or_insert(path);
            }
        }
        for file in documents.loose.iter() {
            let prefix = settings.language_prefix(file.language);
            let output = format!("{prefix}/{}", file.location);
            by_output.entry(output.trim_start_matches('/').to_owned()).or_insert(&file.path);
        }
        for (output, path) in documents.statics.iter() {
            by_output.entry(output.clone()).or_insert(path);
        }
        let assets = assets.keys().cloned().collect();
        let global = documents.global_resources.iter();
        let global = global.map(|(name, path)| (name.as_str(), path.as_path())).collect();
        Self { by_output, global, assets }
    }

    /// The file that will be at a path below the site's root.
    pub(super) fn get(&self, path: &str) -> Option<&'a Utf8Path> {
        self.by_output.get(path.trim_start_matches('/')).copied()
    }

    /// The files of `assets`, each with its path from there, which is its name.
    pub(in crate::render) fn global(&self) -> &[(&'a str, &'a Utf8Path)] {
        &self.global
    }

    /// The number of the file of `assets` that a path from there names.
    pub(in crate::render) fn global_index(&self, path: &str) -> Option<usize> {
        let name = path.trim_start_matches("./").trim_start_matches('/');
        self.global.binary_search_by_key(&name, |(name, _)| name).ok()
    }

    /// Whether anything will be at this path.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_start_matches('/');
        self.by_output.contains_key(path)
            || self.assets.binary_search_by(|asset| asset.as_str().cmp(path)).is_ok()
    }
}
