//! `site mv` and `site rm`: a page in all languages.

use std::fmt::Write;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::{MoveArguments, RemoveArguments};
use super::exit::Exit;
use super::global::GlobalArguments;
use super::output::{print, say};
use super::paths::below_root;
use super::refusal::{configured, refuse};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::report::counted;
use crate::emit::{EmitError, move_file, remove_source, replace_text};
use crate::git::{GitProgram, stage, stage_renames};
use crate::moving::{Edit, Plan, files_of, plan};
use crate::pipeline::Request;
use crate::world::World;

/// Moves the page, and says what has changed.
pub(super) fn mv(global: &GlobalArguments, arguments: &MoveArguments) -> Exit {
    let planned = of_page(global, &arguments.from, |world, settings, from| {
        plan(world, settings, from, &arguments.to)
    });
    let plan = match planned {
        Ok(plan) => plan,
        Err(exit) => return exit,
    };
    if !arguments.dry_run
        && let Err(error) = carry_out(global, &plan)
    {
        say(&format!(
            "error: {error}\nhint: the files before it are moved; `git status` shows them\n"
        ));
        return Exit::Machine;
    }
    if !arguments.dry_run {
        // Without a repository there is nobody to tell.
        let _ = stage_renames(&GitProgram::new(&global.root), &plan.renames);
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
    let files = match of_page(global, &arguments.path, files_of) {
        Ok(files) => files,
        Err(exit) => return exit,
    };
    for file in files.iter().filter(|_| !arguments.dry_run) {
        if let Err(error) = remove_source(&global.root.join(file)) {
            say(&format!("error: {error}\n"));
            return Exit::Machine;
        }
    }
    if !arguments.dry_run {
        let removed: Vec<_> = files.iter().map(|file| (file.as_path(), None)).collect();
        let _ = stage(&GitProgram::new(&global.root), &removed);
    }
    let printed = print(&files.iter().map(|file| format!("{file}\n")).collect::<String>());
    let count = counted(files.len(), "file");
    say(&match arguments.dry_run {
        true => format!("would remove {count}\n"),
        false => format!("removed {count}; `site check` shows the links that led there\n"),
    });
    printed
}

/// What is found of the page that a path of the command line names.
fn of_page<T>(
    global: &GlobalArguments,
    path: &Utf8PathBuf,
    find: impl FnOnce(&dyn World, &Settings, &Utf8Path) -> Result<T, Box<Diagnostic>>,
) -> Result<T, Exit> {
    let (world, settings) = configured(global, None, &Request::default())?;
    let page = below_root(&global.root, std::slice::from_ref(path));
    let found =
        page.and_then(|page| find(&world, &settings, &page[0]).map_err(|problem| vec![*problem]));
    found.map_err(|problems| refuse(global, Some(&world), &problems, &settings.severities))
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
