//! The texts that belong to a page bundle, such as the terms of a glossary. They are translated like pages,
//! though they have no address of their own.

use camino::{Utf8Path, Utf8PathBuf};

use crate::config::Settings;
use crate::discover::{ContentFile, ContentFormat, ContentRole};
use crate::parse::{Document, parse_document};
use crate::world::World;

/// A text of a source's bundle, and the same of a translation's bundle.
pub(super) struct Resource {
    pub source: ContentFile,
    pub translation: ContentFile,
    pub is_translated: bool,
}

/// The texts of a source's bundle, in the order of their paths.
pub(super) fn of_pair(
    source: &ContentFile,
    translation: &ContentFile,
) -> impl Iterator<Item = Resource> {
    let paths = source.resources.iter().map(|file| &file.path);
    let texts = paths.filter(|path| path.extension() == Some("md"));
    texts.filter_map(|path| {
        let below = path.strip_prefix(&source.directory).ok()?;
        let translated = translation.directory.join(below);
        Some(Resource {
            is_translated: translation.has_resource(&translated),
            source: text_of(source, path.clone())?,
            translation: text_of(translation, translated)?,
        })
    })
}

/// A text of a bundle as a file that is read like a page.
fn text_of(bundle: &ContentFile, path: Utf8PathBuf) -> Option<ContentFile> {
    let below = path.strip_prefix(&bundle.directory).ok()?.with_extension("");
    let location = match bundle.location.as_str() {
        "" => below.into_string(),
        location => format!("{location}/{below}"),
    };
    Some(ContentFile {
        path,
        location,
        language: bundle.language,
        role: ContentRole::Single,
        format: ContentFormat::Markdown,
        resources: Vec::new(),
        directory: bundle.directory.clone(),
    })
}

/// A text of a bundle by its path, read like a page.
pub fn resource_document(
    world: &dyn World,
    settings: &Settings,
    bundle: &ContentFile,
    path: &Utf8Path,
) -> Option<Document> {
    document(world, settings, &text_of(bundle, path.to_owned())?)
}

/// The text itself; `None` if it cannot be read. The build tells why.
pub(super) fn document(
    world: &dyn World,
    settings: &Settings,
    file: &ContentFile,
) -> Option<Document> {
    let text = String::from_utf8(world.read(&file.path).ok()?).ok()?;
    parse_document(settings, file, &text, &mut Vec::new())
}
