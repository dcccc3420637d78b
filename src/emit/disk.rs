//! The steps in which publishing changes a file system.
//!
//! They pass through a trait, so that tests can make any of them fail, or stop after any of them
//! like a killed process.
#![allow(clippy::disallowed_methods, reason = "the one place that writes to the disk")]

use std::fs::{self, File};
use std::io::{self, Read};

use camino::{Utf8Path, Utf8PathBuf};
use rayon::prelude::*;

/// What publishing does to a file system. Nothing is ever written in place: files are written under
/// new names, and then renamed.
pub trait Disk: Sync {
    /// # Errors
    /// If it exists, or the file system refuses.
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()>;

    /// Writes a file that does not exist yet.
    ///
    /// # Errors
    /// If it exists, or reading or writing fails.
    fn write(&self, path: &Utf8Path, content: &mut dyn Read) -> io::Result<()>;

    /// Gives a file a second name.
    ///
    /// # Errors
    /// When the file system refuses, or has no such links.
    fn link(&self, file: &Utf8Path, name: &Utf8Path) -> io::Result<()>;

    /// # Errors
    /// When the file system refuses.
    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()>;

    /// Exchanges two directories in one step.
    ///
    /// # Errors
    /// If the file system refuses, or has no such operation.
    fn exchange(&self, one: &Utf8Path, other: &Utf8Path) -> io::Result<()>;

    /// # Errors
    /// When the file system refuses.
    fn remove_file(&self, path: &Utf8Path) -> io::Result<()>;

    /// Removes an empty directory.
    ///
    /// # Errors
    /// When it is not empty, or the file system refuses.
    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()>;

    /// Returns when `files`, and all renames before, would survive a loss of power.
    /// `directory` is on the same file system.
    ///
    /// # Errors
    /// When the file system refuses.
    fn sync(&self, directory: &Utf8Path, files: &[Utf8PathBuf]) -> io::Result<()>;
}

/// Up to this number of files, each is synced by itself: an author's edits, as opposed to a whole build.
const FEW: usize = 64;

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

    /// One call for each file, or one for the whole file system if there are many. That call also waits for
    /// what other programs have written, and only Linux has it: on other systems, a build of many files is
    /// not synced.
    fn sync(&self, directory: &Utf8Path, files: &[Utf8PathBuf]) -> io::Result<()> {
        if files.len() > FEW {
            #[cfg(target_os = "linux")]
            rustix::fs::syncfs(File::open(directory)?)?;
            return Ok(());
        }
        files.par_iter().try_for_each(|file| File::open(file)?.sync_all())?;
        #[cfg(unix)]
        File::open(directory)?.sync_all()?;
        Ok(())
    }
}
