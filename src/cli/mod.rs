//! The command line: arguments in, text and an exit code out. This room makes no decisions about sites.

mod args;
mod build;
mod cache;
mod changed;
mod check;
mod doctor;
mod exit;
mod fixing;
mod global;
mod init;
mod l10n;
mod list;
mod man;
mod meter;
mod moving;
mod new;
mod open;
mod output;
mod owners;
mod paint;
mod paths;
mod refusal;
mod request;
mod stopwatch;
mod serve;
mod theme;
mod trust;
mod unknown;

use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Command, CommandLine, CompletionsArguments, ThemeCommand};

pub use exit::Exit;

/// Runs the program.
pub fn main() -> ExitCode {
    let arguments = match CommandLine::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let typed: Vec<String> =
                std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
            let error = unknown::explained(error, &CommandLine::command(), &typed);
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            let printed = error.print();
            return printed
                .map_or_else(|error| output::unwritten(&error), |()| exit)
                .max(exit)
                .into();
        }
    };
    let global = &arguments.global;
    match &arguments.command {
        Command::Build(build) => build::run(global, build).into(),
        Command::Changed(changed) => changed::run(global, changed).into(),
        Command::Check(check) => check::run(global, check).into(),
        Command::Completions(completions) => complete(completions).into(),
        Command::Doctor(doctor) => doctor::run(global, doctor).into(),
        Command::Init(init) => init::run(global, init).into(),
        Command::List(list) => list::run(global, list).into(),
        Command::Man(man) => man::run(man).into(),
        Command::Mv(page) => moving::mv(global, page).into(),
        Command::Rm(page) => moving::rm(global, page).into(),
        Command::New(new) => new::run(global, new).into(),
        Command::L10n(l10n) => l10n::run(global, l10n).into(),
        Command::Owners(owners) => owners::run(global, owners).into(),
        Command::Theme(ThemeCommand::Eject(eject)) => theme::eject(global, eject).into(),
        Command::Theme(ThemeCommand::List) => theme::list(global).into(),
        Command::Serve(serve) => serve::run(global, serve).into(),
    }
}

/// Prints what the shell reads to complete commands.
fn complete(arguments: &CompletionsArguments) -> Exit {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut CommandLine::command(), "site", &mut script);
    output::print_script(&script)
}
