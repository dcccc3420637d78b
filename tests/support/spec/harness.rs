//! Does the harness fail where a spec is wrong? Otherwise a slip of the pen is a test that passes.

use std::sync::mpsc::channel;
use std::time::Duration;

use libtest_mimic::{Failed, Trial};

use super::{check, parse};
use crate::limit::within;

const FILE: &str = "```md file=content/a.md\nword\n```\n";

/// What is wrong with the only case of a spec.
fn problem(blocks: &str) -> String {
    let cases = parse(&format!("# A rule\n\n{FILE}{blocks}"));
    assert_eq!(cases.len(), 1);
    check(&cases[0]).expect_err("a case that must fail")
}

fn refuses(blocks: &str, words: &str) -> Result<(), Failed> {
    let problem = problem(blocks);
    if problem.contains(words) { Ok(()) } else { Err(problem.into()) }
}

/// Tests of the harness.
pub fn trials() -> Vec<Trial> {
    let hangs = Trial::test("harness::a test that never ends", || {
        let (_sender, never) = channel::<()>();
        let wait = move || never.recv().map_err(|error| Failed::from(error.to_string()));
        match within(Duration::from_millis(1), wait) {
            Err(failed) if failed.message().is_some_and(|words| words.contains("did not end")) => {
                Ok(())
            }
            outcome => Err(format!("{outcome:?}").into()),
        }
    });
    refused().chain([hangs]).collect()
}

/// Specs that must fail, each as a test.
fn refused() -> impl Iterator<Item = Trial> {
    let specs: [(&str, &str, &str); 11] = [
        ("an unknown word", "```nothing\n```\n", "line 6: a spec knows no block `nothing`"),
        (
            "a language before a word that has none",
            "```text paths\na/index.html\n```\n",
            "no block `text paths`",
        ),
        (
            "an unknown word with a path",
            "```html outputs=a/index.html\n```\n",
            "no block `html outputs=",
        ),
        ("a path without a language", "```output=a/index.html\n```\n", "no block `output="),
        ("a case that expects nothing", "", "no block expects anything"),
        (
            "a fence that is not closed",
            "```paths\na/index.html\n",
            "line 6: the block has no closing",
        ),
        (
            "a list of nothing",
            "```html lacks=a/index.html\n\n```\n",
            "without a line expects nothing",
        ),
        (
            "an output that is missing",
            "```paths\nb/index.html\n```\n",
            "`b/index.html` is not there",
        ),
        ("an output that is there", "```paths\n!a/index.html\n```\n", "`a/index.html` is there"),
        ("a text that is there", "```html lacks=a/index.html\nword\n```\n", "holds: word"),
        (
            "a text that is missing",
            "```html contains=a/index.html\nnever\n```\n",
            "lacks, from here on: never",
        ),
    ];
    specs.into_iter().map(|(name, blocks, words)| {
        Trial::test(format!("harness::{name}"), move || refuses(blocks, words))
    })
}
