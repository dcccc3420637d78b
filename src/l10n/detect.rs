//! Whether a translation has drifted, by two files alone: no site, no history.
//!
//! The answer has the form that the benchmark for detectors in the repository of kubernetes.io asks for
//! (`scripts/content_detection_benchmark`).

use camino::{Utf8Path, Utf8PathBuf};
use serde::Serialize;

use super::compare::{ComparedPage, Comparison, Former, compare};
use super::finding::{Change, DriftSeverity, Finding, Passage};
use crate::config::{Environment, LanguageId, Overrides, Settings, load, resolve};
use crate::discover::{ContentFile, ContentFormat, ContentRole};
use crate::parse::{Document, parse_document};
use crate::world::MemoryWorld;

/// A file and its text.
#[derive(Clone, Copy, Debug)]
pub struct DetectedFile<'a> {
    pub path: &'a Utf8Path,
    pub text: &'a str,
}

/// What is told of a pair of files.
#[derive(Clone, Debug, Serialize)]
pub struct Detection {
    pub status: DetectionStatus,
    /// What has drifted, the most severe first.
    pub signals: Vec<Signal>,
    /// The headings of the source below which something has drifted, in the order of the signals.
    pub sections: Vec<String>,
}

/// The labels of the benchmark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DetectionStatus {
    UpToDate,
    CandidateOutdated,
    /// Only wording, or who wrote the page.
    OutdatedLowSeverity,
    NoEnglishVersion,
    NotTranslated,
}

/// A finding, shortly.
#[derive(Clone, Debug, Serialize)]
pub struct Signal {
    pub severity: DriftSeverity,
    pub change: Change,
    pub source_line: Option<usize>,
    pub translation_line: Option<usize>,
}

impl Detection {
    /// For a pair of which one file does not exist.
    pub fn without_files(status: DetectionStatus) -> Self {
        Self { status, signals: Vec::new(), sections: Vec::new() }
    }

    /// Whether a program that asks is told so by the exit code.
    pub fn is_outdated(&self) -> bool {
        self.status == DetectionStatus::CandidateOutdated
    }
}

/// Compares two files. `None` if one of them has a front matter that cannot be read.
pub fn detect(source: DetectedFile<'_>, translation: DetectedFile<'_>) -> Option<Detection> {
    let settings = settings()?;
    let [from, to] = [(source, 0), (translation, 1)]
        .map(|(file, language)| parsed(&settings, file, LanguageId(language)));
    let (from, to) = (from?, to?);
    let comparison = compare(
        &ComparedPage { document: &from, text: source.text },
        &ComparedPage { document: &to, text: translation.text },
        Former::Unknown,
        &settings.markup(from.file.language),
    );
    Some(told(&comparison, source.text))
}

/// Hugo's defaults for two languages.
fn settings() -> Option<Settings> {
    const CONFIGURATION: &str = "baseURL = 'https://example.org/'\n\
        defaultContentLanguage = 'en'\n[languages.en]\ncontentDir = 'content/en'\n\
        [languages.xx]\ncontentDir = 'content/xx'\n";
    let world = MemoryWorld::new("2000-01-01T00:00:00Z").file("hugo.toml", CONFIGURATION);
    let mut ignored = Vec::new();
    let loaded = load(&world, &Environment::default(), &mut ignored).ok()?;
    Some(resolve(&loaded, &Overrides::default(), &mut ignored))
}

fn parsed(settings: &Settings, file: DetectedFile<'_>, language: LanguageId) -> Option<Document> {
    let content = ContentFile {
        path: file.path.to_owned(),
        language,
        location: location(file.path).with_extension("").into_string(),
        role: ContentRole::Single,
        format: ContentFormat::Markdown,
        resources: Vec::new(),
        directory: Utf8PathBuf::new(),
    };
    parse_document(settings, &content, file.text, &mut Vec::new())
}

/// The path below the directory of its language: below `content/ko`, or else its name.
fn location(path: &Utf8Path) -> &Utf8Path {
    let mut below = path;
    let mut components = path.components();
    while let Some(component) = components.next() {
        if component.as_str() == "content" && components.next().is_some() {
            below = components.as_path();
        }
    }
    let name = path.file_name().map_or(path, Utf8Path::new);
    if below == path || below.as_str().is_empty() { name } else { below }
}

fn told(comparison: &Comparison, source: &str) -> Detection {
    let findings = &comparison.findings;
    let is_mild = |finding: &Finding| finding.severity <= DriftSeverity::Wording;
    let status = match findings.as_slice() {
        [] => DetectionStatus::UpToDate,
        findings if findings.iter().all(is_mild) => DetectionStatus::OutdatedLowSeverity,
        _ => DetectionStatus::CandidateOutdated,
    };
    let mut sections: Vec<String> = Vec::new();
    for passage in findings.iter().filter_map(|finding| finding.source.as_ref()) {
        let heading = heading_of(source, passage);
        if !sections.contains(&heading) {
            sections.push(heading);
        }
    }
    Detection { status, signals: findings.iter().map(signal).collect(), sections }
}

fn signal(finding: &Finding) -> Signal {
    let line = |passage: &Option<Passage>| passage.as_ref().map(|passage| passage.line);
    Signal {
        severity: finding.severity,
        change: finding.change,
        source_line: line(&finding.source),
        translation_line: line(&finding.translation),
    }
}

/// The heading above a passage; empty above the first.
fn heading_of(source: &str, passage: &Passage) -> String {
    let end = source.floor_char_boundary(passage.span.range().start + 1);
    let is_heading =
        |line: &&str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
    let heading = source[..end].lines().rev().find(is_heading);
    heading.map_or_else(String::new, |line| line.trim_start_matches('#').trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(source: &str, translation: &str) -> Detection {
        let file = |path, text| DetectedFile { path: Utf8Path::new(path), text };
        detect(
            file("/x/content/en/docs/a.md", source),
            file("/x/content/ko/docs/a.md", translation),
        )
        .expect("two pages")
    }

    #[test]
    fn a_block_of_code_tells() {
        let page = |image: &str| {
            format!("---\ntitle: A\n---\n## Run {{#run}}\n\n```shell\nrun {image}\n```\n")
        };
        assert_eq!(detected(&page("a:1"), &page("a:1")).status, DetectionStatus::UpToDate);
        let found = detected(&page("a:2"), &page("a:1"));
        assert_eq!(found.status, DetectionStatus::CandidateOutdated);
        assert_eq!(found.signals[0].severity, DriftSeverity::Code);
    }

    #[test]
    fn a_location_is_below_the_language() {
        let located = |path: &'static str| location(Utf8Path::new(path)).as_str();
        assert_eq!(located("/tmp/content/ko/docs/a.md"), "docs/a.md");
        assert_eq!(located("a.md"), "a.md");
        assert_eq!(located("content/ko"), "ko");
    }
}
