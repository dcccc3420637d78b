//! A file without a name, for what a build sets aside.

use std::fs::File;

use camino::Utf8Path;

/// A file near `output` that no directory shows, and that is gone with the process, however it ends. It is on the disk
/// that has to have room for the output anyway. `None` where the system has no such files.
#[cfg(target_os = "linux")]
pub fn nameless_file(output: &Utf8Path) -> Option<File> {
    use rustix::fs::{Mode, OFlags, open};
    let mut above = output.ancestors().map(|path| match path.as_str() {
        "" => Utf8Path::new("."),
        _ => path,
    });
    let directory = above.find(|path| path.is_dir())?;
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    open(directory.as_str(), flags, Mode::RUSR | Mode::WUSR).ok().map(File::from)
}

/// Other systems have no files without a name.
#[cfg(not(target_os = "linux"))]
pub fn nameless_file(_: &Utf8Path) -> Option<File> {
    None
}
