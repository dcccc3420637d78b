//! Reads and writes the files of the cache. Nothing here fails: if the file system refuses, nothing is
//! read or nothing is written.
#![allow(
    clippy::disallowed_methods,
    reason = "no part of the world: the output is the same with these files or without them"
)]

use std::fs::{self, File};
use std::io::{self, Write};

use camino::{Utf8Path, Utf8PathBuf};

use super::Kind;

pub(super) fn read(directory: &Utf8Path, kind: Kind) -> Option<Vec<u8>> {
    fs::read(path(directory, kind)).ok()
}

/// Writes a new file and renames it, so that a reader finds the old file or the new one. Of two builds
/// at once the later wins; results of the other are made again when they are needed.
pub(super) fn write(directory: &Utf8Path, kind: Kind, bytes: &[u8]) {
    // Processes have different ids. Two memos of one process with the same bytes may get in each
    // other's way; then a later build writes.
    let hash = blake3::hash(bytes).to_hex();
    let part =
        directory.join(format!("{}.{}.{}.part", kind.name(), std::process::id(), &hash[..16]));
    if fs::create_dir_all(directory).is_err() {
        return;
    }
    if write_new(&part, bytes).and_then(|()| fs::rename(&part, path(directory, kind))).is_err() {
        let _ = fs::remove_file(&part);
    }
}

/// Creates the file; never opens one that another process is writing.
fn write_new(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

fn path(directory: &Utf8Path, kind: Kind) -> Utf8PathBuf {
    directory.join(format!("{}.pack", kind.name()))
}
