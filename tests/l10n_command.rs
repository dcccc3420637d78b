//! `site l10n` as a localization team calls it.
#![allow(clippy::disallowed_methods, reason = "tests look at real files and run git")]

#[path = "support/corpus.rs"]
mod corpus;
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
     [languages.en]\nlanguageName = 'English'\ncontentDir = 'content/en'\n\
     [languages.ko]\nlanguageName = '한국어'\ncontentDir = 'content/ko'\n\
     [languages.zh-cn]\nlanguageName = '中文'\ncontentDir = 'content/zh-cn'\n";

/// A site with one page in sync, one drifted, one without a source, and three untranslated.
fn site() -> Option<Repository> {
    let site = Repository::new()?;
    site.write("site.toml", CONFIGURATION);
    site.write("OWNERS", "approvers: [root]\n");
    site.write("OWNERS_ALIASES", "aliases:\n  ko-team: [kim, park]\n");
    site.write("content/ko/OWNERS", "approvers: [ko-team]\nlabels: [language/ko]\n");
    site.write("content/zh-cn/OWNERS", "approvers: [li]\nlabels: [language/zh]\n");
    site.write("content/en/blog/calm.md", "---\ntitle: Calm\ndate: 2024-01-01\n---\nText.\n");
    site.write("content/en/blog/moved.md", "---\ntitle: Moved\ndate: 2024-02-01\n---\nOne.\n");
    site.write("content/en/blog/new.md", "---\ntitle: New\ndate: 2024-03-01\n---\nText.\n");
    site.write(
        "content/en/blog/lasting.md",
        "---\ntitle: Lasting\ndate: 2020-01-01\nevergreen: true\n---\nText.\n",
    );
    site.write("content/ko/blog/calm.md", "---\ntitle: 고요\ndate: 2024-01-01\n---\n글.\n");
    site.write("content/ko/blog/moved.md", "---\ntitle: 변화\ndate: 2024-02-01\n---\n하나.\n");
    site.write("content/ko/blog/gone.md", "---\ntitle: 고아\ndate: 2023-02-01\n---\n글.\n");
    site.write("content/zh-cn/blog/new.md", "---\ntitle: 新\ndate: 2024-03-02\n---\n文。\n");
    site.commit_all("first");
    site.commit(
        "content/en/blog/moved.md",
        "---\ntitle: Moved\ndate: 2024-02-01\n---\nOne.\n\nTwo.\n",
    );
    Some(site)
}

/// Standard output of a call that is fine.
fn out(site: &Repository, arguments: &[&str]) -> String {
    let output = run(site.root(), arguments);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// Exit code and standard error.
fn refused(site: &Repository, arguments: &[&str]) -> (Option<i32>, String) {
    let output = run(site.root(), arguments);
    (output.status.code(), text(&output.stderr))
}

fn today() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%d").to_string()
}

#[test]
fn the_table_has_totals_and_what_needs_attention() {
    let expected = "\
Language  Translated  of  In sync  Drifted  Unknown  Orphans  Strings
ko                 2   4        1        1        0        1      all
zh-cn              1   4        0        1        0        0      all
all                3   8        1        2        0        1

content/ko/blog
  Severity  State    Findings  Lines  Page
  prose     drifted         1  +2 -0  moved.md
  -         orphan          -      -  gone.md

content/zh-cn/blog
  Severity  State    Findings  Lines  Page
  link      drifted         1      -  new.md
";
    let Some(site) = site() else { return };
    assert_eq!(out(&site, &["status"]), expected);
}

#[test]
fn a_page_is_told_in_full_by_the_path_of_either_side() {
    let Some(site) = site() else { return };
    let by_source = out(&site, &["status", "content/en/blog/moved.md", "--language", "ko"]);
    let hash = |revision: &str| site.git(&["rev-parse", revision])[..10].to_owned();
    let expected = format!(
        "content/ko/blog/moved.md\n  \
         state      drifted: segments to update: 1 new\n  \
         severity   prose\n  \
         source     content/en/blog/moved.md\n  \
         segments   1 same, 1 new, by the source as it was then\n  \
         git        the source has changed in 1 commit since {}: +2 -0\n  \
         baseline   {}\n  \
         commits    {}\n  \
         approvers  kim, park\n  \
         prose missing: `Two.` (line 7 of the source)\n",
        today(),
        hash("HEAD~1"),
        hash("HEAD")
    );
    assert_eq!(by_source, expected);
    assert_eq!(out(&site, &["status", "content/ko/blog/moved.md"]), expected);
    let both = out(&site, &["status", "content/en/blog/lasting.md"]);
    assert_eq!(both, "content/en/blog/lasting.md\n  missing    ko, zh-cn\n");
}

#[test]
fn pages_are_chosen_by_owner_label_severity_and_state() {
    let Some(site) = site() else { return };
    let paths = |arguments: &[&str]| -> Vec<String> {
        let document = json(&site, arguments);
        let pages = document["pages"].as_array().expect("a list").clone();
        pages.iter().map(|page| page["path"].as_str().expect("text").to_owned()).collect()
    };
    let there = "--state=in-sync,drifted,orphan,unknown";
    assert_eq!(paths(&[there, "--owner", "li"]), ["content/zh-cn/blog/new.md"]);
    assert_eq!(paths(&[there, "--owner", "KO-team"]).len(), 3);
    assert_eq!(paths(&[there, "--label", "language/zh"]).len(), 1);
    assert_eq!(paths(&["--severity", "link"]), ["content/zh-cn/blog/new.md"]);
    assert_eq!(paths(&["--state", "missing", "--language", "ko"]).len(), 2);
    assert_eq!(paths(&["content/en"]).len(), 8);
    assert_eq!(paths(&["content/zh-cn"]).len(), 4);
}

fn json(site: &Repository, arguments: &[&str]) -> Value {
    let arguments = [&["status", "--format", "json"], arguments].concat();
    serde_json::from_str(&out(site, &arguments)).expect("JSON")
}

#[test]
fn the_document_says_all_that_is_known() {
    let Some(site) = site() else { return };
    let document = json(&site, &["--language", "ko"]);
    assert_eq!(document["version"], 2);
    let pages = document["pages"].as_array().expect("a list");
    let page = |path: &str| pages.iter().find(|page| page["path"] == path).expect("the page");
    let moved = page("content/ko/blog/moved.md");
    assert_eq!(moved["state"], "drifted");
    assert_eq!(moved["pairing"], "path");
    assert_eq!(moved["source"], "content/en/blog/moved.md");
    assert_eq!(moved["git"]["baseline"], site.git(&["rev-parse", "HEAD~1"]));
    assert_eq!(moved["git"]["hashes"][0], site.git(&["rev-parse", "HEAD"]));
    assert_eq!((&moved["git"]["added"], &moved["git"]["deleted"]), (&2.into(), &0.into()));
    assert_eq!(moved["approvers"], serde_json::json!(["kim", "park", "root"]));
    let orphan = page("content/ko/blog/gone.md");
    assert_eq!((&orphan["state"], &orphan["source"]), (&"orphan".into(), &Value::Null));
    let missing = page("content/ko/blog/lasting.md");
    assert_eq!((&missing["state"], &missing["git"]), (&"missing".into(), &Value::Null));
    let language = &document["languages"][0];
    assert_eq!((&language["code"], &language["translated"]), (&"ko".into(), &2.into()));
    assert_eq!(language["sections"][0]["section"], "blog");
    let chinese = json(&site, &["content/zh-cn/blog/new.md"]);
    let finding = &chinese["pages"][0]["findings"][0];
    assert_eq!((&finding["kind"], &finding["aspect"]), (&"parity".into(), &"date".into()));
    assert_eq!(finding["translation"], "2024-03-02");
}

/// As the benchmark for detectors of kubernetes.io calls it: in a repository without a site.
#[test]
fn two_files_are_enough_to_detect_drift() {
    let Some(files) = Repository::new() else { return };
    let page = |command: &str| {
        format!("---\ntitle: Pump\n---\n## Run {{#run}}\n\n```shell\n{command}\n```\n")
    };
    files.write("content/en/docs/pump.md", &page("pump start"));
    files.write("content/ko/docs/pump.md", &page("pump start"));
    files.write("content/ko/docs/old.md", &page("pump begin"));
    let detect = |source: &str, own: &str| {
        let output = run(files.root(), &["detect", source, own]);
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (output.status.code(), document["status"].as_str().expect("a status").to_owned())
    };
    let path = |name: &str| files.root().join(name).into_string();
    let (source, own) = (path("content/en/docs/pump.md"), path("content/ko/docs/pump.md"));
    assert_eq!(detect(&source, &own), (Some(0), "up_to_date".to_owned()));
    let old = path("content/ko/docs/old.md");
    assert_eq!(detect(&source, &old), (Some(1), "candidate_outdated".to_owned()));
    let none = path("content/ko/docs/none.md");
    assert_eq!(detect(&source, &none), (Some(0), "not_translated".to_owned()));
    assert_eq!(detect(&none, &own), (Some(0), "no_english_version".to_owned()));
}

#[test]
fn a_release_is_what_changed_between_two_revisions() {
    let Some(site) = site() else { return };
    let named = out(&site, &["status", "--between", "HEAD~1..HEAD", "--language", "ko"]);
    assert!(named.contains("moved.md"), "{named}");
    assert!(!named.contains("gone.md"), "{named}");
    let (code, said) = refused(&site, &["status", "--between", "HEAD..HEAD"]);
    assert_eq!((code, &*said), (Some(0), "no source of a translation changed in `HEAD..HEAD`\n"));
    for (range, expected) in
        [("HEAD", "is no range"), ("none..HEAD", "git knows no revision `none`")]
    {
        let (code, said) = refused(&site, &["status", "--between", range]);
        assert_eq!(code, Some(2));
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn markdown_is_a_list_to_tick_off() {
    let expected = "| Language | Translated | In sync | Drifted | Unknown | Orphans |\n\
         | --- | ---: | ---: | ---: | ---: | ---: |\n\
         | 한국어 (`ko`) | 2 of 4 | 1 | 1 | 0 | 1 |\n\n\
         ## 한국어\n\n\
         - [ ] `content/ko/blog/moved.md` (drifted, prose): segments to update: 1 new\n  \
         - prose missing: `Two.` (line 7 of the source)\n\
         - [ ] `content/ko/blog/gone.md` (orphan): it has no source: the source was removed or renamed, or \
         this page was written first\n";
    let Some(site) = site() else { return };
    assert_eq!(out(&site, &["status", "--markdown", "--language", "ko"]), expected);
}

#[test]
fn todo_ranks_by_what_matters() {
    let update = "To update: 2\n  content/ko/blog/moved.md\n    segments to update: 1 new\n    \
                prose missing: `Two.` (line 7 of the source)\n  \
                content/ko/blog/gone.md\n    it has no source: the source was removed or renamed, or this page was\n    \
                written first\n\n";
    let translate =
        "To translate: 2\n  content/en/blog/lasting.md\n    into ko, evergreen, 2020-01-01\n";
    let next = "  content/en/blog/new.md\n    into ko, one language has it, 2024-03-01\n";
    let Some(site) = site() else { return };
    assert_eq!(out(&site, &["todo", "--language", "ko"]), format!("{update}{translate}{next}"));
    let some = out(&site, &["todo", "--language", "ko", "--limit", "1"]);
    assert!(some.ends_with(&format!("{translate}  and 1 more: `--limit 2` shows all\n")), "{some}");
}

/// Whoever edits a source sees what that does to its translations before it is committed.
#[test]
fn a_warning_that_is_not_committed_yet_has_drifted() {
    let Some(site) = site() else { return };
    site.write(
        "content/en/blog/calm.md",
        "---\ntitle: Calm\ndate: 2024-01-01\n---\nText.\n\n\
         {{< warning >}}\nThis deletes the harbour.\n{{< /warning >}}\n",
    );
    let page = &json(&site, &["content/ko/blog/calm.md"])["pages"][0];
    assert_eq!((&page["state"], &page["severity"]), (&"drifted".into(), &"warning".into()));
    assert_eq!(page["segments"]["basis"], "earlier");
    let difference = out(&site, &["diff", "content/ko/blog/calm.md"]);
    assert!(difference.contains("1. warning: new in the source"), "{difference}");
}

#[test]
fn a_state_and_a_severity_narrow_the_pages_and_not_the_totals() {
    let Some(site) = site() else { return };
    let totals = |arguments: &[&str]| {
        let text = out(&site, &[&["status"], arguments].concat());
        text.split("\n\n").next().expect("totals").trim_end().to_owned()
    };
    let all = totals(&[]);
    for arguments in [&["--state", "missing"][..], &["--severity", "warning"]] {
        assert_eq!(totals(arguments), all, "{arguments:?}");
        let of_json = json(&site, arguments)["languages"].clone();
        assert_eq!(of_json, json(&site, &[])["languages"], "{arguments:?}");
    }
}

#[test]
fn the_directory_of_a_bundle_names_its_page_in_one_language() {
    let Some(site) = site() else { return };
    let text = "---\ntitle: Bundle\ndate: 2024-01-01\n---\nText.\n";
    for code in ["en", "ko", "zh-cn"] {
        site.write(&format!("content/{code}/blog/bundle/index.md"), text);
    }
    let shown = out(&site, &["status", "content/ko/blog/bundle"]);
    assert!(shown.starts_with("content/ko/blog/bundle/index.md\n  state "), "{shown}");
    let directory = out(&site, &["status", "content/ko"]);
    assert!(!directory.contains("zh-cn"), "{directory}");
}

#[test]
fn a_long_name_is_whole_in_a_file() {
    let Some(site) = site() else { return };
    let name = "a-very-long-name-of-a-post-that-no-terminal-of-eighty-columns-can-show.md";
    site.write(&format!("content/ko/blog/{name}"), "---\ntitle: 고아\n---\n글.\n");
    let table = out(&site, &["status", "--language", "ko"]);
    assert!(table.contains(name), "{table}");
}

/// The announcement of a fault, and what a translation says of it that has not been touched since.
#[test]
fn a_missing_warning_fails_the_check_and_stands_first() {
    let Some(site) = site() else { return };
    let comment = "---\ntitle: 고요\ndate: 2024-01-01\n---\n<!--\nText.\n-->\n글.\n";
    site.write("content/ko/blog/calm.md", comment);
    site.write(
        "content/en/blog/calm.md",
        "---\ntitle: Calm\ndate: 2024-01-01\n---\nText.\n\n\
         {{< warning >}}\nThis deletes the harbour.\n{{< /warning >}}\n",
    );
    let (code, said) = refused(&site, &["check", "--format", "short"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("warning missing: `This deletes the harbour.`"), "{said}");
    let todo = out(&site, &["todo", "--language", "ko"]);
    assert!(todo.starts_with("To update: 3\n  content/ko/blog/calm.md\n"), "{todo}");
}

#[test]
fn a_check_fails_on_what_it_is_told_to_and_on_nothing_else() {
    let Some(site) = site() else { return };
    let (code, said) = refused(&site, &["check"]);
    assert_eq!((code, said.as_str()), (Some(0), "4 translations checked\n"));
    let (code, said) = refused(&site, &["check", "--fail-on", "orphan,link", "--format", "short"]);
    assert_eq!(code, Some(1));
    let expected = "\
content/zh-cn/blog/new.md: error[translation-check]: date: `2024-03-02`, in the source `2024-03-01`
content/ko/blog/gone.md: error[translation-check]: it has no source: the source was removed or renamed, or this page was written first
";
    assert_eq!(said, expected);
    let (code, said) = refused(&site, &["check", "--fail-on", "warnings"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("did you mean `warning`?"), "{said}");
}

#[test]
fn a_translation_may_not_come_before_its_source() {
    let Some(site) = site() else { return };
    site.write("content/en/blog/soon.md", "---\ntitle: Soon\ndate: 2999-01-01\n---\n");
    site.write("content/ko/blog/soon.md", "---\ntitle: 곧\ndate: 2024-01-01\n---\n");
    let (code, said) = refused(&site, &["check", "content/ko/blog/soon.md"]);
    assert_eq!(code, Some(1));
    assert!(said.contains("published before its source"), "{said}");
}

#[test]
fn a_new_translation_is_made_once_and_in_its_place() {
    let Some(site) = site() else { return };
    site.write(
        "content/en/blog/new.md",
        "---\ntitle: New\ndate: 2024-03-01\nreviewers:\n- ann\nurl: '/blog/new/'\n---\n\n\
         A first *paragraph*.\n\n## A heading\n\n- one\n- two\n\n```sh\necho\n```\n",
    );
    let source = site.commit_all("more");
    assert_eq!(
        out(&site, &["start", "content/en/blog/new.md", "--language", "ko"]),
        "content/ko/blog/new.md\n"
    );
    let made = std::fs::read_to_string(site.root().join("content/ko/blog/new.md")).expect("made");
    let expected = format!(
        "---\ntitle: New\ndate: 2024-03-01\nurl: 'blog/new/'\ndefault_lang_commit: {source}\n---\n\n\
         A first *paragraph*.\n\n## A heading {{#a-heading}}\n\n- one\n- two\n\n```sh\necho\n```\n"
    );
    assert_eq!(made, expected);
    let (code, said) = refused(&site, &["start", "content/en/blog/new.md", "--language", "ko"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("the translation exists already: `content/ko/blog/new.md`"), "{said}");
    let again = std::fs::read_to_string(site.root().join("content/ko/blog/new.md")).expect("there");
    assert_eq!(again, expected);
}

#[test]
fn a_team_that_keeps_its_source_in_comments_gets_them() {
    let Some(site) = site() else { return };
    site.write("site.toml", &format!("{CONFIGURATION}[l10n.comments]\nko = true\n"));
    site.write(
        "content/en/blog/lasting.md",
        "---\ntitle: Lasting\n---\nText <!-- a note --> here.\n\nMore.\n\nTwo\n---\n\n> Quoted.\n",
    );
    let made = out(&site, &["start", "content/ko/blog/lasting.md", "--no-pin"]);
    assert_eq!(made, "content/ko/blog/lasting.md\n");
    let made = std::fs::read_to_string(site.root().join(made.trim())).expect("made");
    let expected = "---\ntitle: Lasting\n---\n<!--\ntitle: Lasting\n-->\n\
         Text <!-- a note --> here.\n\n<!--\nMore.\n-->\nMore.\n\n\
         <!--\nTwo\n---\n-->\nTwo {#two}\n---\n\n<!--\n> Quoted.\n-->\n> Quoted.\n";
    assert_eq!(made, expected);
}

#[test]
fn without_git_everything_else_is_told() {
    let Some(site) = site() else { return };
    std::fs::remove_dir_all(site.root().join(".git")).expect("the repository is ours");
    let output = run(site.root(), &["status", "--language", "ko"]);
    let said = text(&output.stderr);
    assert!(said.starts_with("note: the site's root is not in a git repository"), "{said}");
    let table = text(&output.stdout);
    assert!(
        table.contains("ko                 2   4        0        0        2        1"),
        "{table}"
    );
    assert!(table.contains("gone.md") && !table.contains("calm.md"), "{table}");
}

#[test]
fn a_shallow_clone_is_said_with_what_helps() {
    let Some(site) = site() else { return };
    let clone = site.shallow(1);
    let output = run(clone.root(), &["status", "--language", "ko"]);
    let said = text(&output.stderr);
    assert!(said.contains("hint: `git fetch --unshallow`"), "{said}");
    assert!(text(&output.stdout).contains("unknown"));
}

#[test]
fn mistakes_are_named() {
    let Some(site) = site() else { return };
    let cases: &[(&[&str], &str)] = &[
        (&["status", "content/en/blog/nothing.md"], "there is no page to translate"),
        (&["status", "--language", "kr"], "did you mean `ko`?"),
        (&["start", "content/en/blog/new.md"], "add `--language CODE`"),
        (
            &["start", "content/en/blog/nothing.md", "--language", "ko"],
            "there is no page to translate",
        ),
        (&["status", "/elsewhere"], "is not below the site's root"),
    ];
    for (arguments, expected) in cases {
        let (code, said) = refused(&site, arguments);
        assert_eq!(code, Some(2), "{arguments:?}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
}

/// A translation that is up to date says so, and is in sync from then on.
#[test]
fn a_translation_is_pinned_to_its_source() {
    let Some(site) = site() else { return };
    assert!(out(&site, &["status", "content/ko/blog/moved.md"]).contains("drifted"));
    let told = out(&site, &["pin", "content/ko/blog/moved.md"]);
    let commit = repository::git(
        site.root(),
        &["log", "-1", "--format=%H", "--", "content/en/blog/moved.md"],
    );
    assert_eq!(told, format!("{} content/ko/blog/moved.md\n", commit.trim()));
    let read =
        || std::fs::read_to_string(site.root().join("content/ko/blog/moved.md")).expect("it");
    let pinned = format!(
        "---\ndefault_lang_commit: {}\ntitle: 변화\ndate: 2024-02-01\n---\n하나.\n",
        commit.trim()
    );
    assert_eq!(read(), pinned);
    assert!(out(&site, &["status", "content/ko/blog/moved.md"]).contains("in-sync"));
    out(&site, &["pin", "content/ko/blog/moved.md"]);
    assert_eq!(read(), pinned, "a second time changes nothing");
    site.write("content/en/blog/moved.md", "---\ntitle: Moved\n---\nThree.\n");
    let (code, problem) = refused(&site, &["pin", "content/ko/blog/moved.md"]);
    assert_eq!(code, Some(2), "{problem}");
    assert!(problem.contains("uncommitted"), "{problem}");
    let (_, problem) = refused(&site, &["pin", "content/ko/blog/gone.md"]);
    assert!(problem.contains("no translation with a source"), "{problem}");
}

/// A team that has just begun reads the source, and each heading keeps its id.
#[test]
fn every_post_of_the_corpus_is_begun_as_it_reads() {
    use site::discover::discover;
    use site::l10n::start::{Comments, Convention, start};
    use site::parse::body::{Segment, SegmentKind};
    use site::parse::{parse, parse_document};
    use site::world::{DiskWorld, World};
    let Some(root) = corpus::corpus() else { return };
    let world = DiskWorld::open(&root, corpus::NOW.parse().ok()).expect("the corpus");
    let mut found = Vec::new();
    let settings = site::pipeline::configure(&world, &Default::default(), &mut found);
    let settings = settings.unwrap_or_else(|_| panic!("a usable configuration"));
    let sources = discover(&world, &settings, &mut found);
    let documents = parse(&world, &settings, &sources, &mut found);
    let english =
        documents.content.iter().filter(|own| own.file.language == settings.default_language);
    let mut count = 0;
    for document in english {
        let bytes = world.read(&document.file.path).expect("readable");
        let source = String::from_utf8(bytes).expect("UTF-8");
        for comments in [Comments::None, Comments::Source] {
            let convention = Convention { comments, pin: Some("0123456789abcdef") };
            let begun = start(document, &source, convention);
            let parsed = parse_document(&settings, &document.file, &begun, &mut found);
            let parsed = parsed.unwrap_or_else(|| panic!("{}", document.file.path));
            assert_eq!(parsed.body.headings, document.body.headings, "{}", document.file.path);
            if comments == Comments::Source {
                let is_alone =
                    |own: &&Segment| own.kind == SegmentKind::Body && own.translation.is_none();
                // Only comments of the source's own may have none behind them.
                let alone = parsed.body.segments.iter().filter(is_alone).count();
                assert!(alone <= document.body.segments.len(), "{}", document.file.path);
            }
            assert_eq!(parsed.body.words, document.body.words, "{}", document.file.path);
        }
        count += 1;
    }
    assert!(count > 700, "{count}");
}
