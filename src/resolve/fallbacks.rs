//! Which languages show a page that nobody has translated: `[fallback] pages`.
//!
//! A fallback is not a [`Page`]. Lists, feeds, sitemaps, terms and translation sets hold what was
//! written in their language, so none of them can come upon one by mistake.

use std::collections::BTreeSet;

use super::permalink::Permalinks;
use super::urls::{AliasPlace, alias_path};
use super::{Alias, Page, PageId, PagePath, SetId, Site, TranslationSet, UrlMap};
use crate::artifact::{OutputKind, check_name};
use crate::config::{LanguageId, PageKind, Settings};

/// The address in one language at which a page of another is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Fallback {
    /// The translations that lack this one.
    pub set: SetId,
    /// The reader's language.
    pub language: LanguageId,
    /// The page whose text is shown.
    pub source: PageId,
    pub path: PagePath,
}

/// The fallbacks of all pages, in the order of their sets and languages. Those of an old address of the
/// source are added to `aliases`.
pub(super) fn choose(
    permalinks: &Permalinks<'_>,
    pages: &[Page],
    sets: &[TranslationSet],
    urls: &UrlMap,
    aliases: &mut Vec<Alias>,
) -> Vec<Fallback> {
    let settings = permalinks.settings();
    if !settings.fallback_pages {
        return Vec::new();
    }
    // What somebody wrote for an address comes first, be it a page or an old address.
    let mut taken: BTreeSet<PagePath> = aliases.iter().map(|alias| alias.path.clone()).collect();
    let mut chosen = Vec::new();
    for (index, set) in sets.iter().enumerate() {
        for language in set.missing(settings) {
            let Some(source) = source(settings, pages, set, language) else { continue };
            let path = permalinks.in_language(source, language);
            if urls.get(&path).is_none() && taken.insert(path.clone()) {
                chosen.push(Fallback { set: SetId(index), language, source: source.id, path });
            }
        }
    }
    for fallback in &chosen {
        let old = old_addresses(settings, &pages[fallback.source.0], fallback);
        let free = old.filter(|path| urls.get(path).is_none() && taken.insert(path.clone()));
        let (page, language) = (fallback.source, Some(fallback.language));
        aliases.extend(free.map(|path| Alias { path, page, fallback: language }));
    }
    chosen
}

/// The aliases of a source as they are in the language of its fallback.
fn old_addresses<'a>(
    settings: &'a Settings,
    source: &'a Page,
    fallback: &'a Fallback,
) -> impl Iterator<Item = PagePath> + 'a {
    let document = source
        .document
        .as_deref()
        .filter(|document| settings.language(document.file.language).has_aliases);
    let written = document.into_iter().flat_map(|document| &document.front_matter.aliases);
    let place =
        AliasPlace { language: fallback.language, path: &fallback.path, section: &source.section };
    let paths = written.filter_map(move |alias| alias_path(settings, &place, &alias.value));
    // What is wrong with an alias is said of the source.
    paths.filter(|path| check_name(&path.output(), OutputKind::Made).is_ok())
}

/// The member of a set that readers of a language are shown: in the first of their language's
/// alternatives that has it, else in the default language.
fn source<'a>(
    settings: &Settings,
    pages: &'a [Page],
    set: &TranslationSet,
    language: LanguageId,
) -> Option<&'a Page> {
    let alternatives = settings.language(language).alternatives.iter().copied();
    let shown = |page: &&Page| page.kind == PageKind::Page && page.is_rendered();
    alternatives
        .chain([settings.default_language])
        .filter_map(|language| set.members.get(&language))
        .map(|member| &pages[member.page.0])
        .find(shown)
}

impl Site {
    /// The fallback for a page in a language that lacks it.
    pub fn fallback(&self, page: &Page, language: LanguageId) -> Option<&Fallback> {
        let place =
            |fallback: &Fallback| (fallback.set, fallback.language).cmp(&(page.set, language));
        self.fallbacks.binary_search_by(place).ok().map(|index| &self.fallbacks[index])
    }

    /// The addresses at which a page is shown to readers of other languages.
    pub fn fallbacks_of(&self, page: &Page) -> impl Iterator<Item = &Fallback> {
        let start = self.fallbacks.partition_point(|fallback| fallback.set < page.set);
        let set = self.fallbacks[start..].iter().take_while(|fallback| fallback.set == page.set);
        set.filter(|fallback| fallback.source == page.id)
    }

    /// The section above a fallback in its own language.
    pub fn fallback_parent(&self, fallback: &Fallback) -> &Page {
        let above = self.page(fallback.source).parent.map(|parent| self.page(parent));
        let nearest = above.and_then(|above| self.nearest_translation(above, fallback.language));
        nearest.unwrap_or_else(|| self.page(self.homes[fallback.language.0]))
    }
}
