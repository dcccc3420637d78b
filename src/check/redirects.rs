//! What a server redirects by itself: the file `_redirects`, as Netlify and Cloudflare read it.

use bytes::Bytes;
use camino::Utf8Path;

use crate::artifact::Artifacts;
use crate::world::World;

/// A line of `_redirects`.
pub(super) struct Rule {
    path: String,
    is_prefix: bool,
}

impl Rule {
    /// Whether the rule answers for a path that begins with a slash.
    pub(super) fn matches(&self, path: &str) -> bool {
        match self.is_prefix {
            true => path.starts_with(&self.path) || format!("{path}/") == self.path,
            false => path.trim_end_matches('/') == self.path.trim_end_matches('/'),
        }
    }
}

/// The rules of a site.
pub(super) fn rules(world: &dyn World, artifacts: &Artifacts) -> Vec<Rule> {
    let bytes = match artifacts.get("_redirects") {
        Some(file) => file.read(world),
        None => world.read(Utf8Path::new("static/_redirects")).map(Bytes::from),
    };
    let bytes = bytes.unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let rule = |line: &str| {
        let path = line.split_whitespace().next()?;
        let path = path.starts_with('/').then_some(path)?;
        let end = path.find(['*', ':']);
        Some(Rule { path: path[..end.unwrap_or(path.len())].to_owned(), is_prefix: end.is_some() })
    };
    lines.filter_map(rule).collect()
}
