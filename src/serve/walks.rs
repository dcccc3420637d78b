//! Remembers which files a directory has, and where files of a name are, as long as none appears or disappears.

use std::collections::BTreeMap;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};

use super::gather::Batch;
use super::links::names;
use crate::world::{EntryKind, Walk, World, marks_foreign};

/// The results of walks and of searches.
#[derive(Debug, Default)]
pub(super) struct Walks {
    /// By the directory in which the walk began.
    walks: BTreeMap<Utf8PathBuf, Option<Arc<Walk>>>,
    /// The files of a name. One that appears where nobody watches is found by the next search.
    named: BTreeMap<String, Vec<Utf8PathBuf>>,
}

impl Walks {
    pub(super) fn get(&self, dir: &Utf8Path) -> Option<&Option<Arc<Walk>>> {
        self.walks.get(dir)
    }

    /// Keeps a walk, unless it had problems: those may have another cause by the next time.
    pub(super) fn keep(&mut self, dir: &Utf8Path, walk: &Option<Arc<Walk>>) {
        if walk.as_ref().is_none_or(|walk| walk.problems.is_empty()) {
            self.walks.insert(dir.to_owned(), walk.clone());
        }
    }

    pub(super) fn named(&self, name: &str) -> Option<&Vec<Utf8PathBuf>> {
        self.named.get(name)
    }

    pub(super) fn keep_named(&mut self, name: &str, files: &[Utf8PathBuf]) {
        self.named.insert(name.to_owned(), files.to_vec());
    }

    /// Forgets what may be different now, given what was touched.
    pub(super) fn forget(&mut self, touched: &Batch, world: &dyn World) {
        if touched.is_unknown {
            *self = Self::default();
        }
        let walked: Vec<Utf8PathBuf> = self.walks.keys().cloned().collect();
        for path in &touched.paths {
            let entry = world.entry(path);
            // What stands elsewhere may be configuration, which decides where is searched.
            let is_walked = walked.iter().any(|dir| path != dir && path.starts_with(dir));
            self.named.retain(|name, files| is_walked && still_there(name, files, path, entry));
            self.walks.retain(|dir, walk| {
                // A link that was touched itself may lead elsewhere now.
                let is_link = |name: &Utf8Path| {
                    let target = walk.as_ref().and_then(|walk| walk.links.get(name));
                    target.is_some_and(|target| target != path)
                };
                let stays = |name: &Utf8Path| {
                    !name.starts_with(dir) || (!is_link(name) && is_as_before(walk, name, entry))
                };
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

/// Whether a search for files called `name` would still find `files` after something happened at `path`.
fn still_there(
    name: &str,
    files: &[Utf8PathBuf],
    path: &Utf8Path,
    entry: Option<EntryKind>,
) -> bool {
    let decides = |other: &str| other == name || marks_foreign(other);
    match entry {
        _ if path.file_name().is_none_or(decides) => false,
        Some(EntryKind::File) => true,
        Some(EntryKind::Other) => false,
        None => !files.iter().any(|file| file.starts_with(path)),
    }
}

/// Whether a walk would still find the same at `path`.
fn is_as_before(walk: &Option<Arc<Walk>>, path: &Utf8Path, entry: Option<EntryKind>) -> bool {
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

    #[test]
    fn a_search_is_repeated_when_its_answer_may_be_another() {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        fs::create_dir_all(root.join("content/a")).expect("made");
        for file in ["content/a/OWNERS", "content/a/one.md", "site.toml"] {
            fs::write(root.join(file), "x").expect("written");
        }
        let world = DiskWorld::open(root, None).expect("a world");
        let is_kept = |path: &str| {
            let mut walks = Walks::default();
            walks.keep("content".into(), &world.walk("content".into()));
            walks.keep_named("OWNERS", &["content/a/OWNERS".into()]);
            walks.forget(&Batch::of([path]), &world);
            walks.named("OWNERS").is_some()
        };
        for path in ["content/a/one.md", "content/a/gone.md", "content/b"] {
            assert!(is_kept(path), "{path}");
        }
        let others = ["content/a", "content/b/OWNERS", "content/a/CACHEDIR.TAG", "site.toml", ""];
        for path in others.into_iter().chain(["content", "content/a/.git"]) {
            assert!(!is_kept(path), "{path}");
        }
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
        assert!(!is_kept("content/x.txt", &|| {}));
        assert!(!is_kept("static/a", &|| {}));
        assert!(!is_kept("static/a/one.txt", &|| {
            fs::remove_file(root.join("static/a/one.txt")).expect("removed");
        }));
    }
}
