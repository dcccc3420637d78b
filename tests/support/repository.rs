//! A repository in a temporary directory, made and asked with git itself.

use std::path::Path;
use std::process::{Command, Stdio};

use camino::Utf8Path;
use tempfile::TempDir;

use crate::programs;

pub struct Repository {
    directory: TempDir,
}

impl Repository {
    /// An empty repository, or a word about what was not run without git.
    pub fn new() -> Option<Self> {
        programs::find(&programs::GIT, "what asks git")?;
        let repository = Self { directory: tempfile::tempdir().expect("a temporary directory") };
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        Some(repository)
    }

    pub fn root(&self) -> &Utf8Path {
        Utf8Path::from_path(self.directory.path()).expect("UTF-8")
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("a directory");
        std::fs::write(path, text).expect("a file");
    }

    /// Writes a file and commits it; the commit's hash.
    pub fn commit(&self, path: &str, text: &str) -> String {
        self.write(path, text);
        self.commit_all(path)
    }

    pub fn commit_all(&self, message: &str) -> String {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"])
    }

    pub fn git(&self, arguments: &[&str]) -> String {
        git(self.root(), arguments)
    }

    /// Feeds a stream to `git fast-import`.
    pub fn import(&self, stream: &str) {
        use std::io::Write;
        let mut child = Command::new("git")
            .current_dir(self.root())
            .args(["fast-import", "--quiet", "--force"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("git runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        stdin.write_all(stream.as_bytes()).expect("git reads");
        drop(stdin);
        assert!(child.wait().expect("git ends").success(), "{stream}");
    }

    /// A shallow clone of it.
    pub fn shallow(&self, depth: usize) -> Repository {
        let clone = Self { directory: tempfile::tempdir().expect("a temporary directory") };
        let url = format!("file://{}", self.root());
        let depth = format!("--depth={depth}");
        clone.git(&["clone", "--quiet", &depth, &url, "."]);
        clone
    }
}

/// What git prints, without the blanks at the end.
pub fn git(directory: impl AsRef<Path>, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(directory)
        .args(["-c", "user.name=Test", "-c", "user.email=test@example.org"])
        .args(arguments)
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("UTF-8").trim_end().to_owned()
}

/// What the rule of `lsync.sh` gives for one pair, asked as it asks: (baseline, lines added and
/// deleted). `None` for a translation that is in no commit.
pub fn by_file(
    root: &Utf8Path,
    translation: &Utf8Path,
    source: &Utf8Path,
) -> Option<(String, Option<(usize, usize)>)> {
    let baseline = git(root, &["log", "-n", "1", "--pretty=format:%H", "--", translation.as_str()]);
    if baseline.is_empty() {
        return None;
    }
    let range = format!("{baseline}...HEAD");
    let difference = git(root, &["diff", "--numstat", &range, "--", source.as_str()]);
    let mut numbers = difference.split('\t').map_while(|word| word.parse::<usize>().ok());
    Some((baseline, numbers.next().zip(numbers.next())))
}
