//! Comments within a line or a cell: what stands around them untranslated belongs to the kept source too.
//!
//! `**pretty** <!--(*in query*)-->（查询参数）: string` keeps `pretty (in query): string`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::unit::{Unit, UnitKind};
use super::word::{Word, WordKind, combine};
use crate::diagnostic::Span;

/// A comment, and the units that it keeps.
pub(super) struct KeptComment {
    pub place: Span,
    pub units: Vec<Unit>,
    /// Whether it is directly followed by a translation.
    pub is_translated: bool,
}

/// Both sides of a translation that keeps its source.
#[derive(Clone, Copy)]
pub(super) struct Surroundings<'a> {
    pub source: &'a [Unit],
    /// The units of the translation, and its text.
    pub shown: &'a [Unit],
    pub text: &'a str,
}

/// Makes one unit of the comments of a block and the words around them, where the source has such a unit.
/// The comments are in the order of the file. Returns the units of the translation in these blocks.
pub(super) fn complete(comments: &mut [KeptComment], around: Surroundings<'_>) -> Vec<usize> {
    let mut covered = Vec::new();
    let known: HashSet<u64> = around.source.iter().map(bag_key).collect();
    let mut at = 0;
    while at < comments.len() {
        let Some(block) = around.block_of(comments[at].place) else {
            at += 1;
            continue;
        };
        let same = comments[at..].iter().take_while(|own| {
            around.block_of(own.place).is_some_and(|own| own.start == block.start)
        });
        let end = at + same.count();
        if let Some(whole) = completed(&comments[at..end], around, block.clone(), &known) {
            covered.extend(block);
            comments[at..end].iter_mut().for_each(|own| own.units.clear());
            comments[at].units.push(whole);
        }
        at = end;
    }
    covered
}

fn completed(
    comments: &[KeptComment],
    around: Surroundings<'_>,
    block: Range<usize>,
    known: &HashSet<u64>,
) -> Option<Unit> {
    let are_texts = comments.iter().all(|own| matches!(&own.units[..], [unit] if unit.is_prose()));
    let is_known = |own: &KeptComment| own.units.iter().all(|unit| known.contains(&bag_key(unit)));
    if !are_texts || comments.iter().all(is_known) {
        return None;
    }
    let shown = &around.shown[block];
    let (first, last) = (&comments[0].units[0], comments.last()?);
    let mut words: Vec<Word> = Vec::new();
    let mut is_pure = true;
    let mut told: HashMap<u64, usize> = HashMap::new();
    let mut next = comments.iter().peekable();
    for unit in shown {
        while let Some(own) = next.next_if(|own| own.place.end <= unit.span.start) {
            told.clear();
            own.units[0].words.iter().for_each(|word| *told.entry(word.folded).or_default() += 1);
            words.extend(&own.units[0].words);
        }
        for word in &unit.words {
            let is_told = told.get_mut(&word.folded).filter(|count| **count > 0);
            match is_told {
                Some(count) => *count -= 1,
                None if !around.is_foreign(word) => words.push(*word),
                None => is_pure &= !told.is_empty(),
            }
        }
    }
    words.extend(next.flat_map(|own| &own.units[0].words));
    let kind = shown.first().map_or(UnitKind::Paragraph, |unit| unit.kind);
    let span = Span { start: first.span.start, end: last.units[0].span.end };
    let whole = Unit::new(kind, first.regard, span, words);
    (is_pure || known.contains(&bag_key(&whole))).then_some(whole)
}

impl Surroundings<'_> {
    /// Whether a comment stands within a line or a cell: one word in it is text, and no mark.
    pub(super) fn is_inline(&self, comment: Span) -> bool {
        self.block_of(comment).is_some()
    }

    /// The units of the block that a comment stands in, with something on both sides of it or behind it in a
    /// row of a table.
    fn block_of(&self, comment: Span) -> Option<Range<usize>> {
        let next = self.shown.partition_point(|unit| unit.span.start < comment.end);
        let behind = self.shown.get(next)?;
        let before = next.checked_sub(1).map(|at| &self.shown[at]);
        let is_inside = before.is_some_and(|before| before.block == behind.block);
        let begins_row = || {
            let between = self.text.get(comment.end as usize..behind.span.start as usize);
            behind.kind == UnitKind::Row && between.is_some_and(|text| !text.contains('\n'))
        };
        if !is_inside && !begins_row() {
            return None;
        }
        let is_here = |unit: &&Unit| unit.block == behind.block;
        let before = self.shown[..next].iter().rev().take_while(is_here).count();
        let from = self.shown[next..].iter().take_while(is_here).count();
        Some(next - before..next + from)
    }

    /// Whether a word is of the translation's language, if its characters tell.
    fn is_foreign(&self, word: &Word) -> bool {
        let written = self.text.get(word.span.range()).unwrap_or_default();
        word.kind == WordKind::Ideograph
            || written.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
    }
}

fn bag_key(unit: &Unit) -> u64 {
    combine(unit.bag.iter().copied())
}
