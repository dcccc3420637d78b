//! What templates see: documented, typed views, and nothing else.
//!
//! Order, grouping, URLs and dates are made here in Rust, never in a template. A field that holds
//! HTML has the type [`Html`](crate::html::Html), which templates do not escape.

mod guide;
mod landing;
mod list;
mod list_target;
mod owners;
mod page;
mod picture;
mod portal;
mod print;
mod related;
mod section_count;
mod site;
mod tree;
mod values;

use section_count::SectionCount;

pub(super) use guide::{GuideContext, Guides};
pub(super) use list::{ArchiveView, ListContext, YearView};
pub(super) use owners::label_styles;
pub(super) use page::{PageContext, PageSummary, SwitcherView, age_years, contents};
pub(super) use print::{PrintChapterView, PrintEntryView, PrintPartView, PrintView};
pub(super) use site::{LanguageView, SiteView};
pub(super) use tree::{TreeEntry, TreePrint, TreeView};

use serde::Serialize;

use crate::date::Date;
use crate::locale::DateFormatter;

/// A date in the forms that templates need.
#[derive(Clone, Debug, Serialize)]
pub struct DateView {
    /// RFC 3339, for `<time datetime>`.
    pub iso: String,
    /// In the reader's language, or by `time_format_blog`.
    pub text: String,
    /// The year, for headings.
    pub year: i16,
}

impl DateView {
    pub(super) fn new(date: &Date, formatter: &DateFormatter) -> Self {
        Self { iso: date.rfc3339(), text: formatter.format(date), year: date.civil.year() }
    }
}

/// A link and its text.
#[derive(Clone, Debug, Hash, Serialize)]
pub struct LinkView {
    /// The words.
    pub title: String,
    /// The path, for links on this site.
    pub url: String,
}
