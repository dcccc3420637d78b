//! What the template of a print view sees.

use serde::Serialize;

use super::page::SummaryValue;
use crate::html::Html;

/// `print`: the pages of a section on one page.
#[derive(Debug, Serialize)]
pub struct PrintView {
    /// The pages in the order of reading, for the table of contents.
    pub contents: Vec<PrintEntryView>,
    /// The texts of the pages that this file holds.
    pub chapters: Vec<PrintChapterView>,
    /// The files of the print view: more than one if it is large.
    pub parts: Vec<PrintPartView>,
    /// Whether each part but the first holds the pages of a year.
    pub is_by_year: bool,
}

/// A page in the table of contents of a print view.
#[derive(Debug, Serialize)]
pub struct PrintEntryView {
    /// The title of the page.
    pub title: String,
    /// Where it is on this page, or the print view of its own that holds it.
    pub url: String,
    /// How deep it is below the printed section; 0 is the section itself.
    pub level: usize,
}

/// A page with its text in a print view.
#[derive(Debug, Serialize)]
pub struct PrintChapterView {
    /// The `id` that links to the chapter name.
    pub id: String,
    /// How deep it is below the printed section; 0 is the section itself.
    pub level: usize,
    /// The page.
    pub page: SummaryValue,
    /// Its text as HTML: headings are one level deeper, and every `id` begins with the chapter's.
    pub content: Html,
}

/// A file of a print view.
#[derive(Debug, Serialize)]
pub struct PrintPartView {
    /// From 1; a year if the print view is split by years.
    pub number: usize,
    /// Its address.
    pub url: String,
    /// Whether it is this file.
    pub current: bool,
}
