//! `site mv` and `site rm`: a page in all languages.

use std::fmt::Write;

use camino::Utf8PathBuf;

use super::args::{MoveArguments, RemoveArguments};
use super::exit::Exit;
use super::global::GlobalArguments;
use super::open::open;
use super::output::{self, print, say};
use super::paths::below_root;
use crate::config::Settings;
use crate::diagnostic::report::counted;
use crate::diagnostic::{Diagnostic, Severities};
use crate::emit::{EmitError, move_file, remove_source, replace_text};
use crate::moving::{Edit, Plan, files_of, plan};
use crate::pipeline::{Request, configure};
use crate::world::DiskWorld;

/// Moves the page, and says what has changed.
pub(super) fn mv(global: &GlobalArguments, arguments: &MoveArguments) -> Exit {
    let planned = opened(global).and_then(|(world, settings)| {
        let from = named(global, &arguments.from)?;
        plan(&world, &settings, &from, &arguments.to).map_err(|problem| vec![*problem])
    });
    let plan = match planned {
        Ok(plan) => plan,
        Err(problems) => return refuse(global, &problems),
    };
    if !arguments.dry_run
        && let Err(error) = carry_out(global, &plan)
    {
        say(&format!(
            "error: {error}\nhint: the files before it are moved; `git status` shows them\n"
        ));
        return Exit::Machine;
    }
    let printed = print(&text(&plan));
    let links: usize = plan.edits.values().map(|edit| edit.links).sum();
    let (files, changed) = (counted(plan.renames.len(), "file"), counted(links, "link"));
    say(&match arguments.dry_run {
        true => format!("would move {files} and change {changed}\n"),
        false => format!(
            "moved {files} and changed {changed}; `site check` shows what else leads there\n"
        ),
    });
    printed
}

/// Removes the page.
pub(super) fn rm(global: &GlobalArguments, arguments: &RemoveArguments) -> Exit {
    let found = opened(global).and_then(|(world, settings)| {
        let page = named(global, &arguments.path)?;
        files_of(&world, &settings, &page).map_err(|problem| vec![*problem])
    });
    let files = match found {
        Ok(files) => files,
        Err(problems) => return refuse(global, &problems),
    };
    for file in files.iter().filter(|_| !arguments.dry_run) {
        if let Err(error) = remove_source(&global.root.join(file)) {
            say(&format!("error: {error}\n"));
            return Exit::Machine;
        }
    }
    let printed = print(&files.iter().map(|file| format!("{file}\n")).collect::<String>());
    let count = counted(files.len(), "file");
    say(&match arguments.dry_run {
        true => format!("would remove {count}\n"),
        false => format!("removed {count}; `site check` shows the links that led there\n"),
    });
    printed
}

fn opened(global: &GlobalArguments) -> Result<(DiskWorld, Settings), Vec<Diagnostic>> {
    let world = open(global, None).map_err(|problem| vec![*problem])?;
    match configure(&world, &Request::default(), &mut Vec::new()) {
        Ok(settings) => Ok((world, settings)),
        Err(problem) => Err(problem.diagnostics),
    }
}

fn named(global: &GlobalArguments, path: &Utf8PathBuf) -> Result<Utf8PathBuf, Vec<Diagnostic>> {
    Ok(below_root(&global.root, std::slice::from_ref(path))?.remove(0))
}

fn carry_out(global: &GlobalArguments, plan: &Plan) -> Result<(), EmitError> {
    for (from, to) in &plan.renames {
        move_file(&global.root.join(from), &global.root.join(to))?;
    }
    for (path, edit) in &plan.edits {
        replace_text(&global.root.join(path), &edit.text)?;
    }
    Ok(())
}

fn text(plan: &Plan) -> String {
    let mut text = String::new();
    for (from, to) in &plan.renames {
        let _ = writeln!(text, "{from} -> {to}");
    }
    for (from, to) in &plan.addresses {
        let _ = writeln!(text, "{from} -> {to}");
    }
    for (path, Edit { links, has_alias, .. }) in &plan.edits {
        let alias = if *has_alias { ", an alias" } else { "" };
        let _ = writeln!(text, "{path}: {}{alias}", counted(*links, "link"));
    }
    text
}

fn refuse(global: &GlobalArguments, problems: &[Diagnostic]) -> Exit {
    let report = output::report(global, problems, &Severities::default());
    output::show(global, &report, None).max(Exit::Usage)
}
