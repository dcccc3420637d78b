//! The files of a page bundle, published beside its page.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::artifact::Artifact;
use crate::discover::{ContentFile, ContentFormat};
use crate::resolve::{Page, PagePath, Site, encode};

/// The page's own files, and those of its translations that it names but does not have: a picture is often
/// kept with the source only, as Hugo allows. They are published beside `path`. With `publishResources: false`
/// a page has only those that it names.
pub(super) fn resources(
    site: &Site,
    page: &Page,
    path: &PagePath,
    body: &str,
) -> Vec<(String, Artifact)> {
    let Some(document) = &page.document else { return Vec::new() };
    let publishes_all = document.front_matter.build.publish_resources;
    let own = named(&document.file).filter(|(name, _)| publishes_all || names(body, name));
    let mut files: BTreeMap<&str, &Utf8Path> = own.collect();
    let others = site.sets[page.set.0].members.values().map(|member| site.page(member.page));
    for other in others.filter_map(|other| other.document.as_ref()) {
        for (name, file) in named(&other.file) {
            if names(body, name) {
                files.entry(name).or_insert(file);
            }
        }
    }
    let beside = |(name, file): (&str, &Utf8Path)| {
        (path.output_beside(name), Artifact::Copy(file.to_owned()))
    };
    files.into_iter().map(beside).collect()
}

/// Whether a text names a file, as it is or percent-encoded.
fn names(body: &str, name: &str) -> bool {
    let encoded = encode(name);
    body.contains(name) || (encoded != name && body.contains(&encoded))
}

/// The name beside the page, and the path, of each published file. A text in a bundle is for templates.
pub(super) fn named(file: &ContentFile) -> impl Iterator<Item = (&str, &Utf8Path)> {
    all_named(file).filter(|(_, path)| !is_text(path))
}

/// The name beside the page, and the path, of each text in its bundle that makes no page of its own.
pub(super) fn texts(file: &ContentFile) -> impl Iterator<Item = (&str, &Utf8Path)> {
    all_named(file).filter(|(_, path)| is_text(path))
}

fn all_named(file: &ContentFile) -> impl Iterator<Item = (&str, &Utf8Path)> {
    file.resources.iter().map(|file| (file.name.as_str(), file.path.as_path()))
}

/// Whether a file would make a page if it stood in no bundle.
pub(super) fn is_text(path: &Utf8Path) -> bool {
    ContentFormat::of_path(path).is_some()
}
