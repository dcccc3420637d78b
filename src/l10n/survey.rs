//! All pages in all languages: what is translated, what has drifted, what is missing.
//!
//! [`Survey::new`] is a function of the documents, their texts, and what git said before; it asks nobody.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::compare::Basis;
use super::comparisons::{Comparisons, Pair};
use super::coverage::Coverage;
use super::drifts::Drifts;
use super::history::Drift;
use super::parity;
use super::source::{Source, source};
use super::status::{Compared, Demand, PageStatus, State};
use super::strings::{self, StringStatus};
use super::translated_path;
use crate::config::{LanguageId, Settings};
use crate::parse::{Document, Documents};
use crate::resolve::{Page, Pairs, TranslationSet};
use crate::world::World;

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

/// What a survey is made from.
#[derive(Clone, Copy)]
pub struct Material<'a> {
    /// Has the texts, and the moment as of which pages are published.
    pub world: &'a dyn World,
    pub settings: &'a Settings,
    pub documents: &'a Documents,
    pub pairs: &'a Pairs,
    pub drifts: &'a Drifts,
}

impl Survey {
    /// Looks at every pair, all of them in parallel.
    pub fn new(material: Material<'_>) -> Self {
        Self::again(material, &Comparisons::default())
    }

    /// As [`Survey::new`], with what was compared before.
    pub fn again(material: Material<'_>, comparisons: &Comparisons) -> Self {
        let Material { settings, documents, pairs, .. } = material;
        let surveyor = Surveyor { material, comparisons };
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

struct Surveyor<'a> {
    material: Material<'a>,
    comparisons: &'a Comparisons,
}

impl Surveyor<'_> {
    /// The page of a set in each language but the default one.
    fn set(&self, set: &TranslationSet) -> Vec<PageStatus> {
        let source = source(self.material.settings, self.material.pairs, set);
        let demand = source.map(|source| demand(source.document, set)).unwrap_or_default();
        let languages = self.material.settings.language_ids();
        let languages = languages.filter(|id| *id != self.material.settings.default_language);
        let statuses = languages.filter_map(|language| {
            let member = set.members.get(&language);
            let page = member.map(|member| &self.material.pairs.pages[member.page.0]);
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
        let git = self.material.drifts.of(&document.file.path).cloned();
        let now = self.material.world.now();
        let disparities = source.map(|source| parity::compare(source.page, page, now));
        let comparison = source.and_then(|source| {
            let pair = Pair { source: source.document, translation: document, git: git.as_ref() };
            let Material { world, settings, .. } = self.material;
            Some(Compared::of(&*self.comparisons.of(world, settings, pair)?))
        });
        Some(PageStatus {
            path: document.file.path.clone(),
            language: page.language,
            section: page.section.clone(),
            title: title(source.map_or(document, |source| source.document)),
            source: source.map(|source| source.document.file.path.clone()),
            pairing: None,
            state: match source {
                Some(_) => state(comparison.as_ref(), git.as_ref()),
                None => State::Orphan,
            },
            git,
            comparison,
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
        let path = translated_path(self.material.settings, &source.file, language);
        Some(PageStatus {
            language,
            section: source.file.location.split_once('/').map_or("", |split| split.0).to_owned(),
            title: title(source),
            source: Some(source.file.path.clone()),
            pairing: None,
            state: State::Missing,
            git: None,
            comparison: None,
            disparities: Vec::new(),
            ownership: self.material.documents.owners.of(&path, None),
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

/// What the texts say goes before what git says: two of three sources that git calls changed say nothing
/// new. Where only the structure could be compared, what differs may have differed from the first day,
/// and git decides if it can.
pub fn state(comparison: Option<&Compared>, git: Option<&Drift>) -> State {
    let by_git = match git {
        Some(Drift::Known(changes)) if changes.has_drifted => State::Drifted,
        Some(Drift::Known(_)) => State::InSync,
        Some(Drift::Unknown(_)) | None => State::Unknown,
    };
    match comparison {
        Some(own) if own.basis == Basis::Structure && by_git != State::Unknown => by_git,
        Some(own) if !own.findings.is_empty() => State::Drifted,
        Some(own) if own.basis != Basis::Structure => State::InSync,
        _ => by_git,
    }
}
