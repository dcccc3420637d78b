//! Where a change is prepared, and which process may do so.
//!
//! Unfinished work is beside the output, in `.NAME.site-staging`, so that it is never published by
//! mistake; and on the same file system, so that it gets into place by renaming. If nothing can
//! be written there, or another file system is mounted at the output, it is in `.site-staging` in the
//! output itself. The directory holds a lock and is removed when the work is done.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, Write};

use camino::{Utf8Path, Utf8PathBuf};

use super::disk::Disk;
use super::error::{EmitError, at, in_the_way};
use super::survey::STAGING;

const LOCK: &str = "lock";

/// A directory for unfinished work on an output, locked.
pub(super) struct Workplace {
    pub directory: Utf8PathBuf,
    pub position: WorkplacePosition,
    lock: File,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum WorkplacePosition {
    /// In the directory that the output is in.
    Beside,
    /// In the output.
    Inside,
}

/// The process that works on the same output, if it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder(pub Option<u32>);

/// The places where unfinished work on `output` can be. `output` has no links in it.
pub(super) fn places(output: &Utf8Path) -> [(WorkplacePosition, Utf8PathBuf); 2] {
    let name = output.file_name().unwrap_or("output");
    [
        (WorkplacePosition::Beside, output.with_file_name(format!(".{name}{STAGING}"))),
        (WorkplacePosition::Inside, output.join(STAGING)),
    ]
}

impl Workplace {
    /// Makes a workplace for `output` and locks it, waiting for the process that holds the lock.
    ///
    /// # Errors
    /// If there can be none.
    pub(super) fn open(
        output: &Utf8Path,
        position: WorkplacePosition,
        wait: &dyn Fn(Holder),
    ) -> Result<Self, EmitError> {
        let [beside, inside] = places(output);
        let is_first = position == WorkplacePosition::Beside && is_same_device(output);
        let (position, directory) = match is_first.then(|| create(&beside.1)) {
            Some(Ok(())) => beside,
            // Nothing can be inside what is not there: what cannot be made is the output.
            Some(Err(error)) if !output.exists() => return Err(at(output)(error)),
            _ => inside,
        };
        loop {
            create(&directory).map_err(at(&directory))?;
            check(&directory)?;
            if let Some(lock) = take_lock(&directory.join(LOCK), wait).map_err(at(&directory))? {
                return Ok(Self { directory, position, lock });
            }
        }
    }

    pub(super) fn path(&self, name: &str) -> Utf8PathBuf {
        self.directory.join(name)
    }

    /// Releases the lock, and removes the workplace if it is empty.
    pub(super) fn close(self, disk: &dyn Disk) -> Result<(), EmitError> {
        // No other process begins while it is locked, and those that wait see that the file has changed.
        let lock = self.path(LOCK);
        disk.remove_file(&lock).map_err(at(&lock))?;
        drop(self.lock);
        // Another process may have created it meanwhile.
        let _ = disk.remove_directory(&self.directory);
        Ok(())
    }
}

fn create(directory: &Utf8Path) -> io::Result<()> {
    match fs::create_dir(directory) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        created => created,
    }
}

/// A workplace must be a directory of our own: in a directory that everyone can write to, another user may have
/// made it.
fn check(directory: &Utf8Path) -> Result<(), EmitError> {
    let there = match fs::symlink_metadata(directory) {
        // Another process has finished and removed it, so that there is no file to lock either.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        there => there.map_err(at(directory))?,
    };
    if !there.is_dir() {
        return Err(in_the_way(
            directory,
            "`site` needs a directory of this name for unfinished work",
        ));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if there.uid() != rustix::process::geteuid().as_raw() {
            return Err(in_the_way(directory, "this directory belongs to another user; remove it"));
        }
    }
    Ok(())
}

/// Whether a directory is on the same file system as its parent.
fn is_same_device(directory: &Utf8Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |path: &Utf8Path| fs::metadata(path).map(|there| there.dev()).ok();
        let above = directory.parent().unwrap_or(directory);
        device(directory).is_none_or(|number| Some(number) == device(above))
    }
    #[cfg(not(unix))]
    {
        let _ = directory;
        true
    }
}

/// The lock, with this process's number in it. The system releases it when the process ends, in
/// whatever way. `None` if the file was removed while this process waited: its work is done.
fn take_lock(path: &Utf8Path, wait: &dyn Fn(Holder)) -> io::Result<Option<File>> {
    let mut options = File::options();
    let mut file = match options.read(true).write(true).create(true).truncate(false).open(path) {
        // Another process has finished and removed the directory.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file?,
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut number = String::new();
            let _ = file.read_to_string(&mut number);
            wait(Holder(number.trim().parse().ok()));
            file.lock()?;
        }
        // On a file system without locks, no process is kept out.
        Err(TryLockError::Error(_)) => {}
    }
    if !is_still_at(&file, path) {
        return Ok(None);
    }
    file.rewind()?;
    file.set_len(0)?;
    writeln!(file, "{}", std::process::id())?;
    Ok(Some(file))
}

fn is_still_at(file: &File, path: &Utf8Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let there = fs::symlink_metadata(path);
        file.metadata().is_ok_and(|open| there.is_ok_and(|there| there.ino() == open.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_workplace_that_another_process_has_removed_is_no_fault() {
        let directory = tempfile::tempdir().expect("a directory");
        let removed = Utf8Path::from_path(directory.path()).expect("UTF-8").join("removed");
        check(&removed).expect("the next turn creates it again");
        assert!(take_lock(&removed.join(LOCK), &|_| {}).expect("no fault").is_none());
    }
}
