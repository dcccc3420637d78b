//! What two languages have in common on a page, and one of them lacks: links, versions, code, pictures.
//!
//! It is looked for on the whole page, for translators join sentences and move them.

use std::collections::HashSet;

use super::align::{Equality, align};
use super::changes::Side;
use super::pages::Pages;
use super::rows::Draft;
use super::unit::{Unit, UnitKind};
use super::word::{Word, WordKind, combine};
use super::{Basis, DriftSeverity, State, WordChanges};
use crate::diagnostic::Span;

/// How a block of code in the source differs from the one in the translation, whose comments and
/// messages may be translated.
pub(super) fn code_changes(old: Side<'_>, new: Side<'_>) -> Option<(WordChanges, DriftSeverity)> {
    let (old_lines, new_lines) = (lines(old), lines(new));
    let keys = |lines: &[Line]| lines.iter().map(|line| line.key).collect::<Vec<u64>>();
    let (old_keys, new_keys) = (keys(&old_lines), keys(&new_lines));
    let matches = align(&old_keys, &new_keys, &Equality { left: &old_keys, right: &new_keys });
    let mut words = WordChanges::default();
    let (mut at, mut new_at) = (0, 0);
    let ends = matches.iter().map(|own| (own.left.start, own.right.start));
    for (end, new_end) in ends.chain([(old_lines.len(), new_lines.len())]) {
        let (own, other) = (&old_lines[at..end], &new_lines[new_at..new_end]);
        let is_translated = own.len() == other.len() && own.iter().all(|line| line.is_translated);
        if !is_translated {
            words.removed.extend(own.iter().map(|line| line.span));
            words.added.extend(other.iter().map(|line| line.span));
        }
        (at, new_at) = (end + 1, new_end + 1);
    }
    let is_diagram = new.units.iter().any(|unit| unit.kind == UnitKind::Diagram);
    let severity = if is_diagram { DriftSeverity::Prose } else { DriftSeverity::Code };
    (words != WordChanges::default()).then_some((words, severity))
}

struct Line {
    key: u64,
    span: Span,
    /// Whether it holds letters that code has not.
    is_translated: bool,
}

/// The lines of code, without the comments at their ends and without those that are nothing else.
fn lines(side: Side<'_>) -> Vec<Line> {
    let mut lines: Vec<Vec<&Word>> = Vec::new();
    let mut last_end = 0;
    for word in side.units.iter().flat_map(|unit| &unit.words) {
        let start = word.span.range().start;
        let is_new = side.text.get(last_end..start).is_none_or(|between| between.contains('\n'));
        match lines.last_mut() {
            Some(line) if !is_new => line.push(word),
            _ => lines.push(vec![word]),
        }
        last_end = word.span.range().end;
    }
    lines.iter().filter_map(|words| line(words, side.text)).collect()
}

fn line(words: &[&Word], text: &str) -> Option<Line> {
    let range = words.first()?.span.range().start..words.last()?.span.range().end;
    let code_end = range.start + comment_start(&text[range.clone()]);
    let words: Vec<&&Word> =
        words.iter().filter(|word| word.span.range().end <= code_end).collect();
    let last = words.last()?.span.range().end;
    let is_translated = text[range.start..last].chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    let key = combine(words.iter().map(|word| word.exact));
    Some(Line { key, span: Span::new(range.start..last), is_translated })
}

/// Where the comment of a line of code begins.
fn comment_start(line: &str) -> usize {
    let marks = ["# ", "// ", "#", "//", "/*", "--", "%%"];
    let at_start = marks.iter().any(|mark| line.starts_with(mark)).then_some(0);
    let inside = || [" # ", " // "].iter().filter_map(|mark| line.find(mark)).min();
    at_start.or_else(inside).unwrap_or(line.len())
}

/// Marks the rows that name what the other page does not name anywhere.
pub(super) fn compare(pages: &Pages<'_>, drafts: &mut [Draft]) {
    let sides = Sides {
        source: Side { units: &pages.units, text: pages.source.text },
        shown: Side { units: &pages.shown, text: pages.translation.text },
        source_names: names(&pages.units),
        shown_names: names(&pages.shown),
    };
    // What the source said before tells nothing of what was overlooked even then.
    let is_earlier = pages.basis == Basis::Earlier;
    for draft in drafts.iter_mut() {
        let found = match draft.row.state {
            State::NotComparable => [sides.added(draft), sides.removed(draft)],
            State::Same if is_earlier && draft.row.translation.is_some() => {
                [sides.added(draft), Vec::new()]
            }
            _ => continue,
        };
        let Some(severity) = found.iter().flatten().map(|(_, severity)| *severity).max() else {
            continue;
        };
        let [added, removed] = found.map(|own| own.into_iter().map(|(span, _)| span).collect());
        draft.severity = Some(severity);
        draft.row.state = State::Changed;
        draft.row.words = WordChanges { removed, added };
        if !is_earlier {
            draft.row.was = draft.row.translation;
        }
    }
}

/// Both pages, and what they name.
struct Sides<'a> {
    source: Side<'a>,
    shown: Side<'a>,
    source_names: HashSet<u64>,
    shown_names: HashSet<u64>,
}

/// Words with how much it matters that the other page lacks them.
type Unnamed = Vec<(Span, DriftSeverity)>;

impl Sides<'_> {
    /// What only the source names.
    fn added(&self, draft: &Draft) -> Unnamed {
        unnamed_at(self.source, draft.row.source, &self.shown_names)
    }

    /// What only the translation names.
    fn removed(&self, draft: &Draft) -> Unnamed {
        unnamed_at(self.shown, draft.row.translation, &self.source_names)
    }
}

/// For the text that begins where a span does. Code is compared line by line.
fn unnamed_at(side: Side<'_>, span: Option<Span>, names: &HashSet<u64>) -> Unnamed {
    let start = span.map(|span| span.start);
    let place = side.units.partition_point(|unit| Some(unit.span.start) < start);
    let unit = side.units.get(place).filter(|unit| Some(unit.span.start) == start);
    unit.filter(|unit| !unit.is_code())
        .map_or_else(Vec::new, |unit| unnamed(unit, side.text, names))
}

/// All that a page names and that is the same in any language.
pub(super) fn names<'a>(units: impl IntoIterator<Item = &'a Unit>) -> HashSet<u64> {
    units.into_iter().flat_map(|unit| &unit.words).flat_map(Word::names).collect()
}

/// What a unit names and the other page does not.
fn unnamed(unit: &Unit, text: &str, names: &HashSet<u64>) -> Unnamed {
    let told = unit.words.iter().filter_map(|word| {
        let severity = match word.kind {
            WordKind::Link => DriftSeverity::Link,
            WordKind::Picture => DriftSeverity::Prose,
            WordKind::Code | WordKind::Command if word.span.range().len() > 2 => {
                DriftSeverity::Code
            }
            WordKind::Number if is_version(at(text, word)) => DriftSeverity::Version,
            _ => return None,
        };
        (!word.names().any(|name| names.contains(&name))).then_some((word.span, severity))
    });
    told.collect()
}

fn at<'a>(text: &'a str, word: &Word) -> &'a str {
    text.get(word.span.range()).unwrap_or_default()
}

/// `v1.2`, `1.2.3`, `1.20`; not the half of `1.5 million`, which other languages count in other units.
fn is_version(number: &str) -> bool {
    let mut parts = number.trim_start_matches(['v', 'V']).split('.');
    let minor = parts.nth(1).unwrap_or_default();
    !minor.is_empty() && (number.starts_with('v') || minor.len() > 1 || parts.next().is_some())
}
