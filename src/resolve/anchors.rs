//! The ids of its source's headings that a translated page answers to besides its own.
//!
//! Links from elsewhere name a heading by the id it has in the default language. A translated heading
//! has that one too, where it is plain which heading is meant: both pages have the same levels in the
//! same order.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::{Page, PageId, Site};
use crate::config::LanguageId;
use crate::parse::body::{Heading, NumberedHeadings};

/// The headings of all pages, as they read once the shortcode calls in them have been run.
#[derive(Debug)]
pub struct Headings {
    default_language: LanguageId,
    /// Those of the pages that have such headings.
    called: HashMap<PageId, Arc<NumberedHeadings>>,
}

impl Headings {
    pub fn new(default_language: LanguageId) -> Self {
        Self { default_language, called: HashMap::new() }
    }

    /// With those of the pages whose headings hold calls.
    #[must_use]
    pub fn with_called(
        self,
        called: impl IntoIterator<Item = (PageId, Arc<NumberedHeadings>)>,
    ) -> Self {
        Self { called: called.into_iter().collect(), ..self }
    }

    /// The headings of a page, if calls write some of them.
    pub fn called(&self, page: &Page) -> Option<&Arc<NumberedHeadings>> {
        self.called.get(&page.id)
    }

    /// The headings of a page in order; `None` for a page without a document.
    fn of<'a>(&'a self, page: &'a Page) -> Option<&'a [Heading]> {
        let parsed = page.document.as_ref().map(|document| &document.body.headings);
        let called = self.called(page).map(|numbered| &numbered.of_page);
        called.or(parsed).map(Vec::as_slice)
    }

    /// The ids of a page's own headings.
    pub(super) fn ids<'a>(&'a self, page: &'a Page) -> impl Iterator<Item = &'a str> {
        self.of(page).unwrap_or_default().iter().map(|heading| heading.id.as_str())
    }
}

/// Id of a heading of the page -> the id that it has in the default language, where that is another
/// one and no heading of the page has it.
pub fn source_anchors<'a>(
    headings: &'a Headings,
    site: &'a Site,
    page: &'a Page,
) -> BTreeMap<&'a str, &'a str> {
    let source = site.sets[page.set.0].members.get(&headings.default_language);
    let source = source.map(|member| site.page(member.page)).filter(|source| source.id != page.id);
    let Some((translated, source)) =
        headings.of(page).zip(source.and_then(|source| headings.of(source)))
    else {
        return BTreeMap::new();
    };
    if !levels(translated).eq(levels(source)) {
        return BTreeMap::new();
    }
    let taken: BTreeSet<&str> = translated.iter().map(|heading| heading.id.as_str()).collect();
    let pairs = translated.iter().zip(source);
    let pairs = pairs.map(|(heading, source)| (heading.id.as_str(), source.id.as_str()));
    pairs.filter(|(_, source)| !taken.contains(source)).collect()
}

fn levels(headings: &[Heading]) -> impl Iterator<Item = u8> {
    headings.iter().map(|heading| heading.level)
}
