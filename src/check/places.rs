//! What there is to link to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::pages::HtmlPage;
use super::redirects::{Rule, rules};
use crate::artifact::Artifacts;
use crate::pipeline::Outcome;
use crate::world::World;

/// The files of a site and the places in them.
pub(super) struct Places<'a> {
    artifacts: &'a Artifacts,
    pages: &'a BTreeMap<String, HtmlPage>,
    /// Scheme and host of the site, and the path that it is mounted at.
    pub origin: &'a str,
    pub mount: &'a str,
    /// Output paths of pages that only lead to others: their places are those of another page.
    redirects: BTreeSet<String>,
    /// What the server redirects by itself.
    rules: Vec<Rule>,
    codes: BTreeSet<&'a str>,
    /// The first parts of all paths, and the second ones below the directory of a language.
    parts: BTreeSet<&'a str>,
    /// Each output by its address without case and end.
    plain: HashMap<String, &'a str>,
    /// What the directories of print views are called.
    print_directory: &'a str,
}

/// What an address within the site leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The output that is there, if it is one: a server may redirect to another site.
    There(Option<String>),
    /// The output that is there once the server has added a slash.
    WithSlash(String),
    /// The page is there, and the place in it is not.
    NoAnchor(String),
    /// In a part of the site that was not built here.
    Elsewhere,
    Nowhere,
}

impl<'a> Places<'a> {
    pub(super) fn new(
        world: &dyn World,
        outcome: &'a Outcome,
        pages: &'a BTreeMap<String, HtmlPage>,
    ) -> Self {
        let settings = &outcome.settings;
        let artifacts = &outcome.artifacts;
        let codes: BTreeSet<&str> =
            settings.languages.iter().map(|language| language.code.as_str()).collect();
        let mut plainly = HashMap::new();
        for (output, _) in artifacts.iter() {
            plainly.entry(plain(output)).or_insert(output);
        }
        Self {
            artifacts,
            pages,
            origin: &settings.base_url.origin,
            mount: &settings.base_url.path,
            redirects: outcome.site.aliases.iter().map(|alias| alias.path.output()).collect(),
            rules: rules(world, artifacts),
            parts: artifacts.iter().filter_map(|(path, _)| part(&codes, path)).collect(),
            codes,
            plain: plainly,
            print_directory: &settings.outputs.print_directory,
        }
    }

    /// What is at a path below the root of the site, percent-decoded, without a slash at its start.
    pub(super) fn find(&self, path: &str, fragment: Option<&str>) -> Place {
        let Some(output) = self.output(path) else { return self.beyond(path) };
        let fragment = fragment.filter(|id| !matches!(*id, "" | "top") && !id.starts_with(":~:"));
        if let (Some(id), Some(page)) = (fragment, self.pages.get(&output)) {
            let is_there = page.ids.contains(id) || self.redirects.contains(&output);
            if !is_there {
                return Place::NoAnchor(output);
            }
        }
        let is_directory = output.strip_prefix(path) == Some("/index.html");
        if is_directory && !path.is_empty() {
            Place::WithSlash(output)
        } else {
            Place::There(Some(output))
        }
    }

    /// The file that a server sends for a path.
    fn output(&self, path: &str) -> Option<String> {
        let bare = path.trim_end_matches('/');
        let index =
            if bare.is_empty() { "index.html".to_owned() } else { format!("{bare}/index.html") };
        let candidates = [index, bare.to_owned(), format!("{bare}.html")];
        let mut candidates = candidates.into_iter().take(if path.ends_with('/') { 1 } else { 3 });
        candidates.find(|output| self.artifacts.get(output).is_some())
    }

    /// What is at a path that no file has.
    fn beyond(&self, path: &str) -> Place {
        let whole = format!("/{path}");
        if self.rules.iter().any(|rule| rule.matches(&whole)) || self.is_part_of_print(path) {
            return Place::There(None);
        }
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let known = |part: Option<&str>| part.is_none_or(|part| self.parts.contains(part));
        match known(parts.next()) || known(parts.next()) {
            true => Place::Nowhere,
            false => Place::Elsewhere,
        }
    }

    /// Whether it is a further part of a print view, `2/` or `2024/`. A check does not know their sizes.
    fn is_part_of_print(&self, path: &str) -> bool {
        let parts = path.trim_end_matches('/').rsplit_once('/');
        parts.is_some_and(|(view, part)| {
            part.bytes().all(|byte| byte.is_ascii_digit())
                && view.rsplit('/').next() == Some(self.print_directory)
                && self.artifacts.get(&format!("{view}/index.html")).is_some()
        })
    }

    /// The part of the site that a path is in.
    pub(super) fn part<'p>(&self, path: &'p str) -> Option<&'p str> {
        part(&self.codes, path)
    }

    /// The address that differs from a path by case or by its end only, as a path of the site.
    pub(super) fn nearly(&self, path: &str) -> Option<String> {
        let found = self.plain.get(&plain(path))?;
        Some(format!("/{}", found.strip_suffix("index.html").unwrap_or(found)))
    }

    /// Whether the page at an output path has an id.
    pub(super) fn has_id(&self, output: &str, id: &str) -> bool {
        self.pages.get(output).is_some_and(|page| page.ids.contains(id))
    }

    /// The ids of the page at an output path.
    pub(super) fn ids(&self, output: &str) -> impl Iterator<Item = &str> {
        self.pages.get(output).into_iter().flat_map(|page| page.ids.iter().map(String::as_str))
    }

    /// Whether the page at an output path only leads to another.
    pub(super) fn is_redirect(&self, output: &str) -> bool {
        self.redirects.contains(output)
    }
}

/// The first part of a path, or the second below the directory of a language.
fn part<'p>(codes: &BTreeSet<&str>, path: &'p str) -> Option<&'p str> {
    let mut parts = path.split('/');
    let first = parts.next()?;
    if codes.contains(first) { parts.next() } else { Some(first) }
}

/// An address without case and without what a server may add to it.
fn plain(path: &str) -> String {
    let path = path.strip_suffix("index.html").unwrap_or(path);
    path.trim_end_matches('/').to_lowercase()
}
