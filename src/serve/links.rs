//! The other names that links give to files.
//!
//! Events name a file by its real path only, so that path identifies whatever is behind a link.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::Batch;

/// Symbolic links, each with the real path that it leads to.
#[derive(Clone, Debug, Default)]
pub(super) struct SymbolicLinks(BTreeMap<Utf8PathBuf, Utf8PathBuf>);

impl SymbolicLinks {
    pub(super) fn extend(&mut self, links: &BTreeMap<Utf8PathBuf, Utf8PathBuf>) {
        self.0.extend(links.iter().map(|(link, target)| (link.clone(), target.clone())));
    }

    pub(super) fn insert(&mut self, link: Utf8PathBuf, target: Utf8PathBuf) {
        self.0.insert(link, target);
    }

    /// The touched paths under all their names.
    pub(super) fn all_names(&self, touched: &Batch) -> Batch {
        let others = touched.paths.iter().flat_map(|path| names(&self.0, path));
        let paths = touched.paths.iter().cloned().chain(others).collect();
        Batch { paths, ..touched.clone() }
    }

    /// The real path of `path`; `None` if no part of it is a link.
    pub(super) fn real(&self, path: &Utf8Path) -> Option<Utf8PathBuf> {
        path.ancestors().find_map(|above| {
            let target = self.0.get(above)?;
            Some(joined(target, path.strip_prefix(above).ok()?))
        })
    }
}

/// The other names that `links` give to a real path.
pub(super) fn names<'l>(
    links: &'l BTreeMap<Utf8PathBuf, Utf8PathBuf>,
    real: &'l Utf8Path,
) -> impl Iterator<Item = Utf8PathBuf> + 'l {
    links.iter().filter_map(|(link, target)| Some(joined(link, real.strip_prefix(target).ok()?)))
}

/// Joins paths; a directory joined with an empty path would otherwise end in a slash.
fn joined(directory: &Utf8Path, rest: &Utf8Path) -> Utf8PathBuf {
    if rest.as_str().is_empty() { directory.to_owned() } else { directory.join(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_link_decides() {
        let mut links = SymbolicLinks::default();
        links.insert("content/a".into(), "static/a".into());
        links.insert("content/a/deep".into(), "data".into());
        for (path, real) in [
            ("content/a", Some("static/a")),
            ("content/a/b.md", Some("static/a/b.md")),
            ("content/a/deep/c.toml", Some("data/c.toml")),
            ("content/ab.md", None),
            ("static/a/b.md", None),
        ] {
            assert_eq!(links.real(path.into()), real.map(Utf8PathBuf::from), "{path}");
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
