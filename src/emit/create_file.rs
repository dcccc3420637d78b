//! Creates one file among the site's sources.

use std::fs;
use std::io::Write;

use camino::Utf8Path;

use super::error::{EmitError, at};

/// Writes a file that does not exist yet, and the directories above it.
///
/// # Errors
/// If it exists, or the file system refuses.
pub fn create_file(path: &Utf8Path, text: &str) -> Result<(), EmitError> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(at(parent))?;
    }
    let mut file =
        fs::OpenOptions::new().write(true).create_new(true).open(path).map_err(at(path))?;
    file.write_all(text.as_bytes()).map_err(at(path))
}
