//! Links and pictures of a body: where they lead, and what the reader's browser should know of them.
//!
//! One pass over the finished HTML treats alike what Markdown, raw HTML and shortcodes made.

mod address;
pub(super) mod asked;
mod files;
mod hyperlink;
mod picture;
mod places;
mod tags;

use std::cell::RefCell;

use lol_html::errors::RewritingError;
use lol_html::{HtmlRewriter, Settings, element};

use super::Renderer;
use super::sanitize::sanitized;
use super::writer::BodyHtml;
use crate::config::Trust;
use crate::resolve::Page;

use tags::Piece;

pub(super) use files::PublishedFiles;

/// The HTML of a page's body with its links and pictures completed.
pub(super) fn complete(
    renderer: &Renderer<'_>,
    page: &Page,
    html: String,
    body: &mut BodyHtml,
) -> String {
    let html = completed(renderer, page, html, body);
    match renderer.settings.trust {
        Trust::Trusted => html,
        // Nothing is added to a body behind this.
        Trust::Untrusted => sanitized(&html),
    }
}

fn completed(renderer: &Renderer<'_>, page: &Page, html: String, body: &mut BodyHtml) -> String {
    let mut links = hyperlink::LinksOfPage { renderer, page, asked: &mut body.anchors };
    let mut pictures = picture::PicturesOfPage::new(renderer, page);
    let completed = RefCell::new(Vec::with_capacity(html.len() + html.len() / 8));
    let settings = Settings::new()
        .append_element_content_handler(element!("a[href]", |link| {
            links.complete(link)?;
            Ok(())
        }))
        .append_element_content_handler(element!("img[src]", |image| {
            pictures.complete(image)?;
            Ok(())
        }));
    let rewriter =
        HtmlRewriter::new(settings, |html: &[u8]| completed.borrow_mut().extend_from_slice(html));
    let rewritten = rewrite(rewriter, &html, &completed);
    body.found.extend(pictures.into_diagnostics());
    // HTML that cannot be rewritten stays what it was.
    rewritten.ok().and_then(|()| String::from_utf8(completed.into_inner()).ok()).unwrap_or(html)
}

/// Gives the tags to the rewriter, and passes what is between them by.
fn rewrite(
    mut rewriter: HtmlRewriter<'_, impl FnMut(&[u8])>,
    html: &str,
    completed: &RefCell<Vec<u8>>,
) -> Result<(), RewritingError> {
    for piece in tags::pieces(html) {
        match piece {
            Piece::Tag(tag) => rewriter.write(tag.as_bytes())?,
            Piece::Other(html) => completed.borrow_mut().extend_from_slice(html.as_bytes()),
        }
    }
    rewriter.end()
}
