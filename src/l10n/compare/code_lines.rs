//! Blocks of code in two languages, compared line by line: their comments and messages may be translated.

use std::collections::HashMap;

use super::align::{Equality, align};
use super::comparison::WordChanges;
use super::text::ComparedText;
use super::tongue::Tongue;
use super::unit::UnitKind;
use super::word::{self, Word, WordKind, combine, hash};
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// How a block of code in the source, `new`, differs from the one in the translation.
pub(super) fn code_changes(
    old: ComparedText<'_>,
    new: ComparedText<'_>,
    tongue: &Tongue,
) -> Option<(WordChanges, DriftSeverity)> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    // Where a block was cut in two, the depth of its lines is counted from elsewhere.
    let has_depth = old.units.len() == 1 && new.units.len() == 1;
    let keys = |lines: &[Line<'_>]| -> Vec<u64> {
        lines.iter().map(|line| if has_depth { line.key_at_depth } else { line.key }).collect()
    };
    let (old_keys, new_keys) = (keys(&old_lines), keys(&new_lines));
    let matches = align(&old_keys, &new_keys, &Equality { left: &old_keys, right: &new_keys });
    let mut words = WordChanges::default();
    let (mut old_at, mut new_at) = (0, 0);
    let ends = matches.iter().map(|pair| (pair.left.start, pair.right.start));
    for (old_end, new_end) in ends.chain([(old_lines.len(), new_lines.len())]) {
        let (removed, added) = (&old_lines[old_at..old_end], &new_lines[new_at..new_end]);
        if !is_translation(removed, Added { lines: added, block: &new_lines }, tongue) {
            words.removed.extend(removed.iter().map(|line| line.span));
            words.added.extend(added.iter().map(|line| line.span));
        }
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
    let is_diagram = new.units.iter().any(|unit| unit.kind == UnitKind::Diagram);
    let severity = if is_diagram { DriftSeverity::Prose } else { DriftSeverity::Code };
    (words != WordChanges::default()).then_some((words, severity))
}

/// Whether some lines say in the language of the translation what others say in the source's.
fn is_translation(removed: &[Line<'_>], added: Added<'_>, tongue: &Tongue) -> bool {
    let code =
        |lines: &[Line<'_>]| lines.iter().map(|line| line.code).collect::<Vec<&str>>().join("\n");
    let is_translated = |line: &Line<'_>| tongue.speaks(line.code) || is_drawn(line.code);
    let is_likely = removed.len() * 2 >= added.lines.len() && removed.iter().all(is_translated);
    // A translation may stand below what a program says.
    is_likely
        && match added.lines.is_empty() {
            true => tongue.names_from(&code(removed), &code(added.block)),
            false => tongue.keeps(&code(removed), &code(added.lines)),
        }
}

/// Lines that only the source has, and the block that they are of.
#[derive(Clone, Copy)]
struct Added<'a> {
    lines: &'a [Line<'a>],
    block: &'a [Line<'a>],
}

/// The frame of a drawing is as long as its words.
fn is_drawn(code: &str) -> bool {
    code.contains(|c: char| ('\u{2500}'..='\u{257f}').contains(&c))
}

/// How many lines of a block a text has, each as often as it stands there: a block of the translation may be
/// a part of one of the source.
pub(super) struct LineCounts(HashMap<u64, usize>);

impl LineCounts {
    pub(super) fn of(text: ComparedText<'_>) -> Self {
        let mut counts = HashMap::new();
        for line in lines(text) {
            *counts.entry(line.key).or_default() += 1;
        }
        Self(counts)
    }

    /// Takes the lines out that another block has.
    pub(super) fn without(mut self, text: ComparedText<'_>) -> Self {
        for line in lines(text) {
            if let Some(count) = self.0.get_mut(&line.key) {
                *count = count.saturating_sub(1);
            }
        }
        self
    }

    /// Whether nearly all lines of a text are here, apart from those that are translated.
    pub(super) fn hold(&self, text: ComparedText<'_>, tongue: &Tongue) -> bool {
        let mut rest = self.0.clone();
        let (mut known, mut all) = (0, 0);
        for line in lines(text).iter().filter(|line| !tongue.speaks(line.code)) {
            all += 1;
            if let Some(count) = rest.get_mut(&line.key).filter(|count| **count > 0) {
                (known, *count) = (known + 1, *count - 1);
            }
        }
        known > 0 && known * 10 >= all * 8
    }
}

/// A line of code, without the comment at its end.
struct Line<'a> {
    /// Equal if the words are.
    key: u64,
    /// Equal if the words and their depth are.
    key_at_depth: u64,
    span: Span,
    code: &'a str,
}

/// The lines of code, without lines that are only comments.
fn lines(text: ComparedText<'_>) -> Vec<Line<'_>> {
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    let mut last_end = 0;
    for word in text.words() {
        let start = word.span.range().start;
        let is_new = text.file.get(last_end..start).is_none_or(|between| {
            // A shell reads on behind a backslash.
            between.split_once('\n').is_some_and(|(rest, _)| !rest.contains('\\'))
        });
        match lines.last_mut() {
            Some(line) if !is_new => line.push(word),
            _ => lines.push(vec![word]),
        }
        last_end = word.span.range().end;
    }
    lines.iter().filter_map(|words| line(words, text.file)).collect()
}

fn line<'a>(words: &[&Word], file: &'a str) -> Option<Line<'a>> {
    // What escapes a character of Markdown, and a back-quote too many, is no code.
    let strays = ["`", "\\"].map(hash);
    let range = words.first()?.span.range().start..words.last()?.span.range().end;
    let code_end = range.start + comment_start(&file[range.clone()]);
    let is_bracket = |at: usize| {
        is_placeholder(words, at + 1, file)
            || at.checked_sub(1).is_some_and(|before| is_placeholder(words, before, file))
    };
    let kept = words.iter().enumerate().filter(|(_, word)| word.span.range().end <= code_end);
    let kept = kept.filter(|(at, word)| !strays.contains(&word.exact) && !is_bracket(*at));
    let words: Vec<&&Word> = kept.map(|(_, word)| word).collect();
    let last = words.last()?.span.range().end;
    let code = file.get(range.start..last)?;
    // `content/ko/docs` is where `content/en/docs` is in the reader's language.
    let is_language = |word: &Word| {
        let range = word.span.range();
        file[range.end..].starts_with('/') && word::is_language_code(&file[range])
    };
    let language = hash("language/");
    let rest = words[1..].iter().map(|word| if is_language(word) { language } else { word.exact });
    let first = words[0];
    let (bare, at_depth) = match is_language(first) {
        true => (language, language),
        false => (bare_key(file.get(first.span.range())?), first.exact),
    };
    Some(Line {
        key: combine([bare].into_iter().chain(rest.clone())),
        key_at_depth: combine([at_depth].into_iter().chain(rest)),
        span: Span::new(range.start..last),
        code,
    })
}

/// Whether one of some words is what readers replace, in brackets: `<HOST>`, which is also written `HOST`.
fn is_placeholder(words: &[&Word], at: usize, file: &str) -> bool {
    let written = |at: usize| words.get(at).and_then(|word| file.get(word.span.range()));
    let is_capital = |name: &str| {
        name.len() > 1
            && name
                .chars()
                .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "_-".contains(c))
    };
    at > 0
        && written(at).is_some_and(is_capital)
        && written(at - 1) == Some("<")
        && written(at + 1) == Some(">")
}

/// The key of a word without the depth of its line.
fn bare_key(written: &str) -> u64 {
    let mut words = Vec::with_capacity(1);
    word::split(written, WordKind::Code, &|start, end| Span::new(start..end), &mut words);
    words.first().map_or(0, |word| word.exact)
}

/// Where the comment of a line of code begins.
fn comment_start(line: &str) -> usize {
    let marks = ["# ", "// ", "#", "//", "/*", "--", "%%"];
    let at_start = marks.iter().any(|mark| line.starts_with(mark)).then_some(0);
    let inside = || [" #", " // "].iter().filter_map(|mark| line.find(mark)).min();
    at_start.or_else(inside).unwrap_or(line.len())
}
