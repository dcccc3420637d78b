//! `outputs` and `outputFormats`: in which formats pages are made.
//!
//! <https://gohugo.io/configuration/output-formats/>. `site` makes HTML, feeds and print views. It reads
//! every other format and makes nothing of it, since the templates of other formats are Hugo's.

use camino::Utf8Path;

use super::page_kind::PageKind;
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Reader, UnknownKeys};

/// The name of the format that joins the pages of a section for printing: Docsy's.
const PRINT: &str = "print";

/// Formats that every page has or that `[outputs]` merely switches on.
const MADE: &[&str] = &["html", "rss", PRINT];

/// What the configuration says of formats.
#[derive(Debug, Default)]
pub struct OutputOptions {
    /// Kind of page -> names of its formats, in lower case.
    pub kinds: Vec<(PageKind, Vec<Spanned<String>>)>,
    /// `outputFormats.print.path`.
    print_path: Option<Spanned<String>>,
}

/// Which pages have more than one format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outputs {
    /// Kinds of pages that have a print view, unless a page says otherwise.
    pub printed_kinds: Vec<PageKind>,
    /// The directory of a print view, below its page.
    pub print_directory: String,
    /// Formats of the configuration that nothing is made of, in lower case: of these it was said already.
    pub not_made: Vec<String>,
}

impl OutputOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let kinds = reader.within("outputs", UnknownKeys::Report, |outputs| {
            outputs.any("rss");
            let kinds = PageKind::ALL.into_iter();
            kinds.filter_map(|kind| Some((kind, lower(outputs.texts(kind.name())?)))).collect()
        });
        let print_path = reader.within("outputFormats", UnknownKeys::Allow, |formats| {
            formats.within("print", UnknownKeys::Allow, |print| print.text("path")).flatten()
        });
        Self { kinds: kinds.unwrap_or_default(), print_path: print_path.flatten() }
    }

    /// The formats of a kind; `None` if the configuration leaves them to the default.
    pub(super) fn of(&self, kind: PageKind) -> Option<&[Spanned<String>]> {
        let named = self.kinds.iter().find(|(named, _)| *named == kind);
        named.map(|(_, formats)| formats.as_slice())
    }

    /// What that means. Tells of each format that nothing is made of, once.
    pub(super) fn resolve(&self, file: &Utf8Path, found: &mut Vec<Diagnostic>) -> Outputs {
        let printed = |kind: &PageKind| {
            self.of(*kind).is_some_and(|formats| formats.iter().any(|own| is_print(&own.value)))
        };
        let mut not_made: Vec<String> = Vec::new();
        for format in self.kinds.iter().flat_map(|(_, formats)| formats) {
            if !is_made(&format.value) && !not_made.contains(&format.value) {
                let message = format!("nothing is made of the output format `{}`", format.value);
                let place = Place::span(file, format.span);
                found.push(Diagnostic::new(Code::ConfigUnused, message).at(place));
                not_made.push(format.value.clone());
            }
        }
        let directory = self.print_path.as_ref().map(|path| path.value.trim_matches('/'));
        let directory = directory.filter(|path| !path.is_empty() && !path.contains(".."));
        Outputs {
            printed_kinds: PageKind::ALL.into_iter().filter(printed).collect(),
            print_directory: directory.unwrap_or("_print").to_owned(),
            not_made,
        }
    }
}

fn lower(names: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
    let names = names.into_iter();
    names.map(|name| Spanned::new(name.value.to_lowercase(), name.span)).collect()
}

/// Whether `site` makes a format, whatever the case of its name.
pub fn is_made(format: &str) -> bool {
    MADE.iter().any(|made| made.eq_ignore_ascii_case(format))
}

/// Whether a format is that of print views.
pub fn is_print(format: &str) -> bool {
    format.eq_ignore_ascii_case(PRINT)
}
