//! Where a page stands in the tree, before anything is decided about it.

use crate::config::{CascadePage, LanguageId, PageKind, Settings};
use crate::discover::{ContentFile, ContentRole};

/// A page's place in the tree of its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PagePlace {
    pub language: LanguageId,
    pub kind: PageKind,
    /// As [`ContentFile::location`].
    pub location: String,
    /// As globs see it.
    path: String,
}

impl PagePlace {
    pub fn new(language: LanguageId, kind: PageKind, location: &str) -> Self {
        let path = CascadePage::path_of(location);
        Self { language, kind, location: location.to_owned(), path }
    }

    /// The place of the page that a file makes.
    pub fn of_file(settings: &Settings, file: &ContentFile) -> Self {
        Self::new(file.language, kind(settings, file), &file.location)
    }

    /// What the target of a cascade asks.
    pub fn for_cascade<'a>(&'a self, settings: &'a Settings) -> CascadePage<'a> {
        CascadePage {
            path: &self.path,
            kind: self.kind.name(),
            language: &settings.language(self.language).code,
            environment: &settings.environment,
        }
    }
}

/// The locations above one, from the nearest to that of the home page.
pub(super) fn above(location: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(location), |location| parent(location))
}

fn parent(location: &str) -> Option<&str> {
    match location.rfind('/') {
        Some(slash) => Some(&location[..slash]),
        None => (!location.is_empty()).then_some(""),
    }
}

fn kind(settings: &Settings, file: &ContentFile) -> PageKind {
    let location = file.location.as_str();
    let mut taxonomies = settings.taxonomies_of(file.language);
    let below = taxonomies.find_map(|taxonomy| location.strip_prefix(&taxonomy.plural));
    match (file.role, below) {
        (ContentRole::Bundle | ContentRole::Single, _) => PageKind::Page,
        (ContentRole::Section, _) if location.is_empty() => PageKind::Home,
        (ContentRole::Section, Some("")) => PageKind::Taxonomy,
        (ContentRole::Section, Some(below)) if below.starts_with('/') => PageKind::Term,
        (ContentRole::Section, _) => PageKind::Section,
    }
}
