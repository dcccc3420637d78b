//! Links: to the page in the reader's language, below the site's address, or to other sites.

use std::borrow::Cow;

use lol_html::errors::AttributeNameError;
use lol_html::html_content::Element;

use super::address::{LinkTarget, OwnAddress};
use crate::config::LanguageId;
use crate::html::{escaped, unescaped};
use crate::locale::composed;
use crate::render::Renderer;
use crate::render::asked::{Asked, ask_names};
use crate::resolve::{Page, PagePath, encode};

/// The links of one page.
pub(super) struct LinksOfPage<'a, 'r> {
    pub renderer: &'r Renderer<'a>,
    pub page: &'r Page,
    /// The language of whoever reads it: another one than the page's where the page is a fallback.
    pub reader: LanguageId,
    /// What they ask about other pages.
    pub asked: &'r mut Vec<Asked>,
}

impl<'a> LinksOfPage<'a, '_> {
    /// Completes one `<a href>`.
    pub(super) fn complete(
        &mut self,
        link: &mut Element<'_, '_>,
    ) -> Result<(), AttributeNameError> {
        let Some(written) = link.get_attribute("href") else { return Ok(()) };
        let text = unescaped(&written);
        match LinkTarget::read(&self.renderer.settings.base_url, &text) {
            LinkTarget::Elsewhere => mark_external(link),
            LinkTarget::Own(address) => {
                let explicit = link.has_attribute("hreflang");
                let Some(target) = self.target(&address, explicit) else { return Ok(()) };
                if let Some(path) = target.path {
                    let suffix = written_suffix(&written, address.suffix);
                    link.set_attribute("href", &format!("{}{suffix}", escaped(&path)))?;
                }
                match target.language {
                    Some(tag) if !explicit => link.set_attribute("hreflang", &tag),
                    _ => Ok(()),
                }
            }
            LinkTarget::Here | LinkTarget::Other => Ok(()),
        }
    }

    /// Where a link within the site leads. A link that names a language stays in that language.
    fn target(&mut self, address: &OwnAddress<'_>, explicit: bool) -> Option<Target> {
        let (renderer, from) = (self.renderer, self.page);
        address.paths.iter().for_each(|path| ask_names(self.asked, from, path));
        let mut paths = address.paths.iter();
        let found = paths.find_map(|path| Found::look(renderer, from, path));
        let Some(found) = found else { return file_of_site(renderer, from, address) };
        let chosen = if explicit { None } else { self.localized(&found, address) };
        // A fallback stands elsewhere than its page, so that what is beside the page is not beside it.
        let is_moved = self.is_fallback() && !found.is_rooted;
        let leads_there = chosen.is_none() && found.as_written && !is_moved;
        let Destination { path, language } =
            chosen.unwrap_or(Destination { path: &found.page.path, language: found.page.language });
        let tag = || renderer.settings.language(language).locale.tag();
        Some(Target {
            path: (!leads_there).then(|| renderer.settings.base_url.relative(&path.encoded())),
            language: (language != self.reader).then(tag),
        })
    }

    fn is_fallback(&self) -> bool {
        self.page.language != self.reader
    }

    /// The page in the reader's language, or what stands in for it, for a link that names no language. It
    /// must have the heading that the link names, and must not be the page itself: such a link is meant for
    /// the other language.
    fn localized(
        &mut self,
        found: &Found<'a>,
        address: &OwnAddress<'_>,
    ) -> Option<Destination<'a>> {
        let site = self.renderer.site;
        // On a fallback, what is in the language of its text is meant for whoever reads the text.
        let is_neutral =
            found.is_neutral || self.is_fallback() && found.page.language == self.page.language;
        if !self.renderer.settings.links.localize
            || !is_neutral
            || found.page.language == self.reader
        {
            return None;
        }
        let language = self.reader;
        let (shown, path) = match site.translation(found.page, language) {
            Some(translation) => (translation, &translation.path),
            None => {
                let fallback = site.fallback(found.page, language)?;
                (site.page(fallback.source), &fallback.path)
            }
        };
        let has_place = shown.id == found.page.id || self.has_place(shown, address);
        (shown.id != self.page.id || self.is_fallback())
            .then_some(Destination { path, language })
            .filter(|_| has_place)
    }

    fn has_place(&mut self, page: &Page, address: &OwnAddress<'_>) -> bool {
        let renderer = self.renderer;
        address.fragment().is_none_or(|id| {
            let is_there = renderer.site.has_anchor(&renderer.headings, page, &id);
            self.asked.push(Asked::Anchor { page: page.path.clone(), id, is_there });
            is_there
        })
    }
}

/// A page as readers of a language find it.
struct Destination<'a> {
    path: &'a PagePath,
    language: LanguageId,
}

/// The query and the fragment of an address exactly as the HTML has them, so that its character references
/// need not be decoded.
fn written_suffix<'w>(written: &'w str, suffix: &str) -> Cow<'w, str> {
    let starts = written.char_indices().filter(|(at, c)| match c {
        '?' => true,
        '#' => !written[..*at].ends_with('&'),
        _ => false,
    });
    let mut suffixes = starts.map(|(at, _)| written[at..].trim_end());
    match suffixes.find(|html| unescaped(html) == suffix) {
        Some(html) => Cow::Borrowed(html),
        None => Cow::Owned(escaped(suffix)),
    }
}

/// `rel="external noopener"`: the first word is for style sheets and programs, the second for old browsers.
fn mark_external(link: &mut Element<'_, '_>) -> Result<(), AttributeNameError> {
    let mut rel = link.get_attribute("rel").unwrap_or_default();
    for word in ["external", "noopener"] {
        if !rel.split_ascii_whitespace().any(|known| known.eq_ignore_ascii_case(word)) {
            rel = format!("{rel} {word}");
        }
    }
    link.set_attribute("rel", rel.trim())
}

/// Where a link within the site leads.
struct Target {
    /// The new path; `None` if the written one is right.
    path: Option<String>,
    /// The language of what is found there, if it is not the page's.
    language: Option<String>,
}

/// A page that a path names.
struct Found<'a> {
    page: &'a Page,
    /// Whether the path leads a browser there as it is written.
    as_written: bool,
    /// Whether the path begins at the root.
    is_rooted: bool,
    /// Whether the path names no language.
    is_neutral: bool,
}

impl<'a> Found<'a> {
    /// By its path from the root or from the page; by its path below the root of the page's
    /// language; by its file; by the file at that path below the content directory.
    fn look(renderer: &Renderer<'a>, from: &Page, path: &str) -> Option<Self> {
        let (settings, site) = (renderer.settings, renderer.site);
        let rooted = if path.starts_with('/') { path.to_owned() } else { beside(&from.path, path) };
        let by_composed = || site.urls.find(&composed(&rooted)).map(|id| (id, false));
        let by_path = site.urls.find(&rooted).map(|id| (id, true)).or_else(by_composed);
        if let Some((id, is_exact)) = by_path {
            let page = site.page(id);
            let has_prefix = !settings.language_prefix(page.language).is_empty();
            let is_below_base = settings.base_url.path == "/" || !path.starts_with('/');
            return Some(Self {
                page,
                as_written: is_exact && is_below_base,
                is_rooted: path.starts_with('/'),
                is_neutral: path.starts_with('/') && !has_prefix,
            });
        }
        let languages = [from.language, settings.default_language];
        let below = |language| {
            let prefix = settings.language_prefix(language);
            let id = (!prefix.is_empty()).then(|| site.urls.find(&format!("{prefix}{path}")))?;
            id.map(|id| site.page(id))
        };
        let file = |language, path| {
            site.by_file(from, language, path).filter(|page: &&Page| page.is_rendered())
        };
        let by_file = || languages.into_iter().find_map(|language| file(language, path));
        let is_rooted = path.starts_with('/');
        let names_file = path.ends_with(".md") || path.ends_with(".html");
        let by_address = || {
            let is_address = is_rooted && !names_file;
            is_address.then(|| languages.into_iter().find_map(below)).flatten()
        };
        // `other` and `../other/` that lead to no page may be meant as an editor follows them: from file to file. So
        // may `/docs/other/`, where permalinks or a `slug` give the page another address.
        let by_place = || languages.into_iter().find_map(|language| file(language, &rooted));
        let page = by_address().or_else(by_file).or_else(by_place)?;
        Some(Self { page, as_written: false, is_rooted, is_neutral: true })
    }
}

/// A file of the page that is not beside it, or one of the site whose address lacks the path of `baseURL`.
fn file_of_site(renderer: &Renderer<'_>, from: &Page, address: &OwnAddress<'_>) -> Option<Target> {
    let own = address.paths.iter().find_map(|path| renderer.own_file(from, path));
    if let Some(own) = own {
        return Some(Target { path: Some(own.address), language: None });
    }
    let base = &renderer.settings.base_url;
    let path =
        address.paths.iter().find(|path| path.starts_with('/') && renderer.files.has(path))?;
    let path = base.relative(&encode(path));
    (base.path != "/").then_some(Target { path: Some(path), language: None })
}

/// Resolves a relative path below the site's root as a browser does.
pub(super) fn beside(page: &PagePath, relative: &str) -> String {
    let path = page.as_str();
    let directory = &path[..=path.rfind('/').unwrap_or(0)];
    let mut parts: Vec<&str> = directory.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let slash = if relative.ends_with('/') || relative.ends_with("..") { "/" } else { "" };
    format!("/{}{slash}", parts.join("/"))
}
