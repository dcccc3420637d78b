//! Blocks of code in two languages, compared line by line: their comments and messages may be translated.

use super::align::{Equality, align};
use super::comparison::WordChanges;
use super::text::ComparedText;
use super::unit::UnitKind;
use super::word::{Word, combine};
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// How a block of code in the source differs from the one in the translation.
pub(super) fn code_changes(
    old: ComparedText<'_>,
    new: ComparedText<'_>,
) -> Option<(WordChanges, DriftSeverity)> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let keys = |lines: &[Line]| lines.iter().map(|line| line.key).collect::<Vec<u64>>();
    let (old_keys, new_keys) = (keys(&old_lines), keys(&new_lines));
    let matches = align(&old_keys, &new_keys, &Equality { left: &old_keys, right: &new_keys });
    let mut words = WordChanges::default();
    let (mut old_at, mut new_at) = (0, 0);
    let ends = matches.iter().map(|pair| (pair.left.start, pair.right.start));
    for (old_end, new_end) in ends.chain([(old_lines.len(), new_lines.len())]) {
        let (removed, added) = (&old_lines[old_at..old_end], &new_lines[new_at..new_end]);
        let is_translated =
            removed.len() * 2 >= added.len() && removed.iter().all(|line| line.is_translated);
        if !is_translated {
            words.removed.extend(removed.iter().map(|line| line.span));
            words.added.extend(added.iter().map(|line| line.span));
        }
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
    let is_diagram = new.units.iter().any(|unit| unit.kind == UnitKind::Diagram);
    let severity = if is_diagram { DriftSeverity::Prose } else { DriftSeverity::Code };
    (words != WordChanges::default()).then_some((words, severity))
}

struct Line {
    key: u64,
    span: Span,
    /// Whether it has letters that do not occur in code.
    is_translated: bool,
}

/// The lines of code, without comments at their ends, and without lines that are only comments.
fn lines(text: ComparedText<'_>) -> Vec<Line> {
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    let mut last_end = 0;
    for word in text.words() {
        let start = word.span.range().start;
        // A shell reads on behind a backslash.
        let between = text.file.get(last_end..start);
        let is_new =
            between.is_none_or(|between| between.contains('\n') && !between.contains('\\'));
        match lines.last_mut() {
            Some(line) if !is_new => line.push(word),
            _ => lines.push(vec![word]),
        }
        last_end = word.span.range().end;
    }
    lines.iter().filter_map(|words| line(words, text.file)).collect()
}

fn line(words: &[&Word], file: &str) -> Option<Line> {
    let range = words.first()?.span.range().start..words.last()?.span.range().end;
    let code_end = range.start + comment_start(&file[range.clone()]);
    let words: Vec<&&Word> =
        words.iter().filter(|word| word.span.range().end <= code_end).collect();
    let last = words.last()?.span.range().end;
    let code = &file[range.start..last];
    // The frame of a drawing is as long as its words.
    let is_drawn = |c: char| ('\u{2500}'..='\u{257f}').contains(&c);
    let is_foreign = |c: char| c.is_alphabetic() && !c.is_ascii() || is_drawn(c);
    let is_translated = code.contains(is_foreign);
    let key = combine(words.iter().map(|word| word.exact));
    Some(Line { key, span: Span::new(range.start..last), is_translated })
}

/// Where the comment of a line of code begins.
fn comment_start(line: &str) -> usize {
    let marks = ["# ", "// ", "#", "//", "/*", "--", "%%"];
    let at_start = marks.iter().any(|mark| line.starts_with(mark)).then_some(0);
    let inside = || [" #", " // "].iter().filter_map(|mark| line.find(mark)).min();
    at_start.or_else(inside).unwrap_or(line.len())
}
