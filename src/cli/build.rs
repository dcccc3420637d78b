//! `site build`.

use std::sync::Arc;
use std::time::Duration;

use camino::{Utf8Component, Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::args::BuildArguments;
use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::list::left_out;
use super::open::{open, resolved};
use super::output::{self, say, tell};
use super::request::{request, today};
use super::stopwatch::Stopwatch;
use super::trust::over_base;
use crate::artifact::Spool;
use crate::check;
use crate::config::Settings;
use crate::diagnostic::report::{DiagnosticJson, Report, counted, diagnostics_json};
use crate::diagnostic::{Code, Diagnostic, Severities};
use crate::emit::{Changes, EmitError, Holder, Leftovers, Publisher, RealDisk, nameless_file};
use crate::git::KnownChanges;
use crate::listing::{LeftOutCounts, count_left_out};
use crate::pipeline::{self, LanguagePages, Observer, Outcome, Request};
use crate::publish;
use crate::resolve::LeftOut;
use crate::world::{self, World};

/// Builds the site and reports the result.
pub(super) fn run(global: &GlobalArguments, arguments: &BuildArguments) -> Exit {
    let now = match today(&arguments.content) {
        Ok(now) => now,
        Err(diagnostic) => return refuse(global, None, &[*diagnostic], &Severities::default()),
    };
    let world = match open(global, now) {
        Ok(world) => world,
        Err(diagnostic) => return refuse(global, None, &[*diagnostic], &Severities::default()),
    };
    let mut request = request(global, &arguments.content);
    request.spool = spool(global, arguments);
    let world = world.knowing(Arc::new(KnownChanges::in_memo(Arc::clone(&request.memo))));
    match over_base(world, &arguments.content.trust, &request) {
        Ok(world) => build(global, arguments, &request, &*world),
        Err(problem) => refuse(global, None, &problem.diagnostics, &problem.severities),
    }
}

/// Keeps what is made beside the output, where there is room for it anyway.
fn spool(global: &GlobalArguments, arguments: &BuildArguments) -> Spool {
    let output = arguments.output_dir.as_deref().unwrap_or(&global.root);
    nameless_file(output).map(Spool::on).unwrap_or_default()
}

fn build(
    global: &GlobalArguments,
    arguments: &BuildArguments,
    request: &Request,
    world: &dyn World,
) -> Exit {
    let mut stopwatch = Stopwatch::new(global);
    let mut outcome = match pipeline::build(world, request, &mut stopwatch) {
        Ok(outcome) => outcome,
        Err(problem) => {
            stopwatch.stop();
            let usual = || global.root.join("public");
            recover(&arguments.output_dir.clone().unwrap_or_else(usual));
            return refuse(global, Some(world), &problem.diagnostics, &problem.severities);
        }
    };
    request.memo.save();
    check::complete(world, &mut outcome);
    if arguments.minify {
        publish::minify(&mut outcome.artifacts, &request.spool);
    }
    let output_dir = match output_directory(global, arguments, &outcome.settings) {
        Ok(directory) => directory,
        Err(diagnostic) => {
            stopwatch.stop();
            return refuse(global, Some(world), &[*diagnostic], &outcome.settings.severities);
        }
    };
    write_and_tell(&BuildRun { global, arguments, world, output_dir }, &outcome, stopwatch)
}

/// What the last steps need to know about the call.
struct BuildRun<'a> {
    global: &'a GlobalArguments,
    arguments: &'a BuildArguments,
    world: &'a dyn World,
    output_dir: Utf8PathBuf,
}

fn write_and_tell(run: &BuildRun<'_>, outcome: &Outcome, mut stopwatch: Stopwatch) -> Exit {
    let report = output::report(run.global, &outcome.diagnostics, &outcome.settings.severities);
    let writes = !report.has_errors() || run.arguments.keep_going;
    let mut changes = None;
    if writes {
        stopwatch.stage("emit");
        let leftovers = if outcome.is_partial || report.has_errors() {
            Leftovers::Keep
        } else {
            Leftovers::Remove
        };
        match write(run, outcome, leftovers) {
            Ok(written) => changes = Some(written),
            Err(problem) => {
                stopwatch.stop();
                let shown = output::show(run.global, &report, Some(run.world));
                say(&format!("error: {problem}\n"));
                return shown.max(Exit::Machine);
            }
        }
    } else {
        recover(&run.output_dir);
    }
    let total = stopwatch.stop();
    let mut exit = output::show(run.global, &report, Some(run.world));
    if run.global.format == MessageFormat::Json {
        exit = exit.max(print_json(run, outcome, &report, changes));
    } else {
        if run.arguments.timings {
            say(&stopwatch.table(&outcome.settings.budgets));
        }
        let line = summary(run, outcome, &report, changes, total);
        if changes.is_none() { say(&line) } else { tell(run.global, &line) }
    }
    if report.has_errors() { exit.max(Exit::Content) } else { exit }
}

/// Writes the artifacts.
fn write(
    run: &BuildRun<'_>,
    outcome: &Outcome,
    leftovers: Leftovers,
) -> Result<Changes, EmitError> {
    let output = &run.output_dir;
    let publisher = Publisher { disk: &RealDisk, output, wait: &|holder| wait(output, holder) };
    publisher.publish(run.world, &outcome.artifacts, leftovers)
}

/// Finishes or takes back the change of a killed build, although this build writes nothing.
fn recover(output: &Utf8Path) {
    let publisher = Publisher { disk: &RealDisk, output, wait: &|holder| wait(output, holder) };
    if let Err(problem) = publisher.recover() {
        say(&format!("warning: an earlier build was interrupted: {problem}\n"));
    }
}

fn wait(output: &Utf8Path, Holder(process): Holder) {
    let process = process.map(|number| format!(" (process {number})")).unwrap_or_default();
    say(&format!("waiting for another build{process} that writes to `{output}`\n"));
}

/// Says why nothing was built.
fn refuse(
    global: &GlobalArguments,
    world: Option<&dyn World>,
    diagnostics: &[Diagnostic],
    severities: &Severities,
) -> Exit {
    let report = output::report(global, diagnostics, severities);
    let mut exit = output::show(global, &report, world).max(Exit::Usage);
    if global.format == MessageFormat::Json {
        let texts = output::texts(world);
        let document = BuildJson {
            version: 1,
            output_dir: None,
            pages: &[],
            left_out: LeftOutJson::default(),
            changes: None,
            diagnostics: diagnostics_json(&report, &texts),
        };
        exit = exit.max(output::print_json(&document));
    } else {
        say(&format!("nothing was built: {}\n", output::tally(&report)));
    }
    exit
}

/// The directory to write to.
///
/// # Errors
/// When it is the root, holds it, is where the site's own files are, or is in a repository.
fn output_directory(
    global: &GlobalArguments,
    arguments: &BuildArguments,
    settings: &Settings,
) -> Result<Utf8PathBuf, Box<Diagnostic>> {
    let configured = || global.root.join(&settings.output_dir);
    let directory = arguments.output_dir.clone().unwrap_or_else(configured);
    let root = resolved(&global.root);
    let output = resolved(&directory);
    let inputs = settings.input_directories();
    let usual = world::INPUT_DIRECTORIES.iter().map(|directory| Utf8Path::new(*directory));
    let mut inputs = inputs.iter().map(Utf8PathBuf::as_path).chain(usual);
    let is_in_repository = output.components().any(|part| part == Utf8Component::Normal(".git"));
    let problem = if root.starts_with(&output) {
        Some("it contains the site itself".to_owned())
    } else if is_in_repository {
        Some("`.git` belongs to git".to_owned())
    } else if std::env::home_dir().is_some_and(|home| home.starts_with(&output)) {
        Some("it contains your home directory".to_owned())
    } else {
        let is_there = |path: &Utf8Path| output.starts_with(path) || path.starts_with(&output);
        let input = inputs.find(|directory| is_there(&resolved(&root.join(directory))));
        input.map(|directory| format!("the site's `{directory}` is there"))
    };
    let Some(problem) = problem else { return Ok(directory) };
    let message = format!("the output cannot be written to `{directory}`: {problem}");
    let hint = "name another directory with `--output-dir DIR`";
    Err(Box::new(Diagnostic::new(Code::ArgumentValue, message).hint(hint)))
}

/// The last line: what was made, where, and how long it took.
fn summary(
    run: &BuildRun<'_>,
    outcome: &Outcome,
    report: &Report<'_>,
    changes: Option<Changes>,
    total: Duration,
) -> String {
    let tally = output::tally(report);
    let problems = if tally.is_empty() { String::new() } else { format!(" ({tally})") };
    let Some(changes) = changes else {
        let hint = "hint: `--keep-going` writes what could be built\n";
        return format!("nothing was written{problems}\n{hint}");
    };
    let pages: usize = outcome.pages.iter().map(|language| language.pages).sum();
    let languages = outcome.pages.iter().filter(|language| language.pages > 0).count();
    let unpublished = left_out(&count_left_out(run.world, &outcome.settings, &outcome.documents));
    let unpublished = match unpublished.is_empty() {
        true => String::new(),
        false => format!("left out: {unpublished} (`site list` shows them)\n"),
    };
    format!(
        "{unpublished}{} in {} -> {} in {} ms: {} written, {} unchanged, {} removed{problems}\n",
        counted(pages, "page"),
        counted(languages, "language"),
        run.output_dir,
        total.as_millis(),
        changes.written,
        changes.unchanged,
        changes.removed,
    )
}

/// The one document that `site build --format json` prints.
#[derive(Serialize)]
struct BuildJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    output_dir: Option<&'a str>,
    /// Languages in order, each with the number of its published pages.
    pages: &'a [LanguagePages],
    /// How many pages are not published, by reason.
    left_out: LeftOutJson,
    /// `null` when nothing was written.
    changes: Option<ChangesJson>,
    diagnostics: Vec<DiagnosticJson>,
}

#[derive(Default, Serialize)]
struct LeftOutJson {
    draft: usize,
    future: usize,
    expired: usize,
    invalid_date: usize,
}

impl LeftOutJson {
    fn new(counts: &LeftOutCounts) -> Self {
        let count = |reason| counts.get(&reason).copied().unwrap_or_default();
        Self {
            draft: count(LeftOut::Draft),
            future: count(LeftOut::Future),
            expired: count(LeftOut::Expired),
            invalid_date: count(LeftOut::InvalidDate),
        }
    }
}

#[derive(Serialize)]
struct ChangesJson {
    written: usize,
    unchanged: usize,
    removed: usize,
}

fn print_json(
    run: &BuildRun<'_>,
    outcome: &Outcome,
    report: &Report<'_>,
    changes: Option<Changes>,
) -> Exit {
    let texts = output::texts(Some(run.world));
    let document = BuildJson {
        version: 1,
        output_dir: Some(run.output_dir.as_str()),
        pages: &outcome.pages,
        left_out: LeftOutJson::new(&count_left_out(
            run.world,
            &outcome.settings,
            &outcome.documents,
        )),
        changes: changes.map(|Changes { written, unchanged, removed }| ChangesJson {
            written,
            unchanged,
            removed,
        }),
        diagnostics: diagnostics_json(report, &texts),
    };
    output::print_json(&document)
}
