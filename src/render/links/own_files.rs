//! The files of a page that its text names, where the name alone does not lead there.

use camino::Utf8Path;

use crate::render::Renderer;
use crate::resolve::{Page, encode};

/// A file that belongs to a page, and the address that leads there.
pub(super) struct OwnFile<'a> {
    pub file: &'a Utf8Path,
    pub address: String,
}

impl<'a> Renderer<'a> {
    /// The page's own file that a name means, if the name alone does not lead a browser there: of `map.png` there
    /// may be a `map.es.png`, and the files of `/blog/name.html` are in `/blog/name/`.
    pub(super) fn own_file(&self, page: &Page, name: &str) -> Option<OwnFile<'a>> {
        if name.starts_with('/') || page.document.as_ref()?.file.resources.is_empty() {
            return None;
        }
        let name = name.trim_start_matches("./");
        let of_language = self.name_in_language(page, name).map(|name| self.own(page, &name));
        let moved = || (!page.path.is_directory()).then(|| self.own(page, name)).flatten();
        of_language.flatten().or_else(moved)
    }

    fn own(&self, page: &Page, name: &str) -> Option<OwnFile<'a>> {
        let output = page.path.output_beside(name);
        let file = self.files.get(&output)?;
        Some(OwnFile { file, address: self.settings.base_url.relative(&encode(&output)) })
    }

    /// `map.es.png` for `map.png`.
    fn name_in_language(&self, page: &Page, name: &str) -> Option<String> {
        let code = &self.settings.language(page.language).code;
        let path = Utf8Path::new(name);
        let (stem, extension) = (path.file_stem()?, path.extension()?);
        Some(path.with_file_name(format!("{stem}.{code}.{extension}")).into_string())
    }
}
