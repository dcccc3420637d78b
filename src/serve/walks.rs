//! Remembers which files a directory has, as long as none appears or disappears.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::Batch;
use super::links::names;
use crate::world::{EntryKind, Walk, World};

/// The results of walks, by the directory in which they began.
#[derive(Debug, Default)]
pub(super) struct Walks {
    walks: BTreeMap<Utf8PathBuf, Option<Walk>>,
}

impl Walks {
    pub(super) fn get(&self, dir: &Utf8Path) -> Option<&Option<Walk>> {
        self.walks.get(dir)
    }

    /// Keeps a walk, unless it had problems: those may have another cause by the next time.
    pub(super) fn keep(&mut self, dir: &Utf8Path, walk: &Option<Walk>) {
        if walk.as_ref().is_none_or(|walk| walk.problems.is_empty()) {
            self.walks.insert(dir.to_owned(), walk.clone());
        }
    }

    /// Forgets the walks whose results may be different now, given what was touched.
    pub(super) fn forget(&mut self, touched: &Batch, world: &dyn World) {
        if touched.is_unknown {
            self.walks.clear();
        }
        for path in &touched.paths {
            let entry = world.entry(path);
            self.walks.retain(|dir, walk| {
                let stays =
                    |path: &Utf8Path| !path.starts_with(dir) || is_as_before(walk, path, entry);
                let mut links = walk.iter().flat_map(|walk| &walk.links);
                let is_file = entry == Some(EntryKind::File);
                let leads_below = !is_file && links.any(|(_, target)| target.starts_with(path));
                let mut names = walk.iter().flat_map(|walk| names(&walk.links, path));
                !dir.starts_with(path)
                    && !leads_below
                    && stays(path)
                    && names.all(|name| stays(&name))
            });
        }
    }
}

/// Whether a walk would still find the same at `path`.
fn is_as_before(walk: &Option<Walk>, path: &Utf8Path, entry: Option<EntryKind>) -> bool {
    let files = walk.as_ref().map_or(&[][..], |walk| walk.files.as_slice());
    match entry {
        Some(EntryKind::File) => files.binary_search_by(|file| file.as_path().cmp(path)).is_ok(),
        Some(EntryKind::Other) => false,
        None => !files.iter().any(|file| file.starts_with(path)),
    }
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "walks are of real directories")]
mod tests {
    use std::fs;

    use super::*;
    use crate::world::DiskWorld;

    #[test]
    fn a_walk_is_kept_until_a_file_comes_or_goes() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        fs::create_dir_all(root.join("content/a")).expect("made");
        fs::write(root.join("content/a/one.md"), "1").expect("written");
        let world = DiskWorld::open(root, None).expect("a world");
        let content = Utf8Path::new("content");
        let is_kept = |path: &str, happens: &dyn Fn()| {
            let mut walks = Walks::default();
            walks.keep(content, &world.walk(content));
            happens();
            walks.forget(&Batch::of([path]), &world);
            walks.get(content).is_some()
        };
        let write = |path: &str| fs::write(root.join(path), "2").expect("written");
        assert!(is_kept("content/a/one.md", &|| write("content/a/one.md")));
        assert!(is_kept("content/a/gone.tmp", &|| {}));
        assert!(is_kept("static/x.png", &|| {}));
        assert!(!is_kept("content/a/two.md", &|| write("content/a/two.md")));
        assert!(!is_kept("content/a/two.md", &|| {
            fs::remove_file(root.join("content/a/two.md")).expect("removed");
        }));
        assert!(!is_kept("content/b", &|| fs::create_dir(root.join("content/b")).expect("made")));
        assert!(!is_kept("content/a", &|| {
            fs::remove_dir_all(root.join("content/a")).expect("removed");
        }));
        assert!(!is_kept("content", &|| {}));
    }

    #[cfg(unix)]
    #[test]
    fn a_walk_through_links_is_kept_until_a_file_comes_or_goes_behind_them() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        fs::create_dir_all(root.join("content")).expect("made");
        fs::create_dir_all(root.join("static/a")).expect("made");
        fs::write(root.join("static/a/one.txt"), "1").expect("written");
        std::os::unix::fs::symlink("../static/a", root.join("content/link")).expect("a link");
        std::os::unix::fs::symlink("../static/a/one.txt", root.join("content/x.txt"))
            .expect("a link");
        let world = DiskWorld::open(root, None).expect("a world");
        let content = Utf8Path::new("content");
        let is_kept = |path: &str, happens: &dyn Fn()| {
            let mut walks = Walks::default();
            walks.keep(content, &world.walk(content));
            happens();
            walks.forget(&Batch::of([path]), &world);
            walks.get(content).is_some()
        };
        assert!(is_kept("static/a/one.txt", &|| {}));
        assert!(is_kept("static/other.txt", &|| {}));
        assert!(!is_kept("static/a/two.txt", &|| {
            fs::write(root.join("static/a/two.txt"), "2").expect("written");
        }));
        assert!(!is_kept("content/link", &|| {}));
        assert!(!is_kept("static/a", &|| {}));
        assert!(!is_kept("static/a/one.txt", &|| {
            fs::remove_file(root.join("static/a/one.txt")).expect("removed");
        }));
    }
}
