//! A list: the pages of a section, a term or the home page, a part at a time.

use serde::Serialize;

use super::page::SummaryValue;

/// What the template of a list sees in addition to `page`.
#[derive(Debug, Default, Serialize)]
pub struct ListContext {
    /// The entries of this page of the list.
    pub pages: Vec<SummaryValue>,
    /// The same, by year; pages without a date are in the year 0, last.
    pub years: Vec<YearView>,
    /// All years of the whole list, new ones first, if its pages are dated.
    pub archive: Vec<ArchiveView>,
    /// The sections directly below.
    pub subsections: Vec<SummaryValue>,
    /// Subsections and pages together, in the order of their weights: for trees of documentation. Empty on a list
    /// that is split.
    pub entries: Vec<SummaryValue>,
    /// The number of this page of the list, from 1.
    pub number: usize,
    /// The number of pages that the list is split into.
    pub parts: usize,
    /// The number of entries in the whole list.
    pub total: usize,
    /// The previous page of the list, with newer entries.
    pub newer_url: Option<String>,
    /// The next page of the list, with older entries.
    pub older_url: Option<String>,
}

/// The pages of a year.
#[derive(Debug, Serialize)]
pub struct YearView {
    /// 0 for pages without a date.
    pub year: i16,
    /// The fragment that links of the archive use.
    pub id: String,
    /// Its pages, the newest first.
    pub pages: Vec<SummaryValue>,
}

/// A year of a list, and where in the list it starts.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct ArchiveView {
    /// 0 for pages without a date.
    pub year: i16,
    /// The page of the list where it starts, with its fragment.
    pub url: String,
    /// The number of pages from that year.
    pub pages: usize,
}
