//! Creates several files among the user's own, all of them or none.

use std::fs;

use camino::Utf8Path;

use super::create::CreateError;
use super::create_file::create_file;

/// Creates files below a directory (path, text). Nothing is ever overwritten.
///
/// # Errors
/// When one of the files exists: then nothing was touched. When the file system refuses: then the files that
/// were created are removed again.
pub fn create_files<P: AsRef<Utf8Path>>(
    directory: &Utf8Path,
    files: &[(P, String)],
) -> Result<(), CreateError> {
    let in_the_way: Vec<String> = files
        .iter()
        .filter(|(path, _)| fs::symlink_metadata(directory.join(path.as_ref())).is_ok())
        .map(|(path, _)| path.as_ref().to_string())
        .collect();
    if !in_the_way.is_empty() {
        return Err(CreateError::InTheWay(in_the_way));
    }
    for (number, (path, text)) in files.iter().enumerate() {
        if let Err(error) = create_file(&directory.join(path.as_ref()), text) {
            for (created, _) in &files[..number] {
                let _ = fs::remove_file(directory.join(created.as_ref()));
            }
            return Err(error.into());
        }
    }
    Ok(())
}
