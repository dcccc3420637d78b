//! RSS 2.0 with the whole text of each page: <https://www.rssboard.org/rss-specification>.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::absolute::absolute;
use super::xml::{Xml, element};
use crate::config::Settings;
use crate::html::escaped_text;
use crate::memo::Fingerprint;
use crate::render::{FeedBody, plain_markdown};
use crate::resolve::{Page, PageId, Site, encode};

/// The feed of a page.
pub(super) struct Feed<'a> {
    pub settings: &'a Settings,
    pub site: &'a Site,
    pub bodies: &'a BTreeMap<PageId, Arc<FeedBody>>,
    pub page: &'a Page,
    /// Its entries, new ones first.
    pub members: &'a [PageId],
}

impl Feed<'_> {
    /// Its path in the output.
    pub(super) fn path(&self) -> String {
        self.page.path.output_beside(&format!("{}.xml", self.settings.feeds.base_name))
    }

    /// The fingerprint of its whole content.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let text = |page: &Page| page.document.as_ref().map(|document| document.fingerprint);
        let items = self.members.iter().map(|id| self.site.page(*id)).map(|page| {
            let body = self.bodies.get(&page.id).map(|body| body.fingerprint);
            (&page.title, &page.path, text(page), body)
        });
        let page = self.page;
        let items: Vec<_> = items.collect();
        let place = (page.language, &page.path, &page.location, page.parent.is_none());
        Fingerprint::of(&(self.settings.fingerprint, place, &page.title, text(page), items))
    }

    /// Its bytes.
    ///
    /// # Errors
    /// When a body waits on a disk that fails.
    pub(super) fn write(&self) -> io::Result<Vec<u8>> {
        let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let mut rss = BytesStart::new("rss");
        rss.push_attribute(("version", "2.0"));
        rss.push_attribute(("xmlns:atom", "http://www.w3.org/2005/Atom"));
        rss.push_attribute(("xmlns:content", "http://purl.org/rss/1.0/modules/content/"));
        rss.push_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"));
        xml.write_event(Event::Start(rss))?;
        xml.write_event(Event::Start(BytesStart::new("channel")))?;
        self.head(&mut xml)?;
        for member in self.members {
            self.item(&mut xml, self.site.page(*member))?;
        }
        xml.write_event(Event::End(BytesEnd::new("channel")))?;
        xml.write_event(Event::End(BytesEnd::new("rss")))?;
        let mut bytes = xml.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn head(&self, xml: &mut Xml) -> io::Result<()> {
        let page = self.page;
        let language = self.settings.language(page.language);
        let title = if page.parent.is_none() && page.location.is_empty() {
            language.title.clone()
        } else {
            format!("{} – {}", page.title, language.title)
        };
        element(xml, "title", &title)?;
        element(xml, "link", &self.permalink(page))?;
        let description =
            page.front_matter().and_then(|front_matter| front_matter.description.clone());
        element(xml, "description", &escaped_text(&description.unwrap_or(title)))?;
        element(xml, "language", &language.locale.tag())?;
        // The date of the newest page, not of the build: the same input gives the same bytes.
        let newest = self.members.iter().filter_map(|id| self.site.page(*id).date());
        if let Some(date) = newest.max_by_key(|date| date.timestamp()) {
            element(xml, "lastBuildDate", &date.rfc2822())?;
        }
        let mut link = BytesStart::new("atom:link");
        link.push_attribute((
            "href",
            self.settings.base_url.absolute(&encode(&self.path())).as_str(),
        ));
        link.push_attribute(("rel", "self"));
        link.push_attribute(("type", "application/rss+xml"));
        xml.write_event(Event::Empty(link))
    }

    fn item(&self, xml: &mut Xml, page: &Page) -> io::Result<()> {
        let permalink = self.permalink(page);
        xml.write_event(Event::Start(BytesStart::new("item")))?;
        element(xml, "title", &page.title)?;
        element(xml, "link", &permalink)?;
        if let Some(date) = page.date() {
            element(xml, "pubDate", &date.rfc2822())?;
        }
        if let Some(author) = self.author(page) {
            element(xml, "dc:creator", &author)?;
        }
        element(xml, "guid", &permalink)?;
        let body = self.bodies.get(&page.id);
        if let Some(document) = &page.document {
            let beginning = body.map_or(document.body.summary.text(), |body| &body.beginning);
            // Feed readers take this text for HTML.
            element(xml, "description", &escaped_text(beginning))?;
        }
        if let Some(body) = body {
            element(xml, "content:encoded", &absolute(&body.html.read()?, &permalink))?;
        }
        xml.write_event(Event::End(BytesEnd::new("item")))
    }

    /// The byline without its Markdown.
    fn author(&self, page: &Page) -> Option<String> {
        let line = page.document.as_ref()?.front_matter.author.as_deref()?;
        Some(plain_markdown(line))
    }

    fn permalink(&self, page: &Page) -> String {
        self.settings.base_url.absolute(&page.path.encoded())
    }
}
