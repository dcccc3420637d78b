//! A list: the pages of a section, a term or the home page, a part at a time.

use serde::Serialize;

use super::page::SummaryValue;

/// What a list's template sees beside `page`.
#[derive(Debug, Serialize)]
pub struct ListContext {
    /// The pages of this part of the list.
    pub pages: Vec<SummaryValue>,
    /// The same, by year; pages without a date are in the year 0, last.
    pub years: Vec<YearView>,
    /// All years of the whole list, new ones first, if its pages are dated.
    pub archive: Vec<ArchiveView>,
    /// The sections directly below.
    pub subsections: Vec<SummaryValue>,
    /// Subsections and pages together, in the order of their weights: for trees of documentation.
    pub entries: Vec<SummaryValue>,
    /// Number of this part, from 1.
    pub number: usize,
    /// How many parts the list has.
    pub parts: usize,
    /// How many pages all parts have together.
    pub total: usize,
    /// The part before this one.
    pub newer_url: Option<String>,
    /// The part after this one.
    pub older_url: Option<String>,
}

/// The pages of a year.
#[derive(Debug, Serialize)]
pub struct YearView {
    /// 0 for pages without a date.
    pub year: i16,
    /// The fragment by which an archive's link finds it.
    pub id: String,
    /// Its pages, the latest first.
    pub pages: Vec<SummaryValue>,
}

/// A year of a list, and where in the list it begins.
#[derive(Clone, Debug, Serialize)]
pub struct ArchiveView {
    /// 0 for pages without a date.
    pub year: i16,
    /// The part of the list where it begins, with its fragment.
    pub url: String,
    /// How many pages are from that year.
    pub pages: usize,
}
