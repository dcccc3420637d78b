//! The steps in which publishing changes a file system.
//!
//! They pass through a trait, so that tests can let any of them fail, and can stop after any of them
//! as a killed process does.
#![allow(clippy::disallowed_methods, reason = "the one place that writes to the disk")]

use std::fs::{self, File};
use std::io::{self, Read};

use camino::Utf8Path;

/// What publishing does to a file system. Nothing is ever written in place: files are new, and get
/// where they belong by renaming.
pub trait Disk: Sync {
    /// # Errors
    /// When it is there, or the file system refuses.
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()>;

    /// Writes a file that is not there yet.
    ///
    /// # Errors
    /// When it is there, or reading or writing fails.
    fn write(&self, path: &Utf8Path, content: &mut dyn Read) -> io::Result<()>;

    /// Gives a file a second name.
    ///
    /// # Errors
    /// When the file system refuses, or has no such links.
    fn link(&self, file: &Utf8Path, name: &Utf8Path) -> io::Result<()>;

    /// # Errors
    /// When the file system refuses.
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()>;

    /// Lets two directories change places, in one step.
    ///
    /// # Errors
    /// When the file system refuses, or cannot do that.
    fn exchange(&self, one: &Utf8Path, other: &Utf8Path) -> io::Result<()>;

    /// # Errors
    /// When the file system refuses.
    fn remove_file(&self, path: &Utf8Path) -> io::Result<()>;

    /// Removes an empty directory.
    ///
    /// # Errors
    /// When it is not empty, or the file system refuses.
    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()>;

    /// Returns when everything that was written to the file system of `directory` would survive a
    /// loss of power, as far as the system can promise that.
    ///
    /// # Errors
    /// When the file system refuses.
    fn sync(&self, directory: &Utf8Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn write(&self, path: &Utf8Path, content: &mut dyn Read) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        io::copy(content, &mut file).map(drop)
    }

    fn link(&self, file: &Utf8Path, name: &Utf8Path) -> io::Result<()> {
        fs::hard_link(file, name)
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    #[cfg(any(target_os = "linux", target_vendor = "apple"))]
    fn exchange(&self, one: &Utf8Path, other: &Utf8Path) -> io::Result<()> {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        let (one, other) = (one.as_std_path(), other.as_std_path());
        renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).map_err(io::Error::from)
    }

    #[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
    fn exchange(&self, _: &Utf8Path, _: &Utf8Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    #[cfg(target_os = "linux")]
    fn sync(&self, directory: &Utf8Path) -> io::Result<()> {
        rustix::fs::syncfs(File::open(directory)?).map_err(io::Error::from)
    }

    /// Other systems have no call for a whole file system; one for each file costs too much.
    #[cfg(not(target_os = "linux"))]
    fn sync(&self, _: &Utf8Path) -> io::Result<()> {
        Ok(())
    }
}
