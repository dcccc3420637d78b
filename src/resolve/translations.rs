//! Which pages are translations of each other.
//!
//! Pages at the same place below their language's directory are. Where that fails, `translationKey`
//! decides, then the slug and the date: on the Kubernetes blog a few English posts were renamed
//! after they had been translated. Every such repair is reported.

use std::collections::{BTreeMap, HashMap};

use super::{Page, PageId, SetId};
use crate::config::{LanguageId, PageKind, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parse::Document;

/// The translations of one page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TranslationSet {
    pub members: BTreeMap<LanguageId, Member>,
}

/// A page of a set and why it is in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    pub page: PageId,
    pub pairing: Pairing,
}

/// How a page found its set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairing {
    Path,
    TranslationKey,
    Slug,
}

impl TranslationSet {
    /// The languages of the site that lack the page.
    pub fn missing<'a>(&'a self, settings: &'a Settings) -> impl Iterator<Item = LanguageId> + 'a {
        settings.language_ids().filter(|language| !self.members.contains_key(language))
    }
}

/// Sorts all pages into sets.
pub(super) fn pair(
    settings: &Settings,
    pages: &mut [Page],
    found: &mut Vec<Diagnostic>,
) -> Vec<TranslationSet> {
    let sets = by_path(pages);
    let mut repair = Repair { settings, pages, sets, found };
    repair.by_translation_key();
    repair.by_slug();
    let sets: Vec<TranslationSet> =
        repair.sets.into_iter().filter(|set| !set.members.is_empty()).collect();
    for (index, set) in sets.iter().enumerate() {
        for member in set.members.values() {
            pages[member.page.0].set = SetId(index);
        }
    }
    sets
}

/// Sets by place and kind. Two files of one language at one place (`a.md` and `a/index.md`) would
/// have one URL, which is reported elsewhere; here the second is on its own.
fn by_path(pages: &[Page]) -> Vec<TranslationSet> {
    let mut sets: Vec<TranslationSet> = Vec::new();
    let mut known: HashMap<(bool, String), usize> = HashMap::new();
    for page in pages {
        let place = page.location.to_lowercase().replace(' ', "-");
        let key = (page.kind == PageKind::Page, place);
        let member = Member { page: page.id, pairing: Pairing::Path };
        match known.get(&key) {
            Some(&set) if !sets[set].members.contains_key(&page.language) => {
                sets[set].members.insert(page.language, member);
            }
            Some(_) => sets.push(TranslationSet { members: [(page.language, member)].into() }),
            None => {
                known.insert(key, sets.len());
                sets.push(TranslationSet { members: [(page.language, member)].into() });
            }
        }
    }
    sets
}

/// Moves orphans, translations without a source at their place, into the set of their source.
struct Repair<'a> {
    settings: &'a Settings,
    pages: &'a [Page],
    sets: Vec<TranslationSet>,
    found: &'a mut Vec<Diagnostic>,
}

impl Repair<'_> {
    /// Pages that carry the same `translationKey` are one set, wherever they stand.
    fn by_translation_key(&mut self) {
        let mut first: HashMap<String, usize> = HashMap::new();
        for set in 0..self.sets.len() {
            let keys: Vec<(PageId, String)> = self.sets[set]
                .members
                .values()
                .filter_map(|member| Some((member.page, self.key(member.page)?)))
                .collect();
            for (page, key) in keys {
                match first.get(&key) {
                    Some(&other) if other != set => {
                        self.move_page(page, set, other, Pairing::TranslationKey);
                    }
                    Some(_) => {}
                    None => {
                        first.insert(key, set);
                    }
                }
            }
        }
    }

    /// An orphan whose slug a page of the default language has, on the same day, belongs to it; if
    /// no day fits, a slug that only one page has will do.
    fn by_slug(&mut self) {
        let mut sources: HashMap<(String, String), Vec<usize>> = HashMap::new();
        for (index, set) in self.sets.iter().enumerate() {
            if let Some(member) = set.members.get(&self.settings.default_language)
                && let Some(key) = self.slug(member.page)
            {
                sources.entry(key).or_default().push(index);
            }
        }
        for set in 0..self.sets.len() {
            if self.sets[set].members.contains_key(&self.settings.default_language) {
                continue;
            }
            let orphans: Vec<PageId> =
                self.sets[set].members.values().map(|member| member.page).collect();
            for orphan in orphans {
                let candidates = self.slug(orphan).and_then(|key| sources.get(&key));
                let source = candidates.and_then(|sets| self.best_source(orphan, sets));
                if let Some(source) = source {
                    self.move_page(orphan, set, source, Pairing::Slug);
                }
            }
        }
    }

    fn best_source(&self, orphan: PageId, candidates: &[usize]) -> Option<usize> {
        let language = self.pages[orphan.0].language;
        let day = |page: PageId| self.pages[page.0].date().map(|date| date.civil.date());
        let free: Vec<usize> = candidates
            .iter()
            .copied()
            .filter(|set| !self.sets[*set].members.contains_key(&language))
            .collect();
        let same_day = free.iter().copied().find(|set| {
            let source = self.sets[*set].members[&self.settings.default_language].page;
            day(source) == day(orphan)
        });
        same_day.or(match free.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    fn move_page(&mut self, page: PageId, from: usize, to: usize, pairing: Pairing) {
        let language = self.pages[page.0].language;
        if let Some(taken) = self.sets[to].members.get(&language) {
            self.found.extend(ambiguous(&self.pages[page.0], &self.pages[taken.page.0]));
            return;
        }
        self.sets[from].members.remove(&language);
        let source = self.sets[to].members.get(&self.settings.default_language);
        let source =
            source.or_else(|| self.sets[to].members.values().next()).map(|member| member.page);
        self.sets[to].members.insert(language, Member { page, pairing });
        if let Some(source) = source {
            let diagnostic = repaired(&self.pages[page.0], &self.pages[source.0], pairing);
            self.found.extend(diagnostic);
        }
    }

    fn key(&self, page: PageId) -> Option<String> {
        let document = self.pages[page.0].document.as_ref()?;
        document.front_matter.translation_key.as_ref().map(|key| key.value.clone())
    }

    /// Section and slug of an ordinary page.
    fn slug(&self, page: PageId) -> Option<(String, String)> {
        let page = &self.pages[page.0];
        let slug = page.document.as_ref()?.front_matter.slug.as_ref()?;
        (page.kind == PageKind::Page).then(|| (page.section.clone(), slug.to_lowercase()))
    }
}

fn repaired(page: &Page, source: &Page, pairing: Pairing) -> Option<Diagnostic> {
    let (document, source) = (page.document.as_ref()?, source.document.as_ref()?);
    let by = match pairing {
        Pairing::TranslationKey => "`translationKey`",
        Pairing::Slug | Pairing::Path => "slug",
    };
    let message = format!("paired by its {by}: the source is `{}`", source.file.path);
    let hint = format!("move the translation to `{}`", suggested_path(document, source));
    Some(
        Diagnostic::new(Code::PairRepaired, message)
            .at(Place::file(&document.file.path))
            .hint(hint),
    )
}

/// Where the translation would stand if it followed its source.
fn suggested_path(document: &Document, source: &Document) -> String {
    let path = document.file.path.as_str();
    let root = path.find(&document.file.location).map_or("", |start| &path[..start]);
    let below = source.file.path.as_str().find(&source.file.location);
    below.map_or_else(String::new, |start| format!("{root}{}", &source.file.path.as_str()[start..]))
}

fn ambiguous(page: &Page, taken: &Page) -> Option<Diagnostic> {
    let (document, taken) = (page.document.as_ref()?, taken.document.as_ref()?);
    let key = document.front_matter.translation_key.as_ref()?;
    let message = format!("`translationKey` `{}` is also that of `{}`", key.value, taken.file.path);
    Some(
        Diagnostic::new(Code::PairAmbiguous, message)
            .at(Place::span(&document.file.path, key.span))
            .hint("a key names one page in each language"),
    )
}
