//! Each page as other pages see it: its summary for templates, and the summary's fingerprint.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use tera::Value;

use super::RenderInput;
use super::asked::Asked;
use super::view::PageSummary;
use crate::locale::DateFormatter;
use crate::memo::{Fingerprint, MemoTable};
use crate::parse::body::Summary;
use crate::resolve::{Page, PageId};

/// A summary with what its calls say.
#[derive(Debug)]
pub(super) struct CalledSummary {
    pub summary: Summary,
    /// What lists show of it.
    pub shown: String,
    /// What its calls have asked of other pages.
    pub asked: Vec<Asked>,
}

/// The summaries of all pages.
pub(super) struct Summaries {
    fingerprints: Vec<Arc<Fingerprint>>,
    /// Made for the first template that asks.
    values: Vec<Arc<OnceLock<Value>>>,
    /// Those that shortcode calls say, once these have been run.
    called: HashMap<PageId, Arc<CalledSummary>>,
}

/// What one build keeps of the summaries for the next.
#[derive(Default)]
pub(super) struct SummaryCache {
    fingerprints: MemoTable<Fingerprint, (Fingerprint, PageId, Option<Fingerprint>)>,
    values: MemoTable<OnceLock<Value>>,
    pub called: MemoTable<CalledSummary>,
    called_values: MemoTable<OnceLock<Value>>,
}

impl SummaryCache {
    /// How many summaries the last build had to look at.
    pub(super) fn made(&self) -> usize {
        self.fingerprints.made()
    }

    /// Of how many the last build had to run the calls.
    pub(super) fn called(&self) -> usize {
        self.called.made()
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
        let values = values(&fingerprints, &mut cache.values);
        Self { fingerprints, values, called: HashMap::new() }
    }

    /// With those that shortcode calls say.
    #[must_use]
    pub(super) fn with_called(
        mut self,
        called: Vec<(PageId, Arc<CalledSummary>)>,
        cache: &mut SummaryCache,
    ) -> Self {
        let of_called = |(page, summary): &(PageId, Arc<CalledSummary>)| {
            let CalledSummary { summary, shown, .. } = &**summary;
            Arc::new(Fingerprint::of(&(self.fingerprint(*page), summary.text(), shown)))
        };
        let fingerprints: Vec<_> = called.iter().map(of_called).collect();
        let values = values(&fingerprints, &mut cache.called_values);
        for ((page, _), (fingerprint, value)) in
            called.iter().zip(fingerprints.into_iter().zip(values))
        {
            self.fingerprints[page.0] = fingerprint;
            self.values[page.0] = value;
        }
        Self { called: called.into_iter().collect(), ..self }
    }

    /// The summary of a page, if calls say some of it.
    pub(super) fn called(&self, page: &Page) -> Option<&CalledSummary> {
        self.called.get(&page.id).map(|called| &**called)
    }

    /// What lists show of a page.
    pub(super) fn shown<'a>(&'a self, page: &'a Page) -> &'a str {
        let parsed = || page.document.as_ref().map_or("", |document| &document.summary);
        self.called(page).map_or_else(parsed, |called| &called.shown)
    }

    /// How the text of a page begins.
    pub(super) fn beginning<'a>(&'a self, page: &'a Page) -> &'a str {
        let parsed = || page.document.as_ref().map_or("", |own| own.body.summary.text());
        self.called(page).map_or_else(parsed, |called| called.summary.text())
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
        let view = || PageSummary { summary: self.shown(page), ..view(input, dates, page) };
        self.values[page.id.0].get_or_init(|| Value::from_serializable(&view())).clone()
    }
}

fn values(
    fingerprints: &[Arc<Fingerprint>],
    kept: &mut MemoTable<OnceLock<Value>>,
) -> Vec<Arc<OnceLock<Value>>> {
    kept.renew(fingerprints, |fingerprint| Some(**fingerprint), |_| OnceLock::new())
}

fn view<'a>(input: &RenderInput<'a>, dates: &[DateFormatter], page: &'a Page) -> PageSummary<'a> {
    PageSummary::new(input.settings, input.site, page, &dates[page.language.0])
}

/// The fingerprint of a page's own text.
pub(super) fn text_of(page: &Page) -> Option<Fingerprint> {
    page.document.as_ref().map(|document| document.fingerprint)
}
