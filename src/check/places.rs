//! What there is to link to.

use std::collections::{BTreeMap, BTreeSet};

use camino::Utf8Path;

use super::pages::HtmlPage;
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
    /// What the server redirects by itself: a path, or the beginning of one.
    rules: Vec<Rule>,
    /// The first parts of all paths, and the second ones below the directory of a language.
    parts: BTreeSet<&'a str>,
}

/// A line of `_redirects`.
struct Rule {
    path: String,
    is_prefix: bool,
}

/// What an address within the site leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    There,
    /// The page is there, and the place in it is not.
    NoAnchor,
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
        let part = |path: &'a str| {
            let mut parts = path.split('/');
            let first = parts.next()?;
            if codes.contains(first) { parts.next() } else { Some(first) }
        };
        Self {
            artifacts,
            pages,
            origin: &settings.base_url.origin,
            mount: &settings.base_url.path,
            redirects: outcome.site.aliases.iter().map(|alias| alias.path.output()).collect(),
            rules: rules(world, artifacts),
            parts: artifacts.iter().filter_map(|(path, _)| part(path)).collect(),
        }
    }

    /// What is at a path below the root of the site, percent-decoded, without a slash at its start.
    pub(super) fn find(&self, path: &str, fragment: Option<&str>) -> Place {
        let Some(output) = self.output(path) else { return self.beyond(path) };
        let fragment = fragment.filter(|id| !matches!(*id, "" | "top") && !id.starts_with(":~:"));
        let (Some(id), Some(page)) = (fragment, self.pages.get(&output)) else {
            return Place::There;
        };
        let is_there = page.ids.contains(id) || self.redirects.contains(&output);
        if is_there { Place::There } else { Place::NoAnchor }
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
        let matches = |rule: &Rule| {
            let bare = whole.trim_end_matches('/');
            match rule.is_prefix {
                true => whole.starts_with(&rule.path),
                false => bare == rule.path.trim_end_matches('/'),
            }
        };
        if self.rules.iter().any(matches) {
            return Place::There;
        }
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let known = |part: Option<&str>| part.is_none_or(|part| self.parts.contains(part));
        match known(parts.next()) || known(parts.next()) {
            true => Place::Nowhere,
            false => Place::Elsewhere,
        }
    }

    /// The output that differs from a path by case or by its end only, as a path of the site.
    pub(super) fn nearly(&self, path: &str) -> Option<String> {
        let plain =
            |path: &str| path.trim_end_matches("index.html").trim_end_matches('/').to_lowercase();
        let wanted = plain(path);
        let mut outputs = self.artifacts.iter().map(|(output, _)| output);
        let found = outputs.find(|output| plain(output) == wanted)?;
        Some(format!("/{}", found.trim_end_matches("index.html")))
    }
}

/// The rules of a file `_redirects`, as Netlify and Cloudflare read it.
fn rules(world: &dyn World, artifacts: &Artifacts) -> Vec<Rule> {
    let file = match artifacts.get("_redirects") {
        Some(crate::artifact::Artifact::Copy(file)) => file.as_path(),
        _ => Utf8Path::new("static/_redirects"),
    };
    let text = world.read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let rule = |line: &str| {
        let path = line.split_whitespace().next()?;
        let path = path.starts_with('/').then_some(path)?;
        let end = path.find(['*', ':']);
        Some(Rule { path: path[..end.unwrap_or(path.len())].to_owned(), is_prefix: end.is_some() })
    };
    lines.filter_map(rule).collect()
}
