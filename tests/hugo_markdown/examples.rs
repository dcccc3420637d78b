//! The examples of CommonMark's and GitHub's specifications, from the tests of the parser that is used here.
//!
//! They are read where cargo keeps the parser's sources, and are no part of this repository.

use std::fs;
use std::path::PathBuf;

/// Files of examples, without those of extensions that goldmark has not.
const FILES: &[&str] = &[
    "spec",
    "gfm_table",
    "gfm_tasklist",
    "gfm_strikethrough",
    "table",
    "strikethrough",
    "footnotes",
    "definition_lists",
    "smart_punct",
    "regression",
];

const PARSER: &str = "pulldown-cmark-0.";

/// All examples with their names; none where the parser's sources are not.
pub fn all() -> Vec<(String, String)> {
    let Some(suite) = suite() else { return Vec::new() };
    let texts = FILES.iter().filter_map(|name| {
        let text = fs::read_to_string(suite.join(format!("{name}.rs"))).ok()?;
        Some(of_file(&text))
    });
    texts.flatten().collect()
}

fn suite() -> Option<PathBuf> {
    #[allow(clippy::disallowed_methods, reason = "where cargo keeps sources")]
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| {
        let home = std::env::var_os("HOME")?;
        Some(PathBuf::from(home).join(".cargo"))
    })?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?;
    let sources = registries.filter_map(|entry| fs::read_dir(entry.ok()?.path()).ok()).flatten();
    let mut suites: Vec<PathBuf> = sources
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(PARSER))
        })
        .map(|path| path.join("tests/suite"))
        .filter(|path| path.is_dir())
        .collect();
    suites.sort();
    suites.pop()
}

/// Each test of the suite names its example, which stands in a raw string.
fn of_file(text: &str) -> Vec<(String, String)> {
    let tests = text.split("\nfn ").skip(1);
    tests
        .filter_map(|test| {
            let (name, rest) = test.split_once("()")?;
            let (_, rest) = rest.split_once("let original = r##\"")?;
            let (original, _) = rest.split_once("\"##;")?;
            Some((name.replace('_', "-"), original.to_owned()))
        })
        .collect()
}
