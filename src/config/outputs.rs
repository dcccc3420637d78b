//! `outputs` and `outputFormats`: in which formats pages are made.
//!
//! <https://gohugo.io/configuration/output-formats/>. `site` makes HTML, feeds and print views. It reads
//! every other format and makes nothing of it, since the templates of other formats are Hugo's.

use camino::Utf8Path;

use super::page_kind::PageKind;
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::structured::{Reader, UnknownKeys, Value};

/// The name of the format that joins the pages of a section for printing: Docsy's.
const PRINT: &str = "print";

/// The name of the format of feeds.
const RSS: &str = "rss";

/// Formats that every page has or that `[outputs]` merely switches on.
const MADE: &[&str] = &["html", RSS, PRINT];

/// Formats of Hugo's own that are no web pages.
const TEXTS: &[&str] = &[
    "calendar",
    "css",
    "csv",
    "json",
    "markdown",
    RSS,
    "robots",
    "sitemap",
    "sitemapindex",
    "webappmanifest",
];

/// What the configuration says of formats.
#[derive(Debug, Default)]
pub struct OutputOptions {
    /// Kind of page -> names of its formats, in lower case.
    pub kinds: Vec<(PageKind, Vec<Spanned<String>>)>,
    /// `outputFormats.print.path`.
    print_path: Option<Spanned<String>>,
    /// The formats that the configuration defines, in lower case, and whether each is a web page.
    defined: Vec<(String, bool)>,
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
    /// Kinds of pages of which no format is a web page, unless a page says otherwise.
    pub textual_kinds: Vec<PageKind>,
    /// The formats that the configuration defines, in lower case, and whether each is a web page.
    defined: Vec<(String, bool)>,
}

impl Outputs {
    /// Whether a format is a web page, whatever the case of its name.
    pub fn is_web(&self, format: &str) -> bool {
        is_web(&self.defined, format)
    }
}

impl OutputOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let kinds = reader.within("outputs", UnknownKeys::Report, |outputs| {
            outputs.any("rss");
            let kinds = PageKind::ALL.into_iter();
            kinds.filter_map(|kind| Some((kind, lower(outputs.texts(kind.name())?)))).collect()
        });
        let formats = reader.within("outputFormats", UnknownKeys::Allow, |formats| {
            let defined = formats.table().entries.iter().filter_map(definition).collect();
            let print = formats.within("print", UnknownKeys::Allow, |print| print.text("path"));
            (defined, print.flatten())
        });
        let (defined, print_path) = formats.unwrap_or_default();
        Self { kinds: kinds.unwrap_or_default(), print_path, defined }
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
            textual_kinds: self.textual_kinds(),
            defined: self.defined.clone(),
        }
    }

    /// An empty list makes nothing of a kind.
    fn textual_kinds(&self) -> Vec<PageKind> {
        let is_textual = |formats: &[Spanned<String>]| {
            !formats.iter().any(|format| is_web(&self.defined, &format.value))
        };
        let textual = self.kinds.iter().filter(|(_, formats)| is_textual(formats));
        textual.map(|(kind, _)| *kind).collect()
    }
}

/// The name of a format and whether its files are web pages.
fn definition((name, value): &(Spanned<String>, Spanned<Value>)) -> Option<(String, bool)> {
    let table = value.value.as_table()?;
    let text = |key| table.get(key).and_then(|value| value.value.to_text());
    let is_html = table.get("isHTML").and_then(|value| value.value.as_bool());
    let is_web = is_html == Some(true) || text("mediaType")?.eq_ignore_ascii_case("text/html");
    Some((name.value.to_lowercase(), is_web))
}

fn is_web(defined: &[(String, bool)], format: &str) -> bool {
    let format = format.to_lowercase();
    match defined.iter().find(|(name, _)| *name == format) {
        Some((_, is_web)) => *is_web,
        None => !TEXTS.contains(&format.as_str()),
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

/// Whether a format is that of feeds.
pub fn is_rss(format: &str) -> bool {
    format.eq_ignore_ascii_case(RSS)
}
