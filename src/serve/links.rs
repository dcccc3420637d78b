//! The other names that links give to files.
//!
//! Events name a file by its real path only, so that path identifies whatever is behind a link.

use std::collections::{BTreeMap, HashMap};

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::Batch;

/// Symbolic links, each with the real path that it leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct SymbolicLinks(HashMap<String, Utf8PathBuf>);

impl SymbolicLinks {
    pub(super) fn extend(&mut self, links: &BTreeMap<Utf8PathBuf, Utf8PathBuf>) {
        self.0.extend(links.iter().map(|(link, target)| (link.to_string(), target.clone())));
    }

    pub(super) fn insert(&mut self, link: Utf8PathBuf, target: Utf8PathBuf) {
        self.0.insert(link.into_string(), target);
    }

    /// The touched paths under all their names.
    pub(super) fn all_names(&self, touched: &Batch) -> Batch {
        let links = || self.0.iter().map(|(link, target)| (Utf8Path::new(link), &**target));
        let others = touched.paths.iter().flat_map(|path| other_names(links(), path));
        let paths = touched.paths.iter().cloned().chain(others).collect();
        Batch { paths, ..touched.clone() }
    }

    /// Where the links in `path` lead, each followed by the rest of it: the real path of what it names comes first, and
    /// the places of links behind links after it. None if no part of it is a link.
    pub(super) fn places(&self, path: &Utf8Path) -> Vec<Utf8PathBuf> {
        // Every file of a site is asked for in every build.
        if self.0.is_empty() {
            return Vec::new();
        }
        let path = path.as_str();
        let above = path.rmatch_indices('/').map(|(slash, _)| (&path[..slash], &path[slash + 1..]));
        let links = std::iter::once((path, "")).chain(above).filter_map(|(above, rest)| {
            let target = self.0.get(above)?;
            Some(joined(target, Utf8Path::new(rest)))
        });
        links.collect()
    }
}

/// The other names that `links` give to a real path.
pub(super) fn names<'l>(
    links: &'l BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    real: &'l Utf8Path,
) -> impl Iterator<Item = Utf8PathBuf> + 'l {
    other_names(links.iter().map(|(link, target)| (&**link, &**target)), real)
}

fn other_names<'l>(
    links: impl Iterator<Item = (&'l Utf8Path, &'l Utf8Path)> + 'l,
    real: &'l Utf8Path,
) -> impl Iterator<Item = Utf8PathBuf> + 'l {
    links.filter_map(|(link, target)| Some(joined(link, real.strip_prefix(target).ok()?)))
}

/// Joins paths; a directory joined with an empty path would otherwise end in a slash.
fn joined(directory: &Utf8Path, rest: &Utf8Path) -> Utf8PathBuf {
    if rest.as_str().is_empty() { directory.to_owned() } else { directory.join(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_link_comes_first() {
        let mut links = SymbolicLinks::default();
        links.insert("content/a".into(), "static/a".into());
        links.insert("content/a/deep".into(), "data".into());
        for (path, places) in [
            ("content/a", &["static/a"][..]),
            ("content/a/b.md", &["static/a/b.md"]),
            ("content/a/deep/c.toml", &["data/c.toml", "static/a/deep/c.toml"]),
            ("content/ab.md", &[]),
            ("static/a/b.md", &[]),
        ] {
            assert_eq!(links.places(path.into()), places, "{path}");
        }
    }

    #[test]
    fn a_file_has_a_name_for_each_link() {
        let links = BTreeMap::from([
            ("content/a".into(), "static".into()),
            ("content/b.txt".into(), "static/x.txt".into()),
            ("content/c".into(), "data".into()),
        ]);
        let names: Vec<Utf8PathBuf> = names(&links, "static/x.txt".into()).collect();
        assert_eq!(names, ["content/a/x.txt", "content/b.txt"]);
    }
}
