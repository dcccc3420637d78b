//! Runs the literate specs: Markdown files that are the documentation of a feature and its test.
//!
//! In `tests/specs/*.md` every heading with code blocks below it is a test of its own. The words
//! after a fence's language say what a block is:
//!
//! - `file=PATH`: a file of the site, in a world in memory. Without a `site.toml` there is a small
//!   one; without templates there are the bare ones of `tests/bare`. A line that ends in `\r` ends
//!   in CR LF.
//! - `bytes=PATH`: a file too, with `\xFF` for that byte.
//! - `fault=PATH`: what is wrong with a file or directory: `unreadable`, `loop`, `nowhere` and `outside TARGET`
//!   (links), `directory WORDS` (cannot be listed), `name` (not UTF-8).
//! - `output=PATH`: the whole text of an output file, but for blanks at the ends of lines.
//! - `contains=PATH`: lines that an output file has, in this order, among others.
//! - `lacks=PATH`: texts, one a line, that an output file does not have.
//! - `comparison=PATH`: what a translation is to its source: how much is the same, then the findings.
//!   `comparison=PATH since OTHER` takes the file `OTHER` for what the source said before; with the source itself
//!   for `OTHER`, it is what it was when it was translated.
//! - `segments=PATH`: the translators' comments of a content file, each with its translation.
//! - `paths`: outputs that are there, one a line; `!PATH` is not there.
//! - `diagnostics`: all errors, warnings and notes in their short form. A test without such a block
//!   expects no error and no warning.
//! - `report`: errors and warnings as a person reads them, with excerpts and hints.
//! - `checks`: what `site check` finds beyond what the build does, in its short form, notes among it.
//! - `fixed=PATH`: a content file after the fixes of what `site check` finds in it.
//! - `request`: words of a command line: `--drafts`, `--language ko`, `--date 2026-01-01`.
//!
//! Any other word is a fault, and so is a test that expects nothing.
//!
//! `SPECS=overwrite cargo test --test specs` writes what was found in place of what was expected.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/comparison.rs"]
mod comparison;
#[path = "support/limit.rs"]
mod limit;
#[path = "support/spec/mod.rs"]
mod spec;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed};

fn main() {
    let arguments = Arguments::from_args();
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/specs");
    let mut files: Vec<PathBuf> = std::fs::read_dir(&directory)
        .expect("the specs are there")
        .map(|entry| entry.expect("a readable directory").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter(|path| cfg!(feature = "diagrams") || !path.ends_with("diagrams.md"))
        .filter(|path| cfg!(feature = "search") || !path.ends_with("search.md"))
        .collect();
    files.sort();
    if std::env::var_os("SPECS").is_some_and(|value| value == "overwrite") {
        files.iter().for_each(|file| spec::overwrite(file));
    }
    let trials = files.iter().flat_map(|file| {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(file).expect("a readable spec");
        spec::parse(&text).into_iter().map(move |case| {
            let title = format!("{name}::{}", case.title);
            limit::test(title, move || spec::check(&case).map_err(Failed::from))
        })
    });
    let trials = trials.chain(spec::trials()).collect();
    libtest_mimic::run(&arguments, trials).exit();
}
