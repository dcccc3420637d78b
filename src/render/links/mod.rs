//! Links and pictures of a body: where they lead, and what the reader's browser should know about them.
//!
//! One pass over the finished HTML treats links alike, whether Markdown, raw HTML or shortcodes made them.

mod address;
mod files;
mod hyperlink;
mod own_files;
mod picture;
mod places;
mod refused;

use std::cell::RefCell;

use lol_html::errors::RewritingError;
use lol_html::{HtmlRewriter, Settings, element};

use super::Renderer;
use super::policy::RawHtml;
use super::sanitize::sanitized;
use super::writer::BodyHtml;
use crate::config::{LanguageId, Trust};
use crate::html::Html;
use crate::html::tags::{self, HtmlPiece, Sought};
use crate::resolve::Page;

use refused::RefusedAddresses;

pub(super) use files::PublishedFiles;

/// A page and who reads it.
#[derive(Clone, Copy)]
pub(super) struct Reading<'r> {
    pub page: &'r Page,
    /// The reader's language: another one than the page's where the page is a fallback.
    pub reader: LanguageId,
}

impl<'r> Reading<'r> {
    /// The page at its own address.
    pub(super) fn of(page: &'r Page) -> Self {
        Self { page, reader: page.language }
    }
}

/// The HTML of a page's body with its links and pictures completed.
pub(super) fn complete(
    renderer: &Renderer<'_>,
    reading: Reading<'_>,
    html: &str,
    body: &mut BodyHtml,
) -> String {
    let html = completed(renderer, reading, html, body);
    match renderer.settings.trust {
        Trust::Trusted => html,
        // This is the last step that changes a body.
        Trust::Untrusted => sanitized(&html),
    }
}

fn completed(
    renderer: &Renderer<'_>,
    reading: Reading<'_>,
    html: &str,
    body: &mut BodyHtml,
) -> String {
    let Reading { page, reader } = reading;
    let asked = &mut body.asked;
    let mut links = hyperlink::LinksOfPage { renderer, page, reader, asked };
    let raw_html = renderer.raw_html(page);
    let refused = RefCell::new(RefusedAddresses::new(raw_html));
    let mut pictures = picture::PicturesOfPage::new(renderer, page);
    let completed = RefCell::new(Vec::with_capacity(html.len() + html.len() / 8));
    // An author's HTML that cannot be parsed is left as it is.
    let settings = Settings::new()
        .with_strict(raw_html == RawHtml::Kept)
        .append_element_content_handler(element!("a[href]", |link| {
            refused.borrow_mut().check(link);
            links.complete(link)?;
            Ok(())
        }))
        .append_element_content_handler(element!("img[src]", |image| {
            refused.borrow_mut().check(image);
            pictures.complete(image)?;
            Ok(())
        }));
    let rewriter =
        HtmlRewriter::new(settings, |html: &[u8]| completed.borrow_mut().extend_from_slice(html));
    let sought = match raw_html {
        RawHtml::Kept => Sought::LinksAndPictures,
        RawHtml::LeftOut => Sought::Addresses,
    };
    let rewritten = rewrite(
        rewriter,
        tags::pieces(html, sought),
        |html| {
            completed.borrow_mut().extend_from_slice(html.as_bytes());
        },
        |tag| refused.borrow_mut().checked_tag(tag),
    );
    body.used.append(&mut pictures.used);
    body.asked.append(&mut pictures.asked);
    body.found.extend(pictures.into_diagnostics());
    body.found.extend(refused.into_inner().into_diagnostics(page.document.as_deref()));
    let completed = rewritten.ok().and_then(|()| String::from_utf8(completed.into_inner()).ok());
    completed.unwrap_or_else(|| match raw_html {
        RawHtml::Kept => html.to_owned(),
        RawHtml::LeftOut => Html::of_text(html).into_string(),
    })
}

/// Feeds the tags to the rewriter, and copies the rest unchanged.
fn rewrite(
    mut rewriter: HtmlRewriter<'_, impl FnMut(&[u8])>,
    pieces: Vec<HtmlPiece<'_>>,
    push: impl Fn(&str),
    check: impl Fn(&str) -> String,
) -> Result<(), RewritingError> {
    for piece in pieces {
        match piece {
            HtmlPiece::Tag(tag) => rewriter.write(tag.as_bytes())?,
            HtmlPiece::Addressed(tag) => push(&check(tag)),
            HtmlPiece::Other(html) => push(html),
        }
    }
    rewriter.end()
}
