//! Misspelt keys.
//!
//! A site may have any keys. One is misspelt if it is almost a well-known one that its own page lacks, and that many more
//! pages of this site have; or if a single page has it and it differs by a slip that makes no other word.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parse::Document;

/// Keys that `site` and Hugo read, and those that documentation and blogs have in common.
const WELL_KNOWN: &[&str] = &[
    "aliases",
    "approvers",
    "author",
    "authors",
    "build",
    "canonicalUrl",
    "cascade",
    "content_type",
    "date",
    "description",
    "draft",
    "evergreen",
    "expiryDate",
    "headless",
    "images",
    "keywords",
    "lastmod",
    "layout",
    "linkTitle",
    "menu",
    "menus",
    "outputs",
    "params",
    "publishDate",
    "resources",
    "reviewers",
    "series",
    "sitemap",
    "slug",
    "summary",
    "title",
    "toc",
    "translationKey",
    "translator",
    "translators",
    "type",
    "url",
    "videos",
    "weight",
];

/// A well-known key is on so many pages for each one that has the misspelt one.
const TIMES: usize = 3;

/// On how many pages each key stands.
pub(crate) struct KeyCounts {
    known: BTreeSet<String>,
    counts: BTreeMap<String, usize>,
    /// Misspelt key -> the known one. There are few keys, and all pages have them.
    misspelt: BTreeMap<String, String>,
}

impl KeyCounts {
    pub(crate) fn new(settings: &Settings, documents: &[Arc<Document>]) -> Self {
        let taxonomies = settings.taxonomies.iter().map(|taxonomy| taxonomy.plural.as_str());
        let known = WELL_KNOWN.iter().copied().chain(taxonomies).map(str::to_lowercase);
        let mut counts = BTreeMap::new();
        for document in documents {
            for (key, _) in &document.front_matter.written.entries {
                *counts.entry(key.value.to_lowercase()).or_default() += 1;
            }
        }
        let mut counts = Self { known: known.collect(), counts, misspelt: BTreeMap::new() };
        let keys = counts.counts.keys();
        let meant = keys.filter_map(|key| Some((key.clone(), counts.meant(key)?.to_owned())));
        counts.misspelt = meant.collect();
        counts
    }

    /// Whether a key is well known.
    pub(super) fn is_known(&self, key: &str) -> bool {
        self.known.contains(&key.to_lowercase())
    }

    pub(super) fn look(&self, document: &Document, found: &mut Vec<Diagnostic>) {
        let written = &document.front_matter.written;
        for (key, _) in &written.entries {
            let meant = self.misspelt.get(&key.value.to_lowercase());
            let Some(meant) = meant.filter(|meant| written.get(meant).is_none()) else { continue };
            let known = WELL_KNOWN.iter().find(|name| name.eq_ignore_ascii_case(meant));
            let name = known.copied().unwrap_or(meant);
            let place = Place::span(&document.file.path, key.span);
            let mut message = format!("nothing reads the key `{}`", key.value);
            if self.is_common(meant, &key.value) {
                message += &format!("; {} pages have `{name}`", self.count(meant));
            }
            let problem = Diagnostic::new(Code::FrontMatterKey, message).at(place);
            found.push(problem.hint(format!("did you mean `{name}`?")));
        }
    }

    /// The known key that one in lower case is almost.
    fn meant(&self, key: &str) -> Option<&str> {
        if self.known.contains(key) {
            return None;
        }
        let near = self.known.iter().filter(|known| is_near(key, known));
        let meant = near.filter(|known| {
            self.is_common(known, key) || self.count(key) == 1 && is_slip(key, known)
        });
        meant.max_by_key(|known| self.count(known)).map(String::as_str)
    }

    /// Whether many more pages have the known key.
    fn is_common(&self, known: &str, key: &str) -> bool {
        self.count(known) >= TIMES * self.count(&key.to_lowercase()).max(1)
    }

    fn count(&self, key: &str) -> usize {
        self.counts.get(key).copied().unwrap_or_default()
    }
}

/// Whether one is the other with a slip of the fingers: one in a short word, two in a long one; or with other
/// separators between its words.
fn is_near(key: &str, known: &str) -> bool {
    let joined = |text: &str| text.replace(['-', '_', ' '], "");
    let slips = match known.len() {
        0..=3 => return false,
        4..=8 => 1,
        _ => 2,
    };
    let differs = key.len().abs_diff(known.len()) > slips + 2;
    !differs && (joined(key) == joined(known) || strsim::damerau_levenshtein(key, known) <= slips)
}

/// Whether two letters are in the wrong order, or one is lost or typed twice. With another letter a key may be another
/// word (`height`), and so it may without its last `s`, or without a letter of a short word (`tile`).
fn is_slip(key: &str, known: &str) -> bool {
    const LONG: usize = 7;
    let (key, known): (Vec<char>, Vec<char>) = (key.chars().collect(), known.chars().collect());
    let start = key.iter().zip(&known).take_while(|(one, other)| one == other).count();
    let is_long = known.len() >= LONG;
    let last = start.checked_sub(1).map(|last| key[last]);
    match (&key[start..], &known[start..]) {
        ([a, b, key @ ..], [c, d, known @ ..]) if a == d && b == c => key == known,
        (key, [lost, known @ ..]) if key == known => is_long && (*lost != 's' || !key.is_empty()),
        ([twice, key @ ..], known) if key == known => is_long && last == Some(*twice),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_near, is_slip};

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        for (key, known) in [
            ("titel", "title"),
            ("transltor", "translator"),
            ("link_title", "linktitle"),
            ("wieght", "weight"),
        ] {
            assert!(is_near(key, known), "{key} {known}");
        }
        for (key, known) in
            [("tile_id", "title"), ("dates", "url"), ("role", "url"), ("track", "translator")]
        {
            assert!(!is_near(key, known), "{key} {known}");
        }
    }

    #[test]
    fn a_slip_makes_no_other_word() {
        for (key, known) in [
            ("titel", "title"),
            ("darft", "draft"),
            ("descripton", "description"),
            ("wieght", "weight"),
            ("summmary", "summary"),
        ] {
            assert!(is_slip(key, known), "{key} {known}");
        }
        for (key, known) in
            [("height", "weight"), ("image", "images"), ("autor", "author"), ("titles", "title")]
        {
            assert!(!is_slip(key, known), "{key} {known}");
        }
    }
}
