//! The law of building again on real pages: a part of each corpus lies on the disk, with symbolic links among its files,
//! and is edited at random. Every few edits what is kept from build to build must give what a cold build gives.
//!
//! `WARM_EDITS=10000 WARM_SEED=7 cargo test --test warm_corpora` makes that many edits of each corpus.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]
#![cfg(unix)]

#[path = "support/chance.rs"]
mod chance;
#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/sample.rs"]
mod sample;

use std::collections::BTreeSet;

use camino::{Utf8Path, Utf8PathBuf};
use jiff::Timestamp;
use site::artifact::Artifact;
use site::config::{Audience, Overrides};
use site::pipeline::{ConfigProblem, Outcome, Request, Silent, build};
use site::serve::{Batch, Workshop};
use site::world::DiskWorld;

use chance::Chance;
use sample::Sample;

#[test]
fn the_blog() {
    if let Some(root) = corpus::corpus() {
        warm_is_cold(&root);
    }
}

#[test]
fn the_documentation() {
    let root = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("target/docs-corpus");
    match root.join("hugo.toml").exists() {
        true => warm_is_cold(&root),
        false => println!("the documentation is not laid out: it is NOT EDITED"),
    }
}

/// A number from the environment.
fn number(variable: &str, usually: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usually)
}

fn now() -> Timestamp {
    corpus::NOW.parse().expect("a time")
}

fn request() -> Request {
    let overrides = Overrides { audience: Audience::Preview, ..Overrides::default() };
    Request { overrides, ..Request::default() }
}

/// How many edits lie between two builds, and how many builds between two comparisons, at most.
const EDITS: usize = 8;
const BUILDS: usize = 5;

fn warm_is_cold(corpus: &Utf8Path) {
    let (all, seed) = (number("WARM_EDITS", 40), number("WARM_SEED", 1));
    let directory = tempfile::tempdir().expect("a directory");
    let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
    let mut chance = Chance(seed);
    let mut sample = Sample::copy(corpus, root, 12);
    let mut workshop = Workshop::open(&root.into(), Some(now()), request()).expect("a directory");
    let (mut made, mut compared) = (0, 0);
    let mut history = Vec::new();
    while made < all {
        for _ in 0..1 + chance.below(BUILDS) {
            let edits: Vec<Edited> =
                (0..1 + chance.below(EDITS)).map(|_| edit(&mut sample, &mut chance)).collect();
            made += edits.len() as u64;
            let touched = edits.iter().flat_map(|edit| &edit.touched).map(|path| path.as_str());
            let warm = workshop.rebuild(&Batch::of(touched), &mut Silent);
            history.extend(edits);
            drop(warm);
        }
        let warm = workshop.rebuild(&Batch::of([]), &mut Silent);
        let world = DiskWorld::open(root, Some(now())).expect("a directory");
        if let Err(difference) = same(&warm, &build(&world, &request(), &mut Silent)) {
            let last = &history[history.len().saturating_sub(EDITS * BUILDS)..];
            panic!("seed {seed}, after {made} edits: {difference}\n{last:#?}");
        }
        compared += 1;
    }
    println!("{corpus}: seed {seed}, {made} edits, {compared} comparisons, {} pages", sample.len());
}

/// What differs, if anything does.
fn same(
    warm: &Result<Outcome, ConfigProblem>,
    cold: &Result<Outcome, ConfigProblem>,
) -> Result<(), String> {
    let (Ok(warm), Ok(cold)) = (warm, cold) else {
        return Err("there is no configuration".to_owned());
    };
    let paths = |outcome: &Outcome| -> BTreeSet<String> {
        outcome.artifacts.paths().map(str::to_owned).collect()
    };
    let (of_warm, of_cold) = (paths(warm), paths(cold));
    if let Some(path) = of_warm.symmetric_difference(&of_cold).next() {
        return Err(format!("`{path}` is there in one only"));
    }
    let mut files = cold.artifacts.iter();
    if let Some((path, file)) = files.find(|(path, file)| warm.artifacts.get(path) != Some(file)) {
        let lines = differing(warm.artifacts.get(path), file);
        return Err(format!("`{path}` has other bytes:\n{lines}"));
    }
    let mut found = warm.diagnostics.iter().zip(&cold.diagnostics);
    match found.find(|(warm, cold)| warm != cold) {
        Some((warm, cold)) => Err(format!("{warm:?} instead of {cold:?}")),
        None if warm.diagnostics.len() != cold.diagnostics.len() => {
            Err("another number of diagnostics".to_owned())
        }
        None if warm.places != cold.places => Err("pages have other places".to_owned()),
        None => Ok(()),
    }
}

/// The first line of a file that differs, warm and cold.
fn differing(warm: Option<&Artifact>, cold: &Artifact) -> String {
    let (Some(Artifact::Bytes(warm)), Artifact::Bytes(cold)) = (warm, cold) else {
        return "a file of another kind".to_owned();
    };
    let [warm, cold] = [warm, cold].map(|bytes| String::from_utf8_lossy(bytes));
    let first = warm.lines().zip(cold.lines()).find(|(warm, cold)| warm != cold);
    first.map_or_else(
        || "one goes on where the other ends".to_owned(),
        |(warm, cold)| format!("{warm}\ninstead of\n{cold}"),
    )
}

/// What an edit was, and what the file system's events would name.
#[derive(Debug)]
struct Edited {
    #[allow(dead_code, reason = "shown when a build goes wrong")]
    what: &'static str,
    touched: Vec<Utf8PathBuf>,
}

/// One edit of a file, or of a link.
fn edit(sample: &mut Sample, chance: &mut Chance) -> Edited {
    let page = sample.any(chance);
    let other = sample.any(chance);
    let edited = |what, touched: Vec<Utf8PathBuf>| Edited { what, touched };
    match chance.below(14) {
        0..=2 => edited("text", sample.change(&page, |text| text + "\nA *word* more.\n")),
        3 => edited("heading", sample.change(&page, |text| text.replacen("\n## ", "\n## New ", 1))),
        4 => edited("title", sample.change(&page, |text| text.replacen("title: ", "title: A ", 1))),
        5 => {
            let link = format!("\n[to it](/{}/#there)\n", sample::place(&other));
            edited("link", sample.change(&page, |text| text + &link))
        }
        6 => edited("draft", sample.change(&page, toggle_draft)),
        7 => edited("removed", sample.remove(&page)),
        8 | 9 => edited("restored", sample.restore(chance)),
        10 => edited("moved", sample.rename(&page, chance)),
        11 => edited("linked file", sample.link(&page, chance)),
        12 => edited("linked directory", sample.link(page.parent().unwrap_or(&page), chance)),
        _ => edited("unlinked", sample.unlink(chance)),
    }
}

fn toggle_draft(text: String) -> String {
    const DRAFT: &str = "---\ndraft: true\n";
    match text.strip_prefix(DRAFT) {
        Some(rest) => format!("---\n{rest}"),
        None => text.replacen("---\n", DRAFT, 1),
    }
}
