//! All pages of all languages, and the totals.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::Utf8Path;

use super::coverage::Coverage;
use super::filter::{Filter, is_at};
use super::order::Urgency;
use super::page::BoardPage;
use crate::config::{LanguageId, Settings};
use crate::l10n::finding::DriftSeverity;
use crate::l10n::strings::StringStatus;
use crate::l10n::survey::Survey;
use crate::owners::Ownership;

/// The state of a site's translations, as people see it.
#[derive(Debug)]
pub struct Board {
    /// The most urgent first.
    pub pages: Vec<BoardPage>,
    languages: Vec<LanguageEntry>,
}

#[derive(Debug)]
struct LanguageEntry {
    language: LanguageId,
    code: String,
    name: String,
    strings: StringStatus,
}

/// The totals of a language.
#[derive(Debug)]
pub struct BoardLanguage<'a> {
    pub language: LanguageId,
    pub code: &'a str,
    pub name: &'a str,
    pub total: Coverage,
    /// By the first directory of the pages' paths.
    pub sections: BTreeMap<&'a str, Coverage>,
    /// Of the most severe page.
    pub severity: Option<DriftSeverity>,
    pub strings: &'a StringStatus,
}

/// Sorts pages. Most of them differ in nothing but their paths.
fn by_urgency(pages: Vec<BoardPage>) -> Vec<BoardPage> {
    let urgencies: Vec<Urgency<'_>> = pages.iter().map(Urgency::of).collect();
    let mut order: Vec<usize> = (0..pages.len()).collect();
    order.sort_by(|one, other| urgencies[*one].cmp(&urgencies[*other]));
    let mut pages: Vec<Option<BoardPage>> = pages.into_iter().map(Some).collect();
    order.into_iter().filter_map(|index| pages[index].take()).collect()
}

impl Board {
    pub fn new(settings: &Settings, survey: Survey) -> Self {
        let pages = survey.pages.into_iter().map(|status| BoardPage::new(settings, status));
        let pages = by_urgency(pages.collect());
        let languages = survey.languages.into_iter().map(|status| {
            let language = settings.language(status.language);
            LanguageEntry {
                language: status.language,
                code: language.code.clone(),
                name: language.name.clone(),
                strings: status.strings,
            }
        });
        Self { pages, languages: languages.collect() }
    }

    /// The same without owners.
    pub fn without_owners(mut self) -> Self {
        let nobody = Arc::new(Ownership::default());
        for page in &mut self.pages {
            page.status.ownership = Arc::clone(&nobody);
        }
        self
    }

    /// The pages that a filter selects, in the order of the board.
    pub fn admitted<'a>(&'a self, filter: &'a Filter) -> impl Iterator<Item = &'a BoardPage> + 'a {
        self.pages.iter().filter(|page| filter.admits(page))
    }

    /// Whether any page has a file at or below a path.
    pub fn has_path(&self, path: &Utf8Path) -> bool {
        self.pages.iter().any(|page| is_at(page, path))
    }

    /// The totals of the languages that a filter selects. With paths, only languages with a page there are
    /// selected.
    pub fn languages(&self, filter: &Filter) -> Vec<BoardLanguage<'_>> {
        let is_asked = |entry: &&LanguageEntry| {
            filter.languages.is_empty() || filter.languages.contains(&entry.language)
        };
        let languages = self.languages.iter().filter(is_asked);
        let counted = languages.map(|entry| self.language(entry, filter));
        let has_pages = |language: &BoardLanguage<'_>| !language.sections.is_empty();
        counted.filter(|language| filter.paths.is_empty() || has_pages(language)).collect()
    }

    fn language<'a>(&'a self, entry: &'a LanguageEntry, filter: &Filter) -> BoardLanguage<'a> {
        let mut language = BoardLanguage {
            language: entry.language,
            code: &entry.code,
            name: &entry.name,
            total: Coverage::default(),
            sections: BTreeMap::new(),
            severity: None,
            strings: &entry.strings,
        };
        let pages = self.pages.iter().filter(|page| page.status.language == entry.language);
        for page in pages.filter(|page| filter.covers(page)) {
            language.total.count(page);
            language.sections.entry(page.status.section.as_str()).or_default().count(page);
            language.severity = language.severity.max(page.severity);
        }
        language
    }
}
