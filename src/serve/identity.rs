//! Whether a path still names the same directory.
//!
//! A watch follows a directory and not its name, and a name can move to another directory without an event: when
//! a directory above is moved, a link is switched, or a copy takes its place. So the two are compared
//! from time to time.
#![allow(clippy::disallowed_methods, reason = "asks what has a name, and reads nothing")]

use std::fs;
use std::path::PathBuf;
use std::time::SystemTime;

use camino::Utf8Path;

/// The directory at a path at some moment; equal for the same directory in the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    real: PathBuf,
    number: Option<(u64, u64)>,
    /// Inode numbers are reused.
    birth: Option<SystemTime>,
}

impl Identity {
    /// `None` where there is no directory.
    pub(super) fn of(path: &Utf8Path) -> Option<Self> {
        let real = fs::canonicalize(path).ok()?;
        let there = fs::metadata(&real).ok().filter(fs::Metadata::is_dir)?;
        Some(Self { real, number: number(&there), birth: there.created().ok() })
    }

    /// Whether no part of the path is a link.
    pub(super) fn is_at(&self, path: &Utf8Path) -> bool {
        self.real == path
    }
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems have no such number")]
fn number(there: &fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((there.dev(), there.ino()))
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn another_directory_of_the_same_name_is_another() {
        let top = tempfile::tempdir().expect("a directory");
        let top = Utf8Path::from_path(top.path()).expect("UTF-8");
        let (name, other) = (top.join("name"), top.join("other"));
        assert_eq!(Identity::of(&name), None);
        fs::create_dir(&name).expect("a directory");
        fs::create_dir(&other).expect("a directory");
        let first = Identity::of(&name);
        assert_eq!(Identity::of(&name), first);
        fs::rename(&name, top.join("aside")).expect("moved");
        assert_eq!(Identity::of(&name), None);
        fs::rename(&other, &name).expect("moved");
        assert_ne!(Identity::of(&name), first);
        let link = top.join("link");
        std::os::unix::fs::symlink(&name, &link).expect("a link");
        let through = Identity::of(&link);
        fs::remove_file(&link).expect("removed");
        std::os::unix::fs::symlink(top.join("aside"), &link).expect("a link");
        assert_ne!(Identity::of(&link), through);
    }
}
