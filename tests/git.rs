//! What git is asked, in repositories that are made to mislead it.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests look at real files and run git")]

#[path = "support/programs.rs"]
mod programs;
#[path = "support/repository.rs"]
#[allow(dead_code, reason = "each of the tests uses a part")]
mod repository;

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use camino::{Utf8Path, Utf8PathBuf};
use repository::Repository;
use site::git::{
    Git, GitProgram, commits, difference, is_changed, is_shallow, last_changes, last_commit,
    merge_base, text_at,
};
use site::l10n::history::{TrackedPair, measure};
use site::pipeline::{Request, Silent, build};
use site::world::DiskWorld;

/// Asks everything there is to ask.
fn ask_everything(root: &Utf8Path, path: &str) {
    let git = GitProgram::new(root);
    let path = Utf8Path::new(path);
    difference(&git, Some("HEAD~1")).expect("a difference");
    last_commit(&git, path).expect("a commit");
    is_changed(&git, path);
    is_shallow(&git).expect("an answer");
    last_changes(&git).expect("changes");
    commits(&git, &["HEAD", "0000000000000000000000000000000000000000"]).expect("commits");
    merge_base(&git, "HEAD").expect("an answer");
    text_at(&git, "HEAD", path).expect("a text");
    let pair = TrackedPair {
        translation: path.to_owned(),
        source: "other.md".into(),
        pinned: Some("HEAD~1".to_owned()),
        keeps_source: false,
    };
    measure(&git, &[pair]).expect("a history");
}

/// A repository whose every setting that can name a program names one that leaves a mark.
fn trapped() -> Option<(Repository, Utf8PathBuf)> {
    let repository = Repository::new()?;
    repository.write("a.md", "one\n");
    repository.write("other.md", "one\n");
    repository.write(".gitattributes", "* filter=trap diff=trap\n*.md filter=name=with.mark\n");
    repository.commit_all("first");
    repository.commit("other.md", "two\n");
    repository.commit("a.md", "two\n");
    let root = repository.root().to_owned();
    let mark = root.join(".git/marks");
    let script = root.join(".git/trap.sh");
    std::fs::write(&script, format!("#!/bin/sh\necho \"$0 $*\" >> '{mark}'\ncat\n"))
        .expect("a file");
    let executable = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&script, executable.clone()).expect("permissions");
    let script = script.as_str();
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "core.editor",
        "core.askPass",
        "core.alternateRefsCommand",
        "core.gitProxy",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.clean",
        "filter.trap.smudge",
        "filter.name=with.mark.clean",
        "filter.process.process",
        "gpg.program",
        "pager.log",
        "pager.diff",
        "uploadpack.packObjectsHook",
        "credential.helper",
    ] {
        repository.git(&["config", key, script]);
    }
    repository.git(&["config", "filter.trap.required", "true"]);
    repository.git(&["config", "log.showSignature", "true"]);
    for hook in
        ["post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"]
    {
        let path = root.join(".git/hooks").join(hook);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::copy(script, &path).expect("a file");
    }
    // As long as before and of another time: git has to read it.
    std::fs::write(root.join("a.md"), "TWO\n").expect("a file");
    let _ = std::fs::remove_file(&mark);
    Some((repository, mark))
}

#[test]
fn nothing_that_a_repository_configures_is_run() {
    let Some((repository, mark)) = trapped() else { return };
    ask_everything(repository.root(), "a.md");
    let marks = std::fs::read_to_string(&mark).unwrap_or_default();
    assert_eq!(marks, "", "these were run");
    // The trap works: git by itself runs something.
    let diff = ["-C", repository.root().as_str(), "diff", "HEAD"];
    let _ = Command::new("git").args(diff).output().expect("git runs");
    assert!(mark.exists(), "git itself runs nothing here");
}

#[test]
fn what_a_partial_clone_lacks_is_not_fetched() {
    let Some((repository, mark)) = trapped() else { return };
    let root = repository.root();
    let blob = repository.git(&["-c", "core.fsmonitor=false", "rev-parse", "HEAD:other.md"]);
    let object = root.join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    std::fs::remove_file(object).expect("an object");
    for (key, value) in [
        ("remote.origin.url", format!("ext::{root}/.git/trap.sh")),
        ("remote.origin.promisor", "true".to_owned()),
        ("remote.origin.partialclonefilter", "blob:none".to_owned()),
        ("extensions.partialClone", "origin".to_owned()),
        ("protocol.ext.allow", "always".to_owned()),
        ("core.repositoryFormatVersion", "1".to_owned()),
    ] {
        repository.git(&["config", key, &value]);
    }
    let git = GitProgram::new(root);
    assert_eq!(text_at(&git, "HEAD", Utf8Path::new("other.md")), Ok(None));
    assert!(!mark.exists(), "{}", std::fs::read_to_string(&mark).unwrap_or_default());
}

#[test]
fn paths_are_no_patterns() {
    let Some(repository) = Repository::new() else { return };
    let odd = [":(glob)*", "[a].md", "*.md", ":!a.md", ":/a.md"];
    let mut expected = Vec::new();
    for name in odd {
        repository.write(name, "one\n");
        repository.git(&["--literal-pathspecs", "add", "--", name]);
        repository.git(&["commit", "--quiet", "--message", name]);
        expected.push(repository.git(&["rev-parse", "HEAD"]));
    }
    let last = repository.commit("a.md", "one\n");
    let git = GitProgram::new(repository.root());
    for (name, commit) in odd.iter().zip(expected) {
        let found = last_commit(&git, Utf8Path::new(name)).expect("an answer");
        assert_eq!(found, Some(commit), "{name}");
        assert!(!is_changed(&git, Utf8Path::new(name)), "{name}");
    }
    repository.write("a.md", "two\n");
    assert!(!is_changed(&git, Utf8Path::new("[a].md")), "`a.md` has changed, `[a].md` has not");
    assert!(is_changed(&git, Utf8Path::new("a.md")));
    assert_eq!(last_commit(&git, Utf8Path::new("a.md")), Ok(Some(last)));
}

#[test]
fn a_filter_of_the_repository_changes_no_answer() {
    let Some(repository) = Repository::new() else { return };
    repository.write(".gitattributes", "*.md filter=lower\n");
    repository.commit("a.md", "one\n");
    repository.git(&["config", "filter.lower.clean", "tr A-Z a-z"]);
    repository.git(&["config", "filter.lower.required", "true"]);
    repository.write("a.md", "ONE\n");
    let git = GitProgram::new(repository.root());
    assert!(is_changed(&git, Utf8Path::new("a.md")));
}

#[test]
fn an_unknown_question_is_a_problem_and_no_panic() {
    let Some(repository) = Repository::new() else { return };
    let git = GitProgram::new(repository.root());
    assert!(git.run(&["no-such-command"]).is_err());
    assert!(git.run(&[]).is_err());
}

#[test]
fn a_repository_of_another_user_is_a_note_that_says_what_to_do() {
    let Some(repository) = Repository::new() else { return };
    repository.write(
        "site.toml",
        "baseURL = 'https://example.org/'\n[languages.en]\ncontentDir = 'content/en'\n\
         [languages.ko]\ncontentDir = 'content/ko'\n",
    );
    repository.write("content/en/a.md", "---\ntitle: A\n---\nText.\n");
    repository.commit("content/ko/a.md", "---\ntitle: A\n---\n글.\n");
    let answer = Command::new(env!("CARGO_BIN_EXE_site"))
        .args(["l10n", "status", "--root", repository.root().as_str()])
        .env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        .output()
        .expect("it runs");
    let notes = String::from_utf8_lossy(&answer.stderr);
    assert!(answer.status.success(), "{notes}");
    assert!(notes.contains("git refuses to read a repository that another user owns"), "{notes}");
    assert!(notes.contains("safe.directory "), "{notes}");
}

#[test]
fn pages_have_the_date_of_their_last_commit() {
    let Some(repository) = Repository::new() else { return };
    let configuration = "baseURL = 'https://example.org/'\nenableGitInfo = true\n";
    repository.write("sub/hugo.toml", configuration);
    repository.write("sub/content/a.md", "---\ndate: 2001-02-03\nlastmod: 2002-03-04\n---\n");
    repository.write("sub/content/b c.md", "---\ndate: 2001-02-03\n---\n");
    repository.commit_all("first");
    repository.write("sub/content/new.md", "---\ndate: 2003-02-03\n---\n");
    let author = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
    let commit = ["commit", "--quiet", "--amend", "--no-edit", "--date=2020-05-06T07:08:09+02:00"];
    repository.git(&[author.as_slice(), &commit].concat());
    let world = DiskWorld::open(&repository.root().join("sub"), None).expect("a root");
    let outcome = build(&world, &Request::default(), &mut Silent).expect("a site");
    let sitemap = outcome.artifacts.get("sitemap.xml").expect("a sitemap");
    let bytes = sitemap.made().expect("it is made").expect("it can be read");
    let bytes = String::from_utf8_lossy(&bytes);
    for (page, day) in [("/a/", "2020-05-06"), ("/b-c/", "2020-05-06"), ("/new/", "2003-02-03")] {
        let from = bytes.find(page).map(|at| &bytes[at..]).expect("the page");
        let lastmod = from.split("<lastmod>").nth(1).expect("a date");
        assert!(lastmod.starts_with(day), "{page}: {lastmod}");
    }
}
