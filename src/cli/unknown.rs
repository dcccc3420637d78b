//! What to answer when a command does not exist, or takes no such argument.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, Error};

use crate::diagnostic::nearest;
use crate::starter::known_languages;

/// What people type out of habit, or for want of knowing the word, and what they want by it.
const OTHER_WORDS: &[(&[&str], &str)] = &[
    (&["config"], "the configuration is the file itself: `site.toml`"),
    (
        &["deploy", "publish", "generate"],
        "`site build` writes the files; upload them as your host wants them",
    ),
    (&["version"], "`site --version` prints it"),
    (
        &["dev", "watch", "preview", "start", "run", "develop"],
        "`site serve` shows the site while you write it",
    ),
    (&["lint", "validate", "verify", "test"], "`site check` finds every problem of the content"),
    (&["create", "add"], "`site init` makes a site, `site new` a page of one"),
    (&["clean"], "a build removes what earlier ones wrote and this one does not"),
    (
        &["status", "todo", "diff", "translate", "translation", "translations", "i18n"],
        "`site l10n` is about translations: `site l10n status`",
    ),
];

/// The error with a tip that leads somewhere. clap proposes a command that shares a few letters with
/// the typed one: `owners` for `new`. Here, a tip is the command that was misspelt, or else the whole
/// list.
pub(super) fn explained(error: Error, root: &Command, typed: &[String]) -> Error {
    if error.kind() == ErrorKind::UnknownArgument {
        return with_directory(error, innermost(root, typed));
    }
    if error.kind() != ErrorKind::InvalidSubcommand {
        return error;
    }
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let command = innermost(root, typed);
    let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
    let elsewhere = match command.get_name() {
        name if name == root.get_name() => other_word(unknown).map(str::to_owned),
        "l10n" => language(unknown),
        _ => None,
    };
    let tip = elsewhere.unwrap_or_else(|| match nearest(unknown, names.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("the commands are {}", names.join(", ")),
    });
    with_tip(error, tip)
}

/// What people give a command that takes no path is most often the directory of the site.
fn with_directory(error: Error, command: &Command) -> Error {
    let Some(ContextValue::String(argument)) = error.get(ContextKind::InvalidArg) else {
        return error;
    };
    if argument.starts_with('-') || command.get_positionals().next().is_some() {
        return error;
    }
    let tip = match command.get_name() {
        "check" => {
            "a check is of the whole site, whose directory is `--root`; `--changed` tells what your changes bring"
                .to_owned()
        }
        _ => format!("the directory of a site is `--root {argument}`"),
    };
    with_tip(error, tip)
}

fn other_word(unknown: &str) -> Option<&'static str> {
    let (_, tip) = OTHER_WORDS.iter().find(|(words, _)| words.contains(&unknown))?;
    Some(tip)
}

/// A code where a command should be: which of its pages are meant?
fn language(unknown: &str) -> Option<String> {
    let known = known_languages().iter().any(|code| code.eq_ignore_ascii_case(unknown));
    known.then(|| format!("`site l10n status --language {unknown}`"))
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
