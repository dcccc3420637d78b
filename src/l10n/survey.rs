//! All pages in all languages: what is translated, what has drifted, what is missing.
//!
//! [`Survey::new`] is a function of the documents and of what git said before; it asks nobody.

use std::collections::{BTreeMap, HashMap};

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use rayon::prelude::*;

use super::history::{self, Drift, TrackedPair};
use super::parity;
use super::status::{Demand, PageStatus, State};
use super::strings::{self, StringStatus};
use super::translated_path;
use crate::config::{LanguageId, Settings};
use crate::git::{Git, GitProblem};
use crate::parse::{Document, Documents};
use crate::resolve::{Page, Pairing, Pairs, TranslationSet};

/// The state of a site's translations.
#[derive(Debug)]
pub struct Survey {
    /// In the order of language and path.
    pub pages: Vec<PageStatus>,
    /// All languages but the default one.
    pub languages: Vec<LanguageStatus>,
}

/// The totals of one language.
#[derive(Clone, Debug)]
pub struct LanguageStatus {
    pub language: LanguageId,
    /// By the first directory of the pages' places.
    pub sections: BTreeMap<String, Coverage>,
    pub strings: StringStatus,
}

/// How many pages are in which state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Coverage {
    /// Pages of the default language.
    pub sources: usize,
    /// Of those, the ones that have a translation.
    pub translated: usize,
    pub missing: usize,
    pub orphaned: usize,
    /// Translations that do not stand where their source does.
    pub repaired: usize,
    pub in_sync: usize,
    pub drifted: usize,
    pub unknown: usize,
}

/// What git says of all pairs. To be kept until `HEAD` moves or a translation pins another commit.
#[derive(Debug, Default)]
pub struct Drifts(HashMap<Utf8PathBuf, Drift>);

impl Drifts {
    /// Asks git.
    ///
    /// # Errors
    /// When there is no git or no repository. [`Drifts::default`] does without.
    pub fn ask(git: &dyn Git, settings: &Settings, pairs: &Pairs) -> Result<Self, GitProblem> {
        let tracked = tracked_pairs(settings, pairs);
        let drifts = history::measure(git, &tracked)?;
        let paths = tracked.into_iter().map(|pair| pair.translation);
        Ok(Self(paths.zip(drifts).collect()))
    }

    /// What git says of a translation.
    pub fn of(&self, translation: &Utf8Path) -> Option<&Drift> {
        self.0.get(translation)
    }
}

/// Each translation that has a source, with the commit that its front matter pins.
pub fn tracked_pairs(settings: &Settings, pairs: &Pairs) -> Vec<TrackedPair> {
    let sources = pairs.sets.iter().filter_map(|set| Some((set, source(settings, pairs, set)?)));
    let translations = sources.flat_map(|(set, source)| {
        let members = set.members.iter().filter(|(id, _)| **id != settings.default_language);
        members.filter_map(move |(_, member)| {
            let translation = pairs.pages[member.page.0].document.as_ref()?;
            Some(TrackedPair {
                translation: translation.file.path.clone(),
                source: source.document.file.path.clone(),
                pinned: pinned_commit(translation),
            })
        })
    });
    translations.collect()
}

/// The key of the commit that a translation was made from.
pub const PINNED_COMMIT: &str = "default_lang_commit";

fn pinned_commit(document: &Document) -> Option<String> {
    let value = document.front_matter.params.get(PINNED_COMMIT)?.value.to_text()?;
    Some(value.trim().to_owned()).filter(|commit| !commit.is_empty())
}

/// The page of the default language in a set.
#[derive(Clone, Copy)]
struct Source<'a> {
    page: &'a Page,
    document: &'a Document,
}

fn source<'a>(settings: &Settings, pairs: &'a Pairs, set: &TranslationSet) -> Option<Source<'a>> {
    let member = set.members.get(&settings.default_language)?;
    let page = &pairs.pages[member.page.0];
    page.document.as_deref().map(|document| Source { page, document })
}

impl Survey {
    /// Looks at every pair as of `now`.
    pub fn new(
        settings: &Settings,
        documents: &Documents,
        pairs: &Pairs,
        (drifts, now): (&Drifts, Timestamp),
    ) -> Self {
        let surveyor = Surveyor { settings, documents, pairs, drifts, now };
        let per_set = pairs.sets.par_iter().map(|set| surveyor.set(set));
        let mut pages: Vec<PageStatus> = per_set.flatten_iter().collect();
        pages.sort_by(|a, b| (a.language, &a.path).cmp(&(b.language, &b.path)));
        let strings = strings::compare(settings, &documents.strings);
        let languages = settings.language_ids().zip(strings);
        let languages = languages.filter(|(id, _)| *id != settings.default_language);
        let languages = languages.map(|(language, strings)| {
            let own = pages.iter().filter(|page| page.language == language);
            LanguageStatus { language, sections: by_section(own), strings }
        });
        Self { languages: languages.collect(), pages }
    }
}

impl LanguageStatus {
    /// All sections together.
    pub fn total(&self) -> Coverage {
        let sections = self.sections.values();
        sections.fold(Coverage::default(), |sum, own| Coverage {
            sources: sum.sources + own.sources,
            translated: sum.translated + own.translated,
            missing: sum.missing + own.missing,
            orphaned: sum.orphaned + own.orphaned,
            repaired: sum.repaired + own.repaired,
            in_sync: sum.in_sync + own.in_sync,
            drifted: sum.drifted + own.drifted,
            unknown: sum.unknown + own.unknown,
        })
    }
}

fn by_section<'a>(pages: impl Iterator<Item = &'a PageStatus>) -> BTreeMap<String, Coverage> {
    let mut sections: BTreeMap<String, Coverage> = BTreeMap::new();
    for page in pages {
        sections.entry(page.section.clone()).or_default().add(page);
    }
    sections
}

impl Coverage {
    /// Counts one page more.
    pub fn add(&mut self, page: &PageStatus) {
        let has_source = page.source.is_some();
        self.sources += usize::from(has_source);
        self.translated += usize::from(has_source && page.state != State::Missing);
        self.repaired += usize::from(page.pairing.is_some_and(|own| own != Pairing::Path));
        *match page.state {
            State::InSync => &mut self.in_sync,
            State::Drifted => &mut self.drifted,
            State::Orphan => &mut self.orphaned,
            State::Missing => &mut self.missing,
            State::Unknown => &mut self.unknown,
        } += 1;
    }

    /// The counts of some pages.
    pub fn of<'a>(pages: impl IntoIterator<Item = &'a PageStatus>) -> Self {
        let mut coverage = Self::default();
        pages.into_iter().for_each(|page| coverage.add(page));
        coverage
    }
}

struct Surveyor<'a> {
    settings: &'a Settings,
    documents: &'a Documents,
    pairs: &'a Pairs,
    drifts: &'a Drifts,
    now: Timestamp,
}

impl Surveyor<'_> {
    /// The page of a set in each language but the default one.
    fn set(&self, set: &TranslationSet) -> Vec<PageStatus> {
        let source = source(self.settings, self.pairs, set);
        let demand = source.map(|source| demand(source.document, set)).unwrap_or_default();
        let languages = self.settings.language_ids();
        let languages = languages.filter(|id| *id != self.settings.default_language);
        let statuses = languages.filter_map(|language| {
            let member = set.members.get(&language);
            let page = member.map(|member| &self.pairs.pages[member.page.0]);
            let status = match (page, source) {
                (Some(page), source) => self.translation(page, source)?,
                (None, Some(source)) => self.missing(language, source.document)?,
                (None, None) => return None,
            };
            let pairing = member.filter(|_| source.is_some()).map(|member| member.pairing);
            Some(PageStatus { pairing, demand, ..status })
        });
        statuses.collect()
    }

    fn translation(&self, page: &Page, source: Option<Source<'_>>) -> Option<PageStatus> {
        let document = page.document.as_deref()?;
        let git = self.drifts.of(&document.file.path).cloned();
        let disparities = source.map(|source| parity::compare(source.page, page, self.now));
        Some(PageStatus {
            path: document.file.path.clone(),
            language: page.language,
            section: page.section.clone(),
            title: title(source.map_or(document, |source| source.document)),
            source: source.map(|source| source.document.file.path.clone()),
            pairing: None,
            state: if source.is_some() { state(git.as_ref()) } else { State::Orphan },
            git,
            findings: Vec::new(),
            disparities: disparities.unwrap_or_default(),
            ownership: page.ownership.clone(),
            demand: Demand::default(),
        })
    }

    /// A draft is not to be translated yet.
    fn missing(&self, language: LanguageId, source: &Document) -> Option<PageStatus> {
        if source.front_matter.draft {
            return None;
        }
        let path = translated_path(self.settings, &source.file, language);
        Some(PageStatus {
            language,
            section: source.file.location.split_once('/').map_or("", |split| split.0).to_owned(),
            title: title(source),
            source: Some(source.file.path.clone()),
            pairing: None,
            state: State::Missing,
            git: None,
            findings: Vec::new(),
            disparities: Vec::new(),
            ownership: self.documents.owners.of(&path, None),
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
    let own = document.front_matter.title.clone();
    own.unwrap_or_else(|| document.file.location.rsplit('/').next().unwrap_or_default().to_owned())
}

fn state(git: Option<&Drift>) -> State {
    match git {
        Some(Drift::Known(changes)) if changes.has_drifted => State::Drifted,
        Some(Drift::Known(_)) => State::InSync,
        Some(Drift::Unknown(_)) | None => State::Unknown,
    }
}
