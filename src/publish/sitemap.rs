//! Sitemaps with the translations of every page: <https://www.sitemaps.org/protocol.html>.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::config::{LanguageId, Settings};
use crate::parse::{Listing, SitemapEntry};
use crate::resolve::{Page, Site};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

type Xml = Writer<Vec<u8>>;

/// A sitemap for each language and an index over all of them; a site of one language has one
/// sitemap only.
pub(super) fn sitemaps(
    settings: &Settings,
    site: &Site,
    languages: &BTreeSet<LanguageId>,
) -> Vec<(String, Vec<u8>)> {
    const MEMORY: &str = "writing to memory does not fail";
    let filename = &settings.sitemap.filename;
    if settings.is_disabled("sitemap") {
        return Vec::new();
    }
    if settings.languages.len() == 1 {
        let only = LanguageId(0);
        return vec![(filename.clone(), sitemap(settings, site, only).expect(MEMORY))];
    }
    let path = |id: LanguageId| format!("{}/{filename}", settings.language(id).code);
    let mut files: Vec<(String, Vec<u8>)> = languages
        .iter()
        .map(|id| (path(*id), sitemap(settings, site, *id).expect(MEMORY)))
        .collect();
    let all = settings.language_ids().map(|id| settings.base_url.absolute(&path(id)));
    files.push((filename.clone(), index(all).expect(MEMORY)));
    files
}

fn index(sitemaps: impl Iterator<Item = String>) -> io::Result<Vec<u8>> {
    document("sitemapindex", |xml| {
        for sitemap in sitemaps {
            xml.write_event(Event::Start(BytesStart::new("sitemap")))?;
            element(xml, "loc", &sitemap)?;
            xml.write_event(Event::End(BytesEnd::new("sitemap")))?;
        }
        Ok(())
    })
}

fn sitemap(settings: &Settings, site: &Site, language: LanguageId) -> io::Result<Vec<u8>> {
    let is_listed = |page: &Page| match &page.document {
        Some(own) => own.front_matter.build.list != Listing::Never && !entry(page).disable,
        None => true,
    };
    let listed = |page: &&Page| page.language == language && page.is_rendered() && is_listed(page);
    let mut pages: Vec<&Page> = site.pages.iter().filter(listed).collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    document("urlset", |xml| {
        for page in pages {
            url(xml, settings, site, page)?;
        }
        Ok(())
    })
}

fn entry(page: &Page) -> SitemapEntry {
    page.document.as_ref().map(|own| own.front_matter.sitemap.clone()).unwrap_or_default()
}

fn url(xml: &mut Xml, settings: &Settings, site: &Site, page: &Page) -> io::Result<()> {
    let permalink = |page: &Page| settings.base_url.absolute(&page.path.encoded());
    let entry = entry(page);
    xml.write_event(Event::Start(BytesStart::new("url")))?;
    element(xml, "loc", &permalink(page))?;
    if let Some(date) = page.lastmod().or(page.date()) {
        element(xml, "lastmod", &date.rfc3339())?;
    }
    if let Some(changefreq) = entry.changefreq.as_ref().or(settings.sitemap.changefreq.as_ref()) {
        element(xml, "changefreq", changefreq)?;
    }
    if let Some(priority) = entry.priority.or(settings.sitemap.priority) {
        element(xml, "priority", &priority.to_string())?;
    }
    let members = site.sets[page.set.0].members.values().map(|member| site.page(member.page));
    let members: Vec<&Page> = members.filter(|member| member.is_rendered()).collect();
    if members.len() > 1 {
        for member in members {
            let tag = settings.language(member.language).locale.tag();
            alternate(xml, &tag, &permalink(member))?;
        }
        if let Some(source) = site.translation(page, settings.default_language) {
            alternate(xml, "x-default", &permalink(source))?;
        }
    }
    xml.write_event(Event::End(BytesEnd::new("url")))
}

fn alternate(xml: &mut Xml, tag: &str, permalink: &str) -> io::Result<()> {
    let mut link = BytesStart::new("xhtml:link");
    link.push_attribute(("rel", "alternate"));
    link.push_attribute(("hreflang", tag));
    link.push_attribute(("href", permalink));
    xml.write_event(Event::Empty(link))
}

fn document(root: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let mut start = BytesStart::new(root);
    start.push_attribute(("xmlns", NAMESPACE));
    start.push_attribute(("xmlns:xhtml", "http://www.w3.org/1999/xhtml"));
    xml.write_event(Event::Start(start))?;
    content(&mut xml)?;
    xml.write_event(Event::End(BytesEnd::new(root)))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    Ok(bytes)
}

fn element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.write_event(Event::Start(BytesStart::new(name)))?;
    xml.write_event(Event::Text(BytesText::new(text)))?;
    xml.write_event(Event::End(BytesEnd::new(name)))
}
