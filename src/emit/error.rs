//! Why the output could not be written, and where.

use std::fmt;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// What the file system refused, or what is in the way.
#[derive(Debug)]
pub struct EmitError {
    pub path: Utf8PathBuf,
    pub error: io::Error,
    pub attempt: Attempt,
}

/// What the program was doing when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Reading a file of the site that is to be copied.
    Read,
    Write,
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let attempt = match self.attempt {
            Attempt::Read => "read",
            Attempt::Write => "write",
        };
        write!(f, "cannot {attempt} `{}`: {}", self.path, self.error)
    }
}

/// Adds the path to an error of writing.
pub(super) fn at(path: &Utf8Path) -> impl FnOnce(io::Error) -> EmitError + '_ {
    move |error| EmitError { path: path.to_owned(), error, attempt: Attempt::Write }
}

/// Adds the path to an error of reading the site.
pub(super) fn reading(path: &Utf8Path) -> impl FnOnce(io::Error) -> EmitError + '_ {
    move |error| EmitError { path: path.to_owned(), error, attempt: Attempt::Read }
}

/// Something at `path` is in the way of the output.
pub(super) fn in_the_way(path: &Utf8Path, why: &str) -> EmitError {
    at(path)(io::Error::new(io::ErrorKind::AlreadyExists, why.to_owned()))
}
