//! The source that a translation keeps in comments, and which of its units correspond to it.

use std::collections::{HashMap, HashSet};

use super::commented_tags;
use super::comparison::ComparedPage;
use super::counterparts;
use super::cut;
use super::echoes::Echoes;
use super::inline_comments::{self, KeptComment, Surroundings};
use super::markers;
use super::scale::Scale;
use super::structure::{Placement, Sides, StructureLikeness};
use super::unit::{Regard, Unit, UnitKind};
use super::word::{self, Word, WordKind};
use crate::config::Markup;
use crate::diagnostic::{Span, Spanned};
use crate::parse::body::{Definitions, Node, SegmentKind, Source, parse_comment};

/// The source as it was when it was translated.
pub(super) struct KeptSource {
    pub units: Vec<Unit>,
    /// For each unit, its counterpart in the translation.
    pub shown: Vec<Option<usize>>,
    /// The units of the translation that are a further part of a counterpart.
    pub also_shown: Vec<usize>,
    /// For each unit, whether its comment is directly followed by a translation.
    pub is_translated: Vec<bool>,
    /// For each unit, whether its translation was left out: no text stands behind its comment, and the next one is
    /// not long enough for both.
    pub is_left_out: Vec<bool>,
}

/// Pages whose comments are read. `markup` is that of the source.
#[derive(Clone, Copy)]
pub(super) struct Reading<'a> {
    pub source: &'a ComparedPage<'a>,
    pub translation: &'a ComparedPage<'a>,
    pub source_units: &'a [Unit],
    pub markup: &'a Markup,
}

impl KeptSource {
    pub(super) fn none() -> Self {
        Self {
            units: Vec::new(),
            shown: Vec::new(),
            also_shown: Vec::new(),
            is_translated: Vec::new(),
            is_left_out: Vec::new(),
        }
    }

    /// The content of a translation's comments.
    pub(super) fn in_comments(reading: Reading<'_>, shown: &[Unit]) -> Self {
        let Reading { source, translation, source_units, markup } = reading;
        let none = Definitions::none();
        let outer = Definitions::scattered(source.text, &none);
        let definitions = Definitions::scattered(translation.text, &outer);
        let source_is_foreign = is_foreign(source_units);
        let notes = Comments { text: source.text, ..Comments::of(source, &outer, markup) }.keys();
        let text = commented_tags::restored(translation);
        let comments = Comments { text: &text, ..Comments::of(translation, &definitions, markup) };
        let known: HashSet<u64> = source_units.iter().map(|unit| unit.key).collect();
        let hidden = markers::hidden(&translation.document.body.nodes);
        let segments = translation.document.body.segments.iter();
        let segments = segments.filter(|segment| segment.kind == SegmentKind::Body);
        let around = Surroundings { source: source_units, shown, text: translation.text };
        let code = Echoes::of(source_units.iter().filter(|unit| unit.is_code()));
        let mut all: Vec<KeptComment> = Vec::new();
        for segment in segments.filter(|segment| !markers::is_inside(segment.source, &hidden)) {
            let kept = comments.units(segment.source);
            let is_marker = comments.written(segment.source).is_some_and(markers::is_marker);
            let is_marker = is_marker && !around.is_inline(segment.source);
            if is_marker && !kept.iter().all(|unit| known.contains(&unit.key)) {
                continue;
            }
            // The comments of a block of code are compared with the block.
            let is_of_code =
                segment.translation.is_some_and(|place| begins_with_code(shown, place))
                    && code.hold_words(&comments.raw_words(segment.source))
                    && !kept.iter().all(|unit| known.contains(&unit.key));
            if is_of_code {
                continue;
            }
            // Translators' notes are not source text, nor are the source's own comments.
            let is_note = kept.iter().all(|unit| notes.contains(&unit.key));
            if !is_note && (source_is_foreign || !is_foreign(&kept)) {
                let is_translated = segment.translation.is_some();
                all.push(KeptComment { place: segment.source, units: kept, is_translated });
            }
        }
        let also_shown = inline_comments::complete(&mut all, around);
        let mut kept = Self { also_shown, ..Self::of_comments(all) };
        kept.warn_within(shown);
        kept.find_shown(shown, &known);
        kept
    }

    fn of_comments(comments: Vec<KeptComment>) -> Self {
        let mut kept = Self::none();
        for mut comment in comments {
            let first = kept.units.len();
            let shift = |unit: &mut Unit| unit.container = unit.container.map(|at| at + first);
            comment.units.iter_mut().for_each(shift);
            kept.is_translated.extend(comment.units.iter().map(|_| comment.is_translated));
            kept.units.append(&mut comment.units);
        }
        kept.shown = vec![None; kept.units.len()];
        kept.is_left_out = vec![false; kept.units.len()];
        kept
    }

    /// What is kept inside a box that warns is a part of the warning.
    fn warn_within(&mut self, shown: &[Unit]) {
        let is_box =
            |unit: &&Unit| unit.regard == Regard::Warning && matches!(unit.kind, UnitKind::Call(_));
        let boxes: Vec<Span> = shown.iter().filter(is_box).map(|unit| unit.span).collect();
        for unit in &mut self.units {
            if unit.regard == Regard::Plain && markers::is_inside(unit.span, &boxes) {
                unit.regard = Regard::Warning;
            }
        }
    }

    /// Whether what is kept is a good share of the source, or most of what is shown has its source kept:
    /// a few remarks in comments make no page that keeps its source.
    pub(super) fn covers(&self, source: &[Unit], shown: &[Unit]) -> bool {
        const LEAST_PERCENT: usize = 30;
        let words = |units: &mut dyn Iterator<Item = &Unit>| -> usize {
            units.filter(|unit| unit.is_prose()).map(|unit| unit.bag.len()).sum()
        };
        let kept = words(&mut self.units.iter());
        let behind = words(&mut self.shown.iter().flatten().map(|at| &shown[*at]));
        kept * 100 >= words(&mut source.iter()) * LEAST_PERCENT
            || behind * 100 >= words(&mut shown.iter()) * LEAST_PERCENT
    }

    /// An earlier text of the source.
    pub(super) fn of_page(was: &ComparedPage<'_>, shown: &[Unit]) -> Self {
        let units = cut::cut(was.text, was.language_prefix(), &was.document.body.nodes);
        let mut kept = Self {
            shown: vec![None; units.len()],
            also_shown: Vec::new(),
            is_translated: vec![true; units.len()],
            is_left_out: vec![false; units.len()],
            units,
        };
        let (units, all): (Vec<&Unit>, Vec<&Unit>) =
            (kept.units.iter().collect(), shown.iter().collect());
        for pair in counterparts::of_pages(Sides { source: &units, translation: &all }) {
            kept.shown[pair.source].fill(Some(pair.translation.start));
            kept.also_shown.extend(pair.translation.skip(1));
        }
        kept
    }

    /// How long the translation is for what is kept: by the texts that have a counterpart.
    pub(super) fn scale(&self, shown: &[Unit]) -> Scale {
        let (kept, all): (Vec<&Unit>, Vec<&Unit>) =
            (self.units.iter().collect(), shown.iter().collect());
        let pairs = self.units.iter().zip(&self.shown);
        let pairs = pairs.filter_map(|(unit, place)| Some((unit, &shown[(*place)?])));
        let texts = pairs.filter(|(unit, own)| unit.is_prose() && own.is_prose());
        Scale::of(&kept, &all).refined(texts.map(|(unit, own)| (unit.letters(), own.letters())))
    }

    /// Notes which units of a run were not translated. What was taken for the translation of one and its neighbour is
    /// that of the neighbour.
    fn leave_out(&mut self, first: usize, left_out: &[bool]) {
        for (at, is_left_out) in (first..).zip(left_out) {
            self.is_left_out[at] = *is_left_out;
            if let Some(shown) = self.shown[at].take_if(|_| *is_left_out)
                && at + 1 < first + left_out.len()
            {
                self.shown[at + 1].get_or_insert(shown);
            }
        }
    }

    /// Pairs the units of each run of comments with those of the translation behind it.
    fn find_shown(&mut self, shown: &[Unit], source: &HashSet<u64>) {
        let (all_kept, all): (Vec<&Unit>, Vec<&Unit>) =
            (self.units.iter().collect(), shown.iter().collect());
        let scale = Scale::of(&all_kept, &all);
        let mut keys: HashMap<u64, usize> = HashMap::new();
        self.units.iter().for_each(|unit| *keys.entry(unit.key).or_default() += 1);
        let count_of = |unit: &Unit| keys.get(&unit.key).copied().unwrap_or_default();
        // A list of names has no comment: it is the same in any language.
        let is_own = |unit: &Unit| source.contains(&unit.key) && count_of(unit) == 0;
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
            let behind = shown_at..shown_at + count;
            let (own, places): (Vec<usize>, Vec<usize>) =
                behind.partition(|place| is_own(&shown[*place]));
            // Among as few texts of a kind as comments, it is the translation of one.
            let places = with_needed(places, &own, shown, &units);
            let behind: Vec<&Unit> = places.iter().map(|place| &shown[*place]).collect();
            let sides = Sides { source: &units, translation: &behind };
            let likeness = StructureLikeness::new(sides, Placement::Behind, &scale);
            for pair in counterparts::paired(&likeness) {
                self.shown[at + pair.source.start] = Some(places[pair.translation.start]);
            }
            // A comment may keep several texts, and only some of them have a translation.
            let is_partly = self.shown[at..end].iter().any(Option::is_some);
            let lone = |at: usize| {
                let is_passed_over = is_partly && self.shown[at].is_none();
                let is_twice = || count_of(&self.units[at]) > 1;
                !self.is_translated[at] || is_passed_over && !is_twice()
            };
            let lone: Vec<bool> = (at..end).map(lone).collect();
            let left_out = left_out(&units, &behind, &lone, &scale);
            self.leave_out(at, &left_out);
            at = end;
        }
    }
}

/// Which texts of a run of comments were not translated: of those with nothing directly behind their comment or without
/// a counterpart, as many as the texts behind the run are too short for all of it.
fn left_out(kept: &[&Unit], behind: &[&Unit], is_lone: &[bool], scale: &Scale) -> Vec<bool> {
    /// In bytes of the translation; what is shorter may be said in a word.
    const LEAST: usize = 40;
    let is_text = |unit: &&&Unit| unit.is_prose();
    let expected = |unit: &Unit| scale.expected(unit.letters());
    let all: usize = kept.iter().filter(is_text).map(|unit| expected(unit)).sum();
    let own: usize = behind.iter().filter(is_text).map(|unit| unit.letters()).sum();
    let mut lacking = all.saturating_sub(own);
    let left_out = kept.iter().zip(is_lone).map(|(unit, is_lone)| {
        let length = expected(unit);
        let is_left_out =
            *is_lone && unit.is_prose() && length >= LEAST && lacking * 4 >= length * 3;
        lacking = lacking.saturating_sub(if is_left_out { length } else { 0 });
        is_left_out
    });
    left_out.collect()
}

/// Some places of the translation, and of those that need no comment as many as its comments have counterparts
/// of the same kind; in their order.
fn with_needed(
    mut places: Vec<usize>,
    own: &[usize],
    shown: &[Unit],
    kept: &[&Unit],
) -> Vec<usize> {
    let mut needed: HashMap<UnitKind, usize> = HashMap::new();
    kept.iter().for_each(|unit| *needed.entry(unit.kind).or_default() += 1);
    for place in &places {
        if let Some(count) = needed.get_mut(&shown[*place].kind) {
            *count = count.saturating_sub(1);
        }
    }
    for place in own {
        if let Some(count) = needed.get_mut(&shown[*place].kind).filter(|count| **count > 0) {
            *count -= 1;
            places.push(*place);
        }
    }
    places.sort_unstable();
    places
}

/// The comments of a page, and how they are read.
struct Comments<'a> {
    page: &'a ComparedPage<'a>,
    text: &'a str,
    definitions: &'a Definitions<'a>,
    markup: &'a Markup,
}

impl<'a> Comments<'a> {
    fn of(
        page: &'a ComparedPage<'a>,
        definitions: &'a Definitions<'a>,
        markup: &'a Markup,
    ) -> Self {
        Self { page, text: page.text, definitions, markup }
    }

    fn written(&self, comment: Span) -> Option<&str> {
        self.text.get(comment.range())
    }

    /// The words of a comment, as they would be in a block of code.
    fn raw_words(&self, comment: Span) -> Vec<Word> {
        let mut words = Vec::new();
        let place = |start, end| Span::new(start..end).shifted(comment.range().start);
        word::split(self.written(comment).unwrap_or_default(), WordKind::Code, &place, &mut words);
        words
    }

    /// The units of one comment.
    fn units(&self, comment: Span) -> Vec<Unit> {
        let mut place = commented_tags::place(self.page.text, comment);
        let inside = self.text.get(place.range()).unwrap_or_default();
        place.end = place.start + inside.trim_end().len() as u32;
        let text = &self.text[..place.range().end];
        let whole = Source {
            text,
            definitions: self.definitions,
            ..Source::whole(&self.page.document.file.path, "", 0)
        };
        let nodes: Vec<Spanned<Node>> = parse_comment(&whole, place, self.markup);
        cut::cut(text, self.page.language_prefix(), &nodes)
    }

    /// The units of all comments, which readers do not see.
    fn keys(&self) -> HashSet<u64> {
        let segments = self.page.document.body.segments.iter();
        segments.flat_map(|segment| self.units(segment.source)).map(|unit| unit.key).collect()
    }
}

/// Whether a block of code stands where a translation begins.
fn begins_with_code(shown: &[Unit], translation: Span) -> bool {
    let at = shown.partition_point(|unit| unit.span.start < translation.start);
    shown.get(at).is_some_and(|unit| unit.is_code() && unit.span.start < translation.end)
}

/// Whether a text is written in characters that the source's language does not use for words.
fn is_foreign(units: &[Unit]) -> bool {
    let words = || units.iter().flat_map(|unit| &unit.words);
    let ideographs = words().filter(|word| word.kind == WordKind::Ideograph).count();
    ideographs * 4 > words().count()
}
