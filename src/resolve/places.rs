//! Where the pages of a site are, and by which names links find them there.
//!
//! When a page comes, goes or moves, few others change: those that link to it, or would if they could. Each page
//! remembers the names that its links have asked for, and is made again if one of them stands for something else.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use rayon::prelude::*;

use super::{Fallback, Page, SetId, TranslationSet};
use crate::locale::composed;
use crate::memo::Fingerprint;

/// What the last part of an address can be: a name that several pages may share. Letter case, and how accents are
/// composed, make no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceName(u64);

/// Where every page is.
#[derive(Debug)]
pub struct Places {
    /// Of all places.
    pub fingerprint: Fingerprint,
    sets: Vec<SetPlaces>,
}

/// Where the translations of one page and their files are.
#[derive(Debug)]
struct SetPlaces {
    fingerprint: Fingerprint,
    names: Vec<PlaceName>,
}

impl PlaceName {
    /// The name of a part of a path.
    pub fn new(part: &str) -> Self {
        let mut hasher = DefaultHasher::new();
        composed(part).to_lowercase().hash(&mut hasher);
        Self(hasher.finish())
    }

    /// The names under which the page `from` may find what it calls `path`, decoded: more than needed rather than
    /// fewer.
    ///
    /// ```text
    /// ../a/b.md   b.md, b
    /// /a/         a
    /// ..          every directory around the page
    /// ```
    pub fn asked(from: &Page, path: &str) -> Vec<Self> {
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        if matches!(stem(last), "" | "." | ".." | "index" | "_index") {
            let around = [path, &from.location, from.path.as_str()];
            let parts = around.into_iter().flat_map(|path| path.split('/'));
            return parts.chain([""]).map(Self::new).collect();
        }
        of_last(last).collect()
    }
}

/// A name as it stands, and without the extension of a page.
fn of_last(last: &str) -> impl Iterator<Item = PlaceName> {
    let stem = Some(stem(last)).filter(|stem| stem.len() < last.len());
    [Some(last), stem].into_iter().flatten().map(PlaceName::new)
}

fn stem(name: &str) -> &str {
    name.strip_suffix(".md").or_else(|| name.strip_suffix(".html")).unwrap_or(name)
}

impl Places {
    pub(super) fn new(pages: &[Page], sets: &[TranslationSet], fallbacks: &[Fallback]) -> Self {
        let mut shown: HashMap<SetId, Vec<&Fallback>> = HashMap::new();
        for fallback in fallbacks {
            shown.entry(fallback.set).or_default().push(fallback);
        }
        let of_set = |(index, set): (usize, &TranslationSet)| {
            let members: Vec<&Page> =
                set.members.values().map(|member| &pages[member.page.0]).collect();
            SetPlaces::new(&members, shown.get(&SetId(index)).map_or(&[], Vec::as_slice))
        };
        let sets: Vec<SetPlaces> = sets.par_iter().enumerate().map(of_set).collect();
        let order: Vec<_> = pages.iter().map(|page| (page.set, page.language)).collect();
        let prints: Vec<Fingerprint> = sets.iter().map(|set| set.fingerprint).collect();
        Self { fingerprint: Fingerprint::of(&(order, prints)), sets }
    }

    /// Of where a page and its translations are.
    pub fn of_set(&self, set: SetId) -> Fingerprint {
        self.sets[set.0].fingerprint
    }

    /// The names that may stand for something else here than they did `before`.
    pub fn changed_names(&self, before: &Self) -> HashSet<PlaceName> {
        if self.fingerprint == before.fingerprint {
            return HashSet::new();
        }
        let [now, then] = [self, before].map(|places| {
            places.sets.iter().map(|set| set.fingerprint).collect::<HashSet<Fingerprint>>()
        });
        let come = self.sets.iter().filter(|set| !then.contains(&set.fingerprint));
        let gone = before.sets.iter().filter(|set| !now.contains(&set.fingerprint));
        come.chain(gone).flat_map(|set| &set.names).copied().collect()
    }
}

impl SetPlaces {
    fn new(members: &[&Page], fallbacks: &[&Fallback]) -> Self {
        let place = |page: &&Page| {
            let file = page.document.as_ref().map(|document| &document.file);
            let place = (page.language, page.kind, &page.location, &page.section, &page.path);
            Fingerprint::of(&(place, page.is_rendered(), file))
        };
        let places: Vec<Fingerprint> = members.iter().map(place).collect();
        let shown: Vec<_> =
            fallbacks.iter().map(|fallback| (fallback.language, &fallback.path)).collect();
        let paths = members.iter().flat_map(|page| [page.path.as_str(), &page.location]);
        let paths = paths.chain(fallbacks.iter().map(|fallback| fallback.path.as_str()));
        let last = |path: &str| path.trim_end_matches('/').rsplit('/').next().map(str::to_owned);
        let names = paths.filter_map(last).flat_map(|last| of_last(&last).collect::<Vec<_>>());
        let mut names: Vec<PlaceName> = names.chain(names_of_files(members)).collect();
        names.sort_unstable();
        names.dedup();
        Self { fingerprint: Fingerprint::of(&(places, shown)), names }
    }
}

/// The names of the files of pages. `map.es.png` answers to `map.png`, too.
fn names_of_files(members: &[&Page]) -> impl Iterator<Item = PlaceName> {
    let documents = members.iter().filter_map(|page| page.document.as_ref());
    let files = documents.flat_map(|document| &document.file.resources);
    files.filter_map(|file| file.path.file_name()).flat_map(|name| {
        let parts: Vec<&str> = name.rsplitn(3, '.').collect();
        let neutral = match parts[..] {
            [extension, _, stem] => Some(PlaceName::new(&format!("{stem}.{extension}"))),
            _ => None,
        };
        [Some(PlaceName::new(name)), neutral].into_iter().flatten()
    })
}
