//! The state of translations for people, in 80 columns.

use std::collections::BTreeMap;
use std::fmt::Write;

use camino::{Utf8Path, Utf8PathBuf};

use super::table::{Side, WIDTH, lines, wrapped};
use super::{Answer, needs_attention};
use crate::cli::paint::Paint;
use crate::diagnostic::report::counted;
use crate::l10n::compare::Basis;
use crate::l10n::coverage::Coverage;
use crate::l10n::status::{Compared, PageStatus, State};
use crate::l10n::strings::StringStatus;
use crate::l10n::survey::LanguageStatus;

/// How many pages may be named on a command line for each to be told in full.
const IN_FULL: usize = 3;

/// The answer to `site l10n status`.
pub(super) fn status(answer: &Answer<'_>, paint: &Paint<'_>) -> String {
    let named: Vec<&&PageStatus> =
        answer.pages.iter().filter(|page| answer.selection.names(page)).collect();
    let sources = named.iter().map(|page| page.source.as_ref().unwrap_or(&page.path));
    let mut sources: Vec<_> = sources.collect();
    sources.dedup();
    if !named.is_empty() && named.len() == answer.pages.len() && sources.len() <= IN_FULL {
        return in_full(answer, &sources, paint);
    }
    let mut text = String::new();
    totals(&mut text, answer, paint);
    for language in &answer.languages {
        pages(&mut text, answer, language, paint);
    }
    text
}

/// Every translation of some pages, and the languages that have none.
fn in_full(answer: &Answer<'_>, sources: &[&Utf8PathBuf], paint: &Paint<'_>) -> String {
    let mut parts = Vec::new();
    for source in sources {
        let own = |page: &&PageStatus| page.source.as_ref().unwrap_or(&page.path) == *source;
        let own = answer.pages.iter().copied().filter(own);
        let (missing, there): (Vec<_>, Vec<_>) = own.partition(|own| own.state == State::Missing);
        parts.extend(there.into_iter().map(|page| page_text(page, paint)));
        match missing.as_slice() {
            [] => {}
            [page] => parts.push(page_text(page, paint)),
            several => {
                let code =
                    |page: &&PageStatus| answer.settings.language(page.language).code.as_str();
                let codes: Vec<&str> = several.iter().map(code).collect();
                let head = paint.bold(source.as_str());
                let list = wrapped("  missing    ", &codes.join(", "));
                parts.push(format!("{head}\n{list}"));
            }
        }
    }
    parts.join("\n")
}

/// A line for each language, and one for all.
fn totals(text: &mut String, answer: &Answer<'_>, paint: &Paint<'_>) {
    let head =
        ["Language", "Translated", "of", "In sync", "Drifted", "Unknown", "Orphans", "Strings"];
    let mut rows = vec![head.map(str::to_owned).to_vec()];
    for language in &answer.languages {
        let own = answer.pages.iter().filter(|page| page.language == language.language);
        let coverage = Coverage::of(own.copied());
        let strings = language.strings.missing.len();
        let strings = if strings > 0 { format!("{strings} missing") } else { "all".to_owned() };
        rows.push(total_row(&answer.settings.language(language.language).code, coverage, strings));
    }
    if answer.languages.len() > 1 {
        let all = Coverage::of(answer.pages.iter().copied());
        rows.push(total_row("all", all, String::new()));
    }
    let right = Side::Right;
    let columns = [Side::Left, right, right, right, right, right, right, right];
    for (index, line) in lines(&columns, &rows, WIDTH).into_iter().enumerate() {
        let line = if index == 0 { paint.bold(&line) } else { line };
        let _ = writeln!(text, "{line}");
    }
}

fn total_row(name: &str, coverage: Coverage, strings: String) -> Vec<String> {
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

/// The pages of a language that somebody should look at, directory by directory.
fn pages(text: &mut String, answer: &Answer<'_>, language: &LanguageStatus, paint: &Paint<'_>) {
    let own = answer.pages.iter().filter(|page| page.language == language.language);
    let own = own.filter(|page| needs_attention(answer.selection, page));
    let mut directories: BTreeMap<&Utf8Path, Vec<&PageStatus>> = BTreeMap::new();
    for page in own {
        directories.entry(directory(page)).or_default().push(page);
    }
    for (directory, mut pages) in directories {
        pages.sort_by_key(|page| (std::cmp::Reverse(page.severity()), &page.path));
        let head = ["Severity", "State", "Parts", "Lines", "Page"].map(str::to_owned).to_vec();
        let rows: Vec<_> = [head].into_iter().chain(pages.into_iter().map(page_row)).collect();
        let columns = [Side::Left, Side::Left, Side::Right, Side::Right, Side::Left];
        let _ = writeln!(text, "\n{}", paint.bold(directory.as_str()));
        for (index, line) in lines(&columns, &rows, WIDTH - 2).into_iter().enumerate() {
            let line = if index == 0 { paint.dim(&line) } else { line };
            let _ = writeln!(text, "  {line}");
        }
    }
    strings(text, &language.strings, paint);
}

/// The directory of a page's file; of a bundle the one that holds the bundle.
fn directory(page: &PageStatus) -> &Utf8Path {
    let parent = page.path.parent().unwrap_or(Utf8Path::new(""));
    if is_bundle(page) { parent.parent().unwrap_or(parent) } else { parent }
}

fn is_bundle(page: &PageStatus) -> bool {
    page.path.file_stem() == Some("index")
}

fn page_row(page: &PageStatus) -> Vec<String> {
    let changes = page.changes().filter(|changes| changes.has_drifted);
    vec![
        page.severity().map_or("-", |severity| severity.name()).to_owned(),
        page.state.name().to_owned(),
        page.comparison
            .as_ref()
            .map_or_else(|| "-".to_owned(), |own| own.findings.len().to_string()),
        changes.map_or_else(
            || "-".to_owned(),
            |own| format!("+{} -{}", own.lines.added, own.lines.deleted),
        ),
        name(page).to_owned(),
    ]
}

/// What tells a page from the others of its directory.
fn name(page: &PageStatus) -> &str {
    let of_bundle = page.path.parent().and_then(Utf8Path::file_name);
    let own = page.path.file_name();
    (if is_bundle(page) { of_bundle } else { own }).unwrap_or(page.path.as_str())
}

fn strings(text: &mut String, strings: &StringStatus, paint: &Paint<'_>) {
    let mut lines = Vec::new();
    for own in &strings.placeholders {
        let names = own.missing.iter().map(|name| format!("lacks `{name}`"));
        let extra = own.extra.iter().map(|name| format!("has `{name}`, which nothing fills"));
        let words: Vec<String> = names.chain(extra).collect();
        lines.push(format!("`{}` {}", own.key, words.join(", ")));
    }
    for own in &strings.plurals {
        lines.push(format!("`{}` lacks the forms {}", own.key, own.forms.join(", ")));
    }
    if !strings.unused.is_empty() {
        let count = counted(strings.unused.len(), "string");
        lines.push(format!("{count} that the default language does not have"));
    }
    if lines.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", paint.bold("Strings of the interface"));
    for line in lines {
        let _ = writeln!(text, "  {line}");
    }
}

/// All that is known of one page.
fn page_text(page: &PageStatus, paint: &Paint<'_>) -> String {
    let mut text = format!("{}\n", paint.bold(page.path.as_str()));
    let mut row = |label: &str, value: &str| {
        text.push_str(&wrapped(&format!("  {label:<11}"), value));
    };
    row("state", &format!("{}: {}", page.state.name(), page.words()));
    if let Some(source) = &page.source {
        row("source", source.as_str());
    }
    if let Some(own) = &page.comparison {
        row("segments", &segments(own));
    }
    if let Some(changes) = page.changes() {
        row("git", &changes.to_string());
        let pinned = if changes.is_pinned { ", which it names itself" } else { "" };
        row("baseline", &format!("{}{pinned}", short(&changes.baseline.hash)));
        let hashes = changes.commits.iter().map(|commit| short(&commit.hash));
        let hashes: Vec<&str> = hashes.collect();
        if !hashes.is_empty() {
            row("commits", &hashes.join(" "));
        }
    }
    let owners: Vec<&str> = page.ownership.approvers.leaf_names().collect();
    if !owners.is_empty() {
        row("approvers", &owners.join(", "));
    }
    said(page).iter().for_each(|said| text.push_str(&wrapped("  ", said)));
    text
}

/// How many parts are in which state, and what says so.
fn segments(compared: &Compared) -> String {
    let basis = match compared.basis {
        Basis::Comments => "by the source in comments",
        Basis::Earlier => "by the source as it was then",
        Basis::Structure => "by structure alone",
    };
    format!("{}, {basis}", compared.counts)
}

/// Each finding and disparity, the most severe first.
pub(super) fn said(page: &PageStatus) -> Vec<String> {
    let texts = page.findings().iter().map(|own| (own.severity, own.to_string()));
    let parity = page.disparities.iter().map(|own| (own.aspect.severity(), own.to_string()));
    let mut said: Vec<_> = texts.chain(parity).collect();
    said.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
    said.into_iter().map(|(_, words)| words).collect()
}

/// The first of them, and how many there are besides.
pub(super) fn some_said(page: &PageStatus) -> Vec<String> {
    const SOME: usize = 3;
    let mut said = said(page);
    if let Some(more) = said.len().checked_sub(SOME).filter(|more| *more > 0) {
        said.truncate(SOME);
        said.push(format!("and {more} more: `site l10n status {}` shows all", page.path));
    }
    said
}

fn short(hash: &str) -> &str {
    hash.get(..10).unwrap_or(hash)
}
