//! A body among others on one page: its anchors are its own, and links among the pages stay within.

use std::collections::HashMap;
use std::io;
use std::ops::Range;

use url::Url;

use crate::artifact::{KeptText, Spool};
use crate::html::tags::{all_tags, attributes, tag_name};
use crate::memo::Fingerprint;
use crate::resolve::Page;

/// A body as print views hold it: a chapter that is whole but for the links to pages, since the views that hold it
/// hold different other pages.
#[derive(Debug)]
pub(super) struct PrintedBody {
    html: KeptText,
    /// Where the addresses stand that lead to a page, or to its chapter if the view holds it.
    links: Vec<Range<usize>>,
    /// The length of the body before it became a chapter.
    pub bytes: usize,
    pub fingerprint: Fingerprint,
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
    /// The chapter waits in the spool until a view is made of it.
    pub(super) fn new(html: &str, place: &ChapterPlace, spool: &Spool) -> Self {
        let fingerprint = Fingerprint::of(html);
        let mark = fingerprint.to_string();
        let mut maker = ChapterMaker { place, mark, addresses: Vec::new() };
        let marked = maker.chapter(html);
        let mut parts = marked.split(&maker.mark);
        let mut whole = String::with_capacity(marked.len());
        whole.push_str(parts.next().unwrap_or_default());
        let mut links = Vec::with_capacity(maker.addresses.len());
        for (part, address) in parts.zip(maker.addresses) {
            links.push(whole.len()..whole.len() + address.len());
            whole.push_str(&address);
            whole.push_str(part);
        }
        whole.shrink_to_fit();
        Self { html: spool.keep_text(whole), links, bytes: html.len(), fingerprint }
    }

    /// The chapter in a view that holds `chapters`: the address of a page -> the anchor of its chapter.
    ///
    /// # Errors
    /// When it waits on a disk that fails.
    pub(super) fn in_view(&self, chapters: &HashMap<String, String>) -> io::Result<String> {
        let whole = self.html.read()?;
        let mut html = String::with_capacity(whole.len());
        let mut written = 0;
        for Range { start, end } in self.links.iter().cloned() {
            html.push_str(&whole[written..start]);
            let address = &whole[start..end];
            let (path, fragment) = address.split_once('#').unwrap_or((address, ""));
            let link = match chapters.get(path) {
                Some(chapter) if fragment.is_empty() => format!("#{chapter}"),
                Some(chapter) => format!("#{chapter}:{fragment}"),
                None => address.to_owned(),
            };
            html.push_str(&link.replace('"', "&quot;"));
            written = end;
        }
        html.push_str(&whole[written..]);
        Ok(html)
    }
}

/// The anchor of a page's chapter: its path with dots, so that a link to it lasts.
pub(super) fn chapter_anchor(page: &Page) -> String {
    let path = page.path.encoded();
    let dotted = path.trim_matches('/').replace('/', ".");
    if dotted.is_empty() { "home".to_owned() } else { dotted }
}

/// Attributes that hold ids, one or several.
const IDS: &[&str] =
    &["id", "name", "for", "headers", "aria-labelledby", "aria-describedby", "aria-controls"];

/// Attributes that hold the address of a file.
const FILES: &[&str] = &["src", "poster", "data"];

impl ChapterMaker<'_> {
    /// The HTML of a body as a chapter: headings one level deeper, ids with the chapter's anchor before them.
    fn chapter(&mut self, html: &str) -> String {
        let mut chapter = Changed { html, written: String::with_capacity(html.len()), done: 0 };
        for tag in all_tags(html) {
            let name = tag_name(&html[tag.clone()]);
            let name = tag.start + name.start..tag.start + name.end;
            if let Some(deeper) = deeper(&html[name.clone()]) {
                chapter.replace(name, deeper);
            }
            for attribute in attributes(&html[tag.clone()]) {
                if let Some(value) = self.value(attribute.name, attribute.value) {
                    let quoted = format!("\"{}\"", value.replace('"', "&quot;"));
                    let Range { start, end } = attribute.written;
                    chapter.replace(tag.start + start..tag.start + end, &quoted);
                }
            }
        }
        chapter.finish()
    }

    /// What an attribute has as its value in the chapter, if that is something else.
    fn value(&mut self, name: &str, value: &str) -> Option<String> {
        let place = self.place;
        let is_among = |names: &[&str]| names.iter().any(|own| name.eq_ignore_ascii_case(own));
        if is_among(IDS) {
            let ids = value.split_ascii_whitespace().map(|id| place.id(id));
            Some(ids.collect::<Vec<_>>().join(" "))
        } else if is_among(&["href"]) {
            Some(self.link(value))
        } else if is_among(FILES) {
            Some(place.address(value))
        } else if is_among(&["srcset"]) {
            Some(place.set(value))
        } else {
            let mark = || format!("url(#{}", place.id(""));
            value.contains("url(#").then(|| value.replace("url(#", &mark()))
        }
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

/// A text in which places are replaced, from its beginning to its end.
struct Changed<'h> {
    html: &'h str,
    written: String,
    done: usize,
}

impl Changed<'_> {
    fn replace(&mut self, place: Range<usize>, new: &str) {
        self.written.push_str(&self.html[self.done..place.start]);
        self.written.push_str(new);
        self.done = place.end;
    }

    fn finish(mut self) -> String {
        self.written.push_str(&self.html[self.done..]);
        self.written
    }
}

/// The heading one level below.
fn deeper(tag: &str) -> Option<&'static str> {
    Some(match tag {
        "h1" | "H1" => "h2",
        "h2" | "H2" => "h3",
        "h3" | "H3" => "h4",
        "h4" | "H4" => "h5",
        "h5" | "H5" => "h6",
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
        // Most begin at the root already, and reading an address takes its time.
        if address.starts_with('/') || Url::parse(address).is_ok() {
            return address.to_owned();
        }
        let base = Url::parse(HOST).and_then(|host| host.join(&self.url));
        match base.and_then(|base| base.join(address)) {
            Ok(whole) => whole.as_str().trim_start_matches(HOST).to_owned(),
            Err(_) => address.to_owned(),
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
