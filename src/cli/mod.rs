//! The command line: arguments in, text and an exit code out. Nothing is decided here about sites.

mod args;
mod build;
mod cache;
mod exit;
mod l10n;
mod open;
mod output;
mod owners;
mod paint;
mod paths;
mod request;
mod serve;
mod theme;

use std::process::ExitCode;

use clap::Parser;

use args::{Arguments, Command, ThemeCommand};

pub use exit::Exit;

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            // Where the terminal is gone there is nobody to tell.
            let _ = error.print();
            return exit.into();
        }
    };
    match &arguments.command {
        Command::Build(own) => build::run(&arguments.global, own).into(),
        Command::L10n(own) => l10n::run(&arguments.global, own).into(),
        Command::Owners(own) => owners::run(&arguments.global, own).into(),
        Command::Theme(ThemeCommand::Eject(own)) => theme::eject(&arguments.global, own).into(),
        Command::Theme(ThemeCommand::List) => theme::list(&arguments.global).into(),
        Command::Serve(own) => serve::run(&arguments.global, own).into(),
    }
}
