//! A translation compared with its source: every span is a part of its text, and counts, rows and findings
//! agree. The input has the source, the translation and an earlier source between lines of `=====`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use site::diagnostic::Span;
use site::l10n::compare::{Basis, ComparedPage, Comparison, Former, SegmentState, compare};
use site_fuzz::{SETTINGS, check_range, parse};

fuzz_target!(|text: &str| {
    let mut texts = text.split("\n=====\n");
    let (Some(source_text), Some(translation_text)) = (texts.next(), texts.next()) else { return };
    let was_text = texts.next();
    let (Some(source), Some(translation)) = (parse(source_text), parse(translation_text)) else {
        return;
    };
    let was = was_text.and_then(parse);
    let was = was.as_ref().zip(was_text).map(|(document, text)| ComparedPage { document, text });
    let comparison = compare(
        &ComparedPage { document: &source, text: source_text },
        &ComparedPage { document: &translation, text: translation_text },
        was.as_ref().map_or(Former::Unknown, Former::Text),
        &SETTINGS.markup(source.file.language),
    );
    let kept_text = match (comparison.basis, was_text) {
        (Basis::Earlier, Some(was)) => was,
        _ => translation_text,
    };
    check_rows(&comparison, source_text, translation_text, kept_text);
    let severities = comparison.findings.iter().map(|finding| finding.severity);
    assert!(severities.is_sorted_by(|first, second| first >= second), "the worst stands first");
});

fn check_rows(comparison: &Comparison, source: &str, translation: &str, kept: &str) {
    let check = |text: &str, spans: &mut dyn Iterator<Item = Span>| {
        spans.for_each(|span| check_range(text, span.range()));
    };
    let mut has_row = vec![false; comparison.findings.len()];
    for row in &comparison.rows {
        check(source, &mut row.source.into_iter().chain(row.words.added.iter().copied()));
        check(translation, &mut row.translation.into_iter());
        check(kept, &mut row.was.iter().chain(&row.words.removed).copied());
        let is_fine = matches!(row.state, SegmentState::Same | SegmentState::Unknown);
        assert_eq!(row.findings.is_empty(), is_fine, "{row:?}");
        row.findings.iter().for_each(|finding| has_row[*finding] = true);
    }
    assert!(has_row.iter().all(|has_row| *has_row), "a finding has no row");
    let counts = comparison.counts;
    let counted = [counts.same, counts.changed, counts.new, counts.gone, counts.moved, counts.unknown];
    assert!(counted.iter().sum::<usize>() <= comparison.rows.len());
}
