//! The path of every page.
//!
//! `url` in the front matter comes first, then the pattern of the page's section, then the place of
//! the file with `slug` for its last part: <https://gohugo.io/content-management/urls/>. The `slug` of a
//! section stands for its directory in the paths of all that is below it, as in Hugo 0.168.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::segment::{SegmentOrigin, reclean, segment};
use super::{Page, PagePath};
use crate::config::{
    LanguageId, PageKind, PermalinkPart, PermalinkPattern, PermalinkToken, SectionSlice, Settings,
};
use crate::diagnostic::{Code, Diagnostic, Place, Spanned};
use crate::discover::ContentRole;
use crate::parse::Document;

/// The `slug` of each section that has one, be the section published or not.
pub(super) struct SectionSlugs<'a>(HashMap<(LanguageId, &'a str), &'a str>);

impl<'a> SectionSlugs<'a> {
    pub(super) fn new(documents: &'a [Arc<Document>]) -> Self {
        let sections = documents.iter().filter(|document| {
            document.file.role == ContentRole::Section && !document.file.location.is_empty()
        });
        let slugs = sections.filter_map(|document| {
            Some(((document.file.language, document.file.location.as_str()), slug(document)?))
        });
        Self(slugs.collect())
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
    slugs: &SectionSlugs<'_>,
    pages: &mut [Page],
    found: &mut Vec<Diagnostic>,
) {
    let permalinks = Permalinks::new(settings, slugs, pages);
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
    slugs: &'a SectionSlugs<'a>,
    /// The sections that have a page, for `:sections`.
    sections: HashSet<(LanguageId, &'a str)>,
}

impl<'a> Permalinks<'a> {
    pub(super) fn new(
        settings: &'a Settings,
        slugs: &'a SectionSlugs<'a>,
        pages: &'a [Page],
    ) -> Self {
        let sections = pages.iter().filter(|page| page.kind == PageKind::Section);
        let sections = sections.map(|page| (page.language, page.location.as_str())).collect();
        Self { settings, slugs, sections }
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
        let pattern = (page.kind == PageKind::Page).then(|| self.settings.permalink(&page.section));
        let below = match pattern.flatten() {
            Some(pattern) => {
                if pattern.is_dated() && page.date().is_none() {
                    found.extend(page.document.as_deref().map(undated));
                }
                reclean(&expansion.pattern(pattern))
            }
            None => self.by_place(page),
        };
        PagePath::directory(&format!("{prefix}/{below}"))
    }

    /// The path of a file without a pattern: its directories and its name, or the `slug` of each that has one.
    fn by_place(&self, page: &Page) -> String {
        let location = page.location.as_str();
        let above = location.match_indices('/').map(|(slash, _)| &location[..slash]);
        let places = above.chain([location]).filter(|place| !place.is_empty());
        places.map(|place| self.segment_of(page, place)).collect::<Vec<_>>().join("/")
    }

    /// The segment that stands for `place`, the page itself or a directory above it.
    fn segment_of(&self, page: &Page, place: &str) -> String {
        let slug = if place == page.location {
            page.document.as_deref().and_then(slug)
        } else {
            self.slugs.0.get(&(page.language, place)).copied()
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

fn undated(document: &Document) -> Diagnostic {
    let message = "this page has no date, and its permalink is made of one";
    let hint =
        "add `date: 2025-01-31`, or let `[frontmatter] date` have `:filename` among its sources";
    Diagnostic::new(Code::DateMissing, message).at(Place::file(&document.file.path)).hint(hint)
}

/// `url:` is taken as written. One that starts with a slash is from the root of the whole site, any
/// other from the root of its language.
fn explicit(
    expansion: &Expansion<'_>,
    document: &Document,
    url: &Spanned<String>,
) -> Result<PagePath, Box<Diagnostic>> {
    let reject = |code, message: String, hint: &str| {
        let place = Place::span(&document.file.path, url.span);
        Box::new(Diagnostic::new(code, message).at(place).hint(hint))
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
    let prefix = if expanded.starts_with('/') {
        String::new()
    } else {
        expansion.permalinks.settings.language_prefix(expansion.page.language)
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
            })
            .collect()
    }

    fn token(&self, token: PermalinkToken) -> String {
        let date = |form: &str| {
            let date = self.page.date().map(|date| date.civil);
            // Hugo's zero date, for a page without one in a dated section.
            date.unwrap_or(jiff::civil::datetime(1, 1, 1, 0, 0, 0, 0)).strftime(form).to_string()
        };
        match token {
            PermalinkToken::Year => date("%Y").trim_start_matches('0').to_owned(),
            PermalinkToken::Month => date("%m"),
            PermalinkToken::MonthName => date("%B").to_lowercase(),
            PermalinkToken::Day => date("%d"),
            PermalinkToken::Weekday => date("%w"),
            PermalinkToken::WeekdayName => date("%A").to_lowercase(),
            PermalinkToken::YearDay => date("%j").trim_start_matches('0').to_owned(),
            PermalinkToken::Section => self.segment(&self.page.section, SegmentOrigin::Path),
            PermalinkToken::Sections(slice) => self.sections(slice),
            PermalinkToken::Title => self.segment(&self.page.title, SegmentOrigin::Title),
            PermalinkToken::Slug => {
                self.slug().unwrap_or_else(|| self.token(PermalinkToken::Title))
            }
            PermalinkToken::SlugOrFileName | PermalinkToken::SlugOrContentBaseName => {
                self.slug().unwrap_or_else(|| self.file_name())
            }
            PermalinkToken::FileName | PermalinkToken::ContentBaseName => self.file_name(),
        }
    }

    fn segment(&self, text: &str, origin: SegmentOrigin) -> String {
        segment(self.permalinks.settings, text, origin)
    }

    fn slug(&self) -> Option<String> {
        let slug = self.page.document.as_deref().and_then(slug)?;
        Some(self.segment(slug, SegmentOrigin::Slug))
    }

    fn file_name(&self) -> String {
        self.segment(
            self.page.location.rsplit('/').next().unwrap_or_default(),
            SegmentOrigin::FileName,
        )
    }

    /// The directories above the page that are sections, from the top.
    fn sections(&self, slice: SectionSlice) -> String {
        let is_section = |location: &str| {
            !location.contains('/')
                || self.permalinks.sections.contains(&(self.page.language, location))
        };
        let location = &self.page.location;
        let names: Vec<String> = location
            .match_indices('/')
            .map(|(slash, _)| &location[..slash])
            .filter(|above| is_section(above))
            .map(|above| {
                self.segment(above.rsplit('/').next().unwrap_or(above), SegmentOrigin::Path)
            })
            .collect();
        slice.of(&names).join("/")
    }
}
