//! What a page is made from, as fingerprints: a page of the same fingerprint need not be made again.
//!
//! What templates see is hashed as they see it, so that a view with a new field changes nothing here. The
//! rest is what a body asks for beyond that: files, strings, templates, and where all pages stand.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::textless::Textless;
use super::view::PageSummary;
use super::{Given, Renderer, Scope};
use crate::memo::Fingerprint;
use crate::resolve::{Fallback, Page, PageId};

/// The fingerprints of what pages share.
pub(super) struct Ingredients {
    /// Of what is the same for every page.
    common: Fingerprint,
    /// Of `site` for each language.
    sites: Vec<Fingerprint>,
    /// Of each page as others see it.
    summaries: Vec<Fingerprint>,
}

/// Of the templates and of all that their functions give.
pub(super) fn of_templates(given: &Given<'_>, assets: &BTreeMap<String, String>) -> Fingerprint {
    let documents = given.documents;
    let sources: Vec<_> =
        documents.templates.iter().map(|(name, own)| (name, &own.path, &own.text)).collect();
    Fingerprint::of(&(given.settings.fingerprint, sources, &*documents.strings, assets))
}

/// Of what every page is made with, the views of templates apart.
fn common(given: &Given<'_>, templates: Fingerprint) -> Fingerprint {
    let Given { documents, site, scope, .. } = given;
    // Links lead to pages by where they are; pictures are found in the bundles of all translations.
    let places: Vec<_> = site
        .pages
        .iter()
        .map(|page| {
            let file = page.document.as_ref().map(|document| &document.file);
            let place = (page.language, page.kind, &page.location, &page.section, &page.path);
            (place, page.is_rendered(), page.set, file)
        })
        .collect();
    let files = (&documents.statics, &documents.loose, &documents.pictures);
    Fingerprint::of(&(templates, &documents.attachments, files, places, &scope.languages))
}

impl Ingredients {
    pub(super) fn new(renderer: &Renderer<'_>, given: &Given<'_>, templates: Fingerprint) -> Self {
        let summary = |page: &Page| {
            let dates = &renderer.dates[page.language.0];
            Fingerprint::of_view(&PageSummary::new(given.settings, given.site, page, dates))
        };
        Self {
            common: common(given, templates),
            sites: renderer.sites.iter().map(Fingerprint::of_view).collect(),
            summaries: given.site.pages.par_iter().map(summary).collect(),
        }
    }

    /// Of a page and of the fallbacks that show it. What links ask of other pages' headings is not in it.
    pub(super) fn of_page(
        &self,
        renderer: &Renderer<'_>,
        page: &Page,
        scope: &Scope,
    ) -> Fingerprint {
        let fallbacks = renderer.site.fallbacks_of(page);
        let fallbacks: Vec<Fingerprint> = fallbacks
            .filter(|fallback| scope.languages.contains(&fallback.language))
            .map(|fallback| self.of_fallback(renderer, fallback))
            .collect();
        let own = Fingerprint::of(&(
            page.document.as_ref().map(|document| document.fingerprint),
            self.around(page),
            Fingerprint::of_view(&renderer.frame(page)),
            renderer.listed(page).map(|lists| lists.map(|ids| self.summaries(&ids))),
        ));
        Fingerprint::of(&(self.common, own, fallbacks, scope.keep_bodies.contains(&page.id)))
    }

    fn of_fallback(&self, renderer: &Renderer<'_>, fallback: &Fallback) -> Fingerprint {
        let section = renderer.site.fallback_parent(fallback);
        Fingerprint::of(&(
            self.sites[fallback.language.0],
            self.summaries[section.id.0],
            &fallback.path,
            Fingerprint::of_view(&renderer.fallback_frame(fallback)),
        ))
    }

    pub(super) fn of_textless(&self, own: &Textless<'_>) -> Fingerprint {
        let switcher = Fingerprint::of_view(&own.switcher);
        Fingerprint::of(&(self.common, own.template, &own.path, self.around(own.page), switcher))
    }

    /// Of `site`, `page` and `section` of a page.
    fn around(&self, page: &Page) -> [Option<Fingerprint>; 3] {
        let section = page.parent.map(|parent| self.summaries[parent.0]);
        [Some(self.sites[page.language.0]), Some(self.summaries[page.id.0]), section]
    }

    fn summaries(&self, ids: &[PageId]) -> Vec<Fingerprint> {
        ids.iter().map(|id| self.summaries[id.0]).collect()
    }
}
