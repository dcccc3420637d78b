//! All pages in all languages: what is translated, what has drifted, what is missing.
//!
//! [`Survey::new`] is a function of the documents, their texts, and what git has said; it does not ask git.

use std::collections::BTreeSet;

use camino::Utf8PathBuf;
use rayon::prelude::*;

use super::compare::{Basis, Comparison};
use super::comparisons::{Comparisons, Pair};
use super::drifts::Drifts;
use super::history::Drift;
use super::parity::{self, Disparity};
use super::resources::{self, Resource};
use super::source::{SourcePage, source};
use super::status::{Demand, PageStatus, State};
use super::strings::{self, StringStatus};
use super::translated_path;
use crate::config::{LanguageId, Settings};
use crate::parse::{Document, Documents};
use crate::resolve::{Page, Pairing, Pairs, TranslationSet};
use crate::world::{EntryKind, World};

/// The state of a site's translations.
#[derive(Debug)]
pub struct Survey {
    /// In the order of language and path.
    pub pages: Vec<PageStatus>,
    /// All languages but the default one.
    pub languages: Vec<LanguageStatus>,
}

/// What is known about a language apart from its pages.
#[derive(Clone, Debug)]
pub struct LanguageStatus {
    pub language: LanguageId,
    pub strings: StringStatus,
}

/// What a survey is made from.
#[derive(Clone, Copy)]
pub struct SurveyInput<'a> {
    /// The source of texts, and of the time that decides what is published.
    pub world: &'a dyn World,
    pub settings: &'a Settings,
    pub documents: &'a Documents,
    pub pairs: &'a Pairs,
    pub drifts: &'a Drifts,
}

impl Survey {
    /// Looks at all pairs in parallel.
    pub fn new(input: SurveyInput<'_>) -> Self {
        Self::again(input, &Comparisons::default())
    }

    /// Like [`Survey::new`], reusing earlier comparisons.
    pub fn again(input: SurveyInput<'_>, comparisons: &Comparisons) -> Self {
        let SurveyInput { settings, documents, pairs, .. } = input;
        let surveyor = Surveyor { input, comparisons };
        let progress = &comparisons.progress;
        progress.begin(pairs.sets.len());
        let per_set =
            pairs.sets.par_iter().map(|set| surveyor.set(set)).inspect(|_| progress.step());
        let mut pages: Vec<PageStatus> = per_set.flatten_iter().collect();
        pages.sort_by(|a, b| (a.language, &a.path).cmp(&(b.language, &b.path)));
        let strings = strings::compare(settings, &documents.strings);
        let languages = settings.language_ids().zip(strings);
        let languages = languages.filter(|(id, _)| *id != settings.default_language);
        let languages = languages.map(|(language, strings)| LanguageStatus { language, strings });
        Self { languages: languages.collect(), pages }
    }

    /// The files whose texts a survey has to compare; how all others compare is known. In the order of their paths.
    pub fn unread(input: SurveyInput<'_>, comparisons: &Comparisons) -> BTreeSet<Utf8PathBuf> {
        let surveyor = Surveyor { input, comparisons };
        let sets = input.pairs.sets.par_iter();
        sets.flat_map_iter(|set| surveyor.unread(set)).collect()
    }

    /// One page in all languages but the default one, as in [`Survey::again`].
    pub fn of_set(
        input: SurveyInput<'_>,
        comparisons: &Comparisons,
        set: &TranslationSet,
    ) -> Vec<PageStatus> {
        Surveyor { input, comparisons }.set(set)
    }
}

struct Surveyor<'a> {
    input: SurveyInput<'a>,
    comparisons: &'a Comparisons,
}

impl Surveyor<'_> {
    /// The files of a set whose texts have to be compared.
    fn unread(&self, set: &TranslationSet) -> Vec<Utf8PathBuf> {
        let SurveyInput { settings, pairs, drifts, .. } = self.input;
        let Some(source) = source(settings, pairs, set) else { return Vec::new() };
        let members = set.members.iter().filter(|(id, _)| **id != settings.default_language);
        let documents =
            members.filter_map(|(_, member)| pairs.pages[member.page.0].document.as_deref());
        let unread = documents.filter(|translation| {
            let git = drifts.of(&translation.file.path);
            !self.comparisons.know(Pair { source: source.document, translation, git })
        });
        let files = unread.flat_map(|translation| [&source.document.file, &translation.file]);
        files.map(|file| file.path.clone()).collect()
    }

    /// The page of a set in each language but the default one.
    fn set(&self, set: &TranslationSet) -> Vec<PageStatus> {
        let source = source(self.input.settings, self.input.pairs, set);
        let demand = source.map(|source| demand(source.document, set)).unwrap_or_default();
        let languages = self.input.settings.language_ids();
        let languages = languages.filter(|id| *id != self.input.settings.default_language);
        let statuses = languages.filter_map(|language| {
            let member = set.members.get(&language);
            let page = member.map(|member| &self.input.pairs.pages[member.page.0]);
            let status = match (page, source) {
                (Some(page), source) => self.translation(page, source)?,
                (None, Some(source)) => self.missing(language, source.document)?,
                (None, None) => return None,
            };
            let pairing = member.filter(|_| source.is_some()).map(|member| member.pairing);
            let proper_path =
                source.filter(|_| pairing.is_some_and(|pairing| pairing != Pairing::Path));
            let proper_path = proper_path.map(|source| {
                translated_path(self.input.settings, &source.document.file, language)
            });
            Some(PageStatus { pairing, proper_path, demand, ..status })
        });
        let mut statuses: Vec<PageStatus> = statuses.collect();
        parity::blame_source(statuses.iter_mut().map(|status| &mut status.disparities));
        if let Some(source) = source {
            let of_language = set.members.iter().filter(|(id, _)| **id != source.page.language);
            let translations =
                of_language.map(|(_, member)| &self.input.pairs.pages[member.page.0]);
            statuses.extend(translations.flat_map(|page| self.resources(source.document, page)));
        }
        statuses
    }

    /// The texts of a translation's bundle.
    fn resources(&self, source: &Document, page: &Page) -> Vec<PageStatus> {
        let Some(document) = page.document.as_deref() else { return Vec::new() };
        let resources = resources::of_pair(&source.file, &document.file);
        resources.filter_map(|resource| self.resource(page, &resource)).collect()
    }

    fn resource(&self, page: &Page, resource: &Resource) -> Option<PageStatus> {
        let SurveyInput { world, settings, documents, drifts, .. } = self.input;
        let read = |file| resources::document(world, settings, file);
        let source = read(&resource.source)?;
        let path = &resource.translation.path;
        let git = drifts.of(path).cloned();
        let translation = resource.is_translated.then(|| read(&resource.translation));
        let comparison = translation.as_ref().and_then(Option::as_ref).and_then(|translation| {
            let pair = Pair { source: &source, translation, git: git.as_ref() };
            self.comparisons.of(world, settings, pair)
        });
        Some(PageStatus {
            path: path.clone(),
            language: page.language,
            section: page.section.clone(),
            title: title(&source),
            source: Some(source.file.path.clone()),
            pairing: Some(Pairing::Path).filter(|_| resource.is_translated),
            proper_path: None,
            state: match &translation {
                None => State::Missing,
                Some(None) => State::Unknown,
                Some(Some(_)) => state(comparison.as_deref(), &[], git.as_ref()),
            },
            git,
            comparison,
            disparities: Vec::new(),
            ownership: documents.owners.of(path, None),
            demand: Demand::default(),
            year: None,
        })
    }

    fn translation(&self, page: &Page, source: Option<SourcePage<'_>>) -> Option<PageStatus> {
        let document = page.document.as_deref()?;
        let git = self.input.drifts.of(&document.file.path).cloned();
        let now = self.input.world.now();
        let disparities = source.map(|source| parity::compare(source.page, page, now));
        let comparison = source.and_then(|source| {
            let pair = Pair { source: source.document, translation: document, git: git.as_ref() };
            let SurveyInput { world, settings, .. } = self.input;
            self.comparisons.of(world, settings, pair)
        });
        let disparities = disparities.unwrap_or_default();
        Some(PageStatus {
            path: document.file.path.clone(),
            language: page.language,
            section: page.section.clone(),
            title: title(source.map_or(document, |source| source.document)),
            source: source.map(|source| source.document.file.path.clone()),
            pairing: None,
            proper_path: None,
            state: match source {
                Some(_) => state(comparison.as_deref(), &disparities, git.as_ref()),
                None if self.is_source_unreadable(document) => State::Unknown,
                None => State::Orphan,
            },
            year: year(source.map_or(document, |source| source.document)),
            git,
            comparison,
            disparities,
            ownership: page.ownership.clone(),
            demand: Demand::default(),
        })
    }

    /// Whether there is a file where the source of a page belongs: one that says nothing because of a fault.
    fn is_source_unreadable(&self, document: &Document) -> bool {
        let SurveyInput { world, settings, .. } = self.input;
        let source = translated_path(settings, &document.file, settings.default_language);
        world.entry(&source) == Some(EntryKind::File)
    }

    /// A page without a readable translation. What readers do not see should not be translated: a draft, and
    /// what is no longer published.
    fn missing(&self, language: LanguageId, source: &Document) -> Option<PageStatus> {
        let expiry = source.front_matter.dates.expiry_date.map(|date| date.timestamp());
        let is_over = expiry.is_some_and(|end| end <= self.input.world.now());
        if source.front_matter.draft || is_over {
            return None;
        }
        let path = translated_path(self.input.settings, &source.file, language);
        Some(PageStatus {
            language,
            section: source.file.location.split_once('/').map_or("", |split| split.0).to_owned(),
            title: title(source),
            source: Some(source.file.path.clone()),
            pairing: None,
            proper_path: None,
            // A file that is there and says nothing has a fault.
            state: match self.input.world.entry(&path) {
                Some(EntryKind::File) => State::Unknown,
                _ => State::Missing,
            },
            year: year(source),
            git: None,
            comparison: None,
            disparities: Vec::new(),
            ownership: self.input.documents.owners.of(&path, None),
            demand: Demand::default(),
            path,
        })
    }
}

fn demand(source: &Document, set: &TranslationSet) -> Demand {
    Demand {
        is_evergreen: source.front_matter.evergreen,
        languages: set.members.len() - 1,
        date: source.front_matter.dates.date.map(|date| date.timestamp().as_second()),
    }
}

fn title(document: &Document) -> String {
    let written = document.front_matter.title.clone();
    written
        .unwrap_or_else(|| document.file.location.rsplit('/').next().unwrap_or_default().to_owned())
}

fn year(document: &Document) -> Option<i16> {
    document.front_matter.dates.date.map(|date| date.civil.year())
}

/// The texts take precedence over git: two of three sources that git calls changed say nothing
/// new. Where only the structure could be compared and nothing differs, git decides, since a sentence may
/// have changed.
fn state(comparison: Option<&Comparison>, disparities: &[Disparity], git: Option<&Drift>) -> State {
    let has_findings = comparison.is_some_and(|comparison| !comparison.findings.is_empty());
    if has_findings || !disparities.is_empty() {
        return State::Drifted;
    }
    if comparison.is_some_and(|comparison| comparison.is_untranslated) {
        return State::Untranslated;
    }
    if comparison.is_some_and(|comparison| comparison.basis != Basis::Structure) {
        return State::InSync;
    }
    match git {
        Some(Drift::Known(changes)) if changes.has_drifted => State::Drifted,
        Some(Drift::Known(_)) => State::InSync,
        Some(Drift::Unknown(_)) | None => State::Unknown,
    }
}
