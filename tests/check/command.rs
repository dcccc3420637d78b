//! The command: exit codes, the baseline, mending, and what a change brings.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use serde_json::Value;

/// A site of some pages in a directory of its own.
struct Site(tempfile::TempDir);

impl Site {
    fn new(files: &[(&str, &str)]) -> Self {
        let site = Self(tempfile::tempdir().expect("a directory"));
        site.write("site.toml", "baseURL = 'https://example.org/'\n");
        files.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, text).expect("written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).expect("a file")
    }

    fn check(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_site"))
            .args(["--root", self.path().to_str().expect("UTF-8"), "--color", "never", "check"])
            .arg("--no-cache")
            .args(arguments)
            .output()
            .expect("the program runs")
    }

    /// The codes and files that JSON tells of.
    fn found(&self, arguments: &[&str]) -> Vec<String> {
        let output = self.check(&[&["--format", "json"], arguments].concat());
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let diagnostics = document["diagnostics"].as_array().expect("a list").iter();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        diagnostics
            .map(|found| format!("{} {}", text(&found["code"]), text(&found["file"])))
            .collect()
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .arg("-C")
            .arg(self.path())
            .args(["-c", "user.name=A", "-c", "user.email=a@example.org"])
            .args(arguments)
            .output()
            .expect("git runs");
        assert!(output.status.success(), "{output:?}");
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn the_command_writes_nothing_and_fails_for_what_is_denied() {
    let site = Site::new(&[("content/a.md", "---\ntitle: A\n---\n[x](/a/#y)\n")]);
    let output = site.check(&[]);
    let words = said(&output);
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(
        words.contains("warning[link-anchor]") && words.contains("content/a.md:4:5"),
        "{words}"
    );
    assert!(words.contains("within the site: 1 warning"), "{words}");
    assert!(!site.path().join("public").exists());
    assert_eq!(site.check(&["--deny", "warnings"]).status.code(), Some(1));
    let document: Value =
        serde_json::from_slice(&site.check(&["--format", "json"]).stdout).expect("JSON");
    assert_eq!(document["diagnostics"][0]["code"], "link-anchor");
    assert!(document["links"]["checked"].as_u64() > Some(0));
}

#[test]
fn severities_hold_for_some_files_or_languages() {
    let site = Site::new(&[
        ("content/docs/a.md", "---\ntitle: A\n---\n[x](/docs/x/)\n"),
        ("content/old/a.md", "---\ntitle: A\n---\n[x](/old/x/)\n"),
    ]);
    let scopes = "[diagnostics]\nlink-dead = 'error'\n[[diagnostics.in]]\nfiles = ['content/old/**']\nlink-dead = 'off'\n";
    site.write("site.toml", &format!("baseURL = 'https://example.org/'\n{scopes}"));
    assert_eq!(site.found(&[]), ["link-dead content/docs/a.md"]);
    assert_eq!(site.check(&[]).status.code(), Some(1));
    let wrong = "[[diagnostics.in]]\nlanguages = ['xx']\nlink-ded = 'off'\n";
    site.write("site.toml", &format!("baseURL = 'https://example.org/'\n{wrong}"));
    let words = said(&site.check(&[]));
    assert!(words.contains("the site has no language `xx`"), "{words}");
    assert!(words.contains("did you mean `link-dead`?"), "{words}");
}

#[test]
fn a_missing_picture_is_told_of_once() {
    let site = Site::new(&[("content/a.md", "---\ntitle: A\n---\n![A picture](/no.png)\n")]);
    assert_eq!(site.found(&[]), ["link-dead content/a.md"]);
    let switched_off = "baseURL = 'https://example.org/'\n[diagnostics]\nlink-dead = 'off'\n";
    site.write("site.toml", switched_off);
    assert_eq!(site.found(&[]), ["image-missing content/a.md"]);
}

#[test]
fn a_build_checks_links_if_it_is_told_to() {
    let site = Site::new(&[("content/a.md", "---\ntitle: A\n---\n[x](#y)\n")]);
    let build = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_site"));
        command.args(["build", "--no-cache", "--root"]).arg(site.path());
        said(&command.output().expect("the program runs"))
    };
    assert!(!build().contains("link-anchor"));
    site.write("site.toml", "baseURL = 'https://example.org/'\n[checks]\ninBuilds = true\n");
    assert!(build().contains("link-anchor"));
}

#[test]
fn known_problems_are_left_out_wherever_they_move() {
    let site = Site::new(&[("content/a.md", "---\ntitle: A\n---\n[x](#y)\n")]);
    let output = site.check(&["--write-baseline"]);
    assert!(said(&output).contains("1 known problem in `site-baseline.json`"), "{}", said(&output));
    assert_eq!(site.found(&[]), [""; 0]);
    assert_eq!(site.found(&["--no-baseline"]), ["link-anchor content/a.md"]);
    site.write("content/a.md", "---\ntitle: A\n---\nNew.\n\n[x](#y) and [z](#y) and [n](#n)\n");
    assert_eq!(site.found(&[]), ["link-anchor content/a.md", "link-anchor content/a.md"]);
    assert!(said(&site.check(&[])).contains("1 known problem"));
    site.write("content/a.md", "---\ntitle: A\n---\nNew.\n");
    assert!(said(&site.check(&[])).contains("1 known problem in `site-baseline.json` mended"));
    site.write("site-baseline.json", "{}");
    let output = site.check(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("this is no baseline"), "{}", said(&output));
}

#[test]
fn what_is_mended_is_shown_first_and_written_once() {
    let page = "---\ntitle: A\n---\r\n[b](/B/)\r\n\r\nText [c](/B/#X) end";
    let other = "---\ntitle: B\nurl: /b/\n---\n## X\n";
    let site = Site::new(&[("content/a.md", page), ("content/other.md", other)]);
    let output = site.check(&["--fix", "--dry-run"]);
    let diff = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(diff.starts_with("--- a/content/a.md\n+++ b/content/a.md\n@@ -"), "{diff}");
    assert!(diff.contains("-[b](/B/)") && diff.contains("+[b](/b/)"), "{diff}");
    assert!(said(&output).contains("would mend 1 place in 1 file"), "{}", said(&output));
    assert_eq!(site.read("content/a.md"), page);
    let output = site.check(&["--fix"]);
    assert!(said(&output).contains("mended 1 place in 1 file"), "{}", said(&output));
    assert_eq!(site.read("content/a.md"), page.replace("(/B/)", "(/b/)"));
    let output = site.check(&["--fix"]);
    assert!(said(&output).contains("mended 0 places"), "{}", said(&output));
    assert_eq!(site.check(&["--dry-run"]).status.code(), Some(2));
}

#[test]
fn a_change_is_told_of_what_it_brings_and_of_links_that_it_breaks() {
    let site = Site::new(&[
        ("content/docs/a.md", "---\ntitle: A\n---\n[b](/docs/b/) [old](/docs/never/)\n"),
        (
            "content/docs/b.md",
            "---\ntitle: B\n---\nA long text, so that git knows it again.\n[x](#y)\n",
        ),
        ("content/docs/c.md", "---\ntitle: C\n---\n"),
    ]);
    site.git(&["init", "-q", "-b", "main"]);
    site.git(&["add", "."]);
    site.git(&["commit", "-q", "-m", "one"]);
    assert_eq!(site.found(&["--changed"]), [""; 0]);
    site.write("content/docs/c.md", "---\ntitle: C\n---\nMore.\n\n[n](#n)\n");
    assert_eq!(site.found(&["--changed"]), ["link-anchor content/docs/c.md"]);
    site.git(&["mv", "content/docs/b.md", "content/docs/moved.md"]);
    assert_eq!(
        site.found(&["--changed"]),
        ["link-dead content/docs/a.md", "link-anchor content/docs/c.md"]
    );
    site.git(&["commit", "-q", "-a", "-m", "two"]);
    assert_eq!(site.found(&["--changed", "HEAD~"]).len(), 2);
    // Git knows by now where the page has gone.
    let output = site.check(&["--fix"]);
    assert!(site.read("content/docs/a.md").contains("[b](/docs/moved/)"), "{}", said(&output));
    assert_eq!(site.check(&["--changed", "nowhere"]).status.code(), Some(2));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    /// All that is not mended stays as it is, and mending twice is mending once.
    #[test]
    fn mending_is_done_after_one_run(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("[b](/B/)"), Just("[b](/b/)"), Just("[b](/B/#x) "), Just("[c](/b/#X)"), Just("`/B/`"), Just("\n\n"),
                Just("\r\n"), Just("- a\n"), Just("<!-- [b](/B/) -->\n\n"), Just("\u{4e2d}\u{6587} "), Just("<a href=\"/B\">b</a>"),
            ],
            0..12,
        )
    ) {
        let page = format!("---\ntitle: A\n---\n{}\n", pieces.concat());
        let site = Site::new(&[("content/a.md", &page), ("content/b.md", "---\ntitle: B\n---\n## x\n")]);
        site.check(&["--fix"]);
        let once = site.read("content/a.md");
        let lower = |text: &str| text.replace("/B", "/b").replace("#X", "#x").replace("/b\"", "/b/\"");
        prop_assert_eq!(lower(&once), lower(&page));
        site.check(&["--fix"]);
        prop_assert_eq!(site.read("content/a.md"), once);
        prop_assert!(!site.found(&[]).iter().any(|found| found.starts_with("link-inexact")));
    }
}
