//! `site theme`: a copy of the built-in theme, and which file is taken.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const CONFIGURATION: &str = "baseURL = 'https://example.org/'\ntitle = 'Example'\n";

/// A small site with this configuration.
fn site(file: &str, configuration: &str) -> TempDir {
    let directory = tempfile::tempdir().expect("a temporary directory");
    write(directory.path(), file, configuration);
    write(directory.path(), "content/hello.md", "---\ntitle: Hello\n---\nText\n");
    write(directory.path(), "content/blog/a.md", "---\ntitle: A\ndate: 2026-01-02\n---\n`code`\n");
    directory
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
    fs::write(path, text).expect("a file");
}

fn run(site: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["--root", site.path().to_str().expect("UTF-8"), "--color", "never"])
        .args(arguments)
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

/// Path -> bytes of all files below a directory.
fn tree(directory: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![directory.to_owned()];
    while let Some(next) = waiting.pop() {
        for entry in fs::read_dir(next).expect("a directory") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(directory).expect("below").display().to_string();
                files.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    files
}

#[test]
fn a_site_with_the_copy_is_the_same_byte_for_byte() {
    let site = site("site.toml", CONFIGURATION);
    assert_exit(&run(&site, &["build", "--search"]), 0);
    let before = tree(&site.path().join("public"));
    let ejected = run(&site, &["theme", "eject", "harbour"]);
    assert_exit(&ejected, 0);
    assert!(stderr(&ejected).contains("add to `site.toml`: `theme = \"harbour\"`"));
    write(site.path(), "site.toml", &format!("{CONFIGURATION}theme = 'harbour'\n"));
    assert_exit(&run(&site, &["build", "--search"]), 0);
    assert_eq!(tree(&site.path().join("public")), before);
    let about = fs::read_to_string(site.path().join("themes/harbour/theme.toml")).expect("there");
    assert!(about.contains("name = \"harbour\""), "{about}");
}

/// What is compiled in is the theme of this repository, whole: nothing in it was forgotten.
#[test]
fn the_copy_has_every_file_of_the_theme() {
    let site = site("site.toml", CONFIGURATION);
    assert_exit(&run(&site, &["theme", "eject"]), 0);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default");
    let (copy, own) = (tree(&site.path().join("themes/default")), tree(&own));
    assert_eq!(copy.keys().collect::<Vec<_>>(), own.keys().collect::<Vec<_>>());
    assert!(copy == own, "the names are the same, and some bytes are not");
}

#[test]
fn nothing_is_written_over() {
    let site = site("site.toml", CONFIGURATION);
    write(site.path(), "themes/default/notes.txt", "mine");
    let refused = run(&site, &["theme", "eject"]);
    assert_exit(&refused, 2);
    let text = stderr(&refused);
    assert!(text.contains("`themes/default` already contains `notes.txt`"), "{text}");
    assert_eq!(tree(&site.path().join("themes")).len(), 1, "nothing was left beside it either");
    // An empty directory is in nobody's way.
    fs::create_dir(site.path().join("themes/empty")).expect("a directory");
    assert_exit(&run(&site, &["theme", "eject", "empty"]), 0);
    assert_exit(&run(&site, &["theme", "eject", "empty"]), 2);
}

#[test]
fn a_name_is_one_directory() {
    let site = site("site.toml", CONFIGURATION);
    for name in ["../up", "a/b", ".hidden", "", "a\\b"] {
        assert_exit(&run(&site, &["theme", "eject", name]), 2);
    }
    assert!(!site.path().join("themes").exists());
}

#[test]
fn a_site_of_hugo_is_told_to_name_the_theme_first() {
    let site = site("hugo.toml", "baseURL = 'https://example.org/'\ntheme = 'docsy'\n");
    let ejected = run(&site, &["theme", "eject"]);
    assert_exit(&ejected, 0);
    let text = stderr(&ejected);
    assert!(text.contains("in `hugo.toml`: `theme = [\"default\", \"docsy\"]`"), "{text}");
}

#[test]
fn a_directory_that_is_no_site_gets_no_theme() {
    let directory = tempfile::tempdir().expect("a temporary directory");
    assert_exit(&run(&directory, &["theme", "eject"]), 2);
    assert_eq!(tree(directory.path()).len(), 0);
}

#[test]
fn the_list_names_the_file_that_is_taken_and_those_behind_it() {
    let site = site("site.toml", &format!("{CONFIGURATION}theme = 'own'\n"));
    write(site.path(), "templates/page.html", "{{ page.title }}");
    write(site.path(), "themes/own/templates/page.html", "never seen");
    write(site.path(), "themes/own/i18n/en.toml", "[search]\nother = 'Find'\n");
    let listed = run(&site, &["theme", "list"]);
    assert_exit(&listed, 0);
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let has = |line: &str| assert!(text.lines().any(|own| own == line), "{line} in\n{text}");
    has(
        "templates/page.html: templates/page.html, over themes/own/templates/page.html, over <built-in theme>/page.html",
    );
    has("assets/site.css: <built-in theme>/site.css");
    has("i18n/en.toml: themes/own/i18n/en.toml, then <built-in theme>/en.toml");
}
