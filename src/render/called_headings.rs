//! Headings whose words shortcodes write.
//!
//! Their ids are made from those words, and other pages link to them: so the calls in headings are run
//! before any page is rendered.

use std::sync::atomic::AtomicUsize;

use super::Renderer;
use super::ingredients::Shared;
use super::summaries::text_of;
use super::writer::{BodyHtml, BodyWriter, Medium};
use crate::html::text_of_html;
use crate::memo::{Fingerprint, MemoTable};
use crate::parse::body::{HeadingSeed, NumberedHeadings, number_headings};
use crate::resolve::{Headings, Page};

/// The renderer with the headings of all pages. `kept` is what the build before has left of those with calls.
pub(super) fn with_called<'a>(
    renderer: Renderer<'a>,
    shared: &Shared,
    kept: &mut MemoTable<NumberedHeadings>,
) -> Renderer<'a> {
    let headings = of_site(&renderer, shared, kept);
    // What calls have included is counted again with the pages that hold them.
    Renderer { headings, included_bytes: AtomicUsize::new(0), ..renderer }
}

fn of_site(
    renderer: &Renderer<'_>,
    shared: &Shared,
    kept: &mut MemoTable<NumberedHeadings>,
) -> Headings {
    let pages = renderer.site.pages.iter();
    let called: Vec<(&Page, &[HeadingSeed])> = pages
        .filter(|page| page.is_rendered())
        .filter_map(|page| Some((page, page.document.as_ref()?.body.called_headings.as_slice())))
        .filter(|(_, seeds)| !seeds.is_empty())
        .collect();
    let numbered = kept.renew(
        &called,
        |(page, _)| {
            let around = [Some(page.id), page.parent];
            let around = around.map(|id| id.map(|id| renderer.summaries.fingerprint(id)));
            // A Go template may ask for anything.
            let is_known = renderer.go.is_empty();
            is_known.then(|| {
                let site = renderer.sites[page.language.0].fingerprint;
                Fingerprint::of(&(shared.shape, site, text_of(page), around))
            })
        },
        |(page, seeds)| numbered(renderer, page, seeds),
    );
    let pages = called.iter().map(|(page, _)| page.id);
    Headings::new(renderer.settings.default_language).with_called(pages.zip(numbered))
}

/// What is to be said of the calls is said when the page is rendered.
fn numbered(renderer: &Renderer<'_>, page: &Page, seeds: &[HeadingSeed]) -> NumberedHeadings {
    let mut body = BodyHtml::default();
    let mut writer = BodyWriter::new(renderer, page, Medium::Page, &mut body);
    let rule = renderer.settings.markup.heading_ids;
    number_headings(seeds, rule, |call| text_of_html(&writer.shortcode(call)))
}
