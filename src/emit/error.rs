//! Why the output could not be written, and where.

use std::fmt;
use std::io;

use camino::{Utf8Path, Utf8PathBuf};

/// What the file system refused, or what is in the way.
#[derive(Debug)]
pub struct EmitError {
    pub path: Utf8PathBuf,
    pub error: io::Error,
    pub action: Action,
}

/// What was tried when it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Reading a file of the site that is to be copied.
    Read,
    Write,
}

impl fmt::Display for EmitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let action = match self.action {
            Action::Read => "read",
            Action::Write => "write",
        };
        write!(f, "cannot {action} `{}`: {}", self.path, self.error)
    }
}

/// Adds the path to an error of writing.
pub(super) fn at(path: &Utf8Path) -> impl FnOnce(io::Error) -> EmitError + '_ {
    move |error| EmitError { path: path.to_owned(), error, action: Action::Write }
}

/// Adds the path to an error of reading the site.
pub(super) fn reading(path: &Utf8Path) -> impl FnOnce(io::Error) -> EmitError + '_ {
    move |error| EmitError { path: path.to_owned(), error, action: Action::Read }
}

/// Something at `path` keeps the output from being written.
pub(super) fn in_the_way(path: &Utf8Path, why: &str) -> EmitError {
    at(path)(io::Error::new(io::ErrorKind::AlreadyExists, why.to_owned()))
}
