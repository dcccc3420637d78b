//! Makes and removes files and directories during a change.
#![allow(clippy::disallowed_methods, reason = "part of writing the output")]

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

use super::disk::Disk;
use super::error::{EmitError, at, reading};
use super::manifest::{self, Manifest};
use super::plan::Write;
use crate::artifact::Artifact;
use crate::world::World;

/// Makes every directory above the paths, parents first.
pub(super) fn create_directories<'p>(
    disk: &dyn Disk,
    top: &Utf8Path,
    paths: impl Iterator<Item = &'p str>,
) -> Result<(), EmitError> {
    let above = paths.flat_map(|path| Utf8Path::new(path).ancestors().skip(1));
    let directories: BTreeSet<&Utf8Path> = above.collect();
    for directory in directories {
        create_directory(disk, &top.join(directory))?;
    }
    Ok(())
}

/// Makes a directory unless it exists.
pub(super) fn create_directory(disk: &dyn Disk, path: &Utf8Path) -> Result<(), EmitError> {
    if path.is_dir() { Ok(()) } else { disk.create_directory(path).map_err(at(path)) }
}

/// Writes files and the manifest below `top`, whose directories exist.
pub(super) fn write(
    disk: &dyn Disk,
    world: &dyn World,
    top: &Utf8Path,
    writes: &[Write<'_>],
) -> Result<(), EmitError> {
    writes.par_iter().try_for_each(|write| {
        let path = top.join(write.path);
        match write.artifact {
            Artifact::Bytes(bytes) => disk.write(&path, &mut &bytes[..]).map_err(at(&path)),
            Artifact::Stored(stored) => {
                let bytes = stored.bytes().map_err(at(&path))?;
                disk.write(&path, &mut &bytes[..]).map_err(at(&path))
            }
            Artifact::Copy(source) => {
                let mut reader = Watched::new(world.reader(source).map_err(reading(source))?);
                let written = disk.write(&path, &mut reader);
                let is_read = !reader.has_failed;
                written.map_err(
                    |error| if is_read { at(&path)(error) } else { reading(source)(error) },
                )
            }
        }
    })
}

/// The written files, including the manifest.
pub(super) fn written(top: &Utf8Path, writes: &[Write<'_>]) -> Vec<Utf8PathBuf> {
    let names = writes.iter().map(|write| write.path).chain([manifest::NAME]);
    names.map(|name| top.join(name)).collect()
}

/// Finds out whether a failed copy failed to read.
struct Watched<R> {
    reader: R,
    has_failed: bool,
}

impl<R> Watched<R> {
    fn new(reader: R) -> Self {
        Self { reader, has_failed: false }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer);
        let is_fault = |error: &io::Error| error.kind() != io::ErrorKind::Interrupted;
        self.has_failed |= read.as_ref().is_err_and(is_fault);
        read
    }
}

pub(super) fn write_manifest(
    disk: &dyn Disk,
    top: &Utf8Path,
    manifest: &Manifest,
) -> Result<(), EmitError> {
    let path = top.join(manifest::NAME);
    disk.write(&path, &mut manifest.text().as_bytes()).map_err(at(&path))
}

/// Gives a file a second name, or copies it if there can be no link.
pub(super) fn link_or_copy(disk: &dyn Disk, file: &Utf8Path, name: &Utf8Path) -> io::Result<()> {
    match disk.link(file, name) {
        Err(error) if can_have_no_links(&error) => {
            let mut old = File::open(file)?;
            disk.write(name, &mut old)?;
            let times = fs::FileTimes::new().set_modified(old.metadata()?.modified()?);
            File::options().append(true).open(name)?.set_times(times)
        }
        linked => linked,
    }
}

/// Whether links are impossible: not allowed on this file system, too many, or on another device.
fn can_have_no_links(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, PermissionDenied, TooManyLinks, Unsupported};
    matches!(error.kind(), CrossesDevices | PermissionDenied | TooManyLinks | Unsupported)
}

/// Removes a directory with everything in it; links are removed, not followed.
pub(super) fn remove_all(disk: &dyn Disk, directory: &Utf8Path) -> Result<(), EmitError> {
    for path in entries(directory)? {
        if fs::symlink_metadata(&path).map_err(at(&path))?.is_dir() {
            remove_all(disk, &path)?;
        } else {
            disk.remove_file(&path).map_err(at(&path))?;
        }
    }
    disk.remove_directory(directory).map_err(at(directory))
}

/// Removes a directory that holds nothing but directories. Does nothing if it does not exist.
pub(super) fn remove_empty(disk: &dyn Disk, directory: &Utf8Path) -> Result<(), EmitError> {
    if !directory.is_dir() || directory.is_symlink() {
        return Ok(());
    }
    for path in entries(directory)? {
        remove_empty(disk, &path)?;
    }
    disk.remove_directory(directory).map_err(at(directory))
}

/// Removes the empty directories above `path` in `top`.
pub(super) fn prune(disk: &dyn Disk, top: &Utf8Path, path: &str) {
    for directory in Utf8Path::new(path).ancestors().skip(1) {
        if directory.as_str().is_empty() || disk.remove_directory(&top.join(directory)).is_err() {
            break;
        }
    }
}

/// The paths of what is in a directory, sorted.
pub(super) fn entries(directory: &Utf8Path) -> Result<Vec<Utf8PathBuf>, EmitError> {
    let mut paths = Vec::new();
    for entry in directory.read_dir_utf8().map_err(at(directory))? {
        paths.push(entry.map_err(at(directory))?.into_path());
    }
    paths.sort();
    Ok(paths)
}

/// Whether a directory holds nothing but directories.
pub(super) fn is_empty(directory: &Utf8Path) -> Result<bool, EmitError> {
    for path in entries(directory)? {
        if path.is_symlink() || !path.is_dir() || !is_empty(&path)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether two paths are names of one file.
pub(super) fn is_same_file(one: &Utf8Path, other: &Utf8Path) -> bool {
    let (Ok(first), Ok(second)) = (fs::symlink_metadata(one), fs::symlink_metadata(other)) else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if (first.dev(), first.ino()) == (second.dev(), second.ino()) {
            return true;
        }
    }
    first.is_file()
        && second.is_file()
        && first.len() == second.len()
        && fs::read(one).is_ok_and(|bytes| fs::read(other).is_ok_and(|others| others == bytes))
}
