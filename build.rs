//! Which program is this? A fingerprint of its sources, in the variable `SITE_FINGERPRINT`.
//!
//! What one build of `site` remembered on disk (`src/memo`) is never read by another: a grammar or a
//! line of code may have changed between two programs of one version.
#![allow(clippy::disallowed_methods, reason = "this runs while `site` is compiled")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

/// `Cargo.lock` stands for the grammars and everything else that is compiled in.
const INPUTS: &[&str] = &["Cargo.lock", "build.rs", "src"];

fn main() {
    let mut hasher = DefaultHasher::new();
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
        hash(Path::new(input), &mut hasher);
    }
    println!("cargo::rustc-env=SITE_FINGERPRINT={:016x}", hasher.finish());
}

/// Names and texts; directories in the order of their names.
fn hash(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    if let Ok(entries) = fs::read_dir(path) {
        let mut entries: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        entries.sort();
        entries.iter().for_each(|entry| hash(entry, hasher));
    } else if let Ok(bytes) = fs::read(path) {
        bytes.hash(hasher);
    }
}
