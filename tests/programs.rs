//! Outside programs: a test uses the version that it was made for, and says so where it is another.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/corpus.rs"]
mod corpus;
#[path = "support/programs.rs"]
mod programs;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::Command;

use programs::{CHROMIUM, GIT, HUGO, Machine};
use tempfile::TempDir;

/// A machine with programs that print what they are told to: (directory and file, words).
fn machine(programs: &[(&str, &str)]) -> (TempDir, Machine) {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let mut directories = Vec::new();
    for (path, words) in programs {
        let file = scratch.path().join(path);
        let directory = file.parent().expect("a parent").to_owned();
        fs::create_dir_all(&directory).expect("a directory");
        programs::write_script(&file, &format!("#!/bin/sh\necho '{words}'\n"));
        if !directories.contains(&directory) {
            directories.push(directory);
        }
    }
    let path = std::env::join_paths(directories).expect("a path");
    (scratch, Machine { path, is_ci: false, without: Vec::new() })
}

/// Why a test is not run, where it is not.
fn refusal(machine: &Machine, name: &str) -> Option<String> {
    let program = [HUGO, CHROMIUM, GIT].into_iter().find(|program| program.name == name);
    machine.look(&program.expect("a known program"), None).err()
}

/// What a panic says.
fn panic_of(action: impl FnOnce()) -> Option<String> {
    let panic = catch_unwind(AssertUnwindSafe(action)).err()?;
    panic.downcast_ref::<String>().cloned()
}

#[test]
fn the_version_that_tests_were_made_for_is_used() {
    let (scratch, machine) = machine(&[("a/hugo", "hugo v0.168.3-0abc+extended linux/amd64")]);
    assert_eq!(machine.look(&HUGO, None), Ok(scratch.path().join("a/hugo")));
}

#[test]
fn another_version_is_not_run_and_both_are_named() {
    let (_scratch, machine) = machine(&[("a/hugo", "hugo v0.111.3+extended linux/amd64")]);
    let refusal = refusal(&machine, "hugo").expect("a refusal");
    assert!(refusal.starts_with("hugo is 0.111 ("), "{refusal}");
    assert!(refusal.ends_with("but the tests were made for 0.168"), "{refusal}");
}

#[test]
fn a_program_behind_an_older_one_is_found() {
    let programs =
        [("a/chromium", "Chromium 90.0.1"), ("b/google-chrome", "Google Chrome 140.0.2")];
    let (scratch, machine) = machine(&programs);
    assert_eq!(machine.look(&CHROMIUM, None), Ok(scratch.path().join("b/google-chrome")));
}

#[test]
fn a_later_version_of_a_program_that_stays_compatible_is_used() {
    let (_scratch, older) = machine(&[("git", "git version 2.27.1")]);
    assert!(refusal(&older, "git").is_some_and(|words| words.ends_with("for 2.28 or later")));
    let (_scratch, later) = machine(&[("git", "git version 3.1.0 (Apple Git-999)")]);
    assert_eq!(refusal(&later, "git"), None);
}

#[test]
fn a_program_that_does_not_say_its_version_is_not_run() {
    let (_scratch, machine) = machine(&[("hugo", "who asks?")]);
    let refusal = refusal(&machine, "hugo").expect("a refusal");
    assert!(refusal.starts_with("hugo is of an unknown version"), "{refusal}");
}

#[test]
fn a_program_that_is_named_takes_the_place_of_all_others() {
    let (scratch, machine) = machine(&[("hugo", "hugo v0.168.0"), ("old/hugo", "hugo v0.99.1")]);
    let named = scratch.path().join("old/hugo");
    let refusal = machine.look(&HUGO, Some(named)).expect_err("a refusal");
    assert!(refusal.starts_with("hugo is 0.99"), "{refusal}");
}

#[test]
fn in_ci_a_missing_program_is_a_failure_unless_it_is_known_to_be_missing() {
    let (_scratch, mut machine) = machine(&[]);
    assert_eq!(panic_of(|| machine.do_without("hugo", "hugo is not there", "this")), None);
    machine.is_ci = true;
    let panic = panic_of(|| machine.do_without("hugo", "hugo is not there", "this"));
    assert_eq!(panic.as_deref(), Some("hugo is not there: this must run"));
    machine.without = vec!["corpus".to_owned(), "hugo".to_owned()];
    assert_eq!(panic_of(|| machine.do_without("hugo", "hugo is not there", "this")), None);
}

#[test]
fn in_ci_a_missing_corpus_is_a_failure() {
    let (scratch, mut machine) = machine(&[]);
    let nowhere = scratch.path().join("lay-out");
    assert_eq!(corpus::lay_out(&machine, &nowhere, Path::new("corpus")), None);
    machine.is_ci = true;
    let panic = panic_of(|| {
        corpus::lay_out(&machine, &nowhere, Path::new("corpus"));
    });
    let panic = panic.expect("a failure");
    assert!(panic.starts_with("the corpus is not there"), "{panic}");
}

#[test]
fn a_test_program_that_hangs_is_ended() {
    let scratch = tempfile::tempdir().expect("a temporary directory");
    let directory = scratch.path().join("target/deps");
    fs::create_dir_all(&directory).expect("a directory");
    let file = directory.join("hangs");
    programs::write_script(&file, "#!/bin/sh\nexec tail -f /dev/null\n");
    let limited = Path::new(env!("CARGO_MANIFEST_DIR")).join(".ci/limited");
    let output =
        Command::new(limited).arg(&file).env("TEST_LIMIT", "0").env_remove("NEXTEST").output();
    let output = output.expect("it ends");
    assert_eq!(output.status.signal(), Some(9));
    let words = String::from_utf8_lossy(&output.stderr);
    assert!(words.contains("hangs: ended after 0 seconds"), "{words}");
}
