//! `site l10n diff` as a translator calls it.
#![allow(clippy::disallowed_methods, reason = "tests look at real files and run git")]

#[path = "support/l10n_program.rs"]
mod l10n_program;
#[path = "support/programs.rs"]
mod programs;
#[path = "support/repository.rs"]
#[allow(dead_code, reason = "each of the tests uses a part")]
mod repository;

use l10n_program::{run, text};
use repository::Repository;
use serde_json::Value;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\n\
     [languages.en]\ncontentDir = 'content/en'\n\
     [languages.ko]\ncontentDir = 'content/ko'\n\
     [languages.zh-cn]\ncontentDir = 'content/zh-cn'\n";

/// A page that keeps its source, and one that does not.
fn translated() -> Option<Repository> {
    let site = Repository::new()?;
    site.write("site.toml", CONFIGURATION);
    site.write("content/en/pump.md", "---\ntitle: Pump\n---\nRun `pump start` by day.\n");
    site.write(
        "content/zh-cn/pump.md",
        "---\ntitle: 水泵\n---\n<!--\nRun `pump start` by day.\n-->\n白天运行 `pump start`。\n",
    );
    site.write("content/ko/pump.md", "---\ntitle: 펌프\n---\n낮에 `pump start`를 실행합니다.\n");
    site.commit_all("first");
    site.commit(
        "content/en/pump.md",
        "---\ntitle: Pump\n---\n{{< warning >}}\nKeep it wet.\n{{< /warning >}}\n\n\
         Run `pump begin` by day.\n",
    );
    Some(site)
}

#[test]
fn the_differences_of_a_page_by_the_path_of_either_side() {
    let Some(site) = translated() else { return };
    let answer = run(site.root(), &["diff", "content/zh-cn/pump.md"]);
    let expected = "content/zh-cn/pump.md
  content/en/pump.md
  against the source kept in its comments: 1 changed, 1 new

1. warning: new in the source
   now content/en/pump.md:4
   + {{< warning >}}
   + Keep it wet.
   + {{< /warning >}}

2. code: changed
   was content/zh-cn/pump.md:5
   - Run `pump [-start-]` by day.
   now content/en/pump.md:8
   + Run `pump {+begin+}` by day.
   here content/zh-cn/pump.md:7
   = 白天运行 `pump start`。
";
    assert_eq!(text(&answer.stdout), expected);
    let by_source = run(site.root(), &["diff", "content/en/pump.md", "--language", "zh-cn"]);
    assert_eq!(text(&by_source.stdout), expected);
    let severe = run(site.root(), &["diff", "content/zh-cn/pump.md", "--severity", "warning"]);
    assert!(!text(&severe.stdout).contains("code: changed"), "{severe:?}");
}

#[test]
fn a_page_without_comments_is_held_against_what_git_remembers() {
    let Some(site) = translated() else { return };
    let answer = text(&run(site.root(), &["diff", "content/ko/pump.md"]).stdout);
    assert!(answer.contains("against the source as it was at its last change"), "{answer}");
    assert!(
        answer.contains("was content/en/pump.md:4\n   - Run `pump [-start-]` by day."),
        "{answer}"
    );
    assert!(answer.contains("here content/ko/pump.md:4"), "{answer}");
    let blind = text(&run(site.root(), &["diff", "--no-git", "content/ko/pump.md"]).stdout);
    assert!(blind.contains("by structure"), "{blind}");
    assert!(blind.contains("1. warning: new in the source"), "{blind}");
}

#[test]
fn the_differences_as_json_have_spans_of_both_texts() {
    let Some(site) = translated() else { return };
    let answer = run(site.root(), &["diff", "content/zh-cn/pump.md", "--format", "json"]);
    let document: Value = serde_json::from_slice(&answer.stdout).expect("JSON");
    let page = &document["pages"][0];
    assert_eq!(page["basis"], "comments");
    assert_eq!(page["segments"]["new"], 1, "a call and what it encloses are one segment");
    assert_eq!(page["findings"][0]["severity"], "warning");
    let row = &page["rows"][1];
    assert_eq!((row["state"].as_str(), row["findings"][0].as_u64()), (Some("changed"), Some(1)));
    let source = std::fs::read_to_string(site.root().join("content/en/pump.md")).expect("a file");
    let span = |value: &Value| {
        let at = |index: usize| value[index].as_u64().expect("an offset") as usize;
        at(0)..at(1)
    };
    assert_eq!(&source[span(&row["added"][0])], "begin");
    assert_eq!(&source[span(&row["source"])], "Run `pump begin` by day.");
}
