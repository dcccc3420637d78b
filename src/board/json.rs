//! The document that other tools read: `site l10n status --format json`, and `l10n/status.json` of a
//! site with a report.

use serde::Serialize;

use super::action::Action;
use super::coverage::Coverage;
use super::filter::Filter;
use super::notice::Notice;
use super::page::BoardPage;
use super::whole::{Board, BoardLanguage};
use crate::l10n::compare::{Basis, Counts};
use crate::l10n::finding::{Change, DriftSeverity, Passage};
use crate::l10n::history::Drift;
use crate::l10n::parity::{Aspect, Fault};
use crate::l10n::status::State;
use crate::l10n::strings::StringStatus;
use crate::l10n::words::day;
use crate::resolve::Pairing;

/// The version of this format; it increases when a field changes its meaning.
const VERSION: u32 = 2;

/// The whole document.
#[derive(Serialize)]
pub struct BoardJson<'a> {
    pub version: u32,
    /// The most urgent first.
    pub pages: Vec<PageJson<'a>>,
    pub languages: Vec<LanguageJson<'a>>,
}

/// A page in one language.
#[derive(Serialize)]
pub struct PageJson<'a> {
    path: &'a str,
    language: &'a str,
    section: &'a str,
    title: &'a str,
    source: Option<&'a str>,
    /// `path`, `translation-key` or `slug`; `null` for orphans and missing pages.
    pairing: Option<&'static str>,
    state: State,
    /// What the state means, in English.
    summary: String,
    /// `null` if git knows nothing.
    git: Option<GitJson<'a>>,
    /// `null` if there are no two texts to compare.
    segments: Option<SegmentsJson>,
    severity: Option<DriftSeverity>,
    /// The most severe first.
    findings: Vec<FindingJson<'a>>,
    /// What to do, and the command for it.
    actions: &'a [Action],
    approvers: Vec<&'a str>,
    reviewers: Vec<&'a str>,
    labels: Vec<&'a str>,
}

/// How many segments of the page are in which state, and what they were compared with.
#[derive(Serialize)]
struct SegmentsJson {
    basis: Basis,
    #[serde(flatten)]
    counts: Counts,
}

#[derive(Serialize)]
struct GitJson<'a> {
    baseline: &'a str,
    pinned: bool,
    commits: usize,
    added: usize,
    deleted: usize,
    /// The day of the first commit behind; `null` without one.
    since: Option<String>,
    /// The commits behind, new ones first.
    hashes: Vec<&'a str>,
    /// The revision of the source that was translated; `null` if the translation says so itself.
    origin: Option<OriginJson<'a>>,
}

/// A revision, and how much of what is not translated is the same, up to 1.
#[derive(Serialize)]
struct OriginJson<'a> {
    commit: &'a str,
    fit: f64,
}

/// Something to update: in the text, or in what the front matter and the outline say.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum FindingJson<'a> {
    Text {
        severity: DriftSeverity,
        change: Change,
        source: Option<PassageJson<'a>>,
        was: Option<PassageJson<'a>>,
        translation: Option<PassageJson<'a>>,
    },
    Parity {
        severity: DriftSeverity,
        aspect: Aspect,
        source: Option<&'a str>,
        translation: Option<&'a str>,
        /// Which of the two is to be mended.
        fault: Fault,
    },
}

#[derive(Serialize)]
struct PassageJson<'a> {
    path: &'a str,
    line: usize,
    text: &'a str,
}

/// The totals of a language.
#[derive(Serialize)]
pub struct LanguageJson<'a> {
    code: &'a str,
    name: &'a str,
    #[serde(flatten)]
    total: Coverage,
    sections: Vec<SectionJson<'a>>,
    strings: &'a StringStatus,
}

#[derive(Serialize)]
struct SectionJson<'a> {
    section: &'a str,
    #[serde(flatten)]
    coverage: Coverage,
}

/// The document with the pages that a filter selects, and the totals of their languages.
pub fn document<'a>(board: &'a Board, filter: &'a Filter) -> BoardJson<'a> {
    BoardJson {
        version: VERSION,
        pages: board.admitted(filter).map(page_json).collect(),
        languages: board.languages(filter).into_iter().map(language_json).collect(),
    }
}

fn page_json(page: &BoardPage) -> PageJson<'_> {
    let status = &page.status;
    let comparison = status.comparison.as_ref();
    PageJson {
        path: status.path.as_str(),
        language: &page.code,
        section: &status.section,
        title: &status.title,
        source: status.source.as_ref().map(|source| source.as_str()),
        pairing: status.pairing.map(|pairing| match pairing {
            Pairing::Path => "path",
            Pairing::TranslationKey => "translation-key",
            Pairing::Slug => "slug",
        }),
        state: status.state,
        summary: status.words(),
        git: status.git.as_ref().and_then(git),
        segments: comparison
            .map(|comparison| SegmentsJson { basis: comparison.basis, counts: comparison.counts }),
        severity: page.severity,
        findings: page.notices().into_iter().map(finding).collect(),
        actions: &page.actions,
        approvers: status.ownership.approvers.names().collect(),
        reviewers: status.ownership.reviewers.names().collect(),
        labels: status.ownership.labels.names().collect(),
    }
}

fn git(drift: &Drift) -> Option<GitJson<'_>> {
    let Drift::Known(changes) = drift else { return None };
    Some(GitJson {
        baseline: &changes.baseline.hash,
        pinned: changes.is_pinned,
        commits: changes.commits.len(),
        added: changes.lines.added,
        deleted: changes.lines.deleted,
        since: changes.since().map(day),
        hashes: changes.commits.iter().map(|commit| commit.hash.as_str()).collect(),
        origin: changes.origin.as_ref().map(|origin| OriginJson {
            commit: &origin.commit.hash,
            fit: f64::from(origin.fit) / 1000.0,
        }),
    })
}

fn finding(notice: Notice<'_>) -> FindingJson<'_> {
    match notice {
        Notice::Finding { finding, .. } => FindingJson::Text {
            severity: finding.severity,
            change: finding.change,
            source: finding.source.as_ref().map(passage),
            was: finding.was.as_ref().map(passage),
            translation: finding.translation.as_ref().map(passage),
        },
        Notice::Disparity(disparity) => FindingJson::Parity {
            severity: disparity.aspect.severity(),
            aspect: disparity.aspect,
            source: disparity.source.as_deref(),
            translation: disparity.translation.as_deref(),
            fault: disparity.fault,
        },
    }
}

fn passage(passage: &Passage) -> PassageJson<'_> {
    PassageJson { path: passage.path.as_str(), line: passage.line, text: &passage.text }
}

fn language_json(language: BoardLanguage<'_>) -> LanguageJson<'_> {
    let sections = language.sections.into_iter();
    LanguageJson {
        code: language.code,
        name: language.name,
        total: language.total,
        sections: sections.map(|(section, coverage)| SectionJson { section, coverage }).collect(),
        strings: language.strings,
    }
}
