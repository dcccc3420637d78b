//! Headings whose words shortcodes write.
//!
//! Their ids are made from those words, and other pages link to them: so the calls in headings are run
//! before any page is rendered.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::Renderer;
use super::asked::{Asked, is_outdated, without_repetition};
use super::ingredients::Shared;
use super::writer::{BodyHtml, BodyWriter, Medium};
use crate::html::text_of_html;
use crate::memo::MemoTable;
use crate::parse::body::{HeadingSeed, NumberedHeadings, number_headings};
use crate::resolve::{Headings, Page};

/// The headings of a page, some of which calls write.
pub(super) struct CalledHeadings {
    numbered: Arc<NumberedHeadings>,
    /// What the calls have asked of other pages.
    asked: Vec<Asked>,
}

/// The renderer with the headings of all pages. `kept` is what the build before has left of those with calls.
pub(super) fn with_called<'a>(
    renderer: Renderer<'a>,
    shared: &Shared,
    kept: &mut MemoTable<CalledHeadings>,
) -> Renderer<'a> {
    let headings = of_site(&renderer, shared, kept);
    // What calls have included is counted again with the pages that hold them.
    Renderer { headings, included_bytes: AtomicUsize::new(0), ..renderer }
}

fn of_site(
    renderer: &Renderer<'_>,
    shared: &Shared,
    kept: &mut MemoTable<CalledHeadings>,
) -> Headings {
    let pages = renderer.site.pages.iter();
    let called: Vec<(&Page, &[HeadingSeed])> = pages
        .filter(|page| page.is_rendered())
        .filter_map(|page| Some((page, page.document.as_ref()?.body.called_headings.as_slice())))
        .filter(|(_, seeds)| !seeds.is_empty())
        .collect();
    let present = renderer.present();
    let made = kept.renew_unless(
        &called,
        |(page, _)| Some(shared.of_calls(renderer, page)),
        |known| is_outdated(&known.asked, &present),
        |(page, seeds)| headings(renderer, page, seeds),
    );
    let pages = called.iter().map(|(page, _)| page.id);
    let numbered = made.iter().map(|headings| Arc::clone(&headings.numbered));
    Headings::new(renderer.settings.default_language).with_called(pages.zip(numbered))
}

/// What is to be said of the calls is said when the page is rendered.
fn headings(renderer: &Renderer<'_>, page: &Page, seeds: &[HeadingSeed]) -> CalledHeadings {
    let mut body = BodyHtml::default();
    let mut writer = BodyWriter::new(renderer, page, Medium::Page, &mut body);
    let rule = renderer.settings.markup.heading_ids;
    let numbered = number_headings(seeds, rule, |call| text_of_html(&writer.shortcode(call)));
    CalledHeadings { numbered: Arc::new(numbered), asked: asked_of(body) }
}

/// What calls have asked that were run before their page.
pub(super) fn asked_of(body: BodyHtml) -> Vec<Asked> {
    let cut = body.is_cut.then_some(Asked::Anything);
    without_repetition(body.asked.into_iter().chain(cut).collect())
}
