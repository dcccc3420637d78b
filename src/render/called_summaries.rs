//! Summaries whose words shortcodes say.
//!
//! Lists, feeds and other pages show them: so the calls in them are run before any page is rendered.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use super::Renderer;
use super::asked::is_outdated;
use super::called_headings::asked_of;
use super::ingredients::Shared;
use super::summaries::{CalledSummary, SummaryCache};
use super::writer::{BodyHtml, BodyWriter, Medium};
use crate::parse::body::summary;
use crate::parse::{Document, shown_summary};
use crate::resolve::Page;

/// The renderer with the summaries of all pages. `cache` holds what the build before has left of those with calls.
pub(super) fn with_called<'a>(
    renderer: Renderer<'a>,
    shared: &Shared,
    cache: &mut SummaryCache,
) -> Renderer<'a> {
    let site = renderer.site;
    let pages = site.pages.iter().filter(|page| page.is_rendered());
    let called: Vec<(&Page, &Document)> = pages
        .filter_map(|page| Some((page, page.document.as_deref()?)))
        .filter(|(_, document)| document.body.is_summary_called)
        .collect();
    let present = renderer.present();
    let summaries = cache.called.renew_unless(
        &called,
        |(page, _)| Some(shared.of_calls(&renderer, page)),
        |known| is_outdated(&known.asked, &present),
        |(page, document)| said(&renderer, page, document),
    );
    let called = called.iter().map(|(page, _)| page.id).zip(summaries);
    let called: Vec<(_, Arc<CalledSummary>)> = called.collect();
    // What calls have included is counted again with the pages that hold them.
    let included_bytes = AtomicUsize::new(0);
    Renderer {
        summaries: renderer.summaries.with_called(called, cache),
        included_bytes,
        ..renderer
    }
}

/// What is to be said of the calls is said when the page is rendered.
fn said(renderer: &Renderer<'_>, page: &Page, document: &Document) -> CalledSummary {
    let mut body = BodyHtml::default();
    let mut writer = BodyWriter::new(renderer, page, Medium::Page, &mut body);
    let summary = summary(&document.body.nodes, &mut |call| Some(writer.shortcode(call)));
    let shown = shown_summary(renderer.settings, &document.front_matter, &summary);
    CalledSummary { summary, shown, asked: asked_of(body) }
}
