//! The state of translations for people, in as many columns as the terminal has, and no more than 80.

use std::fmt::Write;

use camino::{Utf8Path, Utf8PathBuf};

use super::load::Selection;
use super::table::{Alignment, labelled, lines};
use crate::board::{ActionKind, BoardLanguage, BoardPage, Coverage};
use crate::cli::paint::NameStyle;
use crate::diagnostic::report::counted;
use crate::l10n::compare::{Basis, Comparison};
use crate::l10n::status::State;
use crate::l10n::strings::StringStatus;

/// Up to this number of pages on a command line, each is shown in full.
const IN_FULL: usize = 3;

/// How far the pages of a directory are indented.
const INDENT: usize = 2;

/// The answer to `site l10n status`. `width` is that of the terminal, if it goes to one.
pub(super) fn status(
    selection: &Selection<'_>,
    paint: &NameStyle<'_>,
    width: Option<usize>,
) -> String {
    let pages: Vec<&BoardPage> = selection.board.admitted(selection.filter).collect();
    let are_named = pages.iter().all(|page| selection.filter.names(page));
    let mut sources: Vec<&Utf8PathBuf> = Vec::new();
    for page in &pages {
        let source = page.status.source.as_ref().unwrap_or(&page.status.path);
        if !sources.contains(&source) && sources.len() <= IN_FULL {
            sources.push(source);
        }
    }
    if !pages.is_empty() && are_named && sources.len() <= IN_FULL {
        return in_full(&pages, &sources, paint);
    }
    let mut text = String::new();
    let languages = selection.board.languages(selection.filter);
    if languages.is_empty() {
        return "there is no language that pages are translated into\n".to_owned();
    }
    totals(&mut text, &languages, paint);
    for language in &languages {
        list(&mut text, selection, language, Style { paint, width });
    }
    text
}

/// How a table looks.
#[derive(Clone, Copy)]
struct Style<'a> {
    paint: &'a NameStyle<'a>,
    width: Option<usize>,
}

/// Every translation of some pages, and the languages that have none.
fn in_full(pages: &[&BoardPage], sources: &[&Utf8PathBuf], paint: &NameStyle<'_>) -> String {
    let mut parts = Vec::new();
    for source in sources {
        let of_source = |page: &&&BoardPage| {
            page.status.source.as_ref().unwrap_or(&page.status.path) == *source
        };
        let pages = pages.iter().filter(of_source);
        let (missing, translated): (Vec<&BoardPage>, Vec<&BoardPage>) =
            pages.partition(|page| page.state() == State::Missing);
        parts.extend(translated.into_iter().map(|page| page_text(page, paint)));
        match missing.as_slice() {
            [] => {}
            [page] => parts.push(page_text(page, paint)),
            several => {
                let codes: Vec<&str> = several.iter().map(|page| page.code.as_str()).collect();
                let head = paint.bold(source.as_str());
                let list = labelled("  missing    ", &codes.join(", "), paint.columns);
                parts.push(format!("{head}\n{list}"));
            }
        }
    }
    parts.join("\n")
}

/// A line for each language, and one for all.
fn totals(text: &mut String, languages: &[BoardLanguage<'_>], paint: &NameStyle<'_>) {
    let head =
        ["Language", "Translated", "of", "In sync", "Drifted", "Unknown", "Orphans", "Strings"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for language in languages {
        let missing = language.strings.missing.len();
        let strings = if missing > 0 { format!("{missing} missing") } else { "all".to_owned() };
        rows.push(total_row(language.code, &language.total, strings));
    }
    if languages.len() > 1 {
        let all = languages.iter().fold(Coverage::default(), |sum, language| sum + language.total);
        rows.push(total_row("all", &all, String::new()));
    }
    let mut columns = [Alignment::Right; 8];
    columns[0] = Alignment::Left;
    for (index, line) in lines(&columns, &rows, None).into_iter().enumerate() {
        let line = if index == 0 { paint.bold(&line) } else { line };
        let _ = writeln!(text, "{line}");
    }
}

fn total_row(name: &str, coverage: &Coverage, strings: String) -> Vec<String> {
    let counts = [
        coverage.translated,
        coverage.sources,
        coverage.in_sync,
        coverage.drifted,
        coverage.unknown,
        coverage.orphaned,
    ];
    let counts = counts.iter().map(usize::to_string);
    [name.to_owned()].into_iter().chain(counts).chain([strings]).collect()
}

/// The pages of a language that need attention, directory by directory: the one with the most urgent page
/// first.
fn list(
    text: &mut String,
    selection: &Selection<'_>,
    language: &BoardLanguage<'_>,
    style: Style<'_>,
) {
    let pages =
        selection.board.pages.iter().filter(|page| {
            page.status.language == language.language && selection.filter.lists(page)
        });
    let mut directories: Vec<(&Utf8Path, Vec<&BoardPage>)> = Vec::new();
    for page in pages {
        let directory = directory(page);
        match directories.iter_mut().find(|(path, _)| *path == directory) {
            Some((_, pages)) => pages.push(page),
            None => directories.push((directory, vec![page])),
        }
    }
    for (directory, pages) in directories {
        let head = ["Severity", "State", "Findings", "Lines", "Page"].map(str::to_owned).to_vec();
        let rows: Vec<_> = [head].into_iter().chain(pages.into_iter().map(page_row)).collect();
        let (left, right) = (Alignment::Left, Alignment::Right);
        let columns = [left, left, right, right, left];
        let _ = writeln!(text, "\n{}", style.paint.bold(directory.as_str()));
        let width = style.width.map(|width| width - INDENT);
        for (index, line) in lines(&columns, &rows, width).into_iter().enumerate() {
            let line = if index == 0 { style.paint.dim(&line) } else { line };
            let _ = writeln!(text, "{:INDENT$}{line}", "");
        }
    }
    strings(text, language.strings, style.paint);
}

/// The directory of a page's file; for a bundle, the directory that holds the bundle.
fn directory(page: &BoardPage) -> &Utf8Path {
    let parent = page.status.path.parent().unwrap_or(Utf8Path::new(""));
    if is_bundle(page) { parent.parent().unwrap_or(parent) } else { parent }
}

fn is_bundle(page: &BoardPage) -> bool {
    page.status.path.file_stem() == Some("index")
}

fn page_row(page: &BoardPage) -> Vec<String> {
    let none = || "-".to_owned();
    let changes = page.status.changes().filter(|changes| changes.has_drifted);
    let notices = page.notices().len();
    vec![
        page.severity.map_or("-", |severity| severity.name()).to_owned(),
        page.state().name().to_owned(),
        if notices > 0 { notices.to_string() } else { none() },
        changes.map_or_else(none, |changes| {
            format!("+{} -{}", changes.lines.added, changes.lines.deleted)
        }),
        name(page).to_owned(),
    ]
}

/// The name that distinguishes a page from the others in its directory.
fn name(page: &BoardPage) -> &str {
    let path = &page.status.path;
    let bundle = path.parent().and_then(Utf8Path::file_name);
    (if is_bundle(page) { bundle } else { path.file_name() }).unwrap_or(path.as_str())
}

fn strings(text: &mut String, strings: &StringStatus, paint: &NameStyle<'_>) {
    let mut lines = Vec::new();
    for difference in &strings.placeholders {
        let missing = difference.missing.iter().map(|name| format!("lacks `{name}`"));
        let extra =
            difference.extra.iter().map(|name| format!("has `{name}`, which nothing fills"));
        let words: Vec<String> = missing.chain(extra).collect();
        lines.push(format!("`{}` {}", difference.key, words.join(", ")));
    }
    for plural in &strings.plurals {
        lines.push(format!("`{}` lacks the forms {}", plural.key, plural.forms.join(", ")));
    }
    if !strings.unused.is_empty() {
        let count = counted(strings.unused.len(), "string");
        lines.push(format!("{count} that the default language does not have"));
    }
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", paint.bold("UI strings"));
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

/// Everything that is known about one page.
fn page_text(page: &BoardPage, paint: &NameStyle<'_>) -> String {
    let status = &page.status;
    let mut text = format!("{}\n", paint.bold(status.path.as_str()));
    let mut row = |label: &str, value: &str| {
        text.push_str(&labelled(&format!("  {label:<11}"), value, paint.columns));
    };
    row("state", &format!("{}: {}", status.state.name(), status.words()));
    if let Some(severity) = page.severity {
        row("severity", severity.name());
    }
    if let Some(source) = &status.source {
        row("source", source.as_str());
    }
    if let Some(comparison) = &status.comparison {
        row("segments", &segments(comparison));
    }
    if let Some(changes) = status.changes() {
        row("git", &changes.to_string());
        let pinned = if changes.is_pinned { ", named by the translation" } else { "" };
        row("baseline", &format!("{}{pinned}", short(&changes.baseline.hash)));
        let hashes: Vec<&str> = changes.commits.iter().map(|commit| short(&commit.hash)).collect();
        if !hashes.is_empty() {
            row("commits", &hashes.join(" "));
        }
    }
    let owners: Vec<&str> = status.ownership.approvers.leaf_names().collect();
    if !owners.is_empty() {
        row("approvers", &owners.join(", "));
    }
    for notice in page.notices() {
        text.push_str(&labelled("  ", &notice.to_string(), paint.columns));
    }
    let others = page.actions.iter().filter(|action| action.kind != ActionKind::Update);
    for action in others {
        text.push_str(&labelled("  ", &format!("{}:", action.kind.advice()), paint.columns));
        let _ = writeln!(text, "    {}", action.command);
    }
    text
}

/// How many segments are in which state, and what they were compared with.
fn segments(comparison: &Comparison) -> String {
    let basis = match comparison.basis {
        Basis::Comments => "by the source in comments",
        Basis::Earlier => "by the source as it was then",
        Basis::Structure => "by structure alone",
    };
    format!("{}, {basis}", comparison.counts)
}

/// The first notices of a page, and how many others there are.
pub(super) struct FirstNotices {
    pub words: Vec<String>,
    pub others: usize,
    /// What shows all of them.
    pub command: String,
}

impl FirstNotices {
    pub(super) fn of(page: &BoardPage) -> Self {
        const SOME: usize = 3;
        let notices = page.notices();
        Self {
            words: notices.iter().take(SOME).map(ToString::to_string).collect(),
            others: notices.len().saturating_sub(SOME),
            command: format!("site l10n status {}", page.status.path),
        }
    }
}

fn short(hash: &str) -> &str {
    hash.get(..10).unwrap_or(hash)
}
