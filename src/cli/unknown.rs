//! What to answer when a command does not exist.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use crate::diagnostic::nearest;

/// Hugo's commands that people type out of habit, and their counterparts here.
const OF_HUGO: &[(&str, &str)] = &[
    ("config", "the configuration is the file itself: `site.toml`"),
    ("deploy", "`site build` writes the files; upload them as your host wants them"),
    ("version", "`site --version` prints it"),
];

/// The error with a tip that leads somewhere. clap proposes a command that shares a few letters with
/// the typed one: `owners` for `new`. Here, a tip is the command that was misspelt, or else the whole
/// list.
pub(super) fn explained(error: Error, root: &Command, typed: &[String]) -> Error {
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let command = innermost(root, typed);
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let of_hugo = OF_HUGO.iter().find(|(name, _)| name == unknown && std::ptr::eq(command, root));
    let tip = match (nearest(unknown, names.iter().copied()), of_hugo) {
        (_, Some((_, instead))) => (*instead).to_owned(),
        (Some(meant), None) => format!("did you mean `{meant}`?"),
        (None, None) => format!("the commands are {}", names.join(", ")),
    };
    with_tip(error, tip)
}

fn with_tip(mut error: Error, tip: String) -> Error {
    error.remove(ContextKind::SuggestedSubcommand);
    let tips = ContextValue::StyledStrs(vec![tip.into()]);
    error.insert(ContextKind::Suggested, tips);
    error
}

/// The command whose subcommand is missing: `site`, or `site theme`.
fn innermost<'a>(root: &'a Command, typed: &[String]) -> &'a Command {
    typed
        .iter()
        .skip(1)
        .fold(root, |command, word| command.find_subcommand(word).unwrap_or(command))
}
