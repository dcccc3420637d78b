//! Changes files among the site's sources, because the user has said so.

use std::fs;
use std::io::Write;

use camino::Utf8Path;

use super::error::{EmitError, at};

/// Gives a file another name, and makes the directories above it. What is at the new name stays.
///
/// # Errors
/// If something is there, or the file system refuses.
pub fn move_file(from: &Utf8Path, to: &Utf8Path) -> Result<(), EmitError> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(at(to)(std::io::ErrorKind::AlreadyExists.into()));
    }
    fs::rename(from, to).map_err(at(from))?;
    remove_empty_above(from);
    Ok(())
}

/// Replaces the text of a file in one step.
///
/// # Errors
/// If the file system refuses; the file is then as it was.
pub fn replace_text(path: &Utf8Path, text: &str) -> Result<(), EmitError> {
    let name = path.file_name().unwrap_or_default();
    let new = path.with_file_name(format!(".{name}.{}.part", std::process::id()));
    let written = fs::File::create_new(&new).and_then(|mut file| file.write_all(text.as_bytes()));
    let replaced = written.and_then(|()| fs::rename(&new, path));
    if replaced.is_err() {
        let _ = fs::remove_file(&new);
    }
    replaced.map_err(at(path))
}

/// Removes a file, and the directories that are empty without it.
///
/// # Errors
/// If the file system refuses.
pub fn remove_source(path: &Utf8Path) -> Result<(), EmitError> {
    fs::remove_file(path).map_err(at(path))?;
    remove_empty_above(path);
    Ok(())
}

/// The nearest directories go if nothing else is in them.
fn remove_empty_above(path: &Utf8Path) {
    for directory in path.ancestors().skip(1).filter(|directory| !directory.as_str().is_empty()) {
        if fs::remove_dir(directory).is_err() {
            return;
        }
    }
}
