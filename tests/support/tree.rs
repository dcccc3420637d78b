//! What an output directory holds, without the program's own files.

use std::collections::BTreeMap;
use std::fs;

use camino::Utf8Path;

pub type Tree = BTreeMap<String, String>;

pub fn read_tree(top: &Utf8Path) -> Tree {
    let files = walkdir::WalkDir::new(top).into_iter().filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_file());
    let files = files.map(|entry| {
        let path = entry.path().strip_prefix(top).expect("below").to_string_lossy().into_owned();
        (path, fs::read_to_string(entry.path()).expect("text"))
    });
    let is_ours = |path: &str| path == ".site-manifest" || path.starts_with(".site-staging/");
    files.filter(|(path, _)| !is_ours(path)).collect()
}
