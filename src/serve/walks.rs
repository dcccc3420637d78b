//! Which files there are in a directory that was walked before, as long as none came or went.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::Batch;
use crate::world::{DiskWorld, EntryKind, Walk};

/// What walks have found, by the directory that they began in.
#[derive(Debug, Default)]
pub(super) struct Walks {
    walks: BTreeMap<Utf8PathBuf, Option<Walk>>,
}

impl Walks {
    pub(super) fn get(&self, dir: &Utf8Path) -> Option<&Option<Walk>> {
        self.walks.get(dir)
    }

    /// Keeps what can be kept. Links lead to where no event is told of, and a problem may have another
    /// cause by the next time.
    pub(super) fn keep(&mut self, dir: &Utf8Path, walk: &Option<Walk>) {
        if walk.as_ref().is_none_or(|walk| !walk.has_links && walk.problems.is_empty()) {
            self.walks.insert(dir.to_owned(), walk.clone());
        }
    }

    /// Forgets the walks that would give something else now, as far as what was touched tells.
    pub(super) fn forget(&mut self, touched: &Batch, world: &DiskWorld) {
        if touched.is_unknown {
            self.walks.clear();
        }
        for path in &touched.paths {
            let entry = world.entry(path);
            self.walks.retain(|dir, walk| {
                let is_above = dir.starts_with(path);
                !is_above && (!path.starts_with(dir) || is_as_before(walk, path, entry))
            });
        }
    }
}

/// Whether a walk that came by `path` would find there what it found.
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
    use crate::world::World;

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
}
