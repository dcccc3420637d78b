//! `site owners`: the owners of a path, and what a change needs.

mod human;
mod json;

use camino::{Utf8Path, Utf8PathBuf};

use super::args::OwnersArguments;
use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::open::open;
use super::output::{self, Stream, print, say};
use super::paint::{Colours, NameStyle};
use super::paths;
use crate::config::Settings;
use crate::diagnostic::report::Report;
use crate::diagnostic::{Code, Diagnostic, Severities};
use crate::git::{self, Difference, GitProblem, GitProgram};
use crate::owners::{ChangeNeeds, LabelBook, OwnedPath, Owners};
use crate::parse::owners_of_page;
use crate::pipeline::{Request, configure};
use crate::world::{DiskWorld, World};

/// The answer as data.
struct Answer {
    paths: Vec<OwnedPath>,
    change: Option<AskedChange>,
    labels: LabelBook,
}

/// A change according to git, and what it needs.
struct AskedChange {
    difference: Difference,
    change: ChangeNeeds,
}

/// Why there is no answer.
struct NoAnswer {
    diagnostics: Vec<Diagnostic>,
    exit: Exit,
}

/// Shows the owners of the paths.
pub(super) fn run(global: &GlobalArguments, arguments: &OwnersArguments) -> Exit {
    let world = match open(global, None) {
        Ok(world) => world,
        Err(diagnostic) => {
            let no_answer = NoAnswer { diagnostics: vec![*diagnostic], exit: Exit::Usage };
            return refuse(global, None, no_answer, &Severities::default());
        }
    };
    let mut found = Vec::new();
    let settings = match configure(&world, &Request::default(), &mut found) {
        Ok(settings) => settings,
        Err(problem) => {
            let no_answer = NoAnswer { diagnostics: problem.diagnostics, exit: Exit::Usage };
            return refuse(global, Some(&world), no_answer, &problem.severities);
        }
    };
    found.clear();
    let site = OpenSite { global, world: &world, settings: &settings };
    match site.answer(arguments, &mut found) {
        Ok(answer) => {
            crate::diagnostic::sort(&mut found);
            let report = output::report(global, &found, &settings.severities);
            tell(global, &world, &answer, &report)
        }
        Err(no_answer) => refuse(global, Some(&world), no_answer, &settings.severities),
    }
}

/// The site that the command is about.
struct OpenSite<'a> {
    global: &'a GlobalArguments,
    world: &'a DiskWorld,
    settings: &'a Settings,
}

impl OpenSite<'_> {
    fn answer(
        &self,
        arguments: &OwnersArguments,
        found: &mut Vec<Diagnostic>,
    ) -> Result<Answer, NoAnswer> {
        let root = &self.global.root;
        let difference = match &arguments.changed {
            Some(base) => {
                let git = GitProgram::new(root);
                Some(
                    git::difference(&git, base.as_deref())
                        .map_err(|problem| no_answer(&problem))?,
                )
            }
            None => None,
        };
        let asked = match &difference {
            Some(difference) => difference.paths.clone(),
            None => paths::below_root(root, &arguments.paths)
                .map_err(|diagnostics| NoAnswer { diagnostics, exit: Exit::Usage })?,
        };
        let owners = Owners::read(self.world, &self.settings.output_dir, found);
        let owned = asked.into_iter().map(|path| owned(self.world, &owners, path, found));
        let paths: Vec<OwnedPath> = owned.collect();
        let change = difference
            .map(|difference| AskedChange { difference, change: ChangeNeeds::new(&paths) });
        Ok(Answer { paths, change, labels: owners.labels })
    }
}

/// A path with its owners; a page may name some in its front matter.
fn owned(
    world: &dyn World,
    owners: &Owners,
    path: Utf8PathBuf,
    found: &mut Vec<Diagnostic>,
) -> OwnedPath {
    let is_page = path.extension() == Some("md");
    let text =
        is_page.then(|| world.read(&path).ok().and_then(|text| String::from_utf8(text).ok()));
    let page = text.flatten().and_then(|text| owners_of_page(&path, &text));
    let page = page.unwrap_or_default();
    found.extend(page.problems);
    let ownership = owners.of(&path, page.statement.as_ref());
    OwnedPath { path, ownership }
}

fn no_answer(problem: &GitProblem) -> NoAnswer {
    let (exit, hint) = match problem {
        GitProblem::Missing => (Exit::Machine, "install git, or name the paths instead"),
        GitProblem::NotARepository | GitProblem::OfAnotherUser(_) => {
            (Exit::Usage, "name the paths instead of `--changed`")
        }
        GitProblem::UnknownRevision(_) | GitProblem::NotCheckedOut(_) => {
            (Exit::Usage, "`git branch --all` lists the branches")
        }
        GitProblem::NoBase => (Exit::Usage, "name a revision: `--changed REVISION`"),
        GitProblem::Failed(_) => (Exit::Machine, ""),
    };
    let mut diagnostic = Diagnostic::new(Code::ArgumentValue, problem.to_string());
    if !hint.is_empty() {
        diagnostic = diagnostic.hint(hint);
    }
    NoAnswer { diagnostics: vec![diagnostic], exit }
}

fn refuse(
    global: &GlobalArguments,
    world: Option<&dyn World>,
    no_answer: NoAnswer,
    severities: &Severities,
) -> Exit {
    let report = output::report(global, &no_answer.diagnostics, severities);
    let shown = output::show(global, &report, world);
    let printed = if global.format == MessageFormat::Json {
        output::print_json(&json::document(None, &report, &output::texts(world)))
    } else {
        shown
    };
    printed.max(no_answer.exit)
}

/// Problems of the files go to standard error, the answer to standard output. Problems do not change the
/// exit code: `site build` reports them, and here the answer counts.
fn tell(global: &GlobalArguments, world: &dyn World, answer: &Answer, report: &Report<'_>) -> Exit {
    let printed = match global.format {
        MessageFormat::Json => {
            output::print_json(&json::document(Some(answer), report, &output::texts(Some(world))))
        }
        MessageFormat::Human | MessageFormat::Short => {
            let shown = output::show(global, report, Some(world));
            let colours = if output::uses_colour(global.color, Stream::Output) {
                Colours::Shown
            } else {
                Colours::Plain
            };
            let columns = output::columns(Stream::Output);
            let text = human::text(answer, &NameStyle { labels: &answer.labels, colours, columns });
            print(&text).max(shown)
        }
        MessageFormat::Github | MessageFormat::Sarif | MessageFormat::Rdjson => {
            output::show(global, report, Some(world))
        }
    };
    if let Some(asked) = &answer.change
        && answer.paths.is_empty()
        && global.format != MessageFormat::Json
    {
        say(&format!("nothing differs from {}\n", asked.difference.base));
    }
    if report.has_errors() { printed.max(Exit::Content) } else { printed }
}

/// A path as it is printed; the root has no name of its own.
fn shown(path: &Utf8Path) -> &str {
    if path.as_str().is_empty() { "." } else { path.as_str() }
}
