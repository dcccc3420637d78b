//! The real corpus: a checkout of the Kubernetes blog that stands beside the repository.

use std::io::Write;
use std::path::Path;
use std::process::Command;

use camino::Utf8PathBuf;

/// The moment as of which the corpus is built: the day after its last commit.
#[allow(dead_code, reason = "not every test builds")]
pub const NOW: &str = "2026-02-17T12:00:00Z";

/// The corpus in a directory of its own below `target`, laid out if it is not there yet. `None`,
/// and a word about it, where `../shared/corpus` is missing.
pub fn corpus() -> Option<Utf8PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let lay_out = root.join("../shared/corpus/lay-out");
    if !lay_out.exists() {
        say("the corpus is not there: what needs it was NOT RUN");
        return None;
    }
    let target = Utf8PathBuf::from_path_buf(root.join("target")).expect("a UTF-8 path");
    let directory = target.join("corpus");
    if !directory.join("hugo.toml").exists() {
        std::fs::create_dir_all(&target).expect("a target directory");
        // Laid out beside and renamed: tests that run at once find a whole one.
        let fresh = target.join(format!("corpus-{}", std::process::id()));
        let status = Command::new(&lay_out).arg(&fresh).status().expect("lay-out runs");
        assert!(status.success(), "lay-out failed");
        if std::fs::rename(&fresh, &directory).is_err() {
            std::fs::remove_dir_all(&fresh).expect("a directory of ours");
        }
    }
    Some(directory)
}

/// Says something past the test runner, which keeps what a passing test prints to itself.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}
