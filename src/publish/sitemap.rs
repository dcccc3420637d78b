//! Sitemaps with the translations of every page: <https://www.sitemaps.org/protocol.html>.

use std::collections::BTreeSet;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};

use super::xml::{Xml, element};
use crate::config::{LanguageId, Settings};
use crate::memo::Fingerprint;
use crate::parse::{Listing, SitemapEntry};
use crate::resolve::{Page, Site};

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// A sitemap file.
pub(super) struct Sitemap<'a> {
    settings: &'a Settings,
    site: &'a Site,
    pub path: String,
    content: Content<'a>,
}

enum Content<'a> {
    /// In the order of their paths.
    Pages(Vec<&'a Page>),
    /// The addresses of the other sitemaps.
    Index(Vec<String>),
}

/// A sitemap for each language and an index over all of them; a site of one language has one
/// sitemap only.
pub(super) fn sitemaps<'a>(
    settings: &'a Settings,
    site: &'a Site,
    languages: &BTreeSet<LanguageId>,
) -> Vec<Sitemap<'a>> {
    let sitemap = |path: String, content| Sitemap { settings, site, path, content };
    let of_language = |id: &LanguageId| {
        let path = settings.sitemap_path(*id)?;
        Some(sitemap(path, Content::Pages(listed(site, *id))))
    };
    let mut all: Vec<Sitemap<'_>> = languages.iter().filter_map(of_language).collect();
    // An index is for one host.
    let has_index = settings.languages.len() > 1 && settings.base_url.hosts.is_empty();
    if has_index && !all.is_empty() {
        let paths = settings.language_ids().filter_map(|id| settings.sitemap_path(id));
        let paths = paths.map(|path| settings.base_url.absolute(&path)).collect();
        all.push(sitemap(settings.sitemap.filename.clone(), Content::Index(paths)));
    }
    all
}

fn listed(site: &Site, language: LanguageId) -> Vec<&Page> {
    let is_listed = |page: &Page| {
        let front_matter = page.front_matter();
        front_matter
            .is_none_or(|matter| matter.build.list != Listing::Never && !matter.sitemap.disable)
    };
    let listed = |page: &&Page| page.language == language && page.is_rendered() && is_listed(page);
    let mut pages: Vec<&Page> = site.pages.iter().filter(listed).collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    pages
}

impl Sitemap<'_> {
    /// The fingerprint of its whole content.
    pub(super) fn fingerprint(&self) -> Fingerprint {
        let pages = match &self.content {
            Content::Pages(pages) => pages.as_slice(),
            Content::Index(_) => &[],
        };
        let pages = pages.iter().map(|page| {
            let SitemapEntry { disable: _, priority, changefreq } = entry(page);
            let members = self.translations(page).into_iter();
            let places: Vec<_> = members.map(|page| (page.language, &page.path)).collect();
            let dates = (page.date(), page.lastmod());
            (&page.path, dates, changefreq, priority.map(f64::to_bits), places)
        });
        let pages: Vec<_> = pages.collect();
        Fingerprint::of(&(self.settings.fingerprint, &self.path, pages))
    }

    pub(super) fn write(&self) -> Vec<u8> {
        let written = match &self.content {
            Content::Pages(pages) => {
                document("urlset", |xml| pages.iter().try_for_each(|page| self.url(xml, page)))
            }
            Content::Index(all) => index(all),
        };
        written.expect("writing to memory does not fail")
    }

    fn url(&self, xml: &mut Xml, page: &Page) -> io::Result<()> {
        let Self { settings, site, .. } = self;
        let permalink = |page: &Page| settings.base_url.absolute(&page.path.encoded());
        let entry = entry(page);
        xml.write_event(Event::Start(BytesStart::new("url")))?;
        element(xml, "loc", &permalink(page))?;
        if let Some(date) = page.lastmod().or(page.date()) {
            element(xml, "lastmod", &date.rfc3339())?;
        }
        let changefreq = entry.changefreq.as_ref().or(settings.sitemap.changefreq.as_ref());
        if let Some(changefreq) = changefreq {
            element(xml, "changefreq", changefreq)?;
        }
        if let Some(priority) = entry.priority.or(settings.sitemap.priority) {
            element(xml, "priority", &priority.to_string())?;
        }
        let members = self.translations(page);
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

    /// The page in every language that has it.
    fn translations(&self, page: &Page) -> Vec<&Page> {
        let members = self.site.sets[page.set.0].members.values();
        let members = members.map(|member| self.site.page(member.page));
        members.filter(|member| member.is_rendered()).collect()
    }
}

fn index(sitemaps: &[String]) -> io::Result<Vec<u8>> {
    document("sitemapindex", |xml| {
        for sitemap in sitemaps {
            xml.write_event(Event::Start(BytesStart::new("sitemap")))?;
            element(xml, "loc", sitemap)?;
            xml.write_event(Event::End(BytesEnd::new("sitemap")))?;
        }
        Ok(())
    })
}

fn entry(page: &Page) -> SitemapEntry {
    page.front_matter().map(|front_matter| front_matter.sitemap.clone()).unwrap_or_default()
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
