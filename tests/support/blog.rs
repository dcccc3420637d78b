//! Some languages of the real blog in a directory that may be changed, without the pictures.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::corpus::corpus;

/// The blog in English and in these languages; `None`, and a word about it, without the corpus.
pub fn copy(codes: &[&str]) -> Option<TempDir> {
    let corpus = corpus()?;
    let copy = tempfile::tempdir().expect("a temporary directory");
    let languages = codes.iter().chain(&["en"]).map(|code| format!("content/{code}"));
    for part in languages.chain(["i18n".to_owned(), "data".to_owned()]) {
        copy_tree(corpus.join(&part).as_std_path(), &copy.path().join(&part));
    }
    for file in ["hugo.toml", "OWNERS", "OWNERS_ALIASES", "labels.yaml", "content/OWNERS"] {
        fs::copy(corpus.join(file), copy.path().join(file)).expect("a file of the corpus");
    }
    fs::create_dir(copy.path().join("static")).expect("a directory");
    fs::write(copy.path().join("static/favicon.ico"), "").expect("a file");
    Some(copy)
}

fn copy_tree(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a directory");
    for entry in fs::read_dir(from).into_iter().flatten().flatten() {
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        let is_text = path.extension().is_some_and(|name| name == "md" || name == "html");
        if path.is_dir() {
            copy_tree(&path, &copy);
        } else if is_text || path.metadata().is_ok_and(|metadata| metadata.len() < 20_000) {
            fs::copy(&path, &copy).expect("copied");
        }
    }
}
