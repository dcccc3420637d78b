//! Fingerprints of what a page is made from: a page with the same fingerprint need not be made again.
//!
//! What templates see is hashed as they see it, so that a view with a new field changes nothing here. The
//! rest is what a body needs beyond that: files, strings and templates. What it has asked of other pages, and where
//! they are, it notes itself ([`Asked`](super::asked::Asked)).
//!
//! Finding out that little has changed must be quick, too. So the fingerprints of views are kept for as
//! long as the site has the same [`shape`]. Hence the rule: **a view shows nothing of another page's text
//! but its summary.**

use std::collections::BTreeMap;
use std::sync::Arc;

use super::list_frame::ListFrame;
use super::lists::ListPart;
use super::page::FallbackFrame;
use super::prints::{PrintPart, PrintedBodies};
use super::summaries::text_of;
use super::textless::Textless;
use super::view::{PageContext, TreePrint};
use super::{RenderInput, Renderer};
use crate::memo::{Fingerprint, MemoTable};
use crate::parse::Documents;
use crate::resolve::{Fallback, Page, PageId, source_anchors};

/// The fingerprints of everything that pages share.
pub(super) struct Ingredients<'a> {
    pub input: RenderInput<'a>,
    /// Of everything that is the same for every page.
    common: Fingerprint,
    /// Of the whole site except for its texts.
    shape: Fingerprint,
    /// Of `site` for each language.
    sites: Vec<Fingerprint>,
}

/// What the views of a page are made from, while it has the same id: the shape of the site, the page's text and
/// its age.
pub(super) type ViewKey = (Fingerprint, PageId, Option<Fingerprint>, i16);

/// The fingerprints that are part of every page's.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    common: Fingerprint,
    pub shape: Fingerprint,
}

impl Shared {
    pub(super) fn new(input: &RenderInput<'_>, templates: Fingerprint) -> Self {
        let common = common(input, templates);
        Self { common, shape: shape(input, common) }
    }

    /// Of what the calls of a page are run with before it is rendered.
    pub(super) fn of_calls(&self, renderer: &Renderer<'_>, page: &Page) -> Fingerprint {
        let around = [Some(page.id), page.parent];
        let around = around.map(|id| id.map(|id| renderer.summaries.fingerprint(id)));
        let site = renderer.sites[page.language.0].fingerprint;
        let place = renderer.site.places.of_set(page.set);
        Fingerprint::of(&(self.common, site, place, text_of(page), around))
    }
}

/// Of the templates and of everything that their functions return.
pub(super) fn of_templates(
    input: &RenderInput<'_>,
    assets: &BTreeMap<String, String>,
) -> Fingerprint {
    let documents = input.documents;
    let sources: Vec<_> = documents
        .templates
        .iter()
        .map(|(name, source)| (name, &source.path, &source.text))
        .collect();
    let sources = (sources, &documents.layouts);
    Fingerprint::of(&(input.settings.fingerprint, sources, &*documents.strings, assets))
}

/// Of everything that every page is made with, except for the views of templates.
fn common(input: &RenderInput<'_>, templates: Fingerprint) -> Fingerprint {
    let RenderInput { documents, scope, .. } = input;
    let Documents { statics, global_resources, loose, pictures, .. } = documents;
    let files = (statics, global_resources, loose, pictures);
    Fingerprint::of(&(templates, &*documents.attachments, files, &scope.languages))
}

/// Of the whole site except for the texts of its pages: their titles, paths, front matter and
/// owners.
fn shape(input: &RenderInput<'_>, common: Fingerprint) -> Fingerprint {
    let RenderInput { site, documents, .. } = input;
    let places = site.places.fingerprint;
    Fingerprint::of(&(common, places, site.heads, documents.owners.fingerprint))
}

impl<'a> Ingredients<'a> {
    pub(super) fn new(renderer: &Renderer<'_>, input: RenderInput<'a>, shared: &Shared) -> Self {
        let sites = renderer.sites.iter().map(|site| site.fingerprint).collect();
        Self { input, common: shared.common, shape: shared.shape, sites }
    }

    /// Of the views of each page and of the fallbacks that show it.
    pub(super) fn views(
        &self,
        renderer: &Renderer<'_>,
        pages: &[&Page],
        kept: &mut MemoTable<Fingerprint, ViewKey>,
    ) -> Vec<Arc<Fingerprint>> {
        // The only thing in a view that depends on the time of the build is the age of its page.
        let ingredients =
            |page: &Page| (self.shape, page.id, text_of(page), renderer.age_years(page));
        kept.renew(
            pages,
            |page| Some(ingredients(page)),
            |page| {
                let frame = Fingerprint::of(&renderer.frame::<TreePrint>(page));
                let fallbacks = self.fallbacks(renderer, page);
                let fallbacks =
                    fallbacks.map(|fallback| of_fallback(&renderer.fallback_frame(fallback)));
                Fingerprint::of(&(frame, fallbacks.collect::<Vec<_>>()))
            },
        )
    }

    /// Of a page with its `views`. It does not include what links ask of other pages' headings.
    pub(super) fn of_page(
        &self,
        renderer: &Renderer<'_>,
        page: &Page,
        views: Fingerprint,
    ) -> Fingerprint {
        let lists =
            renderer.listed(page).map(|lists| lists.map(|ids| self.summaries(renderer, &ids)));
        let measures = renderer.list(page).map(|list| Fingerprint::of(&list.measures()));
        let places = self.input.site.places.of_set(page.set);
        let around: Vec<_> = self
            .fallbacks(renderer, page)
            .map(|fallback| {
                let section = renderer.site.fallback_parent(fallback);
                let site = self.sites[fallback.language.0];
                (site, renderer.summaries.fingerprint(section.id), &fallback.path)
            })
            .collect();
        let contents = (text_of(page), self.around(renderer, page), lists, measures);
        let uses = (self.input.scope.keep_bodies.contains(&page.id), renderer.is_printed(page));
        let source_anchors = source_anchors(&renderer.headings, self.input.site, page);
        let headings = (source_anchors, renderer.headings.called(page));
        Fingerprint::of(&(self.common, views, places, contents, around, uses, headings))
    }

    /// Of what all further parts of a page's list show besides their entries.
    pub(super) fn of_list(
        &self,
        renderer: &Renderer<'_>,
        page: &Page,
        views: Fingerprint,
        frame: &ListFrame,
    ) -> Fingerprint {
        let subsections = self.summaries(renderer, &page.subsections);
        let contents = (frame.content, renderer.headings.called(page), subsections);
        Fingerprint::of(&(self.common, views, self.around(renderer, page), contents))
    }

    /// Of a further part of a list; `list` stands for what the parts have in common.
    pub(super) fn of_list_part(
        &self,
        renderer: &Renderer<'_>,
        list: Fingerprint,
        part: &ListPart<'_>,
    ) -> Fingerprint {
        let entries = self.summaries(renderer, part.list.members(part.number));
        Fingerprint::of(&(list, part.number, part.list.measures(), entries))
    }

    fn fallbacks<'r>(
        &self,
        renderer: &'r Renderer<'_>,
        page: &Page,
    ) -> impl Iterator<Item = &'r Fallback> {
        let languages = &self.input.scope.languages;
        renderer.site.fallbacks_of(page).filter(|fallback| languages.contains(&fallback.language))
    }

    /// Of a page without a text.
    pub(super) fn of_textless(
        &self,
        renderer: &Renderer<'_>,
        textless: &Textless<'_>,
    ) -> Fingerprint {
        let switcher = Fingerprint::of(&textless.switcher);
        let around = self.around(renderer, textless.page);
        let fallback =
            textless.fallback.map(|fallback| (fallback, self.sites[fallback.language.0]));
        let place = (textless.template, &textless.path);
        Fingerprint::of(&(self.common, place, around, fallback, switcher))
    }

    /// Of a file of a print view.
    pub(super) fn of_print(
        &self,
        renderer: &Renderer<'_>,
        part: &PrintPart<'_>,
        bodies: &PrintedBodies,
    ) -> Fingerprint {
        let body = |page| bodies.get(&page).map(|body| body.fingerprint);
        let site = self.input.site;
        let chapters = part.chapters.iter().map(|chapter| {
            let place = site.places.of_set(site.page(chapter.page).set);
            let shown = (renderer.summaries.fingerprint(chapter.page), body(chapter.page));
            (chapter.level, chapter.is_apart, place, shown)
        });
        let chapters: Vec<_> = chapters.collect();
        let around = self.around(renderer, part.page);
        let frame = PageContext::new(self.input.settings, site, part.page, renderer.now);
        let switcher = Fingerprint::of(&frame.switcher);
        Fingerprint::of(&(self.common, around, switcher, &part.path, chapters, &part.parts))
    }

    /// Of `site`, `page` and `section` of a page.
    fn around(&self, renderer: &Renderer<'_>, page: &Page) -> [Option<Fingerprint>; 3] {
        let of = |id| renderer.summaries.fingerprint(id);
        [Some(self.sites[page.language.0]), Some(of(page.id)), page.parent.map(of)]
    }

    fn summaries(&self, renderer: &Renderer<'_>, ids: &[PageId]) -> Vec<Fingerprint> {
        ids.iter().map(|id| renderer.summaries.fingerprint(*id)).collect()
    }
}

fn of_fallback(frame: &FallbackFrame<'_, TreePrint>) -> Fingerprint {
    Fingerprint::of(&(Fingerprint::of_view(&frame.page), &frame.rest))
}
