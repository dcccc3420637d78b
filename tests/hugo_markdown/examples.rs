//! The examples of CommonMark's and GitHub's specifications, from the tests of the parser that is used here; and those
//! of goldmark, which Hugo uses.
//!
//! They are read where cargo keeps the parser's sources and where a system has goldmark's (Debian's package
//! `golang-github-yuin-goldmark-dev`, or the directory `GOLDMARK`), and are no part of this repository.

use std::fs;
use std::path::{Path, PathBuf};

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

/// Where Debian has goldmark.
const GOLDMARK: &str = "/usr/share/gocode/src/github.com/yuin/goldmark";

/// goldmark's files of examples, below its own directory.
const GOLDMARK_FILES: &[&str] = &[
    "_test/extra",
    "extension/_test/definition_list",
    "extension/_test/footnote",
    "extension/_test/linkify",
    "extension/_test/strikethrough",
    "extension/_test/table",
    "extension/_test/tasklist",
    "extension/_test/typographer",
];

/// goldmark's examples with their names; none where its sources are not.
pub fn of_goldmark() -> Vec<(String, String)> {
    #[allow(clippy::disallowed_methods, reason = "where a system keeps sources")]
    let directory = std::env::var_os("GOLDMARK").unwrap_or_else(|| GOLDMARK.into());
    let texts = GOLDMARK_FILES.iter().filter_map(|name| {
        let text = fs::read_to_string(Path::new(&directory).join(format!("{name}.txt"))).ok()?;
        let name = name.rsplit('/').next().unwrap_or(name).replace('_', "-");
        Some(of_goldmark_file(&name, &text))
    });
    texts.flatten().collect()
}

/// Each example is a number, its text, and HTML, with rules between them.
fn of_goldmark_file(name: &str, text: &str) -> Vec<(String, String)> {
    const AFTER_EXAMPLE: &str = "//= = =";
    const AFTER_PART: &str = "//- - -";
    let examples = text.split(AFTER_EXAMPLE);
    examples
        .filter_map(|example| {
            let mut parts = example.split(AFTER_PART);
            let head = parts
                .next()?
                .lines()
                .find(|line| line.starts_with(|c: char| c.is_ascii_digit()))?;
            let number: String = head.chars().take_while(char::is_ascii_digit).collect();
            let (_, markdown) = parts.next()?.split_once('\n')?;
            Some((format!("goldmark-{name}-{number}"), markdown.to_owned()))
        })
        .collect()
}

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
