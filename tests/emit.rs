//! Writing to disk: only what differs, nothing that is not ours, never half.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::fs;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};
use site::artifact::Artifacts;
use site::emit::{Changes, EmitError, Leftovers, emit};
use site::world::MemoryWorld;
use tempfile::TempDir;

struct Output {
    directory: TempDir,
}

impl Output {
    fn new() -> Self {
        Self { directory: tempfile::tempdir().expect("a temporary directory") }
    }

    fn path(&self) -> Utf8PathBuf {
        Utf8Path::from_path(self.directory.path()).expect("UTF-8").join("out")
    }

    fn emit(&self, files: &[(&str, &str)], leftovers: Leftovers) -> Result<Changes, EmitError> {
        let world = MemoryWorld::new("2026-01-01T00:00:00Z");
        let mut artifacts = Artifacts::default();
        for (path, text) in files {
            artifacts.add_bytes(*path, text.as_bytes().to_vec());
        }
        emit(&world, &artifacts, &self.path(), leftovers)
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path().join(path)).ok()
    }

    /// Every file below the output, its own bookkeeping apart.
    fn files(&self) -> Vec<String> {
        let top = self.path();
        let mut files: Vec<String> = walkdir::WalkDir::new(&top)
            .into_iter()
            .filter_map(Result::ok)
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| {
                entry.path().strip_prefix(&top).expect("below").to_string_lossy().into_owned()
            })
            .filter(|path| path != ".site-manifest")
            .collect();
        files.sort();
        files
    }
}

fn changes(written: usize, unchanged: usize, removed: usize) -> Changes {
    Changes { written, unchanged, removed }
}

#[test]
fn only_what_differs_is_written() {
    let output = Output::new();
    let first = output.emit(&[("a/x.html", "1"), ("b.html", "2")], Leftovers::Remove);
    assert_eq!(first.expect("written"), changes(2, 0, 0));
    let before =
        fs::metadata(output.path().join("b.html")).expect("there").modified().expect("time");
    let second = output.emit(&[("a/x.html", "other"), ("b.html", "2")], Leftovers::Remove);
    assert_eq!(second.expect("written"), changes(1, 1, 0));
    let after =
        fs::metadata(output.path().join("b.html")).expect("there").modified().expect("time");
    assert_eq!(before, after, "an unchanged file keeps its time");
    assert_eq!(output.read("a/x.html").as_deref(), Some("other"));
}

#[test]
fn what_is_no_longer_made_goes_with_its_empty_directories() {
    let output = Output::new();
    output.emit(&[("a/b/x.html", "1"), ("c.html", "2")], Leftovers::Remove).expect("written");
    let second = output.emit(&[("c.html", "2")], Leftovers::Remove).expect("written");
    assert_eq!(second, changes(0, 1, 1));
    assert_eq!(output.files(), ["c.html"]);
    assert!(!output.path().join("a").exists());
}

#[test]
fn nothing_that_it_did_not_make_is_removed() {
    let output = Output::new();
    output.emit(&[("a/x.html", "1")], Leftovers::Remove).expect("written");
    fs::write(output.path().join("a/notes.txt"), "keep").expect("written");
    fs::write(output.path().join("CNAME"), "example.org").expect("written");
    output.emit(&[("b.html", "2")], Leftovers::Remove).expect("written");
    assert_eq!(output.files(), ["CNAME", "a/notes.txt", "b.html"]);
}

#[test]
fn a_partial_build_keeps_the_rest_and_remembers_it() {
    let output = Output::new();
    output.emit(&[("en.html", "1"), ("ko.html", "2")], Leftovers::Remove).expect("written");
    output.emit(&[("ko.html", "3")], Leftovers::Keep).expect("written");
    assert_eq!(output.files(), ["en.html", "ko.html"]);
    output.emit(&[("ko.html", "3")], Leftovers::Remove).expect("written");
    assert_eq!(output.files(), ["ko.html"], "the manifest still knew the other file");
}

#[test]
fn a_file_may_become_a_directory_and_the_other_way_round() {
    let output = Output::new();
    output.emit(&[("a", "file"), ("b/index.html", "page")], Leftovers::Remove).expect("written");
    output.emit(&[("a/index.html", "page"), ("b", "file")], Leftovers::Remove).expect("written");
    assert_eq!(output.files(), ["a/index.html", "b"]);
}

#[test]
fn a_file_of_somebody_elses_is_not_overwritten() {
    for is_first in [true, false] {
        let output = Output::new();
        if !is_first {
            output.emit(&[("b.html", "2")], Leftovers::Remove).expect("written");
        }
        fs::create_dir_all(output.path()).expect("made");
        fs::write(output.path().join("a.html"), "not ours").expect("written");
        let refused = output.emit(&[("a.html", "1"), ("b.html", "3")], Leftovers::Remove);
        let refused = refused.expect_err("refused");
        assert_eq!(refused.error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(refused.path, output.path().canonicalize_utf8().expect("there").join("a.html"));
        assert_eq!(output.read("a.html").as_deref(), Some("not ours"));
        assert_eq!(output.read("b.html").as_deref(), (!is_first).then_some("2"));
    }
}

#[test]
fn a_file_of_somebody_elses_that_is_the_same_is_taken_over() {
    let output = Output::new();
    fs::create_dir_all(output.path()).expect("made");
    fs::write(output.path().join("a.html"), "1").expect("written");
    let first = output.emit(&[("a.html", "1"), ("b.html", "2")], Leftovers::Remove);
    assert_eq!(first.expect("written"), changes(1, 1, 0));
    output.emit(&[("b.html", "2")], Leftovers::Remove).expect("written");
    assert_eq!(output.files(), ["b.html"]);
}

#[test]
fn files_that_do_not_change_stay_the_same_files() {
    use std::os::unix::fs::MetadataExt;
    for is_shared in [false, true] {
        let output = Output::new();
        output.emit(&[("a.html", "1"), ("b.html", "1")], Leftovers::Remove).expect("written");
        if is_shared {
            fs::write(output.path().join("CNAME"), "not ours").expect("written");
        }
        let file = || fs::metadata(output.path().join("a.html")).expect("there").ino();
        let before = file();
        output.emit(&[("a.html", "1"), ("b.html", "2")], Leftovers::Remove).expect("written");
        assert_eq!(file(), before);
        let directory = || fs::metadata(output.path()).expect("there").ino();
        let before = directory();
        output.emit(&[("a.html", "1"), ("b.html", "2")], Leftovers::Remove).expect("written");
        assert_eq!(directory(), before, "nothing has changed, so nothing is exchanged");
    }
}

#[test]
fn an_output_that_is_a_link_is_written_where_it_leads() {
    let output = Output::new();
    let real = output.path().with_file_name("releases");
    fs::create_dir_all(&real).expect("made");
    std::os::unix::fs::symlink(&real, output.path()).expect("a link");
    for text in ["1", "2"] {
        output.emit(&[("a.html", text)], Leftovers::Remove).expect("written");
        assert!(output.path().is_symlink());
        assert_eq!(fs::read_to_string(real.join("a.html")).expect("there"), text);
    }
}

#[cfg(unix)]
#[test]
fn output_is_not_written_through_links() {
    let output = Output::new();
    let elsewhere = tempfile::tempdir().expect("a temporary directory");
    fs::create_dir_all(output.path()).expect("made");
    std::os::unix::fs::symlink(elsewhere.path(), output.path().join("blog")).expect("a link");
    let refused = output.emit(&[("blog/x.html", "1")], Leftovers::Remove);
    assert_eq!(refused.expect_err("refused").error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(fs::read_dir(elsewhere.path()).expect("readable").count(), 0);
}

#[cfg(unix)]
#[test]
fn a_link_put_in_place_of_a_directory_does_not_lead_removal_astray() {
    let output = Output::new();
    output.emit(&[("blog/x.html", "1"), ("a.html", "1")], Leftovers::Remove).expect("written");
    let elsewhere = tempfile::tempdir().expect("a temporary directory");
    fs::write(elsewhere.path().join("x.html"), "not ours").expect("written");
    fs::remove_dir_all(output.path().join("blog")).expect("removed");
    std::os::unix::fs::symlink(elsewhere.path(), output.path().join("blog")).expect("a link");
    output.emit(&[("a.html", "1")], Leftovers::Remove).expect("written");
    assert!(elsewhere.path().join("x.html").exists());
}

#[test]
fn a_manifest_cannot_name_files_outside() {
    let output = Output::new();
    let outside = output.path().parent().expect("a parent").join("precious.txt");
    fs::write(&outside, "precious").expect("written");
    fs::create_dir_all(output.path()).expect("made");
    let manifest = format!("../precious.txt\n{outside}\n");
    fs::write(output.path().join(".site-manifest"), manifest).expect("written");
    output.emit(&[("a.html", "1")], Leftovers::Remove).expect("written");
    assert!(outside.exists());
}

#[test]
fn the_manifest_remembers_a_name_that_begins_as_its_comments_did() {
    let output = Output::new();
    output.emit(&[("#notes.txt", "1"), ("a.html", "1")], Leftovers::Remove).expect("written");
    let emptied = output.emit(&[("a.html", "1")], Leftovers::Remove).expect("written");
    assert_eq!(emptied, changes(0, 1, 1));
    assert_eq!(output.files(), ["a.html"]);
}

#[test]
fn a_line_break_in_a_name_of_the_manifest_names_no_other_file() {
    let output = Output::new();
    fs::create_dir_all(output.path()).expect("made");
    fs::write(output.path().join("lines.txt"), "not ours").expect("written");
    fs::write(output.path().join("two\nlines.txt"), "1").expect("written");
    let header = "# site manifest 2: files made by `site`, which removes no others";
    let manifest = format!("{header}\ntwo\\a;lines.txt\n");
    fs::write(output.path().join(".site-manifest"), manifest).expect("written");
    output.emit(&[("a.html", "1")], Leftovers::Remove).expect("written");
    assert_eq!(output.files(), ["a.html", "lines.txt"]);
}

#[test]
fn a_foreign_file_where_a_directory_is_needed_stops_the_build_and_stays() {
    let output = Output::new();
    fs::create_dir_all(output.path()).expect("made");
    fs::write(output.path().join("blog"), "not ours").expect("written");
    let refused = output.emit(&[("blog/x.html", "1"), ("a.html", "1")], Leftovers::Remove);
    assert!(refused.is_err());
    assert_eq!(output.files(), ["blog"]);
    assert_eq!(output.read("blog").as_deref(), Some("not ours"));
}
