//! `site check`: every problem of the content.

use std::sync::Arc;

use camino::Utf8Path;
use serde::Serialize;
use url::Url;

use super::args::{CheckArguments, Denied};
use super::exit::Exit;
use super::fixing;
use super::global::{GlobalArguments, MessageFormat};
use super::meter::{Counted, Meter};
use super::open::open;
use super::output::{self, say, tell};
use super::refusal::refuse;
use super::request::{request, today};
use crate::check::{
    Baseline, Checked, Compared, EXTERNAL_RECORD, ExternalChecked, ExternalCounts, LinkCounts,
    Outside, RevisedWorld, check_with,
};
use crate::config::Purpose;
use crate::diagnostic::report::{DiagnosticJson, Report, counted, diagnostics_json};
use crate::diagnostic::{Code, Diagnostic, Severities, Severity};
use crate::emit::replace_text;
use crate::git::{Git, GitProblem, GitProgram, KnownChanges, before};
use crate::pipeline::{self, Observer, Outcome, Request, Silent};
use crate::web::{Client, Reach, Web, is_private_host};
use crate::world::World;

/// Builds the site in memory, checks it, and reports what is wrong.
pub(super) fn run(global: &GlobalArguments, arguments: &CheckArguments) -> Exit {
    let world = match today(&arguments.content).and_then(|now| open(global, now)) {
        Ok(world) => world,
        Err(problem) => return refuse(global, None, &[*problem], &Severities::default()),
    };
    let mut request = request(global, &arguments.content);
    // An index of the search has no links.
    request.overrides.search.get_or_insert(false);
    request.overrides.purpose = Purpose::Check;
    let world = world.knowing(Arc::new(KnownChanges::in_memo(Arc::clone(&request.memo))));
    let git = GitProgram::new(&global.root);
    let git = (!arguments.no_git).then_some(&git as &dyn Git);
    let check = Check { global, arguments, world: &world, request, git };
    let found = check.found();
    check.request.memo.save();
    match found {
        Ok(found) if arguments.write_baseline => check.write_baseline(&found),
        Ok(found) if arguments.fix => check.fix(&found),
        Ok(found) => check.tell(&found),
        Err(exit) => exit,
    }
}

/// One call of the command.
struct Check<'a> {
    global: &'a GlobalArguments,
    arguments: &'a CheckArguments,
    world: &'a dyn World,
    request: Request,
    git: Option<&'a dyn Git>,
}

/// What a check has found.
struct Found {
    outcome: Outcome,
    /// In order, without what is known.
    diagnostics: Vec<Diagnostic>,
    links: LinkCounts,
    external: Option<ExternalChecked>,
    /// What the baseline knows of, if there is one.
    compared: Option<Compared>,
}

impl Check<'_> {
    fn found(&self) -> Result<Found, Exit> {
        let mut meter = Meter::new(self.global);
        let mut outcome = match pipeline::build(self.world, &self.request, &mut meter) {
            Ok(outcome) => outcome,
            Err(problem) => {
                meter.end();
                return Err(self.refuse(&problem.diagnostics, &problem.severities));
            }
        };
        let reach = if is_private_site(&outcome) { Reach::Anywhere } else { Reach::Public };
        let web = self.arguments.external.then(|| Client::new(reach));
        let web = web.map(|client| Counted { web: client, progress: meter.counter().clone() });
        meter.stage(if web.is_some() { "asking other hosts" } else { "checking" });
        let outside = Outside { git: self.git, web: web.as_ref().map(|web| web as &dyn Web) };
        let Checked { mut diagnostics, links, external } = all(self.world, &mut outcome, outside);
        meter.end();
        if let Some(external) = &external {
            self.remember(external)?;
        }
        if let Some(base) = &self.arguments.changed {
            self.before(base.as_deref(), &outcome.settings.severities)?
                .remove_known(&mut diagnostics, &output::texts(Some(self.world)));
        }
        let mut compared = None;
        if !self.arguments.no_baseline && !self.arguments.write_baseline {
            let known = Baseline::of_site(self.world, &outcome.settings)
                .map_err(|problem| self.refuse(&[*problem], &outcome.settings.severities))?;
            let texts = output::texts(Some(self.world));
            compared = known.map(|known| known.remove_known(&mut diagnostics, &texts));
        }
        Ok(Found { outcome, diagnostics, links, external, compared })
    }

    /// Notes the good answers of other hosts for the next time.
    fn remember(&self, external: &ExternalChecked) -> Result<(), Exit> {
        let text = external.record.json();
        let file = Utf8Path::new(EXTERNAL_RECORD);
        let is_known = match self.world.read(file) {
            Ok(known) => known == text.as_bytes(),
            Err(_) => external.record.is_empty(),
        };
        if is_known {
            return Ok(());
        }
        replace_text(&self.global.root.join(file), &text).map_err(|error| {
            say(&format!("error: {error}\n"));
            Exit::Machine
        })
    }

    fn refuse(&self, diagnostics: &[Diagnostic], severities: &Severities) -> Exit {
        refuse(self.global, Some(self.world), diagnostics, severities)
    }

    /// What was wrong before the change.
    fn before(&self, base: Option<&str>, severities: &Severities) -> Result<Baseline, Exit> {
        let Some(git) = self.git else { return Ok(Baseline::default()) };
        let before = before(git, base)
            .map_err(|problem| self.refuse(&[no_base(&problem)], severities).max(Exit::Usage))?;
        let world = RevisedWorld::new(self.world, &before.files);
        // Where there was no site that could be built, everything is new.
        let Ok(mut outcome) = pipeline::build(&world, &self.request, &mut Silent) else {
            return Ok(Baseline::default());
        };
        let Checked { diagnostics, .. } = all(&world, &mut outcome, Outside::default());
        let texts = |file: &Utf8Path| String::from_utf8(world.read(file).ok()?).ok();
        Ok(Baseline::of(&diagnostics, &texts).renamed(&before.renames))
    }

    fn write_baseline(&self, found: &Found) -> Exit {
        let severities = &found.outcome.settings.severities;
        let report = output::report(self.global, &found.diagnostics, severities);
        let texts = output::texts(Some(self.world));
        let known = Baseline::of(report.entries.iter().map(|(_, diagnostic)| *diagnostic), &texts);
        let file = &found.outcome.settings.checks.baseline;
        if let Err(error) = replace_text(&self.global.root.join(file), &known.json()) {
            say(&format!("error: {error}\n"));
            return Exit::Machine;
        }
        say(&format!(
            "{} in `{file}`: only others are shown from now on\n",
            counted(known.len(), "known problem")
        ));
        Exit::Fine
    }

    /// Mends what can be mended, and tells what is left.
    fn fix(&self, found: &Found) -> Exit {
        let severities = &found.outcome.settings.severities;
        let report = output::report(self.global, &found.diagnostics, severities);
        let mended = fixing::mended(self.world, &report);
        if self.arguments.dry_run {
            let printed = output::print(&mended.values().map(fixing::diff).collect::<String>());
            say(&fixing::summary("would mend", &mended));
            return printed;
        }
        for (file, mended) in &mended {
            if let Err(error) = replace_text(&self.global.root.join(file), &mended.text) {
                say(&format!("error: {error}\n"));
                return Exit::Machine;
            }
        }
        say(&fixing::summary("mended", &mended));
        if mended.is_empty() {
            return self.tell(found);
        }
        // Every place behind an edit has moved, and what was mended may have hidden something else.
        match self.found() {
            Ok(left) => self.tell(&left),
            Err(exit) => exit,
        }
    }

    fn tell(&self, found: &Found) -> Exit {
        let Found { outcome, diagnostics, links, external, compared } = found;
        let report = output::report(self.global, diagnostics, &outcome.settings.severities);
        let mut exit = output::show(self.global, &report, Some(self.world));
        if self.global.format == MessageFormat::Json {
            let texts = output::texts(Some(self.world));
            let diagnostics = diagnostics_json(&report, &texts);
            exit = exit.max(output::print_json(&CheckJson {
                version: 1,
                pages: &outcome.pages,
                links: *links,
                external: external.as_ref().map(|external| external.counts),
                known: compared.map_or(0, |compared| compared.known),
                diagnostics,
            }));
        } else {
            tell(self.global, &summary(found, &report));
        }
        if is_denied(&report, self.arguments.deny) { exit.max(Exit::Content) } else { exit }
    }
}

/// All that is wrong with a site.
fn all(world: &dyn World, outcome: &mut Outcome, outside: Outside<'_>) -> Checked {
    let of_build = std::mem::take(&mut outcome.diagnostics);
    check_with(world, outcome, outside).with(&outcome.settings.severities, of_build)
}

/// Whether a site is itself in a private network, so that its links may lead there.
fn is_private_site(outcome: &Outcome) -> bool {
    let origin = Url::parse(&outcome.settings.base_url.origin);
    origin.is_ok_and(|origin| is_private_host(&origin))
}

fn no_base(problem: &GitProblem) -> Diagnostic {
    let hint = match problem {
        GitProblem::UnknownRevision(_) => "`git branch --all` lists the branches",
        GitProblem::NoBase => "name a revision: `site check --changed REVISION`",
        _ => "run it in the repository of the site",
    };
    Diagnostic::new(Code::ArgumentValue, problem.to_string()).hint(hint)
}

fn is_denied(report: &Report<'_>, deny: Option<Denied>) -> bool {
    let has = |severity| report.count(severity) > 0;
    has(Severity::Error)
        || deny.is_some() && has(Severity::Warning)
        || deny == Some(Denied::Notes) && has(Severity::Note)
}

fn summary(found: &Found, report: &Report<'_>) -> String {
    let Found { outcome, links, external, compared, .. } = found;
    let pages: usize = outcome.pages.iter().map(|language| language.pages).sum();
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
    if let Some(ExternalChecked { counts, .. }) = external {
        text += &said_of_hosts(*counts);
    }
    let baseline = &outcome.settings.checks.baseline;
    match compared {
        Some(Compared { known, mended: 0 }) if *known > 0 => {
            text += &format!("{} in `{baseline}`\n", counted(*known, "known problem"));
        }
        Some(Compared { mended, .. }) if *mended > 0 && report.entries.is_empty() => {
            let problems = counted(*mended, "known problem");
            text +=
                &format!("{problems} in `{baseline}` mended: `--write-baseline` forgets them\n");
        }
        _ => {}
    }
    let fixes = report.entries.iter().filter(|(_, diagnostic)| diagnostic.fix.is_some()).count();
    if fixes > 0 {
        text += &format!("`site check --fix` mends {}\n", counted(fixes, "problem"));
    }
    text
}

fn said_of_hosts(counts: ExternalCounts) -> String {
    let ExternalCounts { asked, remembered, forbidden } = counts;
    let mut text = format!("{} to other hosts asked", counted(asked, "link"));
    if remembered > 0 {
        text += &format!(", {remembered} known from `{EXTERNAL_RECORD}`");
    }
    if forbidden > 0 {
        text += &format!(", {forbidden} left out, as `robots.txt` there says");
    }
    text + "\n"
}

/// The one document that `site check --format json` prints.
#[derive(Serialize)]
struct CheckJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    pages: &'a [pipeline::LanguagePages],
    links: LinkCounts,
    /// How many addresses at other hosts there are, if these were asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    external: Option<ExternalCounts>,
    /// How many problems are left out because the baseline knows them.
    known: usize,
    diagnostics: Vec<DiagnosticJson>,
}
