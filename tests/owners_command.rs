//! `site owners` as a translator calls it before opening a pull request.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/programs.rs"]
mod programs;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

const FILES: &[(&str, &str)] = &[
    (
        "site.toml",
        "baseURL = 'https://example.org/'\n[languages.en]\ncontentDir = 'content/en'\n\
         [languages.ko]\ncontentDir = 'content/ko'\n",
    ),
    ("OWNERS", "approvers: [root]\nlabels: [area/all]\n"),
    ("OWNERS_ALIASES", "aliases:\n  ko-team: [kim, park]\n  en-team: [ann]\n"),
    ("content/en/OWNERS", "approvers: [en-team]\nlabels: [language/en]\n"),
    ("content/ko/OWNERS", "approvers: [ko-team]\nreviewers: [kim]\nlabels: [language/ko]\n"),
    ("content/en/a.md", "---\ntitle: A\n---\n"),
    ("content/ko/a.md", "---\ntitle: A\nlabels: [own]\n---\n"),
    ("labels.yaml", "labels:\n- name: language/ko\n  color: \"0052cc\"\n"),
];

struct Site {
    directory: TempDir,
}

impl Site {
    fn new() -> Self {
        let site = Self { directory: tempfile::tempdir().expect("a temporary directory") };
        FILES.iter().for_each(|(path, text)| site.write(path, text));
        site
    }

    /// The site as the first commit of a repository's `main`.
    fn in_git() -> Option<Self> {
        programs::find(&programs::GIT, "what asks git")?;
        let site = Self::new();
        site.git(&["init", "--quiet", "--initial-branch=main"]);
        site.commit("first");
        Some(site)
    }

    fn root(&self) -> &Path {
        self.directory.path()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        fs::write(path, text).expect("a file");
    }

    fn git(&self, arguments: &[&str]) {
        let status = Command::new("git")
            .current_dir(self.root())
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
            .args(arguments)
            .status();
        assert!(status.expect("git runs").success(), "git {arguments:?}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn owners(&self, arguments: &[&str]) -> Output {
        self.owners_in(self.root(), arguments)
    }

    fn owners_in(&self, directory: &Path, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_site"))
            .current_dir(directory)
            .args(["owners", "--root", self.root().to_str().expect("UTF-8")])
            .args(arguments)
            .output()
            .expect("the program runs")
    }

    fn json(&self, arguments: &[&str]) -> Value {
        let output = self.owners(&[&["--format", "json"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn paths(document: &Value) -> Vec<&str> {
    let paths = document["paths"].as_array().expect("a list").iter();
    paths.map(|path| path["path"].as_str().expect("text")).collect()
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|own| own.as_str().expect("text")).collect()
}

#[test]
fn the_document_has_everything_sorted_and_expanded() {
    let document = Site::new().json(&["content/ko/a.md"]);
    assert_eq!(document["version"], 1);
    assert_eq!(document["change"], Value::Null);
    let path = &document["paths"][0];
    assert_eq!(list(&path["labels"]), ["area/all", "language/ko", "own"]);
    assert_eq!(list(&path["approvers"]), ["kim", "park", "root"]);
    assert_eq!(list(&path["leaf_approvers"]), ["kim", "park"]);
    assert_eq!(list(&path["reviewers"]), ["kim"]);
    assert_eq!(list(&path["leaf_reviewers"]), ["kim"]);
    assert_eq!(list(&path["required_reviewers"]), [""; 0]);
    let reasons = path["reasons"].as_array().expect("a list");
    let park = reasons.iter().find(|own| own["name"] == "park").expect("a reason");
    assert_eq!(park["role"], "approver");
    assert_eq!(park["alias"], "ko-team");
    assert_eq!(park["file"], "content/ko/OWNERS");
    assert_eq!(park["line"], 1);
    let own = reasons.iter().find(|own| own["name"] == "own").expect("a reason");
    assert_eq!(
        (&own["role"], &own["file"], &own["line"]),
        (&Value::from("label"), &Value::from("content/ko/a.md"), &Value::from(3))
    );
}

#[test]
fn people_read_it_in_aligned_columns() {
    let output = Site::new().owners(&["content/ko/new.md"]);
    let expected = "\
content/ko/new.md

  Labels
    area/all       OWNERS:2
    language/ko    content/ko/OWNERS:3

  Approvers
    ko-team        content/ko/OWNERS:1
      kim, park
    root           OWNERS:1

  Reviewers
    kim            content/ko/OWNERS:2
";
    assert_eq!(text(&output.stdout), expected);
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
}

#[test]
fn labels_stand_on_their_colours_where_the_terminal_takes_them() {
    let output = Site::new().owners(&["content/ko/a.md", "--color", "always"]);
    let expected = "\u{1b}[48;2;0;82;204;38;2;255;255;255m language/ko \u{1b}[0m";
    assert!(text(&output.stdout).contains(expected), "{}", text(&output.stdout));
}

#[test]
fn a_path_may_be_named_from_the_root_from_here_or_from_the_top() {
    let site = Site::new();
    let here = site.root().join("content/ko");
    let absolute = here.join("a.md");
    let ways =
        ["content/ko/a.md", "a.md", "./a.md", "../ko/a.md", absolute.to_str().expect("UTF-8")];
    for way in ways {
        let output = site.owners_in(&here, &["--format", "json", way]);
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(paths(&document), ["content/ko/a.md"], "{way}");
    }
    // Neither exists: of the first only the directory is there from the root.
    for (way, meant) in
        [("content/en/new.md", "content/en/new.md"), ("new.md", "new.md"), (".", ".")]
    {
        let document = site.json(&[way]);
        assert_eq!(paths(&document), [meant], "{way}");
    }
}

#[test]
fn a_path_outside_the_root_ends_with_2() {
    let output = Site::new().owners(&["/etc/hosts"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("is not below the site's root"));
    assert_eq!(Site::new().owners(&[]).status.code(), Some(2));
}

#[test]
fn a_change_is_what_differs_from_where_the_branch_began() {
    let Some(site) = Site::in_git() else { return };
    site.git(&["checkout", "--quiet", "-b", "work"]);
    site.write("content/ko/committed \"one\".md", "x");
    site.commit("second");
    site.git(&["mv", "content/en/a.md", "content/en/renamed.md"]);
    site.write("content/en/not tracked.md", "x");
    site.write(".gitignore", "ignored.md\n");
    site.write("ignored.md", "x");
    // What happens on `main` meanwhile is no part of the change.
    site.git(&["stash", "--quiet", "--include-untracked"]);
    site.git(&["checkout", "--quiet", "main"]);
    site.write("elsewhere.md", "like nothing else");
    site.commit("third");
    site.git(&["checkout", "--quiet", "work"]);
    site.git(&["stash", "pop", "--quiet", "--index"]);

    let document = site.json(&["--changed"]);
    assert_eq!(
        paths(&document),
        [
            ".gitignore",
            "content/en/not tracked.md",
            "content/en/renamed.md",
            "content/ko/committed \"one\".md",
        ]
    );
    let change = &document["change"];
    assert_eq!(change["base"], "main");
    assert_eq!(list(&change["labels"]), ["area/all", "language/en", "language/ko"]);
    assert_eq!(list(&change["approvers"]), ["root"]);
    assert_eq!(change["smallest"], true);
    let from_main = site.json(&["--changed", "main"]);
    assert!(paths(&from_main).contains(&"elsewhere.md"), "the whole difference to `main`");
}

#[test]
fn a_change_is_summed_up_for_people() {
    let Some(site) = Site::in_git() else { return };
    let closed = "options: {no_parent_owners: true}\n";
    site.write("content/en/OWNERS", &format!("approvers: [en-team]\nlabels: [x]\n{closed}"));
    site.write("content/ko/OWNERS", &format!("approvers: [ko-team]\n{closed}"));
    site.write("content/ko/a.md", "changed");
    let output = site.owners(&["--changed", "main"]);
    let printed = text(&output.stdout);
    let (title, rest) = printed.split_once('\n').expect("lines");
    assert!(title.starts_with("3 files differ from main ("), "{title}");
    let expected = "    content/en/OWNERS
    content/ko/OWNERS
    content/ko/a.md

  Labels
    area/all    OWNERS:2  2 files
    x           content/en/OWNERS:2  1 file

  2 approvers are enough, and fewer are not
    ann         content/en/OWNERS:1  1 file
    kim         content/ko/OWNERS:1  2 files
";
    assert_eq!(rest, expected);
}

#[test]
fn no_repository_and_no_revision_are_said_and_end_with_2() {
    let output = Site::new().owners(&["--changed"]);
    assert_eq!(output.status.code(), Some(2), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("is not in a git repository"));

    let Some(site) = Site::in_git() else { return };
    let output = site.owners(&["--changed", "nowhere"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("git knows no revision `nowhere`"));

    site.git(&["branch", "--move", "main", "trunk"]);
    let output = site.owners(&["--changed"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no `origin/main` and no `main`"));
}

#[test]
fn without_git_it_ends_with_3() {
    let site = Site::new();
    let output = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["owners", "--changed", "--root", site.root().to_str().expect("UTF-8")])
        .env("PATH", site.root())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("there is no program `git`"));
}

#[test]
fn nothing_differs_where_nothing_does() {
    let Some(site) = Site::in_git() else { return };
    let output = site.owners(&["--changed"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), String::new()));
    assert_eq!(text(&output.stderr), "nothing differs from main\n");
}

#[test]
fn a_broken_file_is_said_and_is_no_failure() {
    let site = Site::new();
    site.write("content/ko/OWNERS", "approvers: kim\n");
    let output = site.owners(&["content/ko/a.md"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("`approvers` must be a list of names, not text"));
    let output = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["build", "--root", site.root().to_str().expect("UTF-8")])
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}
