//! `site theme`: which file a theme's part is taken from, and a copy of the built-in theme to change.

use std::collections::BTreeMap;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::EjectArguments;
use super::exit::Exit;
use super::global::GlobalArguments;
use super::output::{self, print, say};
use super::refusal::{configured, refuse};
use crate::built_in;
use crate::config::Settings;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic};
use crate::discover::{Theme, ThemeFile, find_layouts, find_theme};
use crate::emit::{self, CreateError};
use crate::pipeline::Request;
use crate::render::{Answer, shortcode_answers};
use crate::world::World;

/// Copies the built-in theme, and says how to make the site use the copy.
pub(super) fn eject(global: &GlobalArguments, arguments: &EjectArguments) -> Exit {
    let (_, settings) = match configured(global, None, &Request::default()) {
        Ok(configured) => configured,
        Err(exit) => return exit,
    };
    let name = arguments.name.as_str();
    if !is_name(name) {
        let message = format!("`{name}` cannot be the name of a theme");
        let hint = "use letters, digits, `-`, `_` and `.`; the first character must be a letter or a digit";
        let diagnostic = Diagnostic::new(Code::ArgumentValue, message).hint(hint);
        return refuse(global, None, &[diagnostic], &settings.severities);
    }
    let below = Utf8Path::new("themes").join(name);
    let files = built_in::theme(name);
    match emit::create(&global.root.join(&below), &files) {
        Ok(()) => {
            let files = counted(files.len(), "file");
            say(&format!("{files} of the built-in theme -> {below}\n{}", next(&settings, name)));
            Exit::Fine
        }
        Err(CreateError::InTheWay(names)) => {
            let message = format!("`{below}` already contains `{}`", names.join("`, `"));
            let hint = "name another directory: `site theme eject NAME`";
            let diagnostic = Diagnostic::new(Code::ArgumentValue, message).hint(hint);
            refuse(global, None, &[diagnostic], &settings.severities)
        }
        Err(CreateError::Emit(error)) => {
            say(&format!("error: cannot write `{}`: {}\n", error.path, error.error));
            Exit::Machine
        }
    }
}

/// Lists everything by name; a file that another one overrides is named after it.
pub(super) fn list(global: &GlobalArguments) -> Exit {
    let (world, settings) = match configured(global, None, &Request::default()) {
        Ok(configured) => configured,
        Err(exit) => return exit,
    };
    let mut found = Vec::new();
    let theme = find_theme(&world, &settings, &mut found);
    let report = output::report(global, &found, &settings.severities);
    let shown = output::show(global, &report, Some(&world));
    let kinds =
        [("templates", &theme.templates), ("assets", &theme.assets), ("i18n", &theme.strings)];
    let kinds = kinds.map(|(kind, files)| rows(kind, files)).concat();
    let shortcodes = shortcode_rows(&world, &settings, &theme);
    print(&(kinds + &shortcodes)).max(shown)
}

/// Every shortcode with a template in Go, the file that answers it, and why that file does.
fn shortcode_rows(world: &dyn World, settings: &Settings, theme: &Theme) -> String {
    let layouts = find_layouts(world, settings, &mut Vec::new());
    let answers = shortcode_answers(settings, &layouts, theme);
    let row = |Answer { name, file, reason, over }: Answer| {
        let file = file.map_or_else(|| "`site` itself".to_owned(), Utf8PathBuf::into_string);
        let over = over.map(|file| format!(", over {file}")).unwrap_or_default();
        format!("shortcode {name}: {file}{over} ({reason})\n")
    };
    answers.into_iter().map(row).collect()
}

fn rows(kind: &str, files: &[ThemeFile]) -> String {
    let mut layers: BTreeMap<&str, Vec<Utf8PathBuf>> = BTreeMap::new();
    for file in files {
        layers.entry(&file.name).or_default().push(file.path());
    }
    let row = |(name, mut paths): (&str, Vec<Utf8PathBuf>)| {
        paths.reverse();
        let paths: Vec<&str> = paths.iter().map(|path| path.as_str()).collect();
        // Strings are merged key by key: no string file overrides another as a whole.
        let over = if kind == "i18n" { ", then " } else { ", over " };
        format!("{kind}/{name}: {}\n", paths.join(over))
    };
    layers.into_iter().map(row).collect()
}

/// The remaining step, which is up to the user: the program does not edit configurations.
fn next(settings: &Settings, name: &str) -> String {
    let file = &settings.file;
    match settings.theme.as_deref() {
        Some(theme) if theme == name => {
            format!("`{file}` already names it, so it is used from now on\n")
        }
        Some(theme) => {
            format!("to use it, put it first in `{file}`: `theme = [\"{name}\", \"{theme}\"]`\n")
        }
        None => format!("to use it, add to `{file}`: `theme = \"{name}\"`\n"),
    }
}

/// A name that is one directory on every system.
fn is_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.starts_with(char::is_alphanumeric) && name.chars().all(is_plain)
}
