//! What a translation keeps of its source, and which of its own units stand for what is kept.

use std::collections::HashSet;

use super::structure::{self, Place, StructureLikeness};
use super::unit::Unit;
use super::word::WordKind;
use super::{Page, cut};
use crate::config::Markup;
use crate::parse::body::{Definitions, SegmentKind, Source, parse_comment};

/// The source as it was when it was translated.
pub(super) struct Kept {
    pub units: Vec<Unit>,
    /// For each unit the one of the translation that stands for it.
    pub shown: Vec<Option<usize>>,
    /// For each unit whether it stands in a comment with a translation right behind it.
    pub is_translated: Vec<bool>,
}

impl Kept {
    /// What the comments of a translation hold.
    pub(super) fn in_comments(
        translation: &Page<'_>,
        source: &Page<'_>,
        (source_units, shown): (&[Unit], &[Unit]),
        markup: &Markup,
    ) -> Self {
        let mut units = Vec::new();
        let mut is_translated = Vec::new();
        let none = Definitions::none();
        let outer = Definitions::scattered(source.text, &none);
        let definitions = Definitions::scattered(translation.text, &outer);
        let source_is_foreign = is_foreign(source_units);
        let segments = translation.document.body.segments.iter();
        let notes = notes_of(source, &outer, markup);
        for segment in segments.filter(|segment| segment.kind == SegmentKind::Body) {
            let end = segment.source.range().end;
            let whole = Source {
                text: &translation.text[..end],
                definitions: &definitions,
                ..Source::whole(&translation.document.file.path, "", 0)
            };
            let nodes = parse_comment(&whole, segment.source, markup);
            let first = units.len();
            let mut own = cut::cut(&translation.text[..end], translation.language_prefix(), &nodes);
            own.iter_mut().for_each(|unit| unit.container = unit.container.map(|at| at + first));
            // Notes among translators are no source, nor are those that the source has in comments.
            if own.iter().all(|unit| notes.contains(&unit.key)) {
                continue;
            }
            if source_is_foreign || !is_foreign(&own) {
                is_translated.extend(own.iter().map(|_| segment.translation.is_some()));
                units.append(&mut own);
            }
        }
        let mut kept = Self { shown: vec![None; units.len()], is_translated, units };
        kept.find_shown(shown);
        kept
    }

    /// An earlier text of the source.
    pub(super) fn of_page(was: &Page<'_>, shown: &[Unit]) -> Self {
        let units = cut::cut(was.text, was.language_prefix(), &was.document.body.nodes);
        let mut kept =
            Self { shown: vec![None; units.len()], is_translated: vec![true; units.len()], units };
        let (units, all): (Vec<&Unit>, Vec<&Unit>) =
            (kept.units.iter().collect(), shown.iter().collect());
        let place = Place::Anywhere;
        let likeness = StructureLikeness { source: &units, translation: &all, place };
        for (at, other) in structure::pair(&likeness) {
            kept.shown[at] = Some(other);
        }
        kept
    }

    /// Pairs the units of each run of comments with those of the translation behind it.
    fn find_shown(&mut self, shown: &[Unit]) {
        let (mut at, mut shown_at) = (0, 0);
        while at < self.units.len() {
            let start = self.units[at].span.start;
            shown_at += shown[shown_at..].partition_point(|unit| unit.span.start < start);
            let next_shown = shown.get(shown_at).map_or(u32::MAX, |unit| unit.span.start);
            let count = self.units[at..].partition_point(|unit| unit.span.start < next_shown);
            let end = at + count.max(1);
            let next = self.units.get(end).map_or(u32::MAX, |unit| unit.span.start);
            let count = shown[shown_at..].partition_point(|unit| unit.span.start < next);
            let units: Vec<&Unit> = self.units[at..end].iter().collect();
            let own: Vec<&Unit> = shown[shown_at..shown_at + count].iter().collect();
            let place = Place::Behind;
            let likeness = StructureLikeness { source: &units, translation: &own, place };
            for (index, other) in structure::pair(&likeness) {
                self.shown[at + index] = Some(shown_at + other);
            }
            at = end;
        }
    }
}

/// What the source itself has in comments, and no reader sees.
fn notes_of(source: &Page<'_>, definitions: &Definitions<'_>, markup: &Markup) -> HashSet<u64> {
    let mut notes = HashSet::new();
    for segment in &source.document.body.segments {
        let end = segment.source.range().end;
        let whole = Source {
            text: &source.text[..end],
            definitions,
            ..Source::whole(&source.document.file.path, "", 0)
        };
        let nodes = parse_comment(&whole, segment.source, markup);
        notes.extend(
            cut::cut(whole.text, source.language_prefix(), &nodes).iter().map(|own| own.key),
        );
    }
    notes
}

/// Whether a text is written in characters that words are not made of in the source's language.
fn is_foreign(units: &[Unit]) -> bool {
    let words = || units.iter().flat_map(|unit| &unit.words);
    let ideographs = words().filter(|word| word.kind == WordKind::Ideograph).count();
    ideographs * 4 > words().count()
}
