//! Paths of pages, and who has which.

use std::collections::{BTreeMap, HashMap};

use super::{Page, PageId};
use crate::artifact::{NameFault, OutputKind, check_name};
use crate::config::{LanguageId, Settings};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::parse::Document;

/// The path of a page below the site's root, decoded: `/zh-cn/blog/2024/01/02/name/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PagePath(String);

/// The redirect from an old path to a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    pub path: PagePath,
    pub page: PageId,
    /// The reader's language, where the page is shown as a fallback.
    pub fallback: Option<LanguageId>,
}

/// Which page stands at which path. No two pages share one.
#[derive(Debug, Default)]
pub struct UrlMap {
    by_path: HashMap<PagePath, PageId>,
}

impl PagePath {
    /// A path that is a directory with an `index.html`: empty segments go, a slash ends it. It
    /// never climbs above the root.
    pub(super) fn directory(path: &str) -> Self {
        let mut segments = Vec::new();
        for part in path.split('/') {
            match part {
                "" | "." => {}
                // Above the root there is the root, as in Go's `path.Clean`.
                ".." => drop(segments.pop()),
                part => segments.push(part),
            }
        }
        Self(if segments.is_empty() { "/".to_owned() } else { format!("/{}/", segments.join("/")) })
    }

    /// A path that is a file: `/blog/name.html`, from the path without `.html`.
    pub(super) fn file(path: &str) -> Self {
        let Self(directory) = Self::directory(path);
        match directory.trim_end_matches('/') {
            "" => Self(directory),
            stem => Self(format!("{stem}.html")),
        }
    }

    /// A path as an author wrote it: a dot anywhere and no slash at the end make it a file.
    /// `None` when it climbs out of the site or holds what no path may.
    pub(super) fn written(path: &str) -> Option<Self> {
        if path.contains(['\0', '\\']) {
            return None;
        }
        let segments = clean(path)?;
        if let Some(above) = path.strip_suffix("/index.html") {
            return Self::written(&format!("{above}/"));
        }
        let is_file = path.contains('.') && !path.ends_with('/') && !path.ends_with("..");
        let joined = format!("/{}", segments.join("/"));
        Some(Self(if is_file || segments.is_empty() { joined } else { format!("{joined}/") }))
    }

    /// The path below the root, with a slash at its start.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file that the page is written to, relative to the output directory.
    pub fn output(&self) -> String {
        let below = &self.0[1..];
        if below.is_empty() || below.ends_with('/') {
            format!("{below}index.html")
        } else {
            below.to_owned()
        }
    }

    /// Whether the page is a directory with an `index.html`.
    pub fn is_directory(&self) -> bool {
        self.0.ends_with('/')
    }

    /// The directory of what belongs to the page, with a slash at its end: for a page that is a file, one of its
    /// name without extension.
    fn own_directory(&self) -> String {
        if self.is_directory() {
            return self.0.clone();
        }
        let name_start = self.0.rfind('/').map_or(0, |slash| slash + 1);
        let name = &self.0[name_start..];
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        format!("{}{stem}/", &self.0[..name_start])
    }

    /// A file that belongs to the page, relative to the output directory.
    pub fn output_beside(&self, name: &str) -> String {
        format!("{}{name}", &self.own_directory()[1..])
    }

    /// The path of a further page of a list: `/blog/page/2/`, or `/tags/go/page/2.html`.
    pub fn below(&self, more: &str) -> Self {
        let whole = format!("{}{more}", self.own_directory());
        if self.is_directory() { Self::directory(&whole) } else { Self::file(&whole) }
    }

    /// The path for an `href`: everything that is not plain in a URL is percent-encoded.
    pub fn encoded(&self) -> String {
        encode(&self.0)
    }
}

/// Percent-encodes a path. A `%` is left alone: whoever wrote one has encoded already.
pub(crate) fn encode(path: &str) -> String {
    use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
    const UNSAFE: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    utf8_percent_encode(path, UNSAFE).to_string()
}

/// The segments of a path, `.` and empty ones gone and `..` followed. `None` when that leads out.
fn clean(path: &str) -> Option<Vec<&str>> {
    let mut segments = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            part => segments.push(part),
        }
    }
    Some(segments)
}

impl UrlMap {
    pub fn get(&self, path: &PagePath) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// The page at a path as a link names it, with or without its slash.
    pub fn find(&self, path: &str) -> Option<PageId> {
        let directory = PagePath::directory(path);
        self.get(&directory).or_else(|| self.get(&PagePath::written(path)?))
    }
}

/// Gives each page its path, and each alias what no page has.
pub(super) fn claim(
    settings: &Settings,
    pages: &[Page],
    found: &mut Vec<Diagnostic>,
) -> (UrlMap, Vec<Alias>) {
    let mut urls = UrlMap::default();
    for page in pages.iter().filter(|page| page.is_rendered()) {
        match urls.by_path.get(&page.path) {
            Some(first) => found.push(collision(&pages[first.0], page)),
            None => {
                urls.by_path.insert(page.path.clone(), page.id);
            }
        }
    }
    let aliases = claim_aliases(settings, pages, &urls, found);
    (urls, aliases)
}

fn collision(first: &Page, second: &Page) -> Diagnostic {
    let name = |page: &Page| match &page.document {
        Some(document) => format!("`{}`", document.file.path),
        None => format!("the {} `{}`", page.kind.name(), page.location),
    };
    let message =
        format!("{} and {} are both at `{}`", name(first), name(second), second.path.as_str());
    let mut diagnostic = Diagnostic::new(Code::UrlCollision, message)
        .hint("give one of them another `slug` or `url`");
    if let Some(document) = second.document.as_ref().or(first.document.as_ref()) {
        diagnostic = diagnostic.at(url_place(document));
    }
    if let (Some(first), Some(_)) = (&first.document, &second.document) {
        diagnostic = diagnostic.related(url_place(first), "the other page");
    }
    diagnostic
}

/// The `url` of a page, else its front matter.
pub(super) fn url_place(document: &Document) -> Place {
    let front_matter = &document.front_matter;
    let key = ["url", "slug", "title"].iter().find_map(|key| front_matter.params.get(key));
    match key {
        Some(value) => Place::span(&document.file.path, value.span),
        None => Place::file(&document.file.path),
    }
}

fn claim_aliases(
    settings: &Settings,
    pages: &[Page],
    urls: &UrlMap,
    found: &mut Vec<Diagnostic>,
) -> Vec<Alias> {
    let mut taken: BTreeMap<PagePath, PageId> = BTreeMap::new();
    let has_aliases = |page: &&Page| settings.language(page.language).has_aliases;
    for page in pages.iter().filter(|page| page.is_rendered()).filter(has_aliases) {
        let Some(document) = &page.document else { continue };
        for written in &document.front_matter.aliases {
            let place =
                AliasPlace { language: page.language, path: &page.path, section: &page.section };
            let Some(path) = alias_path(settings, &place, &written.value) else {
                found.push(alias_outside(document, written));
                continue;
            };
            if let Err(fault) = check_name(&path.output(), OutputKind::Made)
                && fault.is_unsafe()
            {
                found.push(alias_unsafe(document, written, &fault));
                continue;
            }
            match urls.get(&path).or_else(|| taken.get(&path).copied()) {
                Some(other) if other == page.id => {}
                Some(other) => found.push(alias_taken(document, written, &pages[other.0])),
                None => {
                    taken.insert(path, page.id);
                }
            }
        }
    }
    let mut aliases: Vec<Alias> =
        taken.into_iter().map(|(path, page)| Alias { path, page, fallback: None }).collect();
    if settings.redirects.root && settings.base_url.hosts.is_empty() {
        aliases.extend(language_root_alias(settings, pages, urls));
    }
    aliases
}

/// An absolute alias is below the root of its language, even if it names the language once more; a
/// relative one is beside the page's path, or above that as far as the root of the site. Only `.html` and `.htm` make a file, and every alias of a page whose
/// own path is one by `uglyURLs`.
pub(super) fn alias_path(
    settings: &Settings,
    place: &AliasPlace<'_>,
    written: &str,
) -> Option<PagePath> {
    if written.contains("://") || written.contains(['\0', '\\']) {
        return None;
    }
    let whole = if written.starts_with('/') {
        format!("{}{written}", settings.language_prefix(place.language))
    } else {
        format!("{}/../{written}", place.path.as_str())
    };
    // Above the root there is the root.
    let PagePath(whole) = PagePath::directory(&whole);
    let segments = clean(&whole).filter(|segments| !segments.is_empty())?;
    if written.ends_with(".html") || written.ends_with(".htm") {
        return PagePath::written(&format!("/{}", segments.join("/")));
    }
    let whole = segments.join("/");
    if settings.ugly_urls.applies_to_section(place.section) {
        return Some(PagePath::file(&whole));
    }
    Some(PagePath::directory(&whole))
}

/// What decides the path of a page's alias.
pub(super) struct AliasPlace<'a> {
    pub language: LanguageId,
    pub path: &'a PagePath,
    pub section: &'a str,
}

fn alias_outside(document: &Document, written: &Spanned<String>) -> Diagnostic {
    let message = format!("the alias `{}` is not a path within the site", written.value);
    Diagnostic::new(Code::UrlOutside, message)
        .at(Place::span(&document.file.path, written.span))
        .hint("begin it with `/`, without `..`")
}

fn alias_unsafe(document: &Document, written: &Spanned<String>, fault: &NameFault) -> Diagnostic {
    let alias = written.value.escape_debug();
    let message = format!("no redirect can be at the alias `{alias}`: {fault}");
    Diagnostic::new(Code::UrlUnsafe, message)
        .at(Place::span(&document.file.path, written.span))
        .hint("remove the alias, or write it in another way")
}

fn alias_taken(document: &Document, written: &Spanned<String>, other: &Page) -> Diagnostic {
    let owner = other
        .document
        .as_ref()
        .map_or_else(|| other.location.clone(), |document| document.file.path.to_string());
    let message = format!("the alias `{}` is already taken by `{owner}`", written.value);
    Diagnostic::new(Code::AliasCollision, message)
        .at(Place::span(&document.file.path, written.span))
}

/// `/en/` leads to `/` where the default language stands at the root, and `/` to `/en/` where not.
fn language_root_alias(settings: &Settings, pages: &[Page], urls: &UrlMap) -> Option<Alias> {
    let LanguageId(default) = settings.default_language;
    if settings.languages.len() < 2 && !settings.default_language_in_subdir {
        return None;
    }
    let path = if settings.default_language_in_subdir {
        PagePath::directory("/")
    } else {
        PagePath::directory(&settings.languages[default].code)
    };
    let home = pages
        .iter()
        .find(|page| page.language == settings.default_language && page.location.is_empty())
        .filter(|page| page.is_rendered())?;
    urls.get(&path).is_none().then_some(Alias { path, page: home.id, fallback: None })
}
