//! The document that other tools read: `site l10n status --format json`, and `l10n/status.json` of a
//! site with a report.

use serde::Serialize;

use super::compare::{Basis, Counts};
use super::coverage::Coverage;
use super::finding::{Change, DriftSeverity, Finding, Passage};
use super::history::Drift;
use super::parity::{Aspect, Disparity};
use super::status::{PageStatus, State};
use super::strings::StringStatus;
use super::survey::LanguageStatus;
use super::words::day;
use crate::config::Settings;
use crate::resolve::Pairing;

/// The whole document.
#[derive(Serialize)]
pub struct SurveyJson<'a> {
    /// Of this form; it grows when a field changes its meaning.
    pub version: u32,
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
    /// `null` where git knows nothing.
    git: Option<GitJson<'a>>,
    /// `null` where there are not two texts to compare.
    segments: Option<SegmentsJson>,
    severity: Option<DriftSeverity>,
    findings: Vec<FindingJson<'a>>,
    approvers: Vec<&'a str>,
    reviewers: Vec<&'a str>,
    labels: Vec<&'a str>,
}

/// How many parts of the page are in which state, and what says so.
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
}

/// Something to mend: in the text, or in what the front matter and the outline say.
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

/// The document of some pages and languages.
pub fn document<'a>(
    settings: &'a Settings,
    pages: impl IntoIterator<Item = &'a PageStatus>,
    languages: impl IntoIterator<Item = &'a LanguageStatus>,
) -> SurveyJson<'a> {
    let pages = pages.into_iter().map(|page| page_json(settings, page)).collect();
    let languages = languages.into_iter().map(|own| language_json(settings, own)).collect();
    SurveyJson { version: 1, pages, languages }
}

fn page_json<'a>(settings: &'a Settings, page: &'a PageStatus) -> PageJson<'a> {
    let texts = page.findings().iter().map(text);
    PageJson {
        path: page.path.as_str(),
        language: &settings.language(page.language).code,
        section: &page.section,
        title: &page.title,
        source: page.source.as_ref().map(|source| source.as_str()),
        pairing: page.pairing.map(|pairing| match pairing {
            Pairing::Path => "path",
            Pairing::TranslationKey => "translation-key",
            Pairing::Slug => "slug",
        }),
        state: page.state,
        summary: page.words(),
        git: page.git.as_ref().and_then(git),
        segments: page
            .comparison
            .as_ref()
            .map(|own| SegmentsJson { basis: own.basis, counts: own.counts }),
        severity: page.severity(),
        findings: texts.chain(page.disparities.iter().map(parity)).collect(),
        approvers: page.ownership.approvers.names().collect(),
        reviewers: page.ownership.reviewers.names().collect(),
        labels: page.ownership.labels.names().collect(),
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
    })
}

fn text(finding: &Finding) -> FindingJson<'_> {
    FindingJson::Text {
        severity: finding.severity,
        change: finding.change,
        source: finding.source.as_ref().map(passage),
        was: finding.was.as_ref().map(passage),
        translation: finding.translation.as_ref().map(passage),
    }
}

fn passage(passage: &Passage) -> PassageJson<'_> {
    PassageJson { path: passage.path.as_str(), line: passage.line, text: &passage.text }
}

fn parity(disparity: &Disparity) -> FindingJson<'_> {
    FindingJson::Parity {
        severity: disparity.aspect.severity(),
        aspect: disparity.aspect,
        source: disparity.source.as_deref(),
        translation: disparity.translation.as_deref(),
    }
}

fn language_json<'a>(settings: &'a Settings, own: &'a LanguageStatus) -> LanguageJson<'a> {
    let language = settings.language(own.language);
    let sections = own.sections.iter();
    LanguageJson {
        code: &language.code,
        name: &language.name,
        total: own.total(),
        sections: sections
            .map(|(section, coverage)| SectionJson { section, coverage: *coverage })
            .collect(),
        strings: &own.strings,
    }
}
