//! The path of every page.
//!
//! `url` in the front matter comes first, then the pattern of the page's section, then the place of
//! the file with `slug` for its last part: <https://gohugo.io/content-management/urls/>. The `slug` of a
//! section stands for its directory in the paths of all that is below it, as in Hugo 0.168.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::segment::{SegmentOrigin, reclean, segment, token_segment};
use super::{Page, PagePath};
use crate::config::{
    LanguageId, PageKind, PermalinkPart, PermalinkPattern, PermalinkToken, SectionSlice, Settings,
};
use crate::diagnostic::{Code, ConfigFlavour, Diagnostic, Place, Spanned};
use crate::discover::ContentRole;
use crate::parse::Document;

/// The files of sections, be they published or not: all of them count for the paths of what is below.
pub(super) struct SectionFiles<'a>(HashMap<(LanguageId, &'a str), &'a Document>);

impl<'a> SectionFiles<'a> {
    pub(super) fn new(documents: &'a [Arc<Document>]) -> Self {
        let sections = documents.iter().filter(|document| {
            document.file.role == ContentRole::Section && !document.file.location.is_empty()
        });
        let by_place = sections.map(|document| {
            ((document.file.language, document.file.location.as_str()), document.as_ref())
        });
        Self(by_place.collect())
    }
}

/// The `slug` of a document, if there is something in it.
fn slug(document: &Document) -> Option<&str> {
    let slug = document.front_matter.slug.as_deref()?;
    (!slug.trim_matches('-').is_empty()).then_some(slug)
}

/// Gives every page its path.
pub(super) fn assign(
    settings: &Settings,
    files: &SectionFiles<'_>,
    pages: &mut [Page],
    found: &mut Vec<Diagnostic>,
) {
    let permalinks = Permalinks::new(settings, files, pages);
    let paths: Vec<(PagePath, Vec<Diagnostic>)> = pages
        .par_iter()
        .map(|page| {
            let mut found = Vec::new();
            (permalinks.path(page, &mut found), found)
        })
        .collect();
    for (page, (path, problems)) in pages.iter_mut().zip(paths) {
        page.path = path;
        found.extend(problems);
    }
}

/// Makes the paths of pages.
pub(super) struct Permalinks<'a> {
    settings: &'a Settings,
    files: &'a SectionFiles<'a>,
    /// The sections that have a page, by their places.
    sections: HashMap<(LanguageId, &'a str), &'a Page>,
}

impl<'a> Permalinks<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        files: &'a SectionFiles<'a>,
        pages: &'a [Page],
    ) -> Self {
        let sections = pages.iter().filter(|page| page.kind == PageKind::Section);
        let sections =
            sections.map(|page| ((page.language, page.location.as_str()), page)).collect();
        Self { settings, files, sections }
    }

    pub(super) fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// The path that a page would have if it were in another language.
    pub(super) fn in_language(&self, page: &Page, language: LanguageId) -> PagePath {
        // The page itself has been checked already.
        let mut known = Vec::new();
        self.path(&Page { language, ..page.clone() }, &mut known)
    }

    fn path(&self, page: &Page, found: &mut Vec<Diagnostic>) -> PagePath {
        let prefix = self.settings.language_prefix(page.language);
        let expansion = Expansion { permalinks: self, page };
        if let Some(document) = &page.document
            && let Some(url) = &document.front_matter.url
        {
            match explicit(&expansion, document, url) {
                Ok(path) => return path,
                Err(diagnostic) => found.push(*diagnostic),
            }
        }
        let language = &self.settings.language(page.language).code;
        let below = match self.settings.permalinks.find(page.kind, language, &page.location) {
            Some(pattern) => {
                if page.kind == PageKind::Page && pattern.is_dated() && page.date().is_none() {
                    found.extend(page.document.as_deref().map(undated));
                }
                reclean(self.settings, &expansion.pattern(pattern))
            }
            None => self.by_place(page),
        };
        let whole = format!("{prefix}/{below}");
        if self.settings.ugly_urls.applies_to(page.kind, &page.section) {
            PagePath::file(&whole)
        } else {
            PagePath::directory(&whole)
        }
    }

    /// The path of a file without a pattern: its directories and its name, or the `slug` of each that has one.
    fn by_place(&self, page: &Page) -> String {
        let location = page.location.as_str();
        let above = location.match_indices('/').map(|(slash, _)| &location[..slash]);
        let is_hidden = |place: &str| {
            self.settings.flavour == ConfigFlavour::Site
                && place != location
                && place.rsplit('/').next() == Some(POSTS)
        };
        let places = above.chain([location]);
        let places = places.filter(|place| !place.is_empty() && !is_hidden(place));
        places.map(|place| self.segment_of(page, place)).collect::<Vec<_>>().join("/")
    }

    /// The segment that stands for `place`, the page itself or a directory above it.
    fn segment_of(&self, page: &Page, place: &str) -> String {
        let slug = if place == page.location {
            page.document.as_deref().and_then(slug)
        } else {
            self.files.0.get(&(page.language, place)).and_then(|section| slug(section))
        };
        match slug {
            Some(slug) => segment(self.settings, slug, SegmentOrigin::Slug),
            None => {
                let name = place.rsplit('/').next().unwrap_or(place);
                segment(self.settings, name, SegmentOrigin::Path)
            }
        }
    }
}

/// A folder for posts, which does not appear in addresses. It does in Hugo's.
const POSTS: &str = "_posts";

fn undated(document: &Document) -> Diagnostic {
    let message = "this page has no date, and its permalink is made of one";
    let hint =
        "add `date: 2025-01-31`, or let `[frontmatter] date` have `:filename` among its sources";
    Diagnostic::new(Code::DateMissing, message).at(Place::file(&document.file.path)).hint(hint)
}

/// `url:` is taken as written. One that starts with a slash is from the root of the host, any other from the root of
/// its language.
fn explicit(
    expansion: &Expansion<'_>,
    document: &Document,
    url: &Spanned<String>,
) -> Result<PagePath, Box<Diagnostic>> {
    let reject = |code, message: String, hint: &str| {
        let place = Place::span(&document.file.path, url.span);
        Box::new(Diagnostic::new(code, message).at(place).hint(hint.to_owned()))
    };
    let written = url.value.as_str();
    if written.starts_with("http:") || written.starts_with("https:") {
        let message = format!("`url` is a path of this site, not `{written}`");
        return Err(reject(Code::UrlOutside, message, "begin it with `/`"));
    }
    let expanded = if written.contains(':') {
        let pattern = PermalinkPattern::parse(written).map_err(|token| {
            let message = format!("there is no permalink token `:{token}`");
            reject(Code::PermalinkPattern, message, "see the manual for the tokens there are")
        })?;
        expansion.pattern(&pattern)
    } else {
        written.to_owned()
    };
    let settings = expansion.permalinks.settings;
    let prefix = if expanded.starts_with('/') && !settings.has_language_hosts {
        String::new()
    } else {
        settings.language_prefix(expansion.page.language)
    };
    // Checked without the prefix too: `../` must not lead out of the language either.
    let stays = PagePath::written(&expanded).is_some();
    let path = PagePath::written(&format!("{prefix}/{expanded}")).filter(|_| stays);
    path.ok_or_else(|| {
        let message = format!("`{written}` leads out of the site");
        reject(Code::UrlOutside, message, "a path without `..`, NUL or backslash")
    })
}

/// What the tokens of a pattern stand for on one page.
struct Expansion<'a> {
    permalinks: &'a Permalinks<'a>,
    page: &'a Page,
}

impl Expansion<'_> {
    fn pattern(&self, pattern: &PermalinkPattern) -> String {
        let parts = pattern.parts.iter();
        parts
            .map(|part| match part {
                PermalinkPart::Literal(text) => text.clone(),
                PermalinkPart::Token(token) => self.token(*token),
                PermalinkPart::Date(form) => self.date(form),
            })
            .collect()
    }

    fn date(&self, form: &str) -> String {
        let date = self.page.date().map(|date| date.civil);
        // Hugo's zero date, for a page without one in a dated section.
        date.unwrap_or(jiff::civil::datetime(1, 1, 1, 0, 0, 0, 0)).strftime(form).to_string()
    }

    fn token(&self, token: PermalinkToken) -> String {
        match token {
            PermalinkToken::Year => self.date("%Y").trim_start_matches('0').to_owned(),
            PermalinkToken::Month => self.date("%m"),
            PermalinkToken::MonthName => self.date("%B"),
            PermalinkToken::Day => self.date("%d"),
            PermalinkToken::Weekday => self.date("%w"),
            PermalinkToken::WeekdayName => self.date("%A"),
            PermalinkToken::YearDay => self.date("%j").trim_start_matches('0').to_owned(),
            PermalinkToken::Section => self.section_name(&self.page.section),
            PermalinkToken::Sections(slice) => {
                self.sections(slice, |above| Some(self.section_name(above)))
            }
            PermalinkToken::SectionSlug => self.section_slug(&self.page.section),
            PermalinkToken::SectionSlugs(slice) => {
                // Directories between sections have neither slug nor title.
                self.sections(slice, |above| {
                    self.is_section(above).then(|| self.section_slug(above))
                })
            }
            // The title of a term without a page may hold slashes, and keeps them.
            PermalinkToken::Title
                if self.page.kind == PageKind::Term && self.page.document.is_none() =>
            {
                self.segment(&self.page.title, SegmentOrigin::FileName)
            }
            PermalinkToken::Title => self.segment(&self.page.title, SegmentOrigin::Title),
            PermalinkToken::Slug => {
                self.slug().unwrap_or_else(|| self.token(PermalinkToken::Title))
            }
            PermalinkToken::SlugOrFileName => self.slug().unwrap_or_else(|| self.file_name()),
            PermalinkToken::SlugOrContentBaseName => {
                self.slug().unwrap_or_else(|| self.base_name())
            }
            PermalinkToken::FileName => self.file_name(),
            PermalinkToken::ContentBaseName => self.base_name(),
        }
    }

    fn segment(&self, text: &str, origin: SegmentOrigin) -> String {
        token_segment(self.permalinks.settings, text, origin)
    }

    /// The name of a section's directory, which Hugo takes from the path by which it knows the section: that is in
    /// lower case, even where addresses keep the case of their letters.
    fn section_name(&self, location: &str) -> String {
        let name = location.rsplit('/').next().unwrap_or(location);
        self.segment(&name.to_lowercase(), SegmentOrigin::Path)
    }

    fn slug(&self) -> Option<String> {
        let slug = self.page.document.as_deref().and_then(slug)?;
        Some(self.segment(slug, SegmentOrigin::Slug))
    }

    /// The name of the file, or of the directory of a bundle.
    fn base_name(&self) -> String {
        let location = &self.page.location;
        let name = match self.page.kind {
            // A term may hold slashes.
            PageKind::Term => location.split_once('/').map_or("", |(_, term)| term),
            _ => location.rsplit('/').next().unwrap_or_default(),
        };
        self.segment(name, SegmentOrigin::FileName)
    }

    /// The name of the file; a section has none, since its file is called `_index`.
    fn file_name(&self) -> String {
        if self.page.kind == PageKind::Section { String::new() } else { self.base_name() }
    }

    /// What stands for the sections of a slice: the directories down to the nearest section, from the top, those
    /// without a name left out. A section is one of its own.
    fn sections(&self, slice: SectionSlice, name: impl Fn(&str) -> Option<String>) -> String {
        let location = self.page.location.as_str();
        let above = location.match_indices('/').map(|(slash, _)| &location[..slash]);
        let own = (self.page.kind == PageKind::Section).then_some(location);
        let places: Vec<&str> = above.chain(own).collect();
        let end =
            places.iter().rposition(|place| self.is_section(place)).map_or(0, |last| last + 1);
        let names: Vec<String> = places[..end].iter().copied().filter_map(name).collect();
        slice.of(&names).join("/")
    }

    /// Whether a directory is a section: one at the top, or one with a file of its own.
    fn is_section(&self, place: &str) -> bool {
        !place.contains('/') || self.section(place).is_some() || self.file_of(place).is_some()
    }

    /// The `slug` of a section, or else its title.
    fn section_slug(&self, location: &str) -> String {
        match self.section(location) {
            Some(page) => {
                Expansion { permalinks: self.permalinks, page }.token(PermalinkToken::Slug)
            }
            None => self.slug_of_file(location).unwrap_or_else(|| {
                let name = location.rsplit('/').next().unwrap_or(location);
                self.segment(name, SegmentOrigin::Path)
            }),
        }
    }

    /// The `slug` of a section that is not published, or else its title.
    fn slug_of_file(&self, location: &str) -> Option<String> {
        let document = self.file_of(location)?;
        match slug(document) {
            Some(slug) => Some(self.segment(slug, SegmentOrigin::Slug)),
            None => {
                let title = document.front_matter.title.as_deref()?;
                Some(self.segment(title, SegmentOrigin::Title))
            }
        }
    }

    fn file_of(&self, location: &str) -> Option<&Document> {
        self.permalinks.files.0.get(&(self.page.language, location)).copied()
    }

    fn section(&self, location: &str) -> Option<&Page> {
        self.permalinks.sections.get(&(self.page.language, location)).copied()
    }
}
