//! A body among others on one page: its anchors are its own, and links among the pages stay within.

use std::collections::HashMap;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use url::Url;

use crate::memo::Fingerprint;
use crate::resolve::Page;

/// A body as print views hold it.
#[derive(Debug)]
pub(super) struct PrintedBody {
    pub html: String,
    pub fingerprint: Fingerprint,
}

impl PrintedBody {
    pub(super) fn new(html: &str) -> Self {
        Self { html: html.to_owned(), fingerprint: Fingerprint::of(html) }
    }
}

/// Where links of a chapter may lead.
pub(super) struct Anchors<'a> {
    /// The anchor of the chapter; its ids begin with it.
    pub own: String,
    /// The address of its page.
    pub url: String,
    /// Address of a page -> the anchor of its chapter, for all pages of the view.
    pub all: &'a HashMap<String, String>,
}

/// The anchor of a page's chapter: its path with dots, so that a link to it lasts.
pub(super) fn chapter_anchor(page: &Page) -> String {
    let path = page.path.encoded();
    let dotted = path.trim_matches('/').replace('/', ".");
    if dotted.is_empty() { "home".to_owned() } else { dotted }
}

/// The elements that say where they are, or lead anywhere, and headings.
const TOUCHED: &str = "h1, h2, h3, h4, h5, [id], [name], [href], [for], [headers], [aria-labelledby], \
     [aria-describedby], [aria-controls], [src], [srcset], [poster], [data], [fill], [stroke], [style], \
     [clip-path], [mask], [filter], [marker-start], [marker-mid], [marker-end]";

/// Attributes that hold ids, one or several.
const IDS: &[&str] =
    &["id", "name", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];

/// Attributes that hold the address of a file.
const FILES: &[&str] = &["src", "poster", "data"];

/// The HTML of a body as a chapter: headings one level deeper, ids with the chapter's anchor before them.
/// HTML that cannot be rewritten is given back as it is.
pub(super) fn chapter_html(html: &str, anchors: &Anchors<'_>) -> String {
    let handler = element!(TOUCHED, |element| Ok(touch(element, anchors)?));
    let settings = RewriteStrSettings::new().append_element_content_handler(handler);
    rewrite_str(html, settings).unwrap_or_else(|_| html.to_owned())
}

type Fault = lol_html::errors::AttributeNameError;

fn touch(element: &mut Element<'_, '_>, anchors: &Anchors<'_>) -> Result<(), Fault> {
    if let Some(deeper) = deeper(&element.tag_name()) {
        // The name is one of HTML's, which cannot be refused.
        let _ = element.set_tag_name(deeper);
    }
    for name in IDS {
        if let Some(ids) = element.get_attribute(name) {
            let own = ids.split_ascii_whitespace().map(|id| anchors.id(id));
            element.set_attribute(name, &own.collect::<Vec<_>>().join(" "))?;
        }
    }
    if let Some(href) = element.get_attribute("href") {
        element.set_attribute("href", &anchors.link(&href))?;
    }
    for name in FILES {
        if let Some(address) = element.get_attribute(name) {
            element.set_attribute(name, &anchors.address(&address))?;
        }
    }
    if let Some(set) = element.get_attribute("srcset") {
        element.set_attribute("srcset", &anchors.set(&set))?;
    }
    let painted = element.attributes().iter().filter(|own| own.value().contains("url(#"));
    let painted: Vec<(String, String)> = painted.map(|own| (own.name(), own.value())).collect();
    for (name, value) in painted {
        let own = value.replace("url(#", &format!("url(#{}", anchors.id("")));
        element.set_attribute(&name, &own)?;
    }
    Ok(())
}

/// The heading one level below.
fn deeper(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "h1" => "h2",
        "h2" => "h3",
        "h3" => "h4",
        "h4" => "h5",
        "h5" => "h6",
        _ => return None,
    })
}

impl Anchors<'_> {
    fn id(&self, id: &str) -> String {
        format!("{}:{id}", self.own)
    }

    /// Where a link leads: to a chapter or a place in one, if the view holds it.
    fn link(&self, href: &str) -> String {
        if href == "#" || href.is_empty() {
            return format!("#{}", self.own);
        }
        if let Some(id) = href.strip_prefix('#') {
            return format!("#{}", self.id(id));
        }
        let whole = self.address(href);
        let (path, fragment) = whole.split_once('#').unwrap_or((&whole, ""));
        match self.all.get(path) {
            Some(chapter) if fragment.is_empty() => format!("#{chapter}"),
            Some(chapter) => format!("#{chapter}:{fragment}"),
            None => whole,
        }
    }

    /// An address that was beside the page, from the root of the host.
    fn address(&self, address: &str) -> String {
        const HOST: &str = "http://site.invalid";
        let base = Url::parse(HOST).and_then(|host| host.join(&self.url));
        let is_relative = !address.starts_with('/') && Url::parse(address).is_err();
        match base.and_then(|base| base.join(address)) {
            Ok(whole) if is_relative => whole.as_str().trim_start_matches(HOST).to_owned(),
            _ => address.to_owned(),
        }
    }

    /// `a.png 1x, b.png 2x`
    fn set(&self, set: &str) -> String {
        let candidates = set.split(',').map(|candidate| {
            let candidate = candidate.trim();
            let (address, width) = candidate.split_once(' ').unwrap_or((candidate, ""));
            format!("{} {width}", self.address(address)).trim_end().to_owned()
        });
        candidates.collect::<Vec<_>>().join(", ")
    }
}
