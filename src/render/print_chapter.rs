//! A body among others on one page: its anchors are its own, and links among the pages stay within.

use std::collections::HashMap;

use lol_html::html_content::Element;
use lol_html::{RewriteStrSettings, element, rewrite_str};
use url::Url;

use crate::memo::Fingerprint;
use crate::resolve::Page;

/// A body as print views hold it: a chapter that is whole but for the links to pages, since the views that hold it
/// hold different other pages.
#[derive(Debug)]
pub(super) struct PrintedBody {
    html: String,
    links: Vec<OpenLink>,
    /// The length of the body before it became a chapter.
    pub bytes: usize,
    pub fingerprint: Fingerprint,
}

/// A link that leads to a page, or to its chapter if the view holds it.
#[derive(Debug)]
struct OpenLink {
    /// Where the address is missing in the HTML.
    at: usize,
    address: String,
}

/// Where a chapter is.
pub(super) struct ChapterPlace {
    /// The anchor of the chapter; its ids begin with it.
    pub own: String,
    /// The address of its page.
    pub url: String,
}

/// Makes a body into a chapter.
struct ChapterMaker<'a> {
    place: &'a ChapterPlace,
    /// Stands for the address of an open link. It is made from the whole body, which cannot hold it for that reason.
    mark: String,
    addresses: Vec<String>,
}

impl PrintedBody {
    pub(super) fn new(html: &str, place: &ChapterPlace) -> Self {
        let fingerprint = Fingerprint::of(html);
        let mark = fingerprint.to_string();
        let mut maker = ChapterMaker { place, mark, addresses: Vec::new() };
        let marked = maker.chapter(html);
        let mut parts = marked.split(&maker.mark);
        let mut whole = parts.next().unwrap_or_default().to_owned();
        let mut links = Vec::new();
        for (part, address) in parts.zip(maker.addresses) {
            links.push(OpenLink { at: whole.len(), address });
            whole.push_str(part);
        }
        Self { html: whole, links, bytes: html.len(), fingerprint }
    }

    /// The chapter in a view that holds `chapters`: the address of a page -> the anchor of its chapter.
    pub(super) fn in_view(&self, chapters: &HashMap<String, String>) -> String {
        let mut html = String::with_capacity(self.html.len() + 64 * self.links.len());
        let mut written = 0;
        for OpenLink { at, address } in &self.links {
            html.push_str(&self.html[written..*at]);
            let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
            let link = match chapters.get(path) {
                Some(chapter) if fragment.is_empty() => format!("#{chapter}"),
                Some(chapter) => format!("#{chapter}:{fragment}"),
                None => address.clone(),
            };
            html.push_str(&link.replace('"', "&quot;"));
            written = *at;
        }
        html.push_str(&self.html[written..]);
        html
    }
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

type Fault = lol_html::errors::AttributeNameError;

impl ChapterMaker<'_> {
    /// The HTML of a body as a chapter: headings one level deeper, ids with the chapter's anchor before them. HTML
    /// that cannot be rewritten is given back as it is.
    fn chapter(&mut self, html: &str) -> String {
        let handler = element!(TOUCHED, |element| Ok(self.touch(element)?));
        let settings = RewriteStrSettings::new().append_element_content_handler(handler);
        let written = rewrite_str(html, settings);
        written.unwrap_or_else(|_| {
            self.addresses.clear();
            html.to_owned()
        })
    }

    fn touch(&mut self, element: &mut Element<'_, '_>) -> Result<(), Fault> {
        let place = self.place;
        if let Some(deeper) = deeper(&element.tag_name()) {
            // The name is one of HTML's, which cannot be refused.
            let _ = element.set_tag_name(deeper);
        }
        for name in IDS {
            if let Some(ids) = element.get_attribute(name) {
                let own = ids.split_ascii_whitespace().map(|id| place.id(id));
                element.set_attribute(name, &own.collect::<Vec<_>>().join(" "))?;
            }
        }
        if let Some(href) = element.get_attribute("href") {
            let href = self.link(&href);
            element.set_attribute("href", &href)?;
        }
        for name in FILES {
            if let Some(address) = element.get_attribute(name) {
                element.set_attribute(name, &place.address(&address))?;
            }
        }
        if let Some(set) = element.get_attribute("srcset") {
            element.set_attribute("srcset", &place.set(&set))?;
        }
        let painted = element.attributes().iter().filter(|own| own.value().contains("url(#"));
        let painted: Vec<(String, String)> = painted.map(|own| (own.name(), own.value())).collect();
        for (name, value) in painted {
            let own = value.replace("url(#", &format!("url(#{}", place.id("")));
            element.set_attribute(&name, &own)?;
        }
        Ok(())
    }

    /// Where a link leads: to a place in the chapter, or wherever the view will say.
    fn link(&mut self, href: &str) -> String {
        if href == "#" || href.is_empty() {
            return format!("#{}", self.place.own);
        }
        if let Some(id) = href.strip_prefix('#') {
            return format!("#{}", self.place.id(id));
        }
        self.addresses.push(self.place.address(href));
        self.mark.clone()
    }
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

impl ChapterPlace {
    fn id(&self, id: &str) -> String {
        format!("{}:{id}", self.own)
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
