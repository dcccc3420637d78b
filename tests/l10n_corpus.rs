//! The translations of the real corpus, held against their sources.
//!
//! Every finding is written to `target/l10n/comparison.md`.
#![allow(clippy::disallowed_methods, reason = "tests look at real files")]

#[path = "support/corpus.rs"]
mod support;
#[path = "support/programs.rs"]
mod programs;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;

use camino::Utf8Path;
use site::config::Settings;
use site::diagnostic::Span;
use site::discover::discover;
use site::l10n::compare::{
    Basis, ComparedPage, Comparison, Counts, DriftSeverity, Finding, Former, SegmentState,
    WordChanges, compare,
};
use site::parse::{Document, parse};
use site::pipeline::{Request, configure};
use site::resolve::{pair, resolve};
use site::world::{DiskWorld, World};

/// A translation held against its source.
struct Pair {
    path: String,
    comparison: Comparison,
    source_text: String,
    translation_text: String,
}

/// All pairs of a language, by path.
fn pairs(language: &str) -> Option<Vec<Pair>> {
    let root = support::corpus()?;
    let world = DiskWorld::open(&root, support::NOW.parse().ok()).expect("a directory");
    let mut found = Vec::new();
    let settings = configure(&world, &Request::default(), &mut found).expect("a configuration");
    let sources = discover(&world, &settings, &mut found);
    let documents = parse(&world, &settings, &sources, &mut found);
    let paired = pair(&settings, &documents);
    let site = resolve(&settings, &documents, &paired, world.now(), &mut found);
    let language = settings.language_by_code(language).expect("a language of the corpus");
    let document = |set: &site::resolve::TranslationSet, id| {
        let member = set.members.get(&id)?;
        let document: Arc<Document> = site.pages[member.page.0].document.clone()?;
        document.file.path.as_str().contains("/blog/_posts/").then_some(document)
    };
    let of_both = site.sets.iter().filter_map(|set| {
        Some((document(set, settings.default_language)?, document(set, language)?))
    });
    let mut pairs: Vec<Pair> =
        of_both.map(|(source, own)| held(&world, &settings, &source, &own)).collect();
    pairs.sort_by(|a, b| a.path.cmp(&b.path));
    Some(pairs)
}

fn held(world: &dyn World, settings: &Settings, source: &Document, own: &Document) -> Pair {
    let text = |path: &Utf8Path| {
        String::from_utf8(world.read(path).expect("a readable file")).expect("UTF-8")
    };
    let (source_text, own_text) = (text(&source.file.path), text(&own.file.path));
    let source_page = ComparedPage { document: source, text: &source_text };
    let page = ComparedPage { document: own, text: &own_text };
    let markup = settings.markup(source.file.language);
    let comparison = compare(&source_page, &page, Former::Unknown, &markup);
    let path = own.file.path.to_string();
    Pair { path, comparison, source_text, translation_text: own_text }
}

fn total(pairs: &[Pair]) -> Counts {
    pairs.iter().fold(Counts::default(), |mut total, pair| {
        let own = pair.comparison.counts;
        total.same += own.same;
        total.changed += own.changed;
        total.new += own.new;
        total.gone += own.gone;
        total.moved += own.moved;
        total.unknown += own.unknown;
        total
    })
}

/// The pairs by the most severe of their findings.
fn by_severity(pairs: &[Pair]) -> BTreeMap<DriftSeverity, usize> {
    let mut counts = BTreeMap::new();
    for first in pairs.iter().filter_map(|pair| pair.comparison.findings.first()) {
        *counts.entry(first.severity).or_default() += 1;
    }
    counts
}

fn report(pairs: &[Pair]) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{} pairs, {:?}", pairs.len(), total(pairs));
    let _ = writeln!(text, "{:?}", by_severity(pairs));
    for pair in pairs {
        let Comparison { counts, findings, .. } = &pair.comparison;
        let _ = writeln!(text, "\n## {}\n{counts:?}", pair.path);
        for (finding, words) in findings.iter().zip(pair.comparison.words_of_findings()) {
            finding_text(finding, &mut text);
            words_text(pair, &words, &mut text);
        }
    }
    text
}

fn finding_text(finding: &Finding, text: &mut String) {
    let _ = writeln!(text, "\n### {:?} {:?}", finding.severity, finding.change);
    for (mark, passage) in
        [('-', &finding.was), ('+', &finding.source), ('=', &finding.translation)]
    {
        let Some(passage) = passage else { continue };
        for (at, line) in passage.text.lines().enumerate() {
            let _ = writeln!(text, "{mark}{}: {line}", passage.line + at);
        }
    }
}

fn words_text(pair: &Pair, words: &WordChanges, text: &mut String) {
    let of = |spans: &[Span], text: &str| -> Vec<String> {
        spans.iter().map(|span| text[span.range()].to_owned()).collect()
    };
    let removed = of(&words.removed, &pair.translation_text);
    let added = of(&words.added, &pair.source_text);
    if !removed.is_empty() || !added.is_empty() {
        let _ = writeln!(text, "~ {removed:?} {added:?}");
    }
}

#[test]
fn every_translation_is_held_against_its_source() {
    let mut text = String::new();
    for language in ["zh-cn", "ja", "ko", "pt-br", "bn", "uk", "de", "es", "id", "fr", "it", "vi"] {
        let Some(pairs) = pairs(language) else { return };
        let _ = writeln!(text, "\n# {language}\n\n{}", report(&pairs));
        for pair in &pairs {
            let sorted =
                pair.comparison.findings.is_sorted_by_key(|own| std::cmp::Reverse(own.severity));
            assert!(sorted, "{}", pair.path);
            for row in &pair.comparison.rows {
                let is_finding = !matches!(row.state, SegmentState::Same | SegmentState::Unknown);
                assert_eq!(!row.findings.is_empty(), is_finding, "{}: {row:?}", pair.path);
            }
        }
        if language == "zh-cn" {
            programs::say(&format!(
                "{} {:?} {:?}",
                pairs.len(),
                total(&pairs),
                by_severity(&pairs)
            ));
            assert!(
                pairs.iter().filter(|pair| pair.comparison.basis == Basis::Comments).count() >= 280
            );
        }
    }
    let directory = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("target/l10n");
    std::fs::create_dir_all(&directory).expect("a directory");
    std::fs::write(directory.join("comparison.md"), text).expect("a writable file");
}
