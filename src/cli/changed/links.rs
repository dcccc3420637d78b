//! The links that a change breaks: to pages and places that it takes away, and those that it writes wrongly.

use std::fmt::Write;
use std::sync::Arc;

use camino::Utf8Path;

use crate::check::{Baseline, RevisedWorld, dead_links};
use crate::cli::cache::in_usual_place;
use crate::cli::global::GlobalArguments;
use crate::cli::l10n::Loaded;
use crate::cli::output::{report, texts};
use crate::config::{Overrides, Purpose};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::report::{DiagnosticJson, Texts, counted, diagnostics_json};
use crate::git::{Before, Git};
use crate::pipeline::{self, Request, Silent};
use crate::world::World;

/// What leads nowhere with a change and did not before. Where there is no site that can be built, nothing tells.
pub(super) fn broken(
    global: &GlobalArguments,
    loaded: &Loaded,
    git: &dyn Git,
    before: &Before,
) -> Vec<DiagnosticJson> {
    if before.files.is_empty() {
        return Vec::new();
    }
    let request = request(global);
    let known = RevisedWorld::new(&loaded.world, &before.files);
    let found = faults(&loaded.world, &request, Some(git)).zip(faults(&known, &request, None));
    request.memo.save();
    let Some((mut found, was)) = found else { return Vec::new() };
    Baseline::of(&was, &texts_of(&known))
        .renamed(&before.renames)
        .remove_known(&mut found, &texts(Some(&loaded.world)));
    let report = report(global, &found, &loaded.settings.severities);
    diagnostics_json(&report, &texts(Some(&loaded.world)))
}

/// A build whose pages nobody looks at.
fn request(global: &GlobalArguments) -> Request {
    Request {
        overrides: Overrides {
            search: Some(false),
            purpose: Purpose::Check,
            ..Overrides::default()
        },
        memo: Arc::new(in_usual_place(&global.root)),
        ..Request::default()
    }
}

fn faults(world: &dyn World, request: &Request, git: Option<&dyn Git>) -> Option<Vec<Diagnostic>> {
    let outcome = pipeline::build(world, request, &mut Silent).ok()?;
    Some(dead_links(world, &outcome, git))
}

fn texts_of(world: &RevisedWorld<'_>) -> impl Texts {
    move |file: &Utf8Path| String::from_utf8(world.read(file).ok()?).ok()
}

/// `2 links lead nowhere`
fn heading(links: &[DiagnosticJson]) -> String {
    let leads = if links.len() == 1 { "leads" } else { "lead" };
    format!("{} {leads} nowhere since then", counted(links.len(), "link"))
}

/// For people; empty without a link.
pub(super) fn text(links: &[DiagnosticJson]) -> String {
    let mut text = String::new();
    if !links.is_empty() {
        let _ = writeln!(text, "\n{}", heading(links));
    }
    for link in links {
        let _ = writeln!(text, "  {}\n    {}", place(link), link.message);
        if let Some(hint) = &link.hint {
            let _ = writeln!(text, "    {hint}");
        }
    }
    text
}

/// The same as a list in Markdown.
pub(super) fn markdown(links: &[DiagnosticJson]) -> String {
    let mut text = String::new();
    if !links.is_empty() {
        let _ = writeln!(text, "\n**{}**\n", heading(links));
    }
    for link in links {
        let hint = link.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
        let _ = writeln!(text, "- `{}`: {}{hint}", place(link), link.message);
    }
    text
}

/// `content/en/a.md:7:3`
fn place(link: &DiagnosticJson) -> String {
    let file = link.file.as_deref().unwrap_or("the site");
    match &link.position {
        Some(position) => format!("{file}:{}:{}", position.line, position.column),
        None => file.to_owned(),
    }
}
