//! How the program ends.

use std::process::ExitCode;

/// The exit codes, which scripts rely on.
/// Ordered by gravity: of two, `max` is the program's exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[must_use]
pub enum Exit {
    Fine = 0,
    /// Something is wrong with the content.
    Content = 1,
    /// Something is wrong with the command line or the configuration.
    Usage = 2,
    /// The machine refuses: no space, no permission.
    Machine = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}
