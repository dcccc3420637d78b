//! The document of `site l10n diff --format json`.

use serde::Serialize;

use super::page_diff::PageDiff;
use crate::diagnostic::Span;
use crate::l10n::compare::{Basis, Change, Counts, DriftSeverity, Passage, Row, SegmentState};
use crate::l10n::words::day;

/// The whole document.
#[derive(Serialize)]
pub(super) struct DiffJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    version: u32,
    pages: Vec<PageJson<'a>>,
}

#[derive(Serialize)]
struct PageJson<'a> {
    path: &'a str,
    language: &'a str,
    source: Option<&'a str>,
    /// What today's source was held against.
    basis: Basis,
    /// The revision of the source that was translated, if the history was searched for it.
    origin: Option<OriginJson<'a>>,
    segments: Counts,
    /// The most severe first.
    findings: Vec<FindingJson<'a>>,
    /// Both pages side by side. Spans are in bytes: of the source, and of the translation or of the
    /// earlier source, by the basis.
    rows: Vec<RowJson>,
}

/// A revision, and how much of what is not translated is the same, up to 1.
#[derive(Serialize)]
struct OriginJson<'a> {
    commit: &'a str,
    date: String,
    fit: f64,
}

#[derive(Serialize)]
struct FindingJson<'a> {
    severity: DriftSeverity,
    change: Change,
    source: Option<PassageJson<'a>>,
    was: Option<PassageJson<'a>>,
    translation: Option<PassageJson<'a>>,
}

#[derive(Serialize)]
struct PassageJson<'a> {
    path: &'a str,
    line: usize,
    span: [u32; 2],
    text: &'a str,
}

#[derive(Serialize)]
struct RowJson {
    state: SegmentState,
    source: Option<[u32; 2]>,
    /// What the source said; several where it was written in several places.
    was: Vec<[u32; 2]>,
    translation: Option<[u32; 2]>,
    /// The places of its findings among `findings`.
    findings: Vec<usize>,
    removed: Vec<[u32; 2]>,
    added: Vec<[u32; 2]>,
}

pub(super) fn document<'a>(diffs: &'a [PageDiff<'a>]) -> DiffJson<'a> {
    DiffJson { version: 2, pages: diffs.iter().map(page).collect() }
}

fn page<'a>(diff: &'a PageDiff<'a>) -> PageJson<'a> {
    let status = &diff.page.status;
    let findings: Vec<_> = diff.findings().collect();
    let place = |index: usize| findings.binary_search_by_key(&index, |shown| shown.index).ok();
    PageJson {
        path: status.path.as_str(),
        language: &diff.page.code,
        source: status.source.as_ref().map(|source| source.as_str()),
        basis: diff.comparison.basis,
        origin: diff.origin().map(|origin| OriginJson {
            commit: &origin.commit.hash,
            date: day(origin.commit.time),
            fit: f64::from(origin.fit) / 1000.0,
        }),
        segments: diff.comparison.counts,
        findings: findings
            .iter()
            .map(|shown| FindingJson {
                severity: shown.finding.severity,
                change: shown.finding.change,
                source: shown.finding.source.as_ref().map(passage),
                was: shown.finding.was.as_ref().map(passage),
                translation: shown.finding.translation.as_ref().map(passage),
            })
            .collect(),
        rows: diff.comparison.rows.iter().map(|shown| row(shown, place)).collect(),
    }
}

fn passage(passage: &Passage) -> PassageJson<'_> {
    let span = span(passage.span);
    PassageJson { path: passage.path.as_str(), line: passage.line, span, text: &passage.text }
}

fn row(row: &Row, place: impl Fn(usize) -> Option<usize>) -> RowJson {
    let spans = |spans: &[Span]| spans.iter().copied().map(span).collect();
    RowJson {
        state: row.state,
        source: row.source.map(span),
        was: spans(&row.was),
        translation: row.translation.map(span),
        findings: row.findings.iter().copied().filter_map(place).collect(),
        removed: spans(&row.words.removed),
        added: spans(&row.words.added),
    }
}

fn span(span: Span) -> [u32; 2] {
    [span.start, span.end]
}
