//! Creates a directory among the user's own files, with all of its content or not at all.

use std::fs::{self, File};
use std::io::{self, Write};

use camino::Utf8Path;

use super::error::{EmitError, at};

/// Why the directory was not created.
#[derive(Debug)]
pub enum CreateError {
    /// The sorted names of what is there already. Nothing was touched.
    InTheWay(Vec<String>),
    Emit(EmitError),
}

impl From<EmitError> for CreateError {
    fn from(error: EmitError) -> Self {
        Self::Emit(error)
    }
}

/// Creates `directory` with `files` in it (path below it, text). Nothing is ever overwritten: if the
/// directory exists, it must be empty.
///
/// # Errors
/// When something is in the way, or the file system refuses.
pub fn create(directory: &Utf8Path, files: &[(String, String)]) -> Result<(), CreateError> {
    let names = names(directory)?;
    if !names.is_empty() {
        return Err(CreateError::InTheWay(names));
    }
    let part = directory.with_extension(format!("{}.part", std::process::id()));
    let written = write(&part, files).and_then(|()| move_into_place(&part, directory));
    if written.is_err() {
        let _ = fs::remove_dir_all(&part);
    }
    Ok(written?)
}

/// What a directory holds: nothing if it does not exist. Something that is not a directory is itself in the way.
fn names(directory: &Utf8Path) -> Result<Vec<String>, EmitError> {
    match fs::symlink_metadata(directory) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Ok(there) if there.is_dir() => {}
        _ => return Ok(vec![directory.file_name().unwrap_or_default().to_owned()]),
    }
    let mut names = Vec::new();
    for entry in directory.read_dir_utf8().map_err(at(directory))? {
        names.push(entry.map_err(at(directory))?.file_name().to_owned());
    }
    names.sort();
    Ok(names)
}

fn write(part: &Utf8Path, files: &[(String, String)]) -> Result<(), EmitError> {
    for (path, text) in files {
        let path = part.join(path);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above).map_err(at(above))?;
        }
        let mut file = File::create_new(&path).map_err(at(&path))?;
        file.write_all(text.as_bytes()).map_err(at(&path))?;
    }
    Ok(())
}

/// Removes an empty directory first: not every system renames over one.
fn move_into_place(part: &Utf8Path, directory: &Utf8Path) -> Result<(), EmitError> {
    match fs::remove_dir(directory) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(at(directory)(error)),
        _ => fs::rename(part, directory).map_err(at(directory)),
    }
}
