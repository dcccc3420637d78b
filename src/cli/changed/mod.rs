//! `site changed`: what the files that differ from a revision mean for the site.

mod before;
mod links;

use std::fmt::Write;

use serde::Serialize;

use super::args::ChangedArguments;
use super::exit::Exit;
use super::global::{GlobalArguments, MessageFormat};
use super::l10n::Loaded;
use super::output::{print, print_json};
use super::refusal;
use crate::changed::{ChangedPage, ChangedSite, ComparedPage, Effect, changed};
use crate::diagnostic::report::{DiagnosticJson, counted};
use crate::diagnostic::{Code, Diagnostic};
use crate::git::{self, Difference, GitProblem, GitProgram, difference};
use crate::l10n::status::State;
use crate::listing::{ListedState, list};
use crate::owners::{ChangeNeeds, OwnedPath, Owners};

/// How many other files are named; git can list all of them.
const NAMED_FILES: usize = 20;

/// Compares the checkout with a revision, and tells what differs.
pub(super) fn run(global: &GlobalArguments, arguments: &ChangedArguments) -> Exit {
    let loaded = match Loaded::new(global, arguments.no_git) {
        Ok(loaded) => loaded,
        Err(exit) => return exit,
    };
    let git = GitProgram::new(&global.root);
    let base = match arguments.base.as_deref().map(|range| base_of(&git, range)).transpose() {
        Ok(base) => base.flatten().or_else(|| arguments.base.clone()),
        Err(problem) => return refuse(global, &loaded, &problem),
    };
    let difference = match difference(&git, base.as_deref()) {
        Ok(difference) => difference,
        Err(problem) => return refuse(global, &loaded, &problem),
    };
    let listed = list(&loaded.world, &loaded.settings);
    let mut site = changed(&loaded.settings, &difference.paths, &listed, &loaded.board);
    let before = match git::before(&git, Some(&difference.revision)) {
        Ok(before) => before,
        Err(problem) => return refuse(global, &loaded, &problem),
    };
    before::mark(&mut site, &loaded, &before);
    let needs = needs(&loaded, &difference);
    let links = links::broken(global, &loaded, &git, &before);
    let change = Change { difference: &difference, site: &site, needs: &needs, links };
    match global.format {
        MessageFormat::Json => print_json(&change.json()),
        _ if arguments.markdown => print(&change.markdown()),
        _ => print(&change.text()),
    }
}

/// The base of a range that ends where the checkout is: `v1.2` of `v1.2..HEAD`. `None` for a text that is no range.
fn base_of(git: &GitProgram, range: &str) -> Result<Option<String>, GitProblem> {
    let Some((base, end)) = range.split_once("..") else { return Ok(None) };
    let (end, from_fork) = match end.strip_prefix('.') {
        Some(end) => (end, true),
        None => (end, false),
    };
    let end = if end.is_empty() { "HEAD" } else { end };
    let [base_hash, end_hash, head] = <[_; 3]>::try_from(git::commits(git, &[base, end, "HEAD"])?)
        .map_err(|_| GitProblem::UnknownRevision(range.to_owned()))?;
    let known = |hash: Option<String>, name: &str| {
        hash.ok_or_else(|| GitProblem::UnknownRevision(name.to_owned()))
    };
    if known(end_hash, end)? != known(head, "HEAD")? {
        return Err(GitProblem::NotCheckedOut(end.to_owned()));
    }
    let base_hash = known(base_hash, base)?;
    Ok(match from_fork {
        true => git::merge_base(git, &base_hash)?,
        false => Some(base.to_owned()),
    })
}

fn needs(loaded: &Loaded, difference: &Difference) -> ChangeNeeds {
    let owners = Owners::read(&loaded.world, &loaded.settings.output_dir, &mut Vec::new());
    let owned = difference.paths.iter().map(|path| {
        let statement = loaded
            .document(path)
            .and_then(|page| page.front_matter.owners.as_ref())
            .and_then(|owners| owners.statement.as_ref());
        OwnedPath { path: path.clone(), ownership: owners.of(path, statement) }
    });
    ChangeNeeds::new(&owned.collect::<Vec<_>>())
}

/// A change, and what it means.
struct Change<'a> {
    difference: &'a Difference,
    site: &'a ChangedSite,
    needs: &'a ChangeNeeds,
    /// What leads nowhere by it.
    links: Vec<DiagnosticJson>,
}

impl Change<'_> {
    fn heading(&self) -> String {
        let Difference { base, revision, .. } = self.difference;
        let short = revision.get(..10).unwrap_or(revision);
        format!("{} changed since {base} ({short})", counted(self.site.pages.len(), "page"))
    }

    fn text(&self) -> String {
        let mut text = self.heading() + "\n";
        for page in &self.site.pages {
            let _ = writeln!(text, "\n{}\n  {}", page.path, becomes(page));
            let rows: Vec<(&str, String, &ComparedPage)> =
                rows(page).map(|(name, compared)| (name, words(compared), compared)).collect();
            let width = rows.iter().map(|(_, words, _)| words.len()).max().unwrap_or_default();
            for (name, words, compared) in rows {
                let _ = writeln!(text, "  {name:<8} {words:<width$}  {}", compared.path);
            }
        }
        if !self.site.files.is_empty() {
            let _ = writeln!(text, "\n{}", counted(self.site.files.len(), "other file"));
            for file in self.site.files.iter().take(NAMED_FILES) {
                let _ = writeln!(text, "  {file}");
            }
        }
        text += &links::text(&self.links);
        for (name, list) in self.people() {
            let _ = writeln!(text, "\n{name}: {list}");
        }
        text
    }

    fn markdown(&self) -> String {
        let mut text = format!("**{}**\n", self.heading());
        if !self.site.pages.is_empty() {
            text += "\n| Page | Becomes | Translations |\n| --- | --- | --- |\n";
        }
        for page in &self.site.pages {
            let translations: Vec<String> =
                rows(page).map(|(name, compared)| format!("{name} {}", words(compared))).collect();
            let becomes = becomes(page).replace('|', "\\|");
            let path = page.path.as_str().replace('|', "\\|");
            let _ = writeln!(text, "| `{path}` | {becomes} | {} |", translations.join("<br>"));
        }
        if !self.site.files.is_empty() {
            let _ =
                writeln!(text, "\n{} in the change.", counted(self.site.files.len(), "other file"));
        }
        text += &links::markdown(&self.links);
        for (name, list) in self.people() {
            let _ = writeln!(text, "\n{name}: {list}");
        }
        text
    }

    /// Labels and approvers, as far as there are any.
    fn people(&self) -> impl Iterator<Item = (&'static str, String)> {
        let lists = [("Labels", self.needs.label_names()), ("Approvers", self.needs.people())];
        lists
            .into_iter()
            .filter(|(_, names)| !names.is_empty())
            .map(|(name, names)| (name, names.join(", ")))
    }

    fn json(&self) -> ChangedJson<'_> {
        ChangedJson {
            version: 1,
            base: &self.difference.base,
            revision: &self.difference.revision,
            pages: self.site.pages.iter().map(PageJson::new).collect(),
            files: self.site.files.iter().map(|file| file.as_str()).collect(),
            links: &self.links,
            labels: self.needs.label_names(),
            approvers: self.needs.people(),
        }
    }
}

/// What becomes of a page, in a few words or as its address.
fn becomes(page: &ChangedPage) -> String {
    match &page.state {
        None => "removed".to_owned(),
        Some(ListedState::Published(url)) => url.clone(),
        Some(state) => format!("not published: {}", super::list::state(state)),
    }
}

/// How the page stands to its source, and its translations to it.
fn rows(page: &ChangedPage) -> impl Iterator<Item = (&str, &ComparedPage)> {
    let own = page.translation.as_ref().map(|own| ("itself", own));
    let others = page.translations.iter().map(|other| (other.language.as_str(), other));
    own.into_iter().chain(others)
}

fn words(page: &ComparedPage) -> String {
    let state = page.state.name();
    let state = match (page.state, page.severity) {
        (State::Drifted, Some(severity)) => format!("{state}: {}", severity.name()),
        _ => state.to_owned(),
    };
    let change = match (page.effect, page.is_changed) {
        _ if page.is_only_pinned => ", pin raised and text as before",
        (Some(Effect::New), _) => ", new",
        (Some(Effect::Drifts), _) => ", by this change",
        (Some(Effect::DriftsFurther), _) => ", further by this change",
        (Some(Effect::ComesCloser), _) => ", closer than before",
        (Some(Effect::BroughtUpToDate), _) => ", brought up to date",
        (None, true) => ", changed",
        (None, false) => "",
    };
    state + change
}

fn refuse(global: &GlobalArguments, loaded: &Loaded, problem: &GitProblem) -> Exit {
    let (exit, hint) = match problem {
        GitProblem::Missing => (Exit::Machine, "install git"),
        GitProblem::UnknownRevision(_) => (Exit::Usage, "`git branch --all` lists the branches"),
        GitProblem::NotCheckedOut(_) => {
            (Exit::Usage, "check it out first: the pages of the checkout are told")
        }
        GitProblem::NoBase => (Exit::Usage, "name a revision: `site changed REVISION`"),
        _ => (Exit::Usage, "run it in the repository of the site"),
    };
    let diagnostics = [Diagnostic::new(Code::ArgumentValue, problem.to_string()).hint(hint)];
    refusal::refuse(global, Some(&loaded.world), &diagnostics, &loaded.settings.severities)
        .max(exit)
}

/// The one document that `site changed --format json` prints.
#[derive(Serialize)]
struct ChangedJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    base: &'a str,
    revision: &'a str,
    pages: Vec<PageJson<'a>>,
    files: Vec<&'a str>,
    /// What leads nowhere by the change.
    links: &'a [DiagnosticJson],
    labels: Vec<&'a str>,
    approvers: Vec<&'a str>,
}

#[derive(Serialize)]
struct PageJson<'a> {
    path: &'a str,
    language: &'a str,
    title: &'a str,
    /// As in `site list`; `null` if the file is removed.
    state: Option<&'static str>,
    url: Option<&'a str>,
    translation: Option<ComparedJson<'a>>,
    translations: Vec<ComparedJson<'a>>,
}

#[derive(Serialize)]
struct ComparedJson<'a> {
    path: &'a str,
    language: &'a str,
    state: &'static str,
    severity: Option<&'static str>,
    changed: bool,
    /// Whether nothing changed but the commit that it names.
    only_pinned: bool,
    /// What the change does to it; `null` if that is nothing, or if it cannot be told.
    effect: Option<&'static str>,
}

impl<'a> PageJson<'a> {
    fn new(page: &'a ChangedPage) -> Self {
        Self {
            path: page.path.as_str(),
            language: &page.language,
            title: &page.title,
            state: page.state.as_ref().map(super::list::state),
            url: match &page.state {
                Some(ListedState::Published(url)) => Some(url),
                _ => None,
            },
            translation: page.translation.as_ref().map(ComparedJson::new),
            translations: page.translations.iter().map(ComparedJson::new).collect(),
        }
    }
}

impl<'a> ComparedJson<'a> {
    fn new(page: &'a ComparedPage) -> Self {
        Self {
            path: page.path.as_str(),
            language: &page.language,
            state: page.state.name(),
            severity: page.severity.map(|severity| severity.name()),
            changed: page.is_changed,
            only_pinned: page.is_only_pinned,
            effect: page.effect.map(Effect::name),
        }
    }
}
