//! The search's index: the same bytes with a memory of earlier builds and without, and with any number
//! of threads; made anew only when a text of its language has changed.
#![cfg(feature = "search")]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::Artifacts;
use site::memo::Memo;
use site::pipeline::{Request, Silent, build};
use site::world::MemoryWorld;
use tempfile::TempDir;

/// A site in three languages with this title and this text on one of its English pages.
fn site(title: &str, text: &str) -> MemoryWorld {
    let configuration = format!(
        "baseURL = 'https://example.org/'\ntitle = '{title}'\nsearch.enable = true\n\
         [languages.en]\n[languages.ko]\n[languages.zh-cn]\n"
    );
    MemoryWorld::new("2026-01-01T00:00:00Z")
        .file("site.toml", configuration)
        .file("content/en/a.md", format!("---\ntitle: A\n---\n{text}"))
        .file("content/en/b.md", "---\ntitle: B\n---\nNodes and volumes")
        .file("content/ko/a.md", "---\ntitle: 가\n---\n노드와 볼륨")
        .file("content/zh-cn/a.md", "---\ntitle: 甲\n---\n节点和卷，两种语言")
}

fn built(world: &MemoryWorld, memo: Memo) -> Artifacts {
    let memo = Arc::new(memo);
    let request = Request { memo: Arc::clone(&memo), ..Request::default() };
    let outcome = build(world, &request, &mut Silent).unwrap_or_else(|_| panic!("it builds"));
    memo.save();
    assert!(outcome.artifacts.get("pagefind/pagefind.js").is_some());
    outcome.artifacts
}

fn cold(world: &MemoryWorld) -> Artifacts {
    built(world, Memo::in_memory())
}

/// A directory for a memo, and what it holds of indexes.
fn directory() -> (TempDir, Utf8PathBuf) {
    let own = tempfile::tempdir().expect("a temporary directory");
    let path = Utf8PathBuf::from_path_buf(own.path().to_owned()).expect("UTF-8");
    (own, path)
}

fn remembered(directory: &Utf8Path) -> Vec<u8> {
    fs::read(directory.join("own/search-index.pack")).expect("something is remembered")
}

#[test]
fn a_build_that_remembers_gives_the_bytes_of_one_that_does_not() {
    let (_own, directory) = directory();
    let memo = || Memo::in_directory(directory.clone());
    for text in ["Labels", "Labels", "Labels and selectors", "Labels"] {
        let world = site("One", text);
        assert!(built(&world, memo()) == cold(&world), "{text}");
    }
}

#[test]
fn a_change_around_the_texts_makes_no_index_and_a_change_of_a_text_one() {
    let (_own, directory) = directory();
    let memo = || Memo::in_directory(directory.clone());
    built(&site("One", "Labels"), memo());
    let first = remembered(&directory);
    let renamed = site("Another title, in the frame of every page", "Labels");
    assert!(built(&renamed, memo()) == cold(&renamed));
    assert!(remembered(&directory) == first, "nothing was made");
    built(&site("One", "Selectors"), memo());
    assert!(remembered(&directory) != first, "the English index was made");
}

#[test]
fn threads_change_nothing() {
    let world = site("One", "Labels");
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("threads").install(|| cold(&world))
    };
    assert!(with(1) == with(7));
}
