//! Pictures that a translation has a copy of, although nothing in them differs from the source's.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::rules::Text;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parse::{Document, is_picture, split_front_matter};
use crate::pipeline::Outcome;
use crate::world::World;

/// The copies in the bundle of a translation, as far as its text names them: only these a page can have from
/// its source.
pub(super) fn of_translation(
    world: &dyn World,
    outcome: &Outcome,
    translation: Text<'_>,
    source: &Document,
) -> Vec<Diagnostic> {
    let theirs = pictures(source);
    let mut own = pictures(translation.document);
    let body = split_front_matter(translation.text).map_or(0, |split| split.body_start);
    own.retain(|name, _| translation.text[body..].contains(*name));
    let copied = own.iter().filter_map(|(name, path)| {
        let original = theirs.get(name)?;
        is_copy(world, outcome, path, original).then(|| problem(path, original))
    });
    copied.collect()
}

/// The pictures of a bundle by their names in it.
fn pictures(document: &Document) -> BTreeMap<&str, &Utf8PathBuf> {
    let pictures = document.file.resources.iter().filter(|file| is_picture(&file.path));
    pictures.map(|file| (file.name.as_str(), &file.path)).collect()
}

fn is_copy(world: &dyn World, outcome: &Outcome, path: &Utf8Path, original: &Utf8Path) -> bool {
    // What has another size need not be read.
    let size = |path: &Utf8Path| outcome.documents.pictures.get(path);
    if path == original || size(path) != size(original) {
        return false;
    }
    match (world.read(path), world.read(original)) {
        (Ok(own), Ok(their)) => own == their,
        _ => false,
    }
}

fn problem(path: &Utf8Path, original: &Utf8Path) -> Diagnostic {
    Diagnostic::new(Code::PictureCopied, "the picture is the same as that of the source page")
        .at(Place::file(path))
        .related(Place::file(original), "the picture of the source page")
        .hint("remove it: the translation shows the source page's picture where it has none of its own")
}
