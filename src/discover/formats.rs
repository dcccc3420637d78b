//! What a content file is written in, by its extension.

use std::collections::BTreeMap;

use camino::Utf8Path;

use crate::diagnostic::{Code, Diagnostic, Place};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentFormat {
    Markdown,
    Html,
}

impl ContentFormat {
    /// The format that a file's name says; `None` for what makes no page.
    pub fn of_path(path: &Utf8Path) -> Option<Self> {
        match path.extension()?.to_lowercase().as_str() {
            "md" | "markdown" | "mdown" => Some(ContentFormat::Markdown),
            "html" | "htm" => Some(ContentFormat::Html),
            _ => None,
        }
    }
}

/// Content that Hugo makes pages of, and `site` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum UnreadContent {
    AsciiDoc,
    Org,
    Pandoc,
    ReStructuredText,
    /// `_content.gotmpl`, a template that adds pages, of a tree whose templates are not run.
    Adapter,
}

impl UnreadContent {
    pub(super) fn is_adapter(path: &Utf8Path) -> bool {
        path.file_name()
            .is_some_and(|name| name.starts_with("_content.") && name.ends_with(".gotmpl"))
    }

    pub(super) fn of_path(path: &Utf8Path) -> Option<Self> {
        if Self::is_adapter(path) {
            return Some(UnreadContent::Adapter);
        }
        match path.extension()?.to_lowercase().as_str() {
            "adoc" | "asciidoc" | "ad" => Some(UnreadContent::AsciiDoc),
            "org" => Some(UnreadContent::Org),
            "pandoc" | "pdc" => Some(UnreadContent::Pandoc),
            "rst" => Some(UnreadContent::ReStructuredText),
            _ => None,
        }
    }

    fn diagnostic(self, first: &Utf8Path, count: usize) -> Diagnostic {
        let others = if count > 1 { format!(" ({count} files are)") } else { String::new() };
        let (message, hint) = match self {
            UnreadContent::Adapter => (
                format!(
                    "this template adds pages, and is not run for content of strangers{others}"
                ),
                "build without `--untrusted` to see what it adds",
            ),
            format => (
                format!("this page is written in {}, and is left out{others}", format.name()),
                "write it in Markdown or HTML",
            ),
        };
        Diagnostic::new(Code::ContentUnread, message).at(Place::file(first)).hint(hint)
    }

    fn name(self) -> &'static str {
        match self {
            UnreadContent::AsciiDoc => "AsciiDoc",
            UnreadContent::Org => "Org mode",
            UnreadContent::Pandoc => "Pandoc's Markdown",
            UnreadContent::ReStructuredText => "reStructuredText",
            UnreadContent::Adapter => "Go's template language",
        }
    }
}

/// Of the files that are not read: how many there are of each kind, said at the first.
pub(super) fn unread<'a>(files: impl Iterator<Item = &'a Utf8Path>) -> Vec<Diagnostic> {
    let mut kinds: BTreeMap<UnreadContent, (&Utf8Path, usize)> = BTreeMap::new();
    for (kind, path) in files.filter_map(|path| Some((UnreadContent::of_path(path)?, path))) {
        kinds.entry(kind).or_insert((path, 0)).1 += 1;
    }
    kinds.into_iter().map(|(kind, (first, count))| kind.diagnostic(first, count)).collect()
}
