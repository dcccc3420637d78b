//! Places in files: how they are written, and the address at which an editor opens them.

use camino::Utf8Path;
use serde::Serialize;

use super::built::Preview;
use crate::diagnostic::{LineStarts, Place};

/// A line of a file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PlaceView {
    /// Relative to the site's root.
    pub file: String,
    pub line: usize,
    /// The address that opens it in an editor, if the site's configuration has one.
    pub editor: Option<String>,
}

impl Preview {
    pub(super) fn place(&self, file: &Utf8Path, line: usize) -> PlaceView {
        let editor = self.built.settings.editor.as_ref();
        let editor = editor.map(|pattern| {
            let path = self.files.root.join(file);
            let path = path.as_str().replace('\\', "/");
            fill(pattern, &path, line)
        });
        PlaceView { file: file.to_string(), line, editor }
    }

    /// The place of a diagnostic; the first line of the file if it names only a file.
    pub(super) fn place_of(&self, place: &Place) -> PlaceView {
        let start = place.span.map_or(0, |span| span.range().start);
        let text = if start > 0 { self.text(&place.file) } else { None };
        self.place(&place.file, text.map_or(1, |text| LineStarts::new(&text).line_of(start)))
    }
}

fn fill(pattern: &str, path: &str, line: usize) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const KEPT: &AsciiSet =
        &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');
    let path = utf8_percent_encode(path, KEPT).to_string();
    pattern.replace("{path}", &path).replace("{line}", &line.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_path_and_the_line() {
        let filled = fill("vscode://file/{path}:{line}", "/a b/\"x\".md", 7);
        assert_eq!(filled, "vscode://file//a%20b/%22x%22.md:7");
        assert_eq!(fill("javascript:{path}", "a'(b)", 1), "javascript:a%27%28b%29");
    }
}
