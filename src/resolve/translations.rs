//! Which pages are translations of each other.
//!
//! Pages at the same place below their language's directory are. Where that fails, `translationKey`
//! decides, then the slug and the date: on the Kubernetes blog a few English posts were renamed
//! after they had been translated. Every such repair is reported.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::{Page, PageId, Pages, SetId};
use crate::config::{LanguageId, PageKind, Settings};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::discover::{ContentFile, ContentRole};
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

/// Documents as pages in their translation sets, whether they are published or not. A copy shares them.
#[derive(Clone)]
pub struct Pairs {
    /// In the order of the documents.
    pub pages: Pages,
    pub sets: Arc<Vec<TranslationSet>>,
    /// What had to be repaired or could not be, each with the page that it is about.
    problems: Arc<Vec<PairProblem>>,
}

/// A problem of pairing and the page that it is about.
struct PairProblem {
    page: PageId,
    diagnostic: Diagnostic,
}

/// Sorts all pages into sets.
pub(super) fn pair(settings: &Settings, mut pages: Vec<Page>) -> Pairs {
    let sets = by_path(&pages);
    let mut repair = Repair { settings, pages: &mut pages, sets, problems: Vec::new() };
    repair.by_translation_key();
    repair.by_slug();
    let Repair { mut sets, problems, .. } = repair;
    sets.retain(|set| !set.members.is_empty());
    tell_pages(&sets, &mut pages);
    Pairs { pages: pages.into(), sets: Arc::new(sets), problems: Arc::new(problems) }
}

fn tell_pages(sets: &[TranslationSet], pages: &mut [Page]) {
    for (index, set) in sets.iter().enumerate() {
        for member in set.members.values() {
            pages[member.page.0].set = SetId(index);
        }
    }
}

/// The sets of a site's pages: those of its documents as far as they are published, and pages without a
/// document by their places.
pub(super) fn of_site(
    pairs: &Pairs,
    pages: &mut [Page],
    found: &mut Vec<Diagnostic>,
) -> Vec<TranslationSet> {
    let published: HashMap<Origin<'_>, PageId> =
        pages.iter().filter_map(|page| Some((Origin::of(page)?, page.id))).collect();
    let in_site = |page: PageId| published.get(&Origin::of(&pairs.pages[page.0])?).copied();
    let problems = pairs.problems.iter().filter(|problem| in_site(problem.page).is_some());
    found.extend(problems.map(|problem| problem.diagnostic.clone()));
    let mut sets: Vec<TranslationSet> = Vec::new();
    for set in pairs.sets.iter() {
        let members = set.members.iter().filter_map(|(language, member)| {
            Some((*language, Member { page: in_site(member.page)?, ..*member }))
        });
        sets.push(TranslationSet { members: members.collect() });
    }
    sets.retain(|set| !set.members.is_empty());
    add_by_path(&mut sets, pages);
    sets.sort_by_key(|set| set.members.values().map(|member| member.page).min());
    tell_pages(&sets, pages);
    sets
}

/// What a page with a document was made from. Mounts can give one file to several languages, and to several places
/// of one.
#[derive(PartialEq, Eq, Hash)]
struct Origin<'a> {
    language: LanguageId,
    location: &'a str,
    file: &'a Utf8Path,
}

impl<'a> Origin<'a> {
    fn of(page: &'a Page) -> Option<Self> {
        let file = &page.document.as_ref()?.file;
        Some(Self { language: page.language, location: &file.location, file: &file.path })
    }
}

/// Adds the pages without a document to the sets of what stands at their place in other languages.
fn add_by_path(sets: &mut Vec<TranslationSet>, pages: &[Page]) {
    let mut known: HashMap<(bool, String), usize> = HashMap::new();
    for (index, set) in sets.iter().enumerate() {
        for member in set.members.values().filter(|member| member.pairing == Pairing::Path) {
            known.entry(place(&pages[member.page.0])).or_insert(index);
        }
    }
    for page in pages.iter().filter(|page| page.document.is_none()) {
        insert(sets, &mut known, page);
    }
}

/// Sets by place and kind. Two files of one language at one place (`a.md` and `a/index.md`) would
/// have one URL, which is reported elsewhere; here the second is on its own.
fn by_path(pages: &[Page]) -> Vec<TranslationSet> {
    let mut sets: Vec<TranslationSet> = Vec::new();
    let mut known = HashMap::new();
    for page in pages {
        insert(&mut sets, &mut known, page);
    }
    sets
}

/// Adds a page to the set of its place, or to a new one.
fn insert(sets: &mut Vec<TranslationSet>, known: &mut HashMap<(bool, String), usize>, page: &Page) {
    let member = Member { page: page.id, pairing: Pairing::Path };
    let place = place(page);
    match known.get(&place) {
        Some(&set) if !sets[set].members.contains_key(&page.language) => {
            sets[set].members.insert(page.language, member);
            return;
        }
        Some(_) => {}
        None => drop(known.insert(place, sets.len())),
    }
    sets.push(TranslationSet { members: [(page.language, member)].into() });
}

/// What translations share: whether they are ordinary pages, and where they stand.
fn place(page: &Page) -> (bool, String) {
    (page.kind == PageKind::Page, page.location.to_lowercase().replace(' ', "-"))
}

/// Moves orphans, translations without a source at their place, into the set of their source.
struct Repair<'a> {
    settings: &'a Settings,
    pages: &'a [Page],
    sets: Vec<TranslationSet>,
    problems: Vec<PairProblem>,
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
            day(source).is_some_and(|written| day(orphan) == Some(written))
        });
        same_day.or(match free.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    fn move_page(&mut self, page: PageId, from: usize, to: usize, pairing: Pairing) {
        let language = self.pages[page.0].language;
        if let Some(taken) = self.sets[to].members.get(&language) {
            let diagnostic = ambiguous(&self.pages[page.0], &self.pages[taken.page.0]);
            self.problems.extend(diagnostic.map(|diagnostic| PairProblem { page, diagnostic }));
            return;
        }
        self.sets[from].members.remove(&language);
        let source = self.sets[to].members.get(&self.settings.default_language);
        let source =
            source.or_else(|| self.sets[to].members.values().next()).map(|member| member.page);
        self.sets[to].members.insert(language, Member { page, pairing });
        if let Some(source) = source {
            let diagnostic =
                repaired(self.settings, &self.pages[page.0], &self.pages[source.0], pairing);
            self.problems.extend(diagnostic.map(|diagnostic| PairProblem { page, diagnostic }));
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

fn repaired(
    settings: &Settings,
    page: &Page,
    source: &Page,
    pairing: Pairing,
) -> Option<Diagnostic> {
    let (document, source) = (page.document.as_ref()?, source.document.as_ref()?);
    // The directory of a term is the term, in the words of its language.
    if is_of_term(settings, document) {
        return None;
    }
    let by = match pairing {
        Pairing::TranslationKey => "`translationKey`",
        Pairing::Slug | Pairing::Path => "slug",
    };
    let message = format!("paired by its {by}: the source is `{}`", source.file.path);
    let hint = format!("move the translation to `{}`", suggested_path(settings, document, source));
    Some(
        Diagnostic::new(Code::PairRepaired, message)
            .at(Place::file(&document.file.path))
            .hint(hint),
    )
}

/// Whether a file is the page of a taxonomy's term.
fn is_of_term(settings: &Settings, document: &Document) -> bool {
    let first = document.file.location.split_once('/').map(|(first, _)| first);
    document.file.role == ContentRole::Section
        && settings
            .taxonomies_of(document.file.language)
            .any(|taxonomy| Some(taxonomy.plural.as_str()) == first)
}

/// Where the translation would stand if it followed its source: at the same place in the directory of its
/// language, or beside the source under a name that says the language.
fn suggested_path(settings: &Settings, document: &Document, source: &Document) -> Utf8PathBuf {
    let directory = |file: &ContentFile| settings.language(file.language).content_dir.as_path();
    let (to, from) = (directory(&document.file), directory(&source.file));
    let path = &source.file.path;
    let below = to.join(path.strip_prefix(from).unwrap_or(path));
    if to != from {
        return below;
    }
    let code = &settings.language(document.file.language).code;
    let stem = below.file_stem().unwrap_or_default();
    let own = stem.rsplit_once('.').filter(|(_, code)| settings.language_by_code(code).is_some());
    let stem = own.map_or(stem, |(stem, _)| stem).to_owned();
    let extension = below.extension().unwrap_or_default().to_owned();
    below.with_file_name(format!("{stem}.{code}.{extension}"))
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
