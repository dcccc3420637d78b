//! Selects pages.

use camino::{Utf8Path, Utf8PathBuf};

use super::page::BoardPage;
use crate::config::LanguageId;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::State;

/// A choice of pages; the default is all of them.
///
/// Paths, languages, an owner and a label select *whose work* to look at, and totals count that. A severity,
/// states, a year and a text select what is listed, and do not affect totals.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Files or directories, of the translations or of their sources; empty for all.
    pub paths: Vec<Utf8PathBuf>,
    /// Empty for all.
    pub languages: Vec<LanguageId>,
    /// A login or an alias that reviews or approves.
    pub owner: Option<String>,
    pub label: Option<String>,
    /// The lowest severity.
    pub severity: Option<DriftSeverity>,
    /// Empty for all.
    pub states: Vec<State>,
    pub year: Option<i16>,
    /// In the title or the path, in lower case.
    pub text: Option<String>,
}

impl Filter {
    /// Whether the page is part of the selected work.
    pub fn covers(&self, page: &BoardPage) -> bool {
        let status = &page.status;
        self.speaks(status.language)
            && (self.paths.is_empty() || self.paths.iter().any(|path| is_at(page, path)))
            && self.owner.as_ref().is_none_or(|owner| status.is_owned_by(owner))
            && self.label.as_ref().is_none_or(|label| status.has_label(label))
    }

    /// Whether the page is listed.
    pub fn admits(&self, page: &BoardPage) -> bool {
        self.covers(page)
            && self.severity.is_none_or(|least| page.severity >= Some(least))
            && (self.states.is_empty() || self.states.contains(&page.state()))
            && self.year.is_none_or(|year| page.status.year == Some(year))
            && self.text.as_ref().is_none_or(|text| page.search_text.contains(text))
    }

    /// Whether the page is in a list of things to do: it is listed, and it needs attention or is in a
    /// selected state.
    pub fn lists(&self, page: &BoardPage) -> bool {
        self.admits(page) && (!self.states.is_empty() || page.needs_attention())
    }

    /// Whether a path names one of the page's files, or its bundle.
    pub fn names(&self, page: &BoardPage) -> bool {
        let files = [Some(&page.status.path), page.status.source.as_ref()];
        let is_named = |path: &Utf8PathBuf| {
            files.into_iter().flatten().any(|file| file == path || bundle(file) == Some(path))
        };
        self.paths.iter().any(is_named)
    }

    fn speaks(&self, language: LanguageId) -> bool {
        self.languages.is_empty() || self.languages.contains(&language)
    }
}

/// Whether one of a page's files is at or below a path.
pub(super) fn is_at(page: &BoardPage, path: &Utf8Path) -> bool {
    let source = page.status.source.as_ref();
    page.status.path.starts_with(path) || source.is_some_and(|source| source.starts_with(path))
}

/// The directory that belongs to a page's file alone.
fn bundle(file: &Utf8Path) -> Option<&Utf8Path> {
    file.parent().filter(|_| file.file_stem() == Some("index"))
}
