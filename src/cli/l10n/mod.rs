//! `site l10n`: what is translated, what has drifted, and what to do next.

mod arguments;
mod check;
mod diff;
mod diff_json;
mod diff_text;
mod diff_wrap;
mod human;
mod markdown;
mod select;
mod start;
mod table;
mod todo;

use super::exit::Exit;
use super::global::{Format, GlobalArguments};
use super::open::open;
use super::output::{self, Stream, print, print_json, say};
use super::paint::{Colours, Paint};
use crate::config::Settings;
use crate::diagnostic::report::{DiagnosticJson, counted, diagnostics_json};
use crate::diagnostic::{Diagnostic, Severities};
use crate::discover::discover;
use crate::git::{GitProblem, GitProgram};
use crate::l10n::drifts::Drifts;
use crate::l10n::history::{Drift, NoBaseline};
use crate::l10n::json;
use crate::l10n::status::{PageStatus, State};
use crate::l10n::survey::{LanguageStatus, Material, Survey};
use crate::l10n::todo::needs_work;
use crate::parse::{Documents, parse};
use crate::pipeline::{Request, configure};
use crate::resolve;
use crate::world::{DiskWorld, World};

pub(super) use arguments::L10nArguments;
use arguments::{CheckArguments, L10nCommand, PageArguments};
use select::Selection;

/// A site and the state of its translations.
struct Loaded {
    world: DiskWorld,
    settings: Settings,
    documents: Documents,
    survey: Survey,
}

/// What a command is about, before it is put into words.
struct Answer<'a> {
    settings: &'a Settings,
    selection: &'a Selection,
    pages: Vec<&'a PageStatus>,
    languages: Vec<&'a LanguageStatus>,
}

/// Does what the subcommand says.
pub(super) fn run(global: &GlobalArguments, arguments: &L10nArguments) -> Exit {
    let loaded = match load(global, arguments) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let done = match &arguments.command {
        L10nCommand::Diff(own) => diff::run(global, own, &loaded),
        L10nCommand::Start(own) => start::run(global, own, &loaded),
        L10nCommand::Check(own) => check(global, own, &loaded),
        L10nCommand::Status(own) => answer(global, &own.pages, &loaded, |answer, paint| {
            if own.markdown { markdown::status(answer) } else { human::status(answer, paint) }
        }),
        L10nCommand::Todo(own) => answer(global, &own.pages, &loaded, |answer, paint| {
            todo::text(answer, paint, own.limit)
        }),
    };
    done.unwrap_or_else(|problems| {
        tell(global, &problems, Some(&loaded.world), &loaded.settings.severities).max(Exit::Usage)
    })
}

fn load(global: &GlobalArguments, arguments: &L10nArguments) -> Result<Loaded, Exit> {
    let world = open(global, None).map_err(|problem| {
        tell(global, &[*problem], None, &Severities::default()).max(Exit::Usage)
    })?;
    // What is wrong with the content is the business of `site build`.
    let mut unsaid = Vec::new();
    let settings = configure(&world, &Request::default(), &mut unsaid).map_err(|problem| {
        tell(global, &problem.diagnostics, Some(&world), &problem.severities).max(Exit::Usage)
    })?;
    let sources = discover(&world, &settings, &mut unsaid);
    let documents = parse(&world, &settings, &sources, &mut unsaid);
    let pairs = resolve::pair(&settings, &documents);
    let drifts = if arguments.no_git {
        Drifts::default()
    } else {
        let asked = Drifts::ask(&GitProgram::new(&global.root), &settings, &pairs);
        asked.unwrap_or_else(|problem| {
            say(&without_git(&problem));
            Drifts::default()
        })
    };
    let survey = Survey::new(Material {
        world: &world,
        settings: &settings,
        documents: &documents,
        pairs: &pairs,
        drifts: &drifts,
    });
    if survey.pages.iter().any(|own| own.git == Some(Drift::Unknown(NoBaseline::Shallow))) {
        say("note: the clone is shallow, so that of some pages nothing is known\n  \
             hint: `git fetch --unshallow` gets the rest\n");
    }
    Ok(Loaded { world, settings, documents, survey })
}

fn without_git(problem: &GitProblem) -> String {
    format!("note: {problem}, so nothing tells what has changed since\n")
}

/// Shows the pages that are asked for: in JSON, or as `text` writes them.
fn answer(
    global: &GlobalArguments,
    pages: &PageArguments,
    loaded: &Loaded,
    text: impl Fn(&Answer<'_>, &Paint<'_>) -> String,
) -> Result<Exit, Vec<Diagnostic>> {
    let selection = Selection::new(&global.root, &loaded.settings, pages)?;
    let answer = Answer {
        settings: &loaded.settings,
        selection: &selection,
        pages: selection.pages(&loaded.survey)?,
        languages: selection.languages(&loaded.survey),
    };
    if global.format == Format::Json {
        return Ok(print_json(&json::document(
            answer.settings,
            answer.pages.iter().copied(),
            answer.languages.iter().copied(),
        )));
    }
    let shown = output::uses_colour(global.color, Stream::Output);
    let colours = if shown { Colours::Shown } else { Colours::Plain };
    Ok(print(&text(&answer, &Paint { labels: &loaded.documents.owners.labels, colours })))
}

/// Whether a list of pages names one. What is missing is only named where it is asked for.
fn needs_attention(selection: &Selection, page: &PageStatus) -> bool {
    let is_unknown = page.state == State::Unknown && page.git.is_some();
    selection.states.contains(&page.state) || needs_work(page) || is_unknown
}

fn check(
    global: &GlobalArguments,
    arguments: &CheckArguments,
    loaded: &Loaded,
) -> Result<Exit, Vec<Diagnostic>> {
    let conditions = check::conditions(&arguments.fail_on)?;
    let selection = Selection::new(&global.root, &loaded.settings, &arguments.pages)?;
    let answer = Answer {
        settings: &loaded.settings,
        selection: &selection,
        pages: selection.pages(&loaded.survey)?,
        languages: selection.languages(&loaded.survey),
    };
    let failures = check::failures(&answer, &conditions);
    let severities = &loaded.settings.severities;
    let exit = tell(global, &failures, Some(&loaded.world), severities);
    if failures.is_empty() {
        let translations = answer.pages.iter().filter(|page| page.state != State::Missing);
        say(&format!("{} checked\n", counted(translations.count(), "translation")));
    }
    Ok(exit)
}

/// Shows diagnostics. With errors among them the content is at fault.
fn tell(
    global: &GlobalArguments,
    diagnostics: &[Diagnostic],
    world: Option<&dyn World>,
    severities: &Severities,
) -> Exit {
    let report = output::report(global, diagnostics, severities);
    let mut exit = output::show(global, &report, world);
    if global.format == Format::Json {
        #[derive(serde::Serialize)]
        struct DiagnosticsJson {
            diagnostics: Vec<DiagnosticJson>,
        }
        let diagnostics = diagnostics_json(&report, &output::texts(world));
        exit = exit.max(print_json(&DiagnosticsJson { diagnostics }));
    }
    if report.has_errors() { exit.max(Exit::Content) } else { exit }
}
