//! What a stranger's names and texts do to the terminal, to a log and to programs: nothing. And what
//! happens when the output cannot be written.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Names that act where they are printed as they are.
const HOSTILE: &[&str] = &[
    "content/\u{1b}]0;owned\u{7}\u{1b}[2J.md",
    "content/invoice\u{202e}dm.exe.md",
    "content/a\n::error file=x::forged\n.md",
    "content/##[error]forged.md",
    "content/c1\u{9b}2J.md",
];

/// What must not be seen on a terminal, or in a document.
const ACTING: &[&str] = &["\u{1b}", "\u{7}", "\u{202e}", "\u{9b}", "\n::error file=x", "##["];

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("a file");
}

fn site() -> TempDir {
    let directory = tempfile::tempdir().expect("a temporary directory");
    write(directory.path(), "site.toml", "baseURL = 'https://example.org/'\ntitle = 'Example'\n");
    write(directory.path(), "content/hello.md", "---\ntitle: Hello\n---\nText\n");
    directory
}

/// A site whose every page has a fault in a file with a hostile name, and hostile words in a message.
fn hostile_site() -> TempDir {
    let site = site();
    for name in HOSTILE {
        write(site.path(), name, "---\ntitle: x\ndate: soon\n---\n");
    }
    write(site.path(), "content/words.md", "---\ndate: \"\\e[31mred\\u202e ##[error]x\"\n---\n");
    site
}

fn program(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_site"));
    command
        .args(["--root", root.to_str().expect("UTF-8")])
        .args(arguments)
        .env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}

fn run(root: &Path, arguments: &[&str]) -> Output {
    program(root, arguments).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[track_caller]
fn assert_acts_on_nothing(shown: &str) {
    for acting in ACTING {
        assert!(!shown.contains(acting), "{acting:?} in\n{shown:?}");
    }
}

#[test]
fn names_of_files_do_not_act_on_the_terminal() {
    let site = hostile_site();
    for format in ["human", "short"] {
        let output = run(site.path(), &["build", "--color", "never", "--format", format]);
        assert_eq!(output.status.code(), Some(1));
        let shown = text(&output.stderr);
        assert_acts_on_nothing(&shown);
        assert!(shown.contains("content/\\u{1b}]0;owned\\u{7}\\u{1b}[2J.md"), "{shown}");
        assert!(shown.contains("content/invoice\\u{202e}dm.exe.md"), "{shown}");
        assert!(shown.contains("`\\u{1b}[31mred\\u{202e} "), "{shown}");
    }
}

#[test]
fn with_colours_only_those_of_the_program_are_left() {
    let site = hostile_site();
    let output = run(site.path(), &["build", "--color", "always", "--format", "human"]);
    let shown = text(&output.stderr);
    assert!(shown.contains("\u{1b}["), "there are colours");
    for acting in ["\u{1b}]", "\u{1b}[2J", "\u{1b}[31mred", "\u{7}", "\u{202e}", "##["] {
        assert!(!shown.contains(acting), "{acting:?} in\n{shown:?}");
    }
}

#[test]
fn no_name_is_a_command_of_a_githubs_log() {
    let site = hostile_site();
    for format in ["human", "short", "github"] {
        let arguments = ["build", "--color", "never", "--format", format];
        let output = program(site.path(), &arguments).env("GITHUB_ACTIONS", "true").output();
        let output = output.expect("the program runs");
        let lines = [text(&output.stdout), text(&output.stderr)].concat();
        for line in lines.lines().filter(|line| line.trim_start().starts_with("::")) {
            assert!(line.starts_with("::error title=date-invalid,"), "{format}: {line}");
        }
        assert!(format == "github" || !lines.contains("##["), "{lines}");
    }
}

#[test]
fn owners_of_a_hostile_path_are_shown_harmlessly() {
    let site = hostile_site();
    write(site.path(), "OWNERS", "approvers:\n- alice\n");
    for name in HOSTILE {
        let output = run(site.path(), &["owners", name]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert_acts_on_nothing(&text(&output.stdout));
    }
}

#[test]
fn json_and_sarif_escape_what_acts_and_still_name_the_file() {
    let site = hostile_site();
    for format in ["json", "sarif"] {
        let output = run(site.path(), &["build", "--format", format]);
        let shown = text(&output.stdout);
        assert_acts_on_nothing(&shown);
        let document: serde_json::Value = serde_json::from_str(&shown).expect("JSON");
        let named = match format {
            "json" => document["diagnostics"].as_array().expect("a list").iter().any(|problem| {
                problem["file"].as_str() == Some("content/invoice\u{202e}dm.exe.md")
            }),
            _ => shown.contains("content/invoice%E2%80%AEdm.exe.md"),
        };
        assert!(named, "{shown}");
    }
}

/// Every command that prints data.
const PRINTING: &[&[&str]] = &[
    &["build", "--format", "json"],
    &["build", "--format", "sarif"],
    &["owners", "content", "--format", "json"],
    &["owners", "content"],
    &["l10n", "status", "--format", "json", "--no-git"],
    &["l10n", "status", "--no-git"],
    &["theme", "list"],
    &["--help"],
    &["--version"],
];

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_the_output_ends_with_3() {
    let site = site();
    for arguments in PRINTING {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let output = program(site.path(), arguments).stdout(full).output().expect("it runs");
        assert_eq!(output.status.code(), Some(3), "{arguments:?}: {}", text(&output.stderr));
        let shown = text(&output.stderr);
        assert!(shown.contains("cannot write to standard output"), "{arguments:?}: {shown}");
    }
}

#[test]
fn a_reader_that_has_gone_is_not_missed() {
    let site = site();
    for arguments in PRINTING {
        let mut child = program(site.path(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        drop(child.stdout.take());
        let mut shown = String::new();
        child.stderr.take().expect("piped").read_to_string(&mut shown).expect("UTF-8");
        let status = child.wait().expect("it ends");
        assert_eq!(status.code(), Some(0), "{arguments:?}: {shown}");
        assert!(!shown.contains("standard output"), "{arguments:?}: {shown}");
    }
}
