//! The program as a user calls it: exit codes, what is printed and where.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A small site in a directory of its own.
fn site(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().expect("a temporary directory");
    let configuration = "baseURL = 'https://example.org/'\ntitle = 'Example'\n";
    write(directory.path(), "site.toml", configuration);
    write(directory.path(), "content/hello.md", "---\ntitle: Hello\n---\nText\n");
    for (path, text) in files {
        write(directory.path(), path, text);
    }
    directory
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("a file");
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", root.to_str().expect("UTF-8"), "--color", "never"])
        .args(arguments)
        // Not the cache of whoever runs the tests.
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"))
        .output()
        .expect("the program runs")
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[track_caller]
fn assert_exit(output: &Output, code: i32) {
    assert_eq!(output.status.code(), Some(code), "{}", stderr(output));
}

#[test]
fn a_good_site_is_built_and_the_program_ends_with_0() {
    let site = site(&[]);
    let output = run(site.path(), &["build"]);
    assert_exit(&output, 0);
    assert!(site.path().join("public/hello/index.html").exists());
    assert!(stderr(&output).contains("1 page in 1 language"), "{}", stderr(&output));
    assert!(output.stdout.is_empty(), "what is no data does not go to standard output");
}

#[test]
fn problems_of_the_content_end_with_1_and_nothing_is_written() {
    let site = site(&[("content/bad.md", "---\ntitle: [\n---\n")]);
    let output = run(site.path(), &["build"]);
    assert_exit(&output, 1);
    assert!(!site.path().join("public").exists());
    assert!(stderr(&output).contains("content/bad.md:"), "{}", stderr(&output));
}

#[test]
fn keep_going_writes_what_could_be_made_and_still_ends_with_1() {
    let site = site(&[("content/bad.md", "---\ntitle: [\n---\n")]);
    let output = run(site.path(), &["build", "--keep-going"]);
    assert_exit(&output, 1);
    assert!(site.path().join("public/hello/index.html").exists());
}

#[test]
fn a_failed_build_leaves_the_previous_output_as_it_was() {
    let site = site(&[]);
    assert_exit(&run(site.path(), &["build"]), 0);
    let before = fs::read(site.path().join("public/hello/index.html")).expect("built");
    write(site.path(), "content/hello.md", "---\ntitle: Changed\n---\n");
    write(site.path(), "content/bad.md", "---\ntitle: never closed\n");
    assert_exit(&run(site.path(), &["build"]), 1);
    let after = fs::read(site.path().join("public/hello/index.html")).expect("still there");
    assert_eq!(before, after);
}

#[test]
fn usage_and_configuration_end_with_2() {
    let site = site(&[]);
    for arguments in [
        &["build", "--no-such-flag"][..],
        &["no-such-command"],
        &["build", "--language", "xx"],
        &["build", "--date", "yesterday"],
        &["build", "--base-url", "nowhere"],
        &["build", "--root", "/no/such/directory"],
    ] {
        assert_exit(&run(site.path(), arguments), 2);
    }
    write(site.path(), "site.toml", "baseUrl = 'https://example.org/'\ntittle = 'x'\n");
    let output = run(site.path(), &["build"]);
    assert_exit(&output, 2);
    let text = stderr(&output);
    assert!(text.contains("site.toml:2:1") && text.contains("did you mean `title`?"), "{text}");
}

#[test]
fn a_command_that_does_not_exist_is_answered_with_what_there_is() {
    let site = site(&[]);
    let deploy = run(site.path(), &["deploy"]);
    assert_exit(&deploy, 2);
    let text = stderr(&deploy);
    assert!(text.contains("upload them as your host wants them"), "{text}");
    for (arguments, tip) in [
        (&["biuld"][..], "did you mean `build`?"),
        (
            &["frobnicate"],
            "the commands are init, new, serve, build, check, list, doctor, l10n, changed, owners, mv, rm, theme, completions, man",
        ),
        (&["dev"], "`site serve` shows the site while you write it"),
        (&["lint"], "`site check` finds every problem"),
        (&["status"], "`site l10n status`"),
        (&["l10n", "ko"], "`site l10n status --language ko`"),
        (&["l10n", "statsu"], "did you mean `status`?"),
        (&["build", "website"], "the directory of a site is `--root website`"),
        (&["check", "content/ko"], "a check is of the whole site"),
        (&["theme", "lst"], "did you mean `list`?"),
        (&["theme", "new"], "the commands are eject, list"),
    ] {
        let text = stderr(&run(site.path(), arguments));
        assert!(text.contains(tip), "{arguments:?}: {text}");
    }
}

#[test]
fn a_directory_without_a_configuration_says_what_to_do() {
    let empty = tempfile::tempdir().expect("a temporary directory");
    let output = run(empty.path(), &["build"]);
    assert_exit(&output, 2);
    assert!(stderr(&output).contains("--root DIR"), "{}", stderr(&output));
}

#[test]
fn the_output_must_not_be_where_the_site_is() {
    let site = site(&[("static/a.txt", "a")]);
    for directory in [".", "content", "content/public", "static/x", "..", "content/.."] {
        let output_dir = site.path().join(directory);
        let output = run(site.path(), &["build", "-d", output_dir.to_str().expect("UTF-8")]);
        assert_exit(&output, 2);
    }
    assert_eq!(fs::read_dir(site.path()).expect("readable").count(), 3, "nothing was written");
}

#[test]
fn what_the_machine_refuses_ends_with_3() {
    let site = site(&[("occupied", "a file where a directory is needed")]);
    let occupied = site.path().join("occupied/public");
    let output = run(site.path(), &["build", "-d", occupied.to_str().expect("UTF-8")]);
    assert_exit(&output, 3);
}

#[test]
fn json_is_one_document_and_nothing_else() {
    let site = site(&[("content/bad.md", "---\ndate: soon\n---\n")]);
    let output = run(site.path(), &["build", "--format", "json", "--timings"]);
    assert_exit(&output, 1);
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(document["version"], 1);
    assert_eq!(document["changes"], serde_json::Value::Null);
    let diagnostic = &document["diagnostics"][0];
    assert_eq!(diagnostic["code"], "date-invalid");
    assert_eq!(diagnostic["file"], "content/bad.md");
    assert_eq!(diagnostic["position"]["line"], 2);
    assert_eq!(diagnostic["position"]["column"], 7);
    assert!(output.stderr.is_empty(), "{}", stderr(&output));
}

#[test]
fn every_format_names_the_place() {
    let site = site(&[("content/bad.md", "---\ndate: soon\n---\n")]);
    let text = |format: &str| {
        let output = run(site.path(), &["build", "--format", format]);
        assert_exit(&output, 1);
        format!("{}{}", String::from_utf8_lossy(&output.stdout), stderr(&output))
    };
    assert!(
        text("short").contains("content/bad.md:2:7: error[date-invalid]: `soon` is not a date")
    );
    assert!(text("github").contains("::error title=date-invalid,file=content/bad.md,line=2,col=7"));
    assert!(text("human").contains("--> content/bad.md:2:7"));
    let sarif = run(site.path(), &["build", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_slice(&sarif.stdout).expect("SARIF is JSON");
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "date-invalid");
    assert_eq!(result["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
}

#[cfg(unix)]
#[test]
fn every_fault_is_reported_in_one_run() {
    let site = site(&[
        ("content/broken.md", "---\ntitle: [\n---\n"),
        ("content/unclosed.md", "---\ntitle: x\n"),
        ("content/climbs.md", "---\nurl: /../../etc/passwd\n---\n"),
        ("content/one.md", "---\nurl: /hello/\n---\n"),
        ("content/undated.md", "---\ndate: 2025-XX-XX\n---\n"),
    ]);
    fs::write(site.path().join("content/latin1.md"), b"caf\xE9").expect("a file");
    link(site.path(), "../..", "content/up");
    link(site.path(), ".", "content/loop");
    link(site.path(), "nowhere", "content/dangling.md");
    let output = run(site.path(), &["build", "--format", "short"]);
    assert_exit(&output, 1);
    let text = stderr(&output);
    for expected in [
        "content/broken.md:",
        "error[front-matter-syntax]",
        "content/unclosed.md:1:1: error[front-matter-unclosed]",
        "content/climbs.md:2:6: error[url-outside]",
        "error[url-collision]",
        "content/undated.md:2:7: error[date-invalid]",
        "content/latin1.md:1:4: error[file-not-utf8]: not valid UTF-8: byte 0xE9",
        "content/up: error[link-outside]",
        "error[link-loop]",
        "content/dangling.md: error[link-outside]: this link leads nowhere",
    ] {
        assert!(text.contains(expected), "lacks `{expected}` in\n{text}");
    }
    assert!(!site.path().join("public").exists());
}

#[cfg(unix)]
fn link(root: &Path, target: &str, name: &str) {
    std::os::unix::fs::symlink(target, root.join(name)).expect("a link");
}

#[test]
fn a_partial_build_leaves_the_other_languages_alone() {
    let site = site(&[
        (
            "site.toml",
            "baseURL = 'https://example.org/'\ncontentDir = 'content'\n\
             [languages.en]\n[languages.ko]\ncontentDir = 'content-ko'\n",
        ),
        ("content-ko/hello.md", "---\ntitle: 안녕\n---\n글\n"),
    ]);
    assert_exit(&run(site.path(), &["build"]), 0);
    let whole = fs::read(site.path().join("public/ko/hello/index.html")).expect("built");
    fs::remove_file(site.path().join("public/ko/hello/index.html")).expect("there");
    assert_exit(&run(site.path(), &["build", "--language", "ko"]), 0);
    let partial = fs::read(site.path().join("public/ko/hello/index.html")).expect("built again");
    assert_eq!(whole, partial, "byte for byte as in the whole build");
    assert!(site.path().join("public/hello/index.html").exists());
}

#[test]
fn timings_name_every_stage() {
    let site = site(&[]);
    let text = stderr(&run(site.path(), &["build", "--timings"]));
    for stage in ["configure", "discover", "parse", "resolve", "render", "publish", "emit"] {
        assert!(text.contains(stage), "lacks {stage} in\n{text}");
    }
}

#[test]
fn timings_show_what_is_used_of_budgets() {
    let site = site(&[]);
    let text = stderr(&run(site.path(), &["build", "--timings"]));
    let used = |name: &str| -> usize {
        let line = text.lines().find(|line| line.contains(name)).expect("a line for the budget");
        let used =
            line.trim().strip_prefix("budget ").and_then(|line| line.split_whitespace().next());
        used.and_then(|number| number.parse().ok()).expect("a number")
    };
    assert!(used("of 1000000 steps of a template") > 0, "{text}");
    assert!(used("bytes that a template writes") > 100, "{text}");
    assert_eq!(used("bytes of other files in a page"), 0, "{text}");
}

#[test]
fn a_build_leaves_nothing_in_the_site_but_its_output() {
    let site = site(&[("content/code.md", "---\ntitle: Code\n---\n```go\nvar x = 1\n```\n")]);
    assert_exit(&run(site.path(), &["build"]), 0);
    let names = fs::read_dir(site.path()).expect("there").flatten().map(|entry| entry.file_name());
    let mut names: Vec<_> = names.collect();
    names.sort();
    assert_eq!(names, ["content", "public", "site.toml"]);
}
