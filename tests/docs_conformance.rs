//! Every English page of the documentation tree holds what Hugo's holds, in ten measures: headings, ids, code,
//! tables, links, pictures, boxes, tabs, items, text.
//!
//! Hugo's pages were measured once, with the site's real shortcodes (`../shared/docs-corpus`). A difference is
//! in a class whose reason `docs_conformance/classes.rs` gives, or it counts as one without a reason. All of
//! them are listed in `target/conformance/docs.md`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "docs_conformance/classes.rs"]
mod classes;
#[path = "docs_conformance/measure.rs"]
mod measure;
#[path = "support/programs.rs"]
mod programs;
#[path = "docs_conformance/report.rs"]
mod report;
#[path = "support/corpus.rs"]
mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;

use flate2::read::GzDecoder;
use rayon::prelude::*;
use site::artifact::Artifact;
use site::pipeline::{Outcome, Request, Silent, build};
use site::world::DiskWorld;

use classes::Difference;
use measure::Measures;
use report::Report;

/// The day after the corpus ends.
const NOW: &str = "2023-09-27T12:00:00Z";

/// Of a hundred pages, how many are at the least to be as Hugo's.
const EQUAL: f64 = 98.0;

#[test]
fn english_pages_hold_what_hugos_hold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = root.join("../shared/docs-corpus");
    let machine = programs::Machine::this();
    let laid_out =
        support::lay_out(&machine, &shared.join("lay-out"), &root.join("target/docs-corpus"));
    let Some(corpus) = laid_out else { return };
    let world = DiskWorld::open(&corpus, NOW.parse().ok()).expect("the corpus can be read");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a configuration");
    let recorded = recorded(&shared.join("hugo-pages-en.jsonl.gz"));
    let differences: Vec<Difference> = recorded
        .par_iter()
        .flat_map_iter(|(page, hugos)| differences(&outcome, page, hugos))
        .collect();
    let report = Report::new(recorded.len(), differences);
    let directory = root.join("target/conformance");
    std::fs::create_dir_all(&directory).expect("made");
    std::fs::write(directory.join("docs.md"), report.list()).expect("written");
    programs::say(&report.table());
    assert_eq!(report.idle_classes(), Vec::<&str>::new(), "classes without a difference");
    assert_eq!(report.unexplained_pages(), 0, "pages that differ without a reason");
    assert!(report.equal() >= EQUAL, "{:.1} % are as Hugo's", report.equal());
}

/// Hugo's pages: path in the output -> what it holds.
fn recorded(file: &Path) -> Vec<(String, Measures)> {
    let file = std::fs::File::open(file).expect("the recorded pages");
    let lines = BufReader::new(GzDecoder::new(file)).lines();
    let read = |line: std::io::Result<String>| {
        let mut measures: Measures =
            serde_json::from_str(&line.expect("a line")).expect("a page as JSON");
        let page = measures.remove("page").expect("its path");
        (page.as_str().expect("a text").to_owned(), measures)
    };
    lines.map(read).collect()
}

/// In what a page of ours differs; nothing of a page that is not made, which is for the test of addresses.
fn differences(outcome: &Outcome, page: &str, hugos: &Measures) -> Vec<Difference> {
    let Some(Artifact::Bytes(bytes)) = outcome.artifacts.get(page) else { return Vec::new() };
    let html = String::from_utf8_lossy(bytes);
    let ours = measure::measure(&html, page);
    let differing = ours.into_iter().filter(|(name, value)| hugos.get(name) != Some(value));
    differing
        .map(|(measure, ours)| Difference {
            page: page.to_owned(),
            hugos: hugos.get(&measure).cloned().unwrap_or_default(),
            measure,
            ours,
        })
        .collect()
}
