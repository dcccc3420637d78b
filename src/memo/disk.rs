//! Reads and writes the files of the cache. Nothing here fails: if the file system refuses, nothing is
//! read or nothing is written.
//!
//! What a cache holds becomes part of pages, so nobody else may put something there. The files are in
//! a directory that only its owner can enter, and they are hashed with a secret that is kept in it. A
//! directory or file of another user is left alone.
#![allow(
    clippy::disallowed_methods,
    reason = "no part of the world: the output is the same with these files or without them"
)]

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Write};

use camino::{Utf8Path, Utf8PathBuf};

use super::Kind;
use super::pack::{self, Record, Secret};

/// In the directory of the cache, which may be open to others.
const OWN: &str = "own";

const SECRET: &str = "secret";

pub(super) fn read(directory: &Utf8Path, kind: Kind) -> Option<Vec<Record>> {
    let own = directory.join(OWN);
    is_private(&own).then_some(())?;
    pack::decode(&secret(&own)?, &read_owned(&path(&own, kind))?)
}

/// Writes a new file and renames it, so that a reader finds the old file or the new one. Of two builds
/// at once the later wins; results of the other are made again when they are needed.
pub(super) fn write(directory: &Utf8Path, kind: Kind, records: &[Record]) {
    let own = directory.join(OWN);
    let Some(secret) = prepare(directory, &own) else { return };
    let bytes = pack::encode(&secret, records);
    // Processes have different ids. Two memos of one process with the same bytes may get in each
    // other's way; then a later build writes.
    let hash = blake3::hash(&bytes).to_hex();
    let part = own.join(format!("{}.{}.{}.part", kind.name(), std::process::id(), &hash[..16]));
    if write_new(&part, &bytes).and_then(|()| fs::rename(&part, path(&own, kind))).is_err() {
        let _ = fs::remove_file(&part);
    }
}

/// Makes the directory and its secret unless they are there. `None` if they cannot be or are not ours.
fn prepare(directory: &Utf8Path, own: &Utf8Path) -> Option<Secret> {
    fs::create_dir_all(directory).ok()?;
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(own) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return None,
        _ => is_private(own).then_some(())?,
    }
    secret(own).or_else(|| {
        // A file that is not a secret, for instance one cut short by a full disk, is replaced.
        let _ = fs::remove_file(own.join(SECRET));
        // Another process may be faster: then its secret counts. No process sees half of one.
        let part = own.join(format!("{SECRET}.{}.part", std::process::id()));
        let written = write_new(&part, &new_secret().0);
        let _ = written.and_then(|()| fs::hard_link(&part, own.join(SECRET)));
        let _ = fs::remove_file(&part);
        secret(own)
    })
}

fn secret(own: &Utf8Path) -> Option<Secret> {
    read_owned(&own.join(SECRET))?.try_into().ok().map(Secret)
}

/// Bytes that cannot be guessed: the keys of the standard library's hashers come from the system.
fn new_secret() -> Secret {
    let mut secret = Secret([0; blake3::KEY_LEN]);
    for (place, bytes) in secret.0.chunks_mut(8).enumerate() {
        bytes.copy_from_slice(&RandomState::new().hash_one(place).to_le_bytes());
    }
    secret
}

/// A directory that belongs to this user, and that nobody else can write to.
fn is_private(directory: &Utf8Path) -> bool {
    let Ok(there) = fs::symlink_metadata(directory) else { return false };
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let is_closed = there.mode() & 0o022 == 0;
        there.is_dir() && is_closed && there.uid() == rustix::process::geteuid().as_raw()
    }
    #[cfg(not(unix))]
    there.is_dir()
}

/// The bytes of a regular file that belongs to this user.
fn read_owned(path: &Utf8Path) -> Option<Vec<u8>> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    let mut file = options.open(path).ok()?;
    let there = file.metadata().ok()?;
    #[cfg(unix)]
    let is_ours = {
        use std::os::unix::fs::MetadataExt;
        there.uid() == rustix::process::geteuid().as_raw()
    };
    #[cfg(not(unix))]
    let is_ours = true;
    let mut bytes = Vec::new();
    (there.is_file() && is_ours).then(|| file.read_to_end(&mut bytes).ok())??;
    Some(bytes)
}

/// Creates the file; never opens one that another process is writing.
fn write_new(path: &Utf8Path, bytes: &[u8]) -> io::Result<()> {
    File::create_new(path)?.write_all(bytes)
}

fn path(own: &Utf8Path, kind: Kind) -> Utf8PathBuf {
    own.join(format!("{}.pack", kind.name()))
}
