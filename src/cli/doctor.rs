//! `site doctor`: what the program finds on this machine and in this site.

use std::collections::BTreeSet;

use camino::Utf8Path;

use super::args::DoctorArguments;
use super::cache;
use super::exit::Exit;
use super::global::GlobalArguments;
use super::list::left_out;
use super::open::{open, resolved};
use super::output::{self, print};
use super::refusal::refuse;
use super::request::request;
use super::stopwatch::Stopwatch;
use crate::config::Settings;
use crate::diagnostic::Severities;
use crate::diagnostic::report::counted;
use crate::git::GitProgram;
use crate::listing::count_left_out;
use crate::pipeline::{self, Outcome};
use crate::world::{DiskWorld, World};

/// Builds the site without writing it, and prints what was found on the way.
pub(super) fn run(global: &GlobalArguments, arguments: &DoctorArguments) -> Exit {
    let world = match open(global, None) {
        Ok(world) => world,
        Err(problem) => return refuse(global, None, &[*problem], &Severities::default()),
    };
    let request = request(global, &arguments.content);
    let mut stopwatch = Stopwatch::new(global);
    let outcome = match pipeline::build(&world, &request, &mut stopwatch) {
        Ok(outcome) => outcome,
        Err(problem) => {
            let printed = print(&lines(&machine(global)));
            let refused = refuse(global, Some(&world), &problem.diagnostics, &problem.severities);
            return refused.max(printed);
        }
    };
    stopwatch.stop();
    let mut facts = machine(global);
    facts.extend(site(global, arguments, &world, &outcome));
    let times = stopwatch.table(&outcome.settings.budgets);
    print(&format!(
        "{}\nA build without writing takes this time, and of its budgets at most:\n{times}",
        lines(&facts)
    ))
}

/// A name, and what is known of it.
type Fact = (&'static str, String);

fn lines(facts: &[Fact]) -> String {
    facts.iter().map(|(name, text)| format!("{name:<14} {text}\n")).collect()
}

fn machine(global: &GlobalArguments) -> Vec<Fact> {
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let git = GitProgram::new(&global.root).version();
    let mut facts = vec![
        ("site", format!("{} on {system}, {}", env!("CARGO_PKG_VERSION"), counted(cores, "core"))),
        ("git", git.unwrap_or_else(|problem| format!("cannot be used: {problem}"))),
        ("root", resolved(&global.root).to_string()),
    ];
    facts.extend(most_watches().map(|most| ("watches", format!("the system allows {most}"))));
    facts
}

fn site(
    global: &GlobalArguments,
    arguments: &DoctorArguments,
    world: &DiskWorld,
    outcome: &Outcome,
) -> Vec<Fact> {
    let settings = &outcome.settings;
    let counts =
        outcome.pages.iter().map(|language| format!("{} {}", language.code, language.pages));
    let report = output::report(global, &outcome.diagnostics, &settings.severities);
    let tally = output::tally(&report);
    let unpublished = left_out(&count_left_out(world, settings, &outcome.documents));
    let default = &settings.language(settings.default_language).code;
    let theme = settings.theme.as_deref().unwrap_or("the built-in one");
    vec![
        ("configuration", format!("{}, for `{}`", settings.file, settings.environment)),
        ("address", settings.base_url.absolute("/")),
        ("theme", theme.to_owned()),
        ("content", directories(settings, world)),
        ("pages", format!("{}; the default is {default}", counts.collect::<Vec<_>>().join(", "))),
        ("left out", or_none(unpublished)),
        (
            "problems",
            if tally.is_empty() {
                "none".to_owned()
            } else {
                format!("{tally}: `site build` shows them")
            },
        ),
        ("output", settings.output_dir.to_string()),
        ("cache", cached(cache::directory(&arguments.content.cache, &global.root).as_deref())),
    ]
}

fn or_none(text: String) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("{text}: `site list` shows them") }
}

fn directories(settings: &Settings, world: &DiskWorld) -> String {
    let directories: BTreeSet<&Utf8Path> =
        settings.languages.iter().map(|language| language.content_dir.as_path()).collect();
    let named = directories.into_iter().map(|directory| match world.walk(directory) {
        Some(walk) => format!("{directory} ({})", counted(walk.files.len(), "file")),
        None => format!("{directory} (is not there)"),
    });
    named.collect::<Vec<_>>().join(", ")
}

/// How much earlier builds have left.
fn cached(directory: Option<&Utf8Path>) -> String {
    let Some(directory) = directory else { return "none".to_owned() };
    let entries = directory.read_dir_utf8().into_iter().flatten().flatten();
    let sizes = entries.filter_map(|entry| Some(entry.metadata().ok()?.len()));
    let kilobytes = sizes.sum::<u64>().div_ceil(1024);
    format!("{directory} ({kilobytes} kB)")
}

/// How many directories a user may watch; only Linux has such a limit.
#[allow(clippy::disallowed_methods, reason = "a limit of the system, not of the site")]
fn most_watches() -> Option<String> {
    let text = std::fs::read_to_string("/proc/sys/fs/inotify/max_user_watches").ok()?;
    Some(text.trim().to_owned())
}
