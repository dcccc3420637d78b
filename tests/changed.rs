//! `site changed`: what a change means for pages, translations and owners, asked of a real repository.
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/programs.rs"]
mod programs;
#[allow(dead_code, reason = "other tests use the rest")]
#[path = "support/repository.rs"]
mod repository;

use std::process::{Command, Output};

use repository::Repository;
use serde_json::{Value, json};

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\n\
                             [languages.en]\ncontentDir = 'content/en'\n\
                             [languages.ko]\ncontentDir = 'content/ko'\n\
                             [languages.ja]\ncontentDir = 'content/ja'\n";

/// A repository whose pages are translated, with a branch for the change.
fn repository() -> Option<Repository> {
    let repository = Repository::new()?;
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n{text}\n");
    repository.write("site.toml", CONFIGURATION);
    repository.write("content/ko/OWNERS", "approvers: [kim]\nlabels: [language/ko]\n");
    repository.write("content/en/a.md", &page("A", "One `two`.\n\n```sh\nrun --now\n```"));
    repository.write("content/ko/a.md", &page("가", "하나 `two`.\n\n```sh\nrun --now\n```"));
    repository.write("content/en/b/index.md", &page("B", "Three."));
    repository.write("content/en/b/b.svg", "<svg/>");
    repository.commit_all("The site");
    repository.git(&["switch", "--quiet", "--create", "change"]);
    Some(repository)
}

fn site(repository: &Repository, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", repository.root().as_str(), "--color", "never", "changed"])
        .args(arguments)
        .output()
        .expect("the program runs")
}

#[track_caller]
fn told(repository: &Repository, arguments: &[&str]) -> String {
    let output = site(repository, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_changed_page_is_named_with_what_becomes_of_its_translations() {
    let Some(repository) = repository() else { return };
    let text = "---\ntitle: A\n---\nOne `two`.\n\n```sh\nrun --later\n```\n";
    repository.commit("content/en/a.md", text);
    let told = told(&repository, &[]);
    let expected = "1 page changed since main (HASH)\n\n\
                    content/en/a.md\n  https://example.org/a/\n  \
                    ko       drifted: code, by this change  content/ko/a.md\n  \
                    ja       missing                        content/ja/a.md\n";
    let hash = repository.git(&["rev-parse", "main"]);
    assert_eq!(told, expected.replace("HASH", &hash[..10]));
}

#[test]
fn what_the_same_change_brings_up_to_date_is_in_sync() {
    let Some(repository) = repository() else { return };
    for (path, title) in [("content/en/a.md", "A"), ("content/ko/a.md", "가")] {
        let text = format!("---\ntitle: {title}\n---\nOne `two`.\n\n```sh\nrun --later\n```\n");
        repository.write(path, &text);
    }
    let document: Value =
        serde_json::from_str(&told(&repository, &["--format", "json"])).expect("JSON");
    let pages = document["pages"].as_array().expect("pages");
    assert_eq!(pages[0]["path"], "content/en/a.md");
    assert_eq!(pages[0]["translations"][0]["changed"], true);
    assert_eq!(pages[0]["translations"][0]["effect"], json!(null));
    assert_eq!(pages[1]["path"], "content/ko/a.md");
    assert_eq!(pages[1]["translation"]["path"], "content/ko/a.md");
    assert_eq!(document["labels"], json!(["language/ko"]));
    assert_eq!(document["approvers"], json!(["kim"]));
}

#[test]
fn what_a_change_does_to_a_translation_is_told_by_both_states() {
    let Some(repository) = repository() else { return };
    let page = |title: &str, text: &str| format!("---\ntitle: {title}\n---\n{text}\n");
    let source = |block: &str| page("C", &format!("One.\n\n{block}```sh\nrun --now\n```"));
    let own = |block: &str| page("다", &format!("하나.\n\n{block}```sh\nrun --now\n```"));
    let block = "```sh\nwait --long\n```\n\n";
    repository.git(&["switch", "--quiet", "main"]);
    repository.write("content/en/c.md", &source(block));
    repository.write("content/ko/c.md", &own(""));
    repository.commit_all("A translation that lacks a command");
    let effect = |base: &str, path: &str| {
        let text = told(&repository, &[base, "--format", "json"]);
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let pages = document["pages"].as_array().expect("pages").clone();
        let page = pages.into_iter().find(|page| page["path"] == path).expect("the page changed");
        page["translation"]["effect"].clone()
    };
    repository.commit("content/ko/c.md", &own(block));
    assert_eq!(effect("HEAD~1", "content/ko/c.md"), "brought-up-to-date");
    repository.git(&["mv", "content/ko/c.md", "content/ko/d.md"]);
    repository.git(&["mv", "content/en/c.md", "content/en/d.md"]);
    repository.commit_all("Other names");
    assert_eq!(effect("HEAD~1", "content/ko/d.md"), json!(null), "it says what it said");
    repository.commit("content/ko/b/index.md", &page("나", "셋."));
    assert_eq!(effect("HEAD~1", "content/ko/b/index.md"), "new");
}

#[test]
fn a_picture_touches_the_page_of_its_bundle_and_other_files_are_listed() {
    let Some(repository) = repository() else { return };
    repository.write("content/en/b/b.svg", "<svg id=\"b\"/>");
    repository.write("templates/page.html", "{{ content }}");
    let told = told(&repository, &[]);
    assert!(told.contains("content/en/b/index.md\n  https://example.org/b/"), "{told}");
    assert!(told.contains("1 other file\n  templates/page.html"), "{told}");
}

#[test]
fn what_a_change_breaks_elsewhere_is_told_with_its_line() {
    let Some(repository) = repository() else { return };
    let page = |text: &str| format!("---\ntitle: C\n---\n{text}\n");
    repository.git(&["switch", "--quiet", "main"]);
    let text = "## One {#one}\n\nSee [A](/a/), [B](/b/) and [never](/never/).\n\n[Down](#one)";
    repository.write("content/en/c.md", &page(text));
    repository.write("content/en/d.md", &page("Nothing.\n\nThe [part](/c/#one)."));
    repository.commit_all("Links, one of which is dead");
    repository.git(&["mv", "content/en/a.md", "content/en/moved.md"]);
    let text = text.replace("{#one}", "{#two}").replace("(#one)", "(#two)");
    repository.write("content/en/c.md", &page(&text));
    repository.write("content/en/b/index.md", &page("Three, and [four](/four/)."));
    let text = told(&repository, &["HEAD"]);
    let expected = "3 links lead nowhere since then\n  \
                    content/en/b/index.md:4:19\n    no page is at `/four/`\n  \
                    content/en/c.md:6:9\n    no page is at `/a/`\n    \
                    did you mean `/moved/`?\n  \
                    content/en/d.md:6:12\n    `/c/` has no place `#one`\n";
    assert!(text.contains(expected), "{text}");
    assert!(!text.contains("never"), "it was dead before: {text}");
    let text = told(&repository, &["HEAD", "--format", "json"]);
    let document: Value = serde_json::from_str(&text).expect("JSON");
    let links = document["links"].as_array().expect("links");
    assert_eq!(links.len(), 3);
    assert_eq!(
        (&links[1]["file"], &links[1]["position"]["line"]),
        (&json!("content/en/c.md"), &json!(6))
    );
    let text = told(&repository, &["HEAD", "--markdown"]);
    assert!(text.contains("- `content/en/c.md:6:9`: no page is at `/a/`; did you"), "{text}");
}

#[test]
fn a_removed_translation_is_said_and_markdown_is_for_a_comment() {
    let Some(repository) = repository() else { return };
    repository.git(&["rm", "--quiet", "content/ko/a.md"]);
    repository.commit_all("Away");
    let told = told(&repository, &["main", "--markdown"]);
    assert!(told.contains("| `content/ko/a.md` | removed | itself missing, changed |"), "{told}");
}

#[test]
fn a_revision_that_is_none_is_said() {
    let Some(repository) = repository() else { return };
    let output = site(&repository, &["nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("nowhere"));
}
