//! The files of a page bundle, published beside its page.

use std::collections::BTreeMap;

use camino::Utf8PathBuf;

use crate::artifact::Artifact;
use crate::discover::ContentFile;
use crate::resolve::{Page, Site};

/// The page's own files, and those of its translations that it names and lacks: a picture is often
/// kept with the source only, as Hugo allows.
pub(super) fn resources(site: &Site, page: &Page, body: &str) -> Vec<(String, Artifact)> {
    let Some(document) = &page.document else { return Vec::new() };
    let mut files = named(&document.file);
    let others = site.sets[page.set.0].members.values().map(|member| site.page(member.page));
    for other in others.filter_map(|other| other.document.as_ref()) {
        for (name, path) in named(&other.file) {
            if body.contains(&name) {
                files.entry(name).or_insert(path);
            }
        }
    }
    let beside = |(name, path): (String, Utf8PathBuf)| {
        (page.path.output_beside(&name), Artifact::Copy(path))
    };
    files.into_iter().map(beside).collect()
}

/// Name beside the page -> file.
fn named(file: &ContentFile) -> BTreeMap<String, Utf8PathBuf> {
    let published = file.resources.iter().filter(|path| path.extension() != Some("md"));
    published
        .map(|path| {
            let name = path.strip_prefix(&file.directory).unwrap_or(path);
            (name.to_string(), path.clone())
        })
        .collect()
}
