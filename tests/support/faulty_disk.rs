//! A disk on which something goes wrong, at a step of the test's choice.

use std::io::{self, Read};
use std::sync::atomic::{AtomicUsize, Ordering};

use camino::{Utf8Path, Utf8PathBuf};
use site::emit::{Disk, RealDisk};

/// A disk on which something goes wrong.
pub struct FaultyDisk {
    steps: AtomicUsize,
    pub fault: Fault,
}

#[derive(Clone, Copy, Debug)]
pub enum Fault {
    /// The process dies before this step: neither it nor any later one is done.
    DiesAt(usize),
    /// This one step fails, with an error of the system.
    FailsAt(usize, i32),
    /// All writing of bytes fails from this step on, as on a full disk.
    FullFrom(usize),
    /// Directories cannot change places, and files have no second names.
    Simple(usize),
}

pub const ENOSPC: i32 = 28;
pub const EIO: i32 = 5;
pub const EROFS: i32 = 30;
pub const EACCES: i32 = 13;
pub const ENOSYS: i32 = 38;

impl FaultyDisk {
    pub fn new(fault: Fault) -> Self {
        Self { steps: AtomicUsize::new(0), fault }
    }

    fn step(&self, writes: bool) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::SeqCst);
        match self.fault {
            Fault::DiesAt(last) | Fault::Simple(last) if step >= last => {
                Err(io::Error::other("the process is dead"))
            }
            Fault::FailsAt(at, error) if step == at => Err(io::Error::from_raw_os_error(error)),
            Fault::FullFrom(first) if writes && step >= first => {
                Err(io::Error::from_raw_os_error(ENOSPC))
            }
            _ => Ok(()),
        }
    }

    /// Whether every step was done.
    pub fn is_exhausted(&self) -> bool {
        let steps = self.steps.load(Ordering::SeqCst);
        match self.fault {
            Fault::DiesAt(last)
            | Fault::Simple(last)
            | Fault::FailsAt(last, _)
            | Fault::FullFrom(last) => steps <= last,
        }
    }

    fn refuses(&self) -> io::Result<()> {
        match self.fault {
            Fault::Simple(_) => Err(io::Error::from_raw_os_error(ENOSYS)),
            _ => Ok(()),
        }
    }
}

impl Disk for FaultyDisk {
    fn create_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.step(true)?;
        RealDisk.create_directory(path)
    }

    fn write(&self, path: &Utf8Path, content: &mut dyn Read) -> io::Result<()> {
        match self.step(true) {
            Ok(()) => RealDisk.write(path, content),
            // Half of a file is what a full disk and a killed process leave behind.
            Err(error) => {
                RealDisk.write(path, &mut content.take(1))?;
                Err(error)
            }
        }
    }

    fn link(&self, file: &Utf8Path, name: &Utf8Path) -> io::Result<()> {
        self.step(true)?;
        self.refuses()?;
        RealDisk.link(file, name)
    }

    fn rename(&self, from: &Utf8Path, to: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.rename(from, to)
    }

    fn exchange(&self, one: &Utf8Path, other: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        self.refuses()?;
        RealDisk.exchange(one, other)
    }

    fn remove_file(&self, path: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove_file(path)
    }

    fn remove_directory(&self, path: &Utf8Path) -> io::Result<()> {
        self.step(false)?;
        RealDisk.remove_directory(path)
    }

    /// Waiting for the disk would take longer than all else, and no test takes its power away.
    fn sync(&self, _: &Utf8Path, _: &[Utf8PathBuf]) -> io::Result<()> {
        self.step(false)
    }
}

/// A disk on which nothing goes wrong.
pub fn sound() -> FaultyDisk {
    FaultyDisk::new(Fault::DiesAt(usize::MAX))
}
