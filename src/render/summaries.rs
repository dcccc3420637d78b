//! Each page as other pages see it: its summary for templates, and the summary's fingerprint.

use std::sync::{Arc, OnceLock};

use tera::Value;

use super::RenderInput;
use super::view::PageSummary;
use crate::locale::DateFormatter;
use crate::memo::{Fingerprint, MemoTable};
use crate::resolve::{Page, PageId};

/// The summaries of all pages.
pub(super) struct Summaries {
    fingerprints: Vec<Arc<Fingerprint>>,
    /// Made for the first template that asks.
    values: Vec<Arc<OnceLock<Value>>>,
}

/// What one build keeps of the summaries for the next.
#[derive(Default)]
pub(super) struct SummaryCache {
    fingerprints: MemoTable<Fingerprint, (Fingerprint, PageId, Option<Fingerprint>)>,
    values: MemoTable<OnceLock<Value>>,
}

impl SummaryCache {
    /// How many summaries the last build had to look at.
    pub(super) fn made(&self) -> usize {
        self.fingerprints.made()
    }
}

impl Summaries {
    /// `shape` stands for everything that a summary is made from except for the page's own text.
    pub(super) fn new(
        input: &RenderInput<'_>,
        dates: &[DateFormatter],
        shape: Fingerprint,
        cache: &mut SummaryCache,
    ) -> Self {
        let pages: Vec<&Page> = input.site.pages.iter().collect();
        let fingerprints = cache.fingerprints.renew(
            &pages,
            |page| Some((shape, page.id, text_of(page))),
            |page| Fingerprint::of_view(&view(input, dates, page)),
        );
        let values = cache.values.renew(
            &fingerprints,
            |fingerprint| Some(**fingerprint),
            |_| OnceLock::new(),
        );
        Self { fingerprints, values }
    }

    pub(super) fn fingerprint(&self, page: PageId) -> Fingerprint {
        *self.fingerprints[page.0]
    }

    pub(super) fn value(
        &self,
        input: &RenderInput<'_>,
        dates: &[DateFormatter],
        page: &Page,
    ) -> Value {
        let make = || Value::from_serializable(&view(input, dates, page));
        self.values[page.id.0].get_or_init(make).clone()
    }
}

fn view<'a>(input: &RenderInput<'a>, dates: &[DateFormatter], page: &'a Page) -> PageSummary<'a> {
    PageSummary::new(input.settings, input.site, page, &dates[page.language.0])
}

/// The fingerprint of a page's own text.
pub(super) fn text_of(page: &Page) -> Option<Fingerprint> {
    page.document.as_ref().map(|document| document.fingerprint)
}
