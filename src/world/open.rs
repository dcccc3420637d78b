//! Opening a file that is known to be regular.
//!
//! Opening a pipe waits for a writer, and opening a device can do anything. So the type is checked
//! before the file is opened, and again on the open file, since another may have taken its place.
#![allow(clippy::disallowed_methods, reason = "part of reading the disk")]

use std::fs::{self, File};
use std::io;
use std::path::Path;

use super::boundary::Refusal;

/// Opens the regular file at `path`, which has no links in it.
///
/// # Errors
/// If it is not a regular file, has become a link, or cannot be opened.
pub(super) fn open_regular(path: &Path) -> io::Result<File> {
    if !fs::symlink_metadata(path)?.is_file() {
        return Err(Refusal::NotRegular.into());
    }
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        options.custom_flags(flags.bits().cast_signed());
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(Refusal::NotRegular.into()) }
}

/// The result of opening a path without following links.
#[cfg(target_os = "linux")]
pub(super) enum Unlinked {
    File(File),
    /// There is a link in the path, or the system cannot tell.
    Unknown,
}

/// Opens the regular file at `path` below the directory `root` if no part of the path is a link: this
/// is one system call, so that renames meanwhile do not matter.
///
/// # Errors
/// When it is not a regular file, or cannot be opened.
#[cfg(target_os = "linux")]
pub(super) fn open_unlinked(root: &File, path: &Path) -> io::Result<Unlinked> {
    use rustix::fs::{AtFlags, FileType, Mode, OFlags, ResolveFlags, openat2, statat};
    use rustix::io::Errno;
    let stat = statat(root, path, AtFlags::SYMLINK_NOFOLLOW)?;
    match FileType::from_raw_mode(stat.st_mode) {
        FileType::RegularFile => {}
        FileType::Symlink => return Ok(Unlinked::Unknown),
        FileType::Directory => return Err(io::ErrorKind::IsADirectory.into()),
        _ => return Err(Refusal::NotRegular.into()),
    }
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    let file = match openat2(root, path, flags, Mode::empty(), resolve) {
        Ok(file) => File::from(file),
        // An older kernel, or a sandbox that blocks unknown calls.
        Err(Errno::LOOP | Errno::NOSYS | Errno::PERM | Errno::XDEV) => {
            return Ok(Unlinked::Unknown);
        }
        Err(error) => return Err(error.into()),
    };
    if file.metadata()?.is_file() {
        Ok(Unlinked::File(file))
    } else {
        Err(Refusal::NotRegular.into())
    }
}
