//! How large the site's pictures are, so that a page keeps their place free while they load.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use crate::discover::Sources;
use crate::memo::{Fingerprint, MemoTable};
use crate::world::World;

/// Width and height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PictureSize {
    pub width: u32,
    pub height: u32,
}

/// The size of each picture that says it, by its path.
#[derive(Clone, Debug, Default, Hash)]
pub struct PictureSizes(BTreeMap<Utf8PathBuf, PictureSize>);

impl PictureSizes {
    /// Reads the heads of all pictures that may be published. One that cannot be read has no size.
    pub(super) fn read(
        world: &dyn World,
        sources: &Sources,
        table: &mut MemoTable<Option<PictureSize>>,
    ) -> Self {
        let of_pages = sources.content.iter().flat_map(|file| &file.resources);
        let of_pages = of_pages.map(|resource| &resource.path);
        let loose = sources.loose.iter().map(|file| &file.path);
        let named = sources.statics.values().chain(sources.global_resources.values());
        let all = of_pages.chain(loose).chain(named);
        let pictures: Vec<&Utf8PathBuf> = all.filter(|path| is_picture(path)).collect();
        let state = |path: &&Utf8PathBuf| {
            let revision = world.revision(path)?;
            Some(Fingerprint::of(&(path, revision)))
        };
        let sizes =
            table.renew(&pictures, state, |path| picture_size_of(path, &world.read(path).ok()?));
        let sized = pictures.into_iter().zip(sizes);
        Self(sized.filter_map(|(path, size)| Some((path.clone(), (*size)?))).collect())
    }

    pub fn get(&self, path: &Utf8Path) -> Option<PictureSize> {
        self.0.get(path).copied()
    }
}

/// Whether a file's name says that it is a picture.
pub fn is_picture(path: &Utf8Path) -> bool {
    let known = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"];
    path.extension()
        .is_some_and(|extension| known.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

/// The size of a picture.
pub fn picture_size_of(path: &Utf8Path, bytes: &[u8]) -> Option<PictureSize> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return svg_size(&String::from_utf8_lossy(&bytes[..bytes.len().min(SVG_HEAD)]));
    }
    let size = imagesize::blob_size(bytes).ok()?;
    picture_size(size.width as f64, size.height as f64)
}

/// Bytes of an SVG file within which its root element has begun.
const SVG_HEAD: usize = 64 * 1024;

/// The `width` and `height` of the root element, where they are lengths; else the size of its
/// `viewBox`.
fn svg_size(text: &str) -> Option<PictureSize> {
    let mut reader = quick_xml::Reader::from_str(text);
    let root = loop {
        match reader.read_event().ok()? {
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                break start;
            }
            quick_xml::events::Event::Eof => return None,
            _ => {}
        }
    };
    let attribute = |name: &str| {
        let found = root.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
        Some(found.value.into_owned())
    };
    let side = |name: &str| length(&attribute(name)?);
    if let (Some(width), Some(height)) = (side("width"), side("height")) {
        return picture_size(width, height);
    }
    let view_box = attribute("viewBox")?;
    let mut numbers = view_box.split([' ', ',', '\t', '\n']).filter(|part| !part.is_empty());
    let mut number = |index| numbers.nth(index)?.parse::<f64>().ok();
    picture_size(number(2)?, number(0)?)
}

/// A CSS length in pixels; a percentage is none.
fn length(text: &str) -> Option<f64> {
    let text = text.trim();
    let end = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
    let number: f64 = text[..end].trim().parse().ok()?;
    let factor = match &text[end..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        "em" => 16.0,
        _ => return None,
    };
    Some(number * factor)
}

fn picture_size(width: f64, height: f64) -> Option<PictureSize> {
    let side = |length: f64| (0.5..1e6).contains(&length).then_some(length.round() as u32);
    Some(PictureSize { width: side(width)?, height: side(height)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_has_the_size_that_it_says() {
        let size = |text: &str| svg_size(text).map(|size| (size.width, size.height));
        assert_eq!(
            size("<?xml version='1.0'?><!-- a --><svg width='10' height=\"2in\"/>"),
            Some((10, 192))
        );
        assert_eq!(size("<svg viewBox='0 0 300 150.4' width='100%'>"), Some((300, 150)));
        assert_eq!(size("<svg viewBox=\"0,0,20,10\">"), Some((20, 10)));
        assert_eq!(size("<svg>"), None);
        assert_eq!(size("no drawing"), None);
    }
}
