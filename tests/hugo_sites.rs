//! The same site is the same pages: small sites, drawn at random, are built by Hugo and by `site`,
//! and the URLs, kinds, titles, dates and redirects of all pages are compared.
//!
//! What is drawn follows from the number of the draw alone. `HUGO_SITES=0..500` compares more draws than
//! those of every day; a number that fails is looked at alone with `HUGO_SITES=17..18`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "hugo_sites/both.rs"]
mod both;
#[path = "hugo_sites/configuration.rs"]
mod configuration;
#[path = "hugo_sites/content.rs"]
mod content;
#[path = "hugo_sites/dice.rs"]
mod dice;
#[path = "hugo_sites/draw.rs"]
mod draw;
#[path = "hugo_sites/format.rs"]
mod format;
#[path = "hugo_sites/listing.rs"]
mod listing;
#[path = "support/programs.rs"]
mod programs;
#[path = "hugo_sites/seldom.rs"]
mod seldom;
#[path = "hugo_sites/shrink.rs"]
mod shrink;

use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;

use both::{Verdict, compare};
use shrink::Finding;

/// The draws of every day.
const DRAWS: Range<u64> = 0..500;

/// Of so many differing sites the smallest form is looked for: that takes seconds for each.
const SHOWN: usize = 3;

#[test]
fn sites_drawn_at_random_have_the_pages_that_hugo_makes() {
    let Some(hugo) = programs::find(&programs::HUGO, "the comparison of random sites") else {
        return;
    };
    let draws = draws();
    let verdicts: Vec<(u64, Verdict)> = draws
        .clone()
        .into_par_iter()
        .map(|draw| (draw, compare(&hugo, &draw::site(draw))))
        .collect();
    let unanswered: Vec<String> = verdicts.iter().filter_map(unanswered).collect();
    let compared = verdicts.len() - unanswered.len();
    let different: Vec<(u64, Finding)> =
        verdicts.into_iter().filter_map(|(draw, verdict)| finding(draw, verdict)).collect();
    programs::say(&format!(
        "{compared} of {} random sites compared with Hugo, {} differ",
        draws.end - draws.start,
        different.len()
    ));
    assert!(unanswered.len() * 10 <= compared, "Hugo refuses {}", unanswered.join("\n"));
    assert!(different.is_empty(), "{}", report(&hugo, different));
}

/// The numbers that `HUGO_SITES` names.
fn draws() -> Range<u64> {
    let Ok(named) = std::env::var("HUGO_SITES") else { return DRAWS };
    let numbers = named.split_once("..").map(|(start, end)| (start.parse(), end.parse()));
    match numbers {
        Some((Ok(start), Ok(end))) => start..end,
        _ => panic!("`HUGO_SITES={named}` is not of the form `0..500`"),
    }
}

fn unanswered((draw, verdict): &(u64, Verdict)) -> Option<String> {
    let Verdict::Unanswered(words) = verdict else { return None };
    Some(format!("draw {draw}: {words}"))
}

fn finding(draw: u64, verdict: Verdict) -> Option<(u64, Finding)> {
    let Verdict::Different(difference) = verdict else { return None };
    let files = draw::site(draw);
    lay_out(draw, &files);
    Some((draw, Finding { files, difference }))
}

/// The files of a draw, for a look at all of them with other tools: `HUGO_SITES_IN` names a directory.
fn lay_out(draw: u64, files: &both::Files) {
    let Ok(directory) = std::env::var("HUGO_SITES_IN") else { return };
    for (path, text) in files {
        let file = Path::new(&directory).join(draw.to_string()).join(path);
        std::fs::create_dir_all(file.parent().expect("a parent")).expect("made");
        std::fs::write(file, text).expect("written");
    }
}

fn report(hugo: &Path, different: Vec<(u64, Finding)>) -> String {
    let numbers: Vec<String> = different
        .iter()
        .map(|(draw, finding)| format!("draw {draw}:\n{}", finding.difference))
        .collect();
    let shown: Vec<String> = different
        .into_par_iter()
        .take_any(SHOWN)
        .map(|(draw, finding)| format!("draw {draw}:\n{}", finding.shrunk(hugo).report()))
        .collect();
    format!("{}\nthe smallest of some\n\n{}", numbers.join(""), shown.join("\n"))
}
