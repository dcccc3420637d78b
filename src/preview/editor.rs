//! Places in files: how they are written, and the address at which an editor opens them.

use camino::Utf8Path;
use serde::Serialize;

use super::built::Preview;
use crate::diagnostic::Place;

/// A line of a file.
#[derive(Clone, Debug, Serialize)]
pub(super) struct PlaceView {
    /// Relative to the site's root.
    pub file: String,
    pub line: usize,
    /// What opens it, if the site's configuration says how.
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

    /// The place of a diagnostic; the first line of a file that it says nothing more of.
    pub(super) fn place_of(&self, place: &Place) -> PlaceView {
        let start = place.span.map_or(0, |span| span.range().start);
        let text = if start > 0 { self.text(&place.file) } else { None };
        self.place(&place.file, text.map_or(1, |text| Lines::new(&text).of(start)))
    }
}

/// Where the lines of a text begin.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(breaks.map(|(at, _)| at + 1).collect())
    }

    /// The line of an offset, from 1.
    pub(super) fn of(&self, offset: usize) -> usize {
        self.0.partition_point(|start| *start <= offset) + 1
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

    #[test]
    fn lines_count_from_one() {
        assert_eq!([0, 1, 2, 99].map(|offset| Lines::new("a\nb").of(offset)), [1, 1, 2, 2]);
    }
}
