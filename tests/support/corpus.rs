//! The real corpus: a checkout of the Kubernetes blog that stands beside the repository.
#![allow(dead_code, reason = "each of the tests uses a part")]

use std::path::Path;
use std::process::Command;

use camino::Utf8PathBuf;

use crate::programs::Machine;

/// The moment as of which the corpus is built: the day after its last commit.
pub const NOW: &str = "2026-02-17T12:00:00Z";

/// The corpus in a directory of its own below `target`, laid out if it is not there yet. `None`,
/// and a word about it, where `../shared/corpus` is missing.
///
/// # Panics
/// In CI without the corpus.
pub fn corpus() -> Option<Utf8PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = root.join("../shared/corpus/lay-out");
    lay_out(&Machine::this(), &program, &root.join("target/corpus"))
}

/// Lets the program lay the corpus out in `directory`, unless it is there.
pub fn lay_out(machine: &Machine, program: &Path, directory: &Path) -> Option<Utf8PathBuf> {
    if !program.exists() {
        machine.do_without("corpus", "the corpus is not there", "what needs it");
        return None;
    }
    if !directory.join("hugo.toml").exists() {
        let parent = directory.parent().expect("a parent");
        std::fs::create_dir_all(parent).expect("a target directory");
        // Laid out beside and renamed: tests that run at once find a whole one.
        let fresh = parent.join(format!("corpus-{}", std::process::id()));
        let status = Command::new(program).arg(&fresh).status().expect("lay-out runs");
        assert!(status.success(), "lay-out failed");
        if std::fs::rename(&fresh, directory).is_err() {
            std::fs::remove_dir_all(&fresh).expect("a directory of ours");
        }
    }
    Some(Utf8PathBuf::from_path_buf(directory.to_owned()).expect("a UTF-8 path"))
}
