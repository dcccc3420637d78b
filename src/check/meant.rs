//! What a faulty link most likely means.

use std::collections::{BTreeMap, HashMap};

use super::history::Moved;
use super::links::{Fault, FaultyLink};
use super::places::Places;
use crate::config::LanguageId;
use crate::pipeline::Outcome;
use crate::resolve::{Page, PageId};

/// What a link most likely means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Meant {
    pub hint: Option<String>,
    /// The address to write instead, where it is certain.
    pub address: Option<String>,
}

/// Pages by what a link may still know of them.
pub(super) struct Meanings<'a> {
    outcome: &'a Outcome,
    places: &'a Places<'a>,
    moved: &'a Moved,
    /// By the last part of the address; `None` where two pages share it.
    by_name: HashMap<(LanguageId, String), Option<PageId>>,
    /// By the title in lower case.
    by_title: HashMap<(LanguageId, String), Option<PageId>>,
    /// The last parts of the addresses directly below an address.
    below: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Meanings<'a> {
    pub(super) fn new(outcome: &'a Outcome, places: &'a Places<'a>, moved: &'a Moved) -> Self {
        let (mut by_name, mut by_title) = (HashMap::new(), HashMap::new());
        let mut below: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for page in outcome.site.pages.iter().filter(|page| page.is_rendered()) {
            let (parent, name) = split(page.path.as_str());
            below.entry(parent).or_default().push(name);
            if page.document.is_some() {
                note(&mut by_name, page, name);
                note(&mut by_title, page, &page.title);
            }
        }
        Self { outcome, places, moved, by_name, by_title, below }
    }

    /// How a link may be written: as the HTML has it; or without the directory of the site or with its host, which a build
    /// adds and takes away.
    pub(super) fn forms(&self, link: &FaultyLink) -> Vec<String> {
        let Places { origin, mount, .. } = *self.places;
        let address = &link.address;
        let mut forms = vec![address.clone()];
        if let Some(below) = address.strip_prefix(mount) {
            if mount.len() > 1 {
                forms.push(format!("/{below}"));
            }
            forms.push(format!("{origin}{address}"));
        }
        forms
    }

    /// What a link of a page means, whose text is `words` as far as that is known.
    pub(super) fn of(&self, link: &FaultyLink, language: LanguageId, words: &str) -> Meant {
        match &link.fault {
            Fault::Inexact(path) | Fault::Slash(path) => {
                Meant { hint: Some(did_you_mean(path)), address: self.written(link, path) }
            }
            Fault::Insecure => {
                let address = link.address.split_once("://");
                let address = address.map(|(_, rest)| format!("https://{rest}"));
                let hint = address.as_deref().map(did_you_mean);
                Meant { hint, address }
            }
            Fault::Anchor(output) => self.anchor(link, output),
            Fault::Page | Fault::File => self.page(link, language, words),
            Fault::Other(output) => {
                let found = self.outcome.site.urls.find(&address_of(output));
                let found = found.map(|id| self.outcome.site.page(id));
                let own = found.and_then(|page| self.outcome.site.translation(page, language));
                let hint = own.map(|page| {
                    format!("the page in the reader's language is `{}`", page.path.as_str())
                });
                Meant { hint, address: None }
            }
        }
    }

    fn page(&self, link: &FaultyLink, language: LanguageId, words: &str) -> Meant {
        let bare = link.target.path.trim_end_matches('/');
        if let Some(path) = self.moved.get(bare) {
            let hint = Some(format!("it has moved to `{path}`"));
            return Meant { hint, address: self.written(link, path) };
        }
        let whole = format!("/{bare}");
        let (parent, name) = split(&whole);
        let titled = || self.find(&self.by_title, language, words);
        let named = || self.find(&self.by_name, language, name);
        let beside = || {
            let names = self.below.get(parent)?.iter().copied();
            let near = almost(name, names)?;
            Some(format!("{}/{near}/", parent.trim_end_matches('/')))
        };
        let path = named().or_else(titled).or_else(beside);
        Meant { hint: path.as_deref().map(did_you_mean), address: None }
    }

    fn find(
        &self,
        index: &HashMap<(LanguageId, String), Option<PageId>>,
        language: LanguageId,
        name: &str,
    ) -> Option<String> {
        let name = name.trim().to_lowercase();
        if name.is_empty() {
            return None;
        }
        let languages = [language, self.outcome.settings.default_language];
        let mut ids = languages.into_iter().filter_map(|id| index.get(&(id, name.clone())));
        let id = (*ids.next()?)?;
        Some(self.outcome.site.page(id).path.as_str().to_owned())
    }

    /// An id that differs in case or in what stands between words is meant for certain, if it is the only one.
    fn anchor(&self, link: &FaultyLink, output: &str) -> Meant {
        let Some(wanted) = &link.target.fragment else { return Meant::default() };
        let plain = plain_id(wanted);
        let mut alike = self.places.ids(output).filter(|id| plain_id(id) == plain);
        if let (Some(id), None, false) = (alike.next(), alike.next(), plain.is_empty()) {
            let before = link.address.split_once('#').map(|(before, _)| before);
            let is_plain = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            let address = before.filter(|_| is_plain).map(|before| format!("{before}#{id}"));
            return Meant { hint: Some(did_you_mean(&format!("#{id}"))), address };
        }
        let near = almost(wanted, self.places.ids(output));
        Meant { hint: near.map(|id| did_you_mean(&format!("#{id}"))), address: None }
    }

    /// A path of the site, written as the link is: with the host or the directory of the site before it.
    fn written(&self, link: &FaultyLink, path: &str) -> Option<String> {
        let address = &link.address;
        if address.contains('?') {
            return None;
        }
        let Places { origin, mount, .. } = *self.places;
        let whole = format!("{origin}{mount}");
        let prefix = if address.starts_with(&whole) {
            whole.as_str()
        } else if address.contains("://") || address.starts_with("//") {
            return None;
        } else if mount.len() > 1 && address.starts_with(mount) {
            mount
        } else {
            "/"
        };
        let fragment = match address.split_once('#') {
            Some((_, id)) => {
                let decoded = link.target.fragment.as_deref()?;
                let output = match path.ends_with('/') {
                    true => format!("{}index.html", path.trim_start_matches('/')),
                    false => path.trim_start_matches('/').to_owned(),
                };
                self.places.has_id(&output, decoded).then(|| format!("#{id}"))?
            }
            None => String::new(),
        };
        Some(format!("{prefix}{}{fragment}", path.trim_start_matches('/')))
    }
}

fn did_you_mean(address: &str) -> String {
    format!("did you mean `{address}`?")
}

fn note(index: &mut HashMap<(LanguageId, String), Option<PageId>>, page: &Page, name: &str) {
    let named = index.entry((page.language, name.to_lowercase()));
    named.and_modify(|other| *other = None).or_insert(Some(page.id));
}

/// What is above an address, and its last part.
fn split(path: &str) -> (&str, &str) {
    path.trim_end_matches('/').rsplit_once('/').unwrap_or(("", ""))
}

fn address_of(output: &str) -> String {
    format!("/{}", output.strip_suffix("index.html").unwrap_or(output))
}

/// What differs from a name by two slips at most, and neither at its beginning nor at its end. A page has thousands of
/// neighbours, and most can be told apart at a glance.
fn almost<'n>(name: &str, others: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    const SLIPS: usize = 2;
    const SAME: usize = 3;
    let same = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
        one.zip(other).take(SAME).all(|(one, other)| one == other)
    };
    let is_alike = |other: &&str| {
        other.len().abs_diff(name.len()) <= 4 * SLIPS
            && (same(&mut name.chars(), &mut other.chars())
                || same(&mut name.chars().rev(), &mut other.chars().rev()))
    };
    let rated =
        others.filter(is_alike).map(|other| (strsim::damerau_levenshtein(other, name), other));
    let near = rated.filter(|(slips, _)| (1..=SLIPS).contains(slips) && *slips * 3 <= name.len());
    near.min().map(|(_, other)| other)
}

/// An id without case, and without what stands between its words.
fn plain_id(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
