//! Files that wait on disk until they are written are the files that would have waited in memory.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::{Artifact, Spool};
use site::emit::{Changes, Leftovers, emit, nameless_file};
use site::pipeline::{BuildCache, Outcome, Request, Silent, build, rebuild};
use site::publish::minify;
use site::world::MemoryWorld;

fn world() -> MemoryWorld {
    let site =
        "baseURL = 'https://example.org/'\ntitle = 'A site'\n[languages.en]\n[languages.ko]\n";
    let world = MemoryWorld::new("2026-01-01T00:00:00Z").file("site.toml", site);
    let world = world.file("static/a.txt", "A file that is copied");
    (0..12).fold(world, |world, number| {
        let text =
            format!("---\ntitle: Post {number}\ndate: 2025-01-02\ntags: [a]\n---\n# One\n\nText");
        world.file(format!("content/en/posts/{number}.md"), text)
    })
}

fn built(world: &MemoryWorld, spool: Spool) -> Outcome {
    let request = Request { spool, ..Request::default() };
    build(world, &request, &mut Silent).expect("a site")
}

fn on_disk(directory: &Utf8Path) -> Spool {
    Spool::on(nameless_file(directory).expect("a file system with files that have no name"))
}

/// Every file below a directory with what it holds.
fn tree(top: &Utf8Path) -> BTreeMap<Utf8PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in top.read_dir_utf8().expect("a directory") {
        let path = entry.expect("an entry").into_path();
        match path.is_dir() {
            true => files.extend(tree(&path)),
            false => drop(files.insert(path.clone(), fs::read(&path).expect("readable"))),
        }
    }
    files
}

#[test]
fn a_site_on_disk_is_the_site_in_memory() {
    let home = tempfile::tempdir().expect("a directory");
    let home = Utf8Path::from_path(home.path()).expect("UTF-8");
    let world = world();
    let mut stored = built(&world, on_disk(home));
    let mut held = built(&world, Spool::default());
    let is_stored = |(_, artifact): &(&str, &Artifact)| matches!(artifact, Artifact::Stored(_));
    assert!(stored.artifacts.iter().filter(is_stored).count() > 20);
    assert!(stored.artifacts == held.artifacts);
    minify(&mut stored.artifacts, &on_disk(home));
    minify(&mut held.artifacts, &Spool::default());
    assert!(stored.artifacts == held.artifacts);
    assert!(held.artifacts == stored.artifacts);
}

/// What a server shows stays what it was while the next build is made, and is that of a build in memory.
#[test]
fn a_site_that_is_made_again_and_again_is_never_mixed_up() {
    let home = tempfile::tempdir().expect("a directory");
    let home = Utf8Path::from_path(home.path()).expect("UTF-8");
    let request = Request { spool: on_disk(home), ..Request::default() };
    let mut cache = BuildCache::default();
    let mut shown: Option<(Outcome, Outcome)> = None;
    for round in 0..12 {
        let text = |length: usize| {
            let words = "A word of the round. ".repeat(length);
            format!("---\ntitle: Post {round}\ndate: 2025-01-02\n---\n{words}{round}")
        };
        let edited = world().file("content/en/posts/3.md", text(round * 7 % 5 * 40));
        let edited = edited.file(format!("content/ko/posts/{}.md", round % 3), text(round));
        let stored = rebuild(&edited, &request, &mut cache, &mut Silent).expect("a site");
        let held = built(&edited, Spool::default());
        assert!(stored.artifacts == held.artifacts, "round {round}");
        if let Some((stored, held)) = shown.replace((stored, held)) {
            assert!(stored.artifacts == held.artifacts, "before round {round}");
        }
    }
}

#[test]
fn what_is_written_is_the_same_and_the_spool_leaves_nothing_behind() {
    let home = tempfile::tempdir().expect("a directory");
    let home = Utf8Path::from_path(home.path()).expect("UTF-8");
    let (output, world) = (home.join("public"), world());
    let stored = built(&world, on_disk(&output)).artifacts;
    let held = built(&world, Spool::default()).artifacts;
    let written = emit(&world, &stored, &output, Leftovers::Remove).expect("written");
    assert_eq!(written.written, stored.len());
    let first = tree(home);
    let again = emit(&world, &held, &output, Leftovers::Remove).expect("nothing to write");
    let unchanged = Changes { unchanged: held.len(), ..Changes::default() };
    assert_eq!(again, unchanged);
    assert_eq!(emit(&world, &stored, &output, Leftovers::Remove).expect("nothing"), unchanged);
    assert_eq!(tree(home), first);
    assert!(first.keys().all(|path| path.starts_with(&output)));
}
