//! The law of building again: whatever is done to a site, what comes of keeping the build before is what
//! a cold build makes, byte for byte, and so is what is found wrong.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/cases.rs"]
mod cases;
#[path = "support/edits.rs"]
mod edits;

use std::collections::BTreeSet;
use std::fs;

use camino::Utf8Path;
use jiff::{Timestamp, ToSpan};
use proptest::prelude::*;
use site::artifact::Artifact;
use site::config::{Audience, Overrides};
use site::pipeline::{
    BuildCache, ConfigProblem, EarlySite, Observer, Outcome, Request, Silent, build, rebuild,
};
use site::render::Awaited;
use site::serve::{Batch, Workshop};
use site::world::{DiskWorld, MemoryWorld};

use edits::{EVERYTHING, Edit, LINKED, Pool, original, steps};

const TODAY: &str = "2026-06-01T00:00:00Z";

fn today() -> Timestamp {
    TODAY.parse().expect("a date")
}

fn request() -> Request {
    let overrides = Overrides { audience: Audience::Preview, ..Overrides::default() };
    Request { overrides, ..Request::default() }
}

type Built = Result<Outcome, ConfigProblem>;

/// Fails with the first thing that differs: whole sites would say nothing.
fn assert_same(warm: &Built, cold: &Built) {
    let (warm, cold) = match (warm, cold) {
        (Ok(warm), Ok(cold)) => (warm, cold),
        (Err(warm), Err(cold)) => {
            assert_eq!(warm.diagnostics, cold.diagnostics);
            return;
        }
        _ => panic!("one of them has no configuration"),
    };
    assert_eq!(warm.diagnostics, cold.diagnostics);
    let paths = |outcome: &Outcome| -> Vec<String> {
        outcome.artifacts.paths().map(str::to_owned).collect()
    };
    assert_eq!(paths(warm), paths(cold));
    for (path, artifact) in cold.artifacts.iter() {
        assert_eq!(warm.artifacts.get(path), Some(artifact), "{path}");
    }
    assert_eq!(warm.pages, cold.pages);
    assert_eq!(warm.places, cold.places);
}

/// Waits for pages, and keeps what it is shown of them.
#[derive(Default)]
struct Impatient {
    pages: Awaited,
    shown: Vec<(String, Artifact)>,
}

impl Impatient {
    /// Fails if a page was shown that is another one now. Waits for all pages of this build from now on.
    fn compare(&mut self, built: &Built) {
        let Ok(built) = built else { return };
        for (path, page) in self.shown.drain(..) {
            assert_eq!(built.artifacts.get(&path), Some(&page), "{path} was shown early");
        }
        self.pages.outputs = built.artifacts.paths().map(str::to_owned).collect();
    }
}

impl Observer for Impatient {
    fn stage(&mut self, _: &'static str) {}

    fn awaited(&self, _: &str) -> Awaited {
        self.pages.clone()
    }

    fn early(&mut self, early: EarlySite) {
        self.shown.extend(early.pages.pages.into_iter().map(|page| (page.path, page.file)));
    }
}

/// The clock after some edits.
fn later(now: Timestamp, edits: &[Edit]) -> Timestamp {
    edits.iter().fold(now, |now, edit| match edit {
        Edit::Days(days) => now + (24 * days).hours(),
        Edit::File(..) => now,
    })
}

proptest! {
    #![proptest_config(cases::usually(24))]

    #[test]
    fn warm_is_cold_after_any_edits(steps in steps(EVERYTHING)) {
        compare(EVERYTHING, steps);
    }

    #[test]
    fn links_find_what_is_there(steps in steps(LINKED)) {
        compare(LINKED, steps);
    }
}

/// Builds a site of a pool warm and cold after each step.
fn compare(pool: Pool, steps: Vec<Vec<Edit>>) {
    let mut world = original(pool)
        .fold(MemoryWorld::new(TODAY), |world, (path, bytes)| world.file(path, bytes));
    let (mut trace, request, mut now) = (BuildCache::default(), request(), today());
    let mut reader = Impatient::default();
    for step in [Vec::new()].into_iter().chain(steps) {
        for (path, bytes) in step.iter().filter_map(Edit::file) {
            match bytes {
                Some(bytes) => world = world.file(path, bytes),
                None => world.remove(path),
            }
        }
        now = later(now, &step);
        world = world.at(now);
        let warm = rebuild(&world, &request, &mut trace, &mut reader);
        assert_same(&warm, &build(&world, &request, &mut Silent));
        reader.compare(&warm);
    }
}

proptest! {
    #![proptest_config(cases::usually(12))]

    /// The same on the disk, where only events tell what was touched.
    #[test]
    fn what_was_touched_is_all_that_has_to_be_read(steps in steps(EVERYTHING)) {
        let directory = tempfile::tempdir().expect("a directory");
        let root = Utf8Path::from_path(directory.path()).expect("UTF-8");
        for (path, bytes) in original(EVERYTHING) {
            write(root, path, bytes);
        }
        let mut workshop = Workshop::open(&root.into(), Some(today()), request()).expect("a directory");
        for step in [Vec::new()].into_iter().chain(steps) {
            let touched: Vec<&str> = step.iter().filter_map(Edit::file).map(|(path, bytes)| {
                match bytes {
                    Some(bytes) => write(root, path, bytes),
                    None => drop(fs::remove_file(root.join(path))),
                }
                path
            }).collect();
            let warm = workshop.rebuild(&Batch::of(touched), &mut Silent);
            let world = DiskWorld::open(root, Some(today())).expect("a directory");
            assert_same(&warm, &build(&world, &request(), &mut Silent));
        }
    }
}

fn write(root: &Utf8Path, path: &str, bytes: &[u8]) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, bytes).expect("a file");
}

/// A writer waits for one page, not for the site.
#[test]
fn an_awaited_page_is_shown_before_the_others_are_made() {
    let world = MemoryWorld::new(TODAY)
        .file("site.toml", "baseURL = 'https://example.org/'")
        .file("content/one.md", "One\n")
        .file("content/two.md", "{{< nonsense >}}\n")
        .file("content/three.md", "Three\n");
    let outputs = ["one/index.html", "two/index.html", "index.html", "none.html", "../one"];
    let sources = ["content/one.md", "content/three.md", "static/none.png"];
    let pages = Awaited {
        outputs: outputs.map(str::to_owned).into(),
        sources: sources.map(Into::into).into(),
    };
    let mut reader = Impatient { pages, shown: Vec::new() };
    let request = Request::default();
    let built = build(&world, &request, &mut reader);
    let shown: BTreeSet<&str> = reader.shown.iter().map(|(path, _)| path.as_str()).collect();
    let expected = BTreeSet::from(["index.html", "one/index.html", "three/index.html"]);
    assert_eq!(shown, expected, "a page with a problem can wait");
    reader.compare(&built);
}

/// What a link asks of another page's headings is the one thing that no fingerprint covers.
#[test]
fn a_heading_of_another_page_comes_and_goes() {
    let configuration = "baseURL = 'https://example.org/'\n[languages.en]\ncontentDir = 'en'\n\
                         [languages.ko]\ncontentDir = 'ko'\n";
    let asking = "[link](/asked/#there)\n";
    let mut world = MemoryWorld::new(TODAY)
        .file("site.toml", configuration)
        .file("en/asked.md", "## There\n")
        .file("ko/asking.md", asking);
    let (mut trace, request) = (BuildCache::default(), request());
    let mut leads_to = Vec::new();
    for text in ["## 거기 {#there}\n", "글만\n", "## 거기 {#there}\n"] {
        world = world.file("ko/asked.md", text);
        let warm = rebuild(&world, &request, &mut trace, &mut Silent);
        assert_same(&warm, &build(&world, &request, &mut Silent));
        let warm = warm.unwrap_or_else(|_| panic!("a configuration"));
        let Some(Artifact::Bytes(page)) = warm.artifacts.get("ko/asking/index.html") else {
            panic!("the page that asks is made");
        };
        leads_to.push(String::from_utf8_lossy(page).contains("href=\"/ko/asked/#there\""));
    }
    assert_eq!(leads_to, [true, false, true]);
}
