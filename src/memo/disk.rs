//! Reading and writing a file of what is remembered. Nothing here fails: where the file system
//! refuses, there is nothing to read, or nothing is written.
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

/// Writes beside the file and renames, so that a reader finds the old file or the new one. Of two
/// builds at once the later wins; what the other had to remember is made anew one day.
pub(super) fn write(directory: &Utf8Path, kind: Kind, bytes: &[u8]) {
    // Two processes have two numbers; two memos of one process with the same bytes may hinder each
    // other, and then write another day.
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

/// A new file, never one that another is writing.
fn write_new(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

fn path(directory: &Utf8Path, kind: Kind) -> Utf8PathBuf {
    directory.join(format!("{}.pack", kind.name()))
}
