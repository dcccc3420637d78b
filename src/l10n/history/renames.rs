//! Which names a file had before: git is asked for changes without renames, and most of these tell.

use std::collections::HashMap;

use camino::{Utf8Path, Utf8PathBuf};

/// A path with the blob that it had or got in a commit.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub path: &'a Utf8Path,
    pub blob: &'a str,
}

/// The former name of each file that was renamed.
#[derive(Debug, Default)]
pub(super) struct Renames(HashMap<Utf8PathBuf, Utf8PathBuf>);

impl Renames {
    /// Notes what a commit renamed, unless a newer commit renamed it, too; returns the former names that are
    /// new. A file keeps its content when it is renamed, or it becomes a bundle.
    pub(super) fn note(&mut self, added: &[Entry<'_>], removed: &[Entry<'_>]) -> Vec<Utf8PathBuf> {
        let by_blob: HashMap<&str, &Utf8Path> =
            removed.iter().map(|entry| (entry.blob, entry.path)).collect();
        let mut found = Vec::new();
        for entry in added {
            if self.0.contains_key(entry.path) {
                continue;
            }
            let same = || by_blob.get(entry.blob).copied();
            let bundle = || {
                let mut removed = removed.iter().map(|entry| entry.path);
                let page = page_of(entry.path);
                removed.find(|path| page_of(path) == page)
            };
            if let Some(former) = same().or_else(bundle) {
                self.0.insert(entry.path.to_owned(), former.to_owned());
                found.push(former.to_owned());
            }
        }
        found
    }

    /// A file's name and its former ones, new ones first.
    pub(super) fn names<'a>(&'a self, path: &'a Utf8Path) -> impl Iterator<Item = &'a Utf8Path> {
        /// Two files may have changed their names back and forth.
        const MOST: usize = 8;
        let next = |path: &&'a Utf8Path| self.0.get(*path).map(|former| &**former);
        std::iter::successors(Some(path), next).take(MOST)
    }
}

/// What `b.md` and `b/index.md` have in common.
fn page_of(path: &Utf8Path) -> Utf8PathBuf {
    match path.file_name() {
        Some("index.md" | "_index.md") => path.parent().unwrap_or(path).to_owned(),
        _ => path.with_extension(""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry<'a>(path: &'a str, blob: &'a str) -> Entry<'a> {
        Entry { path: Utf8Path::new(path), blob }
    }

    #[test]
    fn a_file_is_known_by_its_content_or_by_its_bundle() {
        let mut renames = Renames::default();
        let added = [entry("en/b/index.md", "2"), entry("en/new.md", "3"), entry("en/c.md", "9")];
        let removed = [entry("en/b.md", "1"), entry("en/old.md", "3"), entry("en/d.md", "8")];
        assert_eq!(renames.note(&added, &removed), ["en/b.md", "en/old.md"]);
        let names = |path: &str| {
            let names = renames.names(Utf8Path::new(path));
            names.map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(names("en/b/index.md"), ["en/b/index.md", "en/b.md"]);
        assert_eq!(names("en/c.md"), ["en/c.md"]);
    }

    #[test]
    fn names_that_change_back_and_forth_end() {
        let mut renames = Renames::default();
        renames.note(&[entry("a.md", "1")], &[entry("b.md", "1")]);
        renames.note(&[entry("b.md", "1")], &[entry("a.md", "1")]);
        assert_eq!(renames.names(Utf8Path::new("a.md")).count(), 8);
    }
}
