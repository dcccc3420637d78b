//! Resolving again: when no document says anything else of itself, the site is the one of the build before,
//! with the new texts in it.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::{PageId, Pages, Pairs, Resolution, Site, pair, publishing, resolution};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::memo::{Fingerprint, Work};
use crate::parse::{Document, Documents};

/// What this stage leaves for the next build.
#[derive(Default)]
pub struct ResolveCache {
    resolved: Option<Resolved>,
}

impl ResolveCache {
    /// How many pages the last build has resolved.
    pub fn work(&self) -> Work {
        let resolved = self.resolved.as_ref();
        vec![("resolved pages", resolved.map_or(0, |resolved| resolved.made))]
    }
}

/// A site and what it was made of.
struct Resolved {
    /// Of everything but the documents and the time.
    around: Fingerprint,
    documents: Vec<Arc<Document>>,
    /// The page of the site that each document has become.
    published: Vec<Option<PageId>>,
    /// When it was made, and when it is to be made again, because something appears or expires.
    from: Timestamp,
    until: Option<Timestamp>,
    pairs: Pairs,
    site: Site,
    found: Vec<Diagnostic>,
    /// How many pages were resolved for the last build.
    made: usize,
}

/// Pairs the documents and resolves them into a site as of `now`. What the build before has made is used
/// again if only texts have changed since.
pub fn reresolve(
    settings: &Settings,
    documents: &Documents,
    now: Timestamp,
    cache: &mut ResolveCache,
    found: &mut Vec<Diagnostic>,
) -> (Pairs, Site) {
    let kept = cache.resolved.take().filter(|kept| kept.holds(settings, documents, now));
    let resolved = match kept {
        Some(mut kept) => {
            kept.take_texts(&documents.content);
            kept.made = 0;
            kept
        }
        None => Resolved::new(settings, documents, now),
    };
    found.extend(resolved.found.iter().cloned());
    let shared = (resolved.pairs.clone(), resolved.site.shared());
    cache.resolved = Some(resolved);
    shared
}

impl Resolved {
    fn new(settings: &Settings, documents: &Documents, now: Timestamp) -> Self {
        let mut found = Vec::new();
        let pairs = pair(settings, documents);
        let Resolution { site, until } = resolution(settings, documents, &pairs, now, &mut found);
        let dates = documents.content.iter().map(|document| &document.front_matter.dates);
        let appears = dates.filter_map(|dates| publishing::next_change(dates, now));
        Self {
            around: around(settings, documents),
            published: published(&documents.content, &site.pages),
            documents: documents.content.clone(),
            from: now,
            until: appears.chain(until).min(),
            pairs,
            made: site.pages.len(),
            site,
            found,
        }
    }

    /// Whether it would be made again just so, but for the texts of documents.
    fn holds(&self, settings: &Settings, documents: &Documents, now: Timestamp) -> bool {
        let has_same_head = |(one, other): (&Arc<Document>, &Arc<Document>)| {
            Arc::ptr_eq(one, other) || one.head == other.head
        };
        self.from <= now
            && self.until.is_none_or(|until| now < until)
            && self.documents.len() == documents.content.len()
            && self.documents.iter().zip(&documents.content).all(has_same_head)
            && self.around == around(settings, documents)
    }

    fn take_texts(&mut self, documents: &[Arc<Document>]) {
        for (index, document) in documents.iter().enumerate() {
            if Arc::ptr_eq(&self.documents[index], document) {
                continue;
            }
            self.documents[index] = Arc::clone(document);
            // Pairs have a page for each document, in the same order.
            self.pairs.pages.set_document(PageId(index), document);
            if let Some(id) = self.published[index] {
                self.site.pages.set_document(id, document);
                // Translations answer to the ids of their source.
                for member in self.site.sets[self.site.page(id).set.0].members.values() {
                    self.site.index.forget(member.page);
                }
            }
        }
    }
}

fn around(settings: &Settings, documents: &Documents) -> Fingerprint {
    let Documents { cascades, owners, .. } = documents;
    Fingerprint::of(&(settings.fingerprint, cascades.fingerprint(), owners.fingerprint))
}

fn published(documents: &[Arc<Document>], pages: &Pages) -> Vec<Option<PageId>> {
    // Languages that share a directory may share a file.
    let place = |document: &'_ Document| (document.file.language, document.file.path.clone());
    let by_place: HashMap<_, PageId> =
        pages.iter().filter_map(|page| Some((place(page.document.as_ref()?), page.id))).collect();
    documents.iter().map(|document| by_place.get(&place(document)).copied()).collect()
}
