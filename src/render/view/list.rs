//! A list: the pages of a section, a term or the home page, a part at a time.

use serde::Serialize;
use tera::Value;

/// What a list's template sees beside `page`.
#[derive(Debug, Serialize)]
pub struct ListContext {
    /// The pages of this part of the list.
    pub pages: Vec<Value>,
    /// The same, by year; pages without a date are in the year 0, last.
    pub years: Vec<YearView>,
    /// All years of the whole list, new ones first, if its pages are dated.
    pub archive: Vec<ArchiveView>,
    pub subsections: Vec<Value>,
    /// Subsections and pages together, in the order of their weights: for trees of documentation.
    pub entries: Vec<Value>,
    /// Number of this part, from 1.
    pub number: usize,
    pub parts: usize,
    pub total: usize,
    pub newer_url: Option<String>,
    pub older_url: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct YearView {
    pub year: i16,
    /// The fragment by which an archive's link finds it.
    pub id: String,
    pub pages: Vec<Value>,
}

/// A year of a list, and where in the list it begins.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    pub year: i16,
    pub url: String,
    /// How many pages are from that year.
    pub pages: usize,
}
