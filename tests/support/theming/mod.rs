//! Reading from the sources what a theme can use. Each reader knows one form and refuses all else,
//! so that nothing is left out in silence.

pub mod functions;
pub mod templates;
pub mod views;

use std::fs;
use std::path::{Path, PathBuf};

pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The files below a directory of the repository, by their names there, sorted.
pub fn files(directory: &str) -> impl Iterator<Item = String> {
    let directory = root().join(directory);
    let mut names = Vec::new();
    collect(&directory, &directory, &mut names);
    names.sort();
    names.into_iter()
}

fn collect(root: &Path, directory: &Path, names: &mut Vec<String>) {
    for entry in fs::read_dir(directory).expect("a directory") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, names);
        } else {
            let below = path.strip_prefix(root).expect("below").to_str().expect("UTF-8");
            names.push(below.replace('\\', "/"));
        }
    }
}

/// Words in one line of a table.
pub fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}
