//! `site serve` and the ground it stands on: whatever becomes of the root itself, and of the names that
//! links give to files, the server finds out and goes on.
//!
//! Nothing here sleeps: each test waits for the event that a browser would get.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests work on real files")]

#[path = "support/server.rs"]
mod server;
#[path = "support/stage.rs"]
mod stage;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use server::{Server, Site};
use stage::Stage;

fn page(text: &str) -> String {
    format!("---\ntitle: Hello\n---\n{text}\n")
}

fn beside(root: &Path, name: &str) -> PathBuf {
    let own = root.file_name().expect("a name").to_string_lossy();
    root.with_file_name(format!("{own}-{name}"))
}

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.expect("readable");
        let target = to.join(entry.path().strip_prefix(from).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("a directory");
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

#[test]
fn a_root_that_is_moved_away_and_back() {
    let mut stage = Stage::new(&[], &[]);
    let (root, aside) = (stage.site.root().to_owned(), beside(stage.site.root(), "aside"));
    for round in 0..2 {
        fs::rename(&root, &aside).expect("moved away");
        stage.events.until(|event| event["errors"]["html"].is_string());
        fs::rename(&aside, &root).expect("moved back");
        stage.events.until(|event| event["errors"]["html"].is_null());
        stage.server.line_with("moved or replaced");
        stage.site.write("content/en/hello.md", page(&format!("Back {round}")));
        stage.events.until_changed("/hello/");
        assert!(stage.text("/hello/").contains(&format!("Back {round}")));
    }
    stage.assert_settles_cold();
}

#[test]
fn a_root_that_a_copy_takes_the_place_of() {
    let mut stage = Stage::new(&[("static/x.txt", "one")], &[]);
    let (root, twin) = (stage.site.root().to_owned(), beside(stage.site.root(), "twin"));
    copy(&root, &twin);
    fs::write(twin.join("content/en/hello.md"), page("Of the copy")).expect("written");
    fs::remove_dir_all(&root).expect("removed");
    fs::rename(&twin, &root).expect("moved");
    stage.events.until_changed("/hello/");
    stage.site.write("content/en/hello.md", page("In the copy"));
    stage.events.until_changed("/hello/");
    stage.site.write("static/x.txt", "two");
    stage.events.until_changed("/x.txt");
    assert_eq!(stage.text("/x.txt"), "two");
    fs::remove_file(stage.site.path("static/x.txt")).expect("removed");
    stage.assert_settles_cold();
    stage.assert_missing("/x.txt");
}

#[test]
fn a_link_to_the_root_that_is_switched() {
    let (one, other) =
        (Site::new(&[]), Site::new(&[("content/en/hello.md", &page("Of the other"))]));
    let directory = tempfile::tempdir().expect("a directory");
    let (current, next) = (directory.path().join("current"), directory.path().join("next"));
    symlink(one.root(), &current).expect("a link");
    let server = Server::start_in(&current, &[]);
    let mut events = server.events("/hello/");
    events.next();
    symlink(other.root(), &next).expect("a link");
    fs::rename(&next, &current).expect("switched");
    events.until_changed("/hello/");
    assert!(server.get("/hello/").text().contains("Of the other"));
    other.write("content/en/hello.md", page("Edited there"));
    events.until_changed("/hello/");
    assert!(server.get("/hello/").text().contains("Edited there"));
}

#[test]
fn a_directory_above_the_root_that_is_moved() {
    let directory = tempfile::tempdir().expect("a directory");
    let site = Site::new(&[]);
    let above = directory.path().join("above");
    let root = above.join("deep/root");
    copy(site.root(), &root);
    let server = Server::start_in(&root, &[]);
    let mut events = server.events("/hello/");
    events.next();
    let aside = directory.path().join("aside");
    fs::rename(&above, &aside).expect("moved away");
    events.until(|event| event["errors"]["html"].is_string());
    fs::rename(&aside, &above).expect("moved back");
    events.until(|event| event["errors"]["html"].is_null());
    fs::write(root.join("content/en/hello.md"), page("Still here")).expect("written");
    events.until_changed("/hello/");
}

#[test]
fn what_is_behind_links_is_followed() {
    let mut stage = Stage::new(&[("examples/a.txt", "one")], &[]);
    symlink("examples", stage.site.path("static")).expect("a link");
    stage.events.until_changed("/a.txt");
    stage.site.write("examples/a.txt", "two");
    stage.events.until_changed("/a.txt");
    assert_eq!(stage.text("/a.txt"), "two");
    stage.site.write("examples/deep/b.txt", "new");
    stage.events.until_changed("/deep/b.txt");
    // A page is another's file; an edit is noticed under both names.
    stage.site.write("data/page.md", page("By another name"));
    symlink("../../data/page.md", stage.site.path("content/en/linked.md")).expect("a link");
    stage.events.until_changed("/linked/");
    stage.site.write("data/page.md", page("Edited behind the link"));
    stage.events.until_changed("/linked/");
    assert!(stage.text("/linked/").contains("Edited behind the link"));
    stage.assert_settles_cold();
}
