//! `site man`: a manual page for each command, made from the command line itself.

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{CommandLine, ManArguments};
use super::exit::Exit;
use super::output::say;
use crate::diagnostic::report::counted;
use crate::emit::{self, CreateError};

/// Writes the pages into a directory.
pub(super) fn run(arguments: &ManArguments) -> Exit {
    let directory = &arguments.directory;
    let mut command = CommandLine::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    if let Err(error) = add_pages(&command, &mut pages) {
        say(&format!("error: a manual page cannot be made: {error}\n"));
        return Exit::Machine;
    }
    match emit::create(directory, &pages) {
        Ok(()) => {
            say(&format!("{} -> {directory}\n", counted(pages.len(), "manual page")));
            Exit::Fine
        }
        Err(CreateError::InTheWay(names)) => {
            let names = names.join("`, `");
            say(&format!(
                "error: `{directory}` already contains `{names}`\nhint: name another directory\n"
            ));
            Exit::Usage
        }
        Err(CreateError::Emit(error)) => {
            say(&format!("error: cannot write `{}`: {}\n", error.path, error.error));
            Exit::Machine
        }
    }
}

/// The page of a command, and those of the commands below it: `site.1`, `site-l10n-start.1`.
fn add_pages(command: &Command, pages: &mut Vec<(String, String)>) -> std::io::Result<()> {
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    pages.push((format!("{name}.1"), String::from_utf8_lossy(&page).into_owned()));
    let below = command.get_subcommands().filter(|below| !below.is_hide_set());
    below.into_iter().try_for_each(|below| add_pages(below, pages))
}
