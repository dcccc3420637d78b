//! `site check`: every problem of the content, and nothing written.

use serde::Serialize;

use super::args::{CheckArguments, Denied};
use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::open::open;
use super::output::{self, say};
use super::refusal::refuse;
use super::request::{request, today};
use crate::check::{Checked, LinkCounts, check};
use crate::diagnostic::report::{DiagnosticJson, Report, counted, diagnostics_json};
use crate::diagnostic::{self, Severities, Severity};
use crate::pipeline::{self, LanguagePages, Silent};

/// Builds the site in memory, checks its links, and reports what is wrong.
pub(super) fn run(global: &GlobalArguments, arguments: &CheckArguments) -> Exit {
    let world = match today(&arguments.content).and_then(|now| open(global, now)) {
        Ok(world) => world,
        Err(problem) => return refuse(global, None, &[*problem], &Severities::default()),
    };
    let mut request = request(global, &arguments.content);
    // An index of the search has no links.
    request.overrides.search.get_or_insert(false);
    let mut outcome = match pipeline::build(&world, &request, &mut Silent) {
        Ok(outcome) => outcome,
        Err(problem) => {
            return refuse(global, Some(&world), &problem.diagnostics, &problem.severities);
        }
    };
    request.memo.save();
    let Checked { diagnostics, links } = check(&world, &outcome);
    outcome.diagnostics.extend(diagnostics);
    diagnostic::sort(&mut outcome.diagnostics);
    let report = output::report(global, &outcome.diagnostics, &outcome.settings.severities);
    let mut exit = output::show(global, &report, Some(&world));
    if global.format == MessageFormat::Json {
        let texts = output::texts(Some(&world));
        let diagnostics = diagnostics_json(&report, &texts);
        exit = exit.max(output::print_json(&CheckJson {
            version: 1,
            pages: &outcome.pages,
            links,
            diagnostics,
        }));
    } else {
        say(&summary(&outcome.pages, links, &report));
    }
    if is_denied(&report, arguments.deny) { exit.max(Exit::Content) } else { exit }
}

fn is_denied(report: &Report<'_>, deny: Option<Denied>) -> bool {
    let has = |severity| report.count(severity) > 0;
    has(Severity::Error)
        || deny.is_some() && has(Severity::Warning)
        || deny == Some(Denied::Notes) && has(Severity::Note)
}

fn summary(pages: &[LanguagePages], links: LinkCounts, report: &Report<'_>) -> String {
    let pages: usize = pages.iter().map(|language| language.pages).sum();
    let tally = output::tally(report);
    let problems = if tally.is_empty() { "no problems" } else { &tally };
    let mut text = format!(
        "{} and {} within the site: {problems}\n",
        counted(pages, "page"),
        counted(links.checked, "link")
    );
    if links.elsewhere > 0 {
        let parts = counted(links.elsewhere, "link");
        text +=
            &format!("not checked: {parts} to parts of the site that are not in this checkout\n");
    }
    text
}

/// The one document that `site check --format json` prints.
#[derive(Serialize)]
struct CheckJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    pages: &'a [LanguagePages],
    links: LinkCounts,
    diagnostics: Vec<DiagnosticJson>,
}
