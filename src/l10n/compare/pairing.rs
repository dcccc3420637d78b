//! Pairs the units of the source with the kept source, and with the translation.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::align::{Match, align};
use super::code_groups::{self, CodeGroup, CodePairs};
use super::comparison::Basis;
use super::counterparts::{self, Counterparts, Surplus, are_aligned};
use super::likeness::{Free, TextLikeness, common, elsewhere, shared_of};
use super::one_to_many::{self, Region};
use super::pages::Pages;
use super::scale::Scale;
use super::structure::{Placement, Sides, StructureLikeness};
use super::swapped::{self, Rest};
use super::unit::{Unit, UnitKind};
use super::word::{WordKind, combine};

/// The counterpart of a unit of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Partner {
    /// Units of the kept source, at this place.
    Here(Match),
    /// A unit of the kept source, elsewhere.
    Elsewhere(usize),
    /// A unit of the translation without a kept source.
    Shown(usize),
}

pub(super) struct UnitPairing<'a> {
    pub pages: &'a Pages<'a>,
    /// For each unit of the source.
    pub partners: Vec<Option<Partner>>,
    /// For each kept unit, whether it corresponds to one of the source.
    pub is_used: Vec<bool>,
    /// For each unit of the translation, whether it corresponds to a kept unit or one of the source.
    pub is_taken: Vec<bool>,
    /// For each unit of the source, whether it or its counterpart says a sentence more than the other.
    pub surpluses: Vec<Option<Surplus>>,
    /// Whether so much of both pages corresponds that a text without a counterpart is a finding.
    pub is_aligned: bool,
    code_groups: Vec<CodeGroup>,
    /// A block of the source -> its group.
    group_of: HashMap<usize, usize>,
}

impl<'a> UnitPairing<'a> {
    /// Pairs all that can be paired.
    pub(super) fn of(pages: &'a Pages<'a>) -> Self {
        let mut pairing = Self::new(pages);
        pairing.here();
        pairing.elsewhere();
        pairing.shown();
        pairing.group_code();
        pairing
    }

    fn new(pages: &'a Pages<'a>) -> Self {
        let mut is_taken = vec![false; pages.shown.len()];
        for shown in pages.kept.shown.iter().flatten() {
            is_taken[*shown] = true;
        }
        for shown in &pages.kept.also_shown {
            is_taken[*shown] = true;
        }
        Self {
            pages,
            surpluses: vec![None; pages.units.len()],
            is_aligned: false,
            code_groups: Vec::new(),
            group_of: HashMap::new(),
            partners: vec![None; pages.units.len()],
            is_used: vec![false; pages.kept.units.len()],
            is_taken,
        }
    }

    /// Pairs units that are in the same order in the source and in the kept source.
    fn here(&mut self) {
        let (units, kept) = (&self.pages.units, &self.pages.kept.units);
        let keys = |units: &[Unit]| units.iter().map(|unit| unit.key).collect::<Vec<u64>>();
        let likeness = TextLikeness { left: units, right: kept };
        align(&keys(units), &keys(kept), &likeness).into_iter().for_each(|pair| self.pair(pair));
        self.lone_pairs().into_iter().for_each(|pair| self.pair(pair));
        let found = one_to_many::find(units, kept, &self.gaps_and_pairs());
        found.into_iter().for_each(|pair| self.pair(pair));
    }

    fn pair(&mut self, pair: Match) {
        self.is_used[pair.right.clone()].fill(true);
        for at in pair.left.clone() {
            self.partners[at] = Some(Partner::Here(pair.clone()));
        }
    }

    /// Two units of a kind that are alone between pairs: from their place, one became the other.
    fn lone_pairs(&self) -> Vec<Match> {
        let [keys, kept_keys] = [&self.pages.units, &self.pages.kept.units]
            .map(|units| units.iter().map(|unit| unit.key).collect::<HashSet<u64>>());
        let mut pairs = Vec::new();
        for gap in self.gaps() {
            let units = &self.pages.units[gap.left.clone()];
            let kept = &self.pages.kept.units[gap.right.clone()];
            let ([unit], [other]) = (units, kept) else { continue };
            let is_heading = matches!(unit.kind, UnitKind::Heading(_));
            let stands_for = unit.kind == other.kind
                && (is_heading
                    || shared_of(&unit.bag, &other.bag) >= 200
                    || unit.is_code() && is_part_of(unit, other))
                // A text that is elsewhere word for word was moved there.
                && !kept_keys.contains(&unit.key)
                && !keys.contains(&other.key);
            if stands_for {
                pairs.push(gap);
            }
        }
        pairs
    }

    /// The gaps of unpaired units between pairs.
    fn gaps(&self) -> Vec<Match> {
        let mut gaps = Vec::new();
        let (mut left, mut right) = (0, 0);
        let (left_end, right_end) = (self.partners.len(), self.is_used.len());
        let end = Match { left: left_end..left_end, right: right_end..right_end };
        let here = self.partners.iter().filter_map(|partner| match partner {
            Some(Partner::Here(pair)) => Some(pair),
            _ => None,
        });
        for pair in here.chain([&end]) {
            if pair.left.start >= left {
                gaps.push(Match { left: left..pair.left.start, right: right..pair.right.start });
            }
            (left, right) = (pair.left.end, pair.right.end);
        }
        gaps
    }

    /// The pairs, each with the unpaired units around it, and the gaps.
    fn gaps_and_pairs(&self) -> Vec<Region> {
        let gaps = self.gaps();
        let mut regions = Vec::new();
        for (index, gap) in gaps.iter().enumerate() {
            regions.push(Region { left: gap.left.clone(), right: gap.right.clone(), pair: None });
            if let Some(next) = gaps.get(index + 1) {
                regions.push(Region {
                    left: gap.left.start..next.left.end,
                    right: gap.right.start..next.right.end,
                    pair: Some(Match {
                        left: gap.left.end..next.left.start,
                        right: gap.right.end..next.right.start,
                    }),
                });
            }
        }
        regions
    }

    fn elsewhere(&mut self) {
        let unpaired: Vec<usize> = indices(&self.partners, |partner| partner.is_none());
        let unused: Vec<usize> = indices(&self.is_used, |is_used| !is_used);
        let left = Free { units: &self.pages.units, free: &unpaired };
        let right = Free { units: &self.pages.kept.units, free: &unused };
        for (at, other) in elsewhere(left, right) {
            self.partners[at] = Some(Partner::Elsewhere(other));
            self.is_used[other] = true;
        }
        for at in 1..self.partners.len() {
            self.follow_moved(at - 1, at);
        }
        for at in (1..self.partners.len()).rev() {
            self.follow_moved(at, at - 1);
        }
    }

    /// A unit moves with its neighbour, however short it is.
    fn follow_moved(&mut self, neighbour: usize, at: usize) {
        let Some(Partner::Elsewhere(other)) = self.partners[neighbour] else { return };
        let next = if at > neighbour { Some(other + 1) } else { other.checked_sub(1) };
        let is_free = |next: &usize| self.is_used.get(*next).is_some_and(|is_used| !is_used);
        let Some(next) = next.filter(is_free).filter(|_| self.partners[at].is_none()) else {
            return;
        };
        if self.pages.units[at].key == self.pages.kept.units[next].key {
            self.partners[at] = Some(Partner::Elsewhere(next));
            self.is_used[next] = true;
        }
    }

    /// Pairs the rest of the source with units of the translation that have no kept source.
    fn shown(&mut self) {
        // A text that the source also has in another form has no counterpart of its own: its translation may be
        // part of another's, such as the caption of a table.
        for (at, unit) in self.pages.kept.units.iter().enumerate() {
            let shown = self.pages.kept.shown[at].filter(|_| !self.is_used[at]);
            if let Some(shown) = shown.filter(|_| self.pages.echoes.in_source.hold(unit)) {
                self.is_taken[shown] = false;
            }
        }
        if self.pages.basis == Basis::Structure {
            return self.shown_anywhere();
        }
        self.shown_headings();
        self.shown_untranslated();
        self.shown_within_reach();
    }

    /// Finds the blocks of code that one side cuts in two.
    fn group_code(&mut self) {
        let pages = self.pages;
        let is_block = |at: &usize| pages.units[*at].kind == UnitKind::Code;
        let shown_code = |at: usize| Some(at).filter(|at| pages.shown[*at].is_code());
        let pairs = (0..pages.units.len()).filter(is_block);
        let pairs = pairs.filter_map(|at| Some((at, shown_code(self.shown_of(at)?)?)));
        let pairs: Vec<(usize, usize)> = pairs.collect();
        self.code_groups = code_groups::find(
            pages,
            &CodePairs {
                pairs: &pairs,
                is_free: [&|at| self.partners[at].is_none(), &|at| !self.is_taken[at]],
            },
        );
        for (index, group) in self.code_groups.iter().enumerate() {
            for at in &group.source {
                self.group_of.insert(*at, index);
                self.partners[*at].get_or_insert(Partner::Shown(group.shown[0]));
            }
            group.shown.iter().for_each(|at| self.is_taken[*at] = true);
        }
    }

    /// The counterpart of a unit of the source in the translation.
    fn shown_of(&self, at: usize) -> Option<usize> {
        match self.partners[at].as_ref()? {
            Partner::Here(pair) => self.pages.kept.shown[pair.right.start],
            Partner::Elsewhere(kept) => self.pages.kept.shown[*kept],
            Partner::Shown(shown) => Some(*shown),
        }
    }

    /// The blocks of code that a block of the source belongs to, if one side cuts them in several.
    pub(super) fn code_group(&self, at: usize) -> Option<&CodeGroup> {
        self.group_of.get(&at).map(|index| &self.code_groups[*index])
    }

    /// Pairs two pages without any kept source.
    fn shown_anywhere(&mut self) {
        let pages = self.pages;
        let (units, shown): (Vec<&Unit>, Vec<&Unit>) =
            (pages.units.iter().collect(), pages.shown.iter().collect());
        for pair in counterparts::of_pages(Sides { source: &units, translation: &shown }) {
            self.pair_with_shown(&pair);
        }
        self.shown_headings();
        self.shown_untranslated();
        self.shown_by_names();
        let partners: Vec<Option<usize>> = (0..units.len()).map(|at| self.shown_of(at)).collect();
        let (units, shown, is_taken) = (&pages.units, &pages.shown, &self.is_taken);
        let found = swapped::find(&Rest { units, shown, partners: &partners, is_taken });
        for (at, shown) in found {
            self.partners[at] = Some(Partner::Shown(shown));
            self.is_taken[shown] = true;
        }
        self.is_aligned = are_aligned(&pages.units, |at| self.partners[at].is_some())
            && are_aligned(&pages.shown, |at| self.is_taken[at]);
    }

    fn pair_with_shown(&mut self, pair: &Counterparts) {
        for at in pair.source.clone() {
            self.partners[at] = Some(Partner::Shown(pair.translation.start));
            self.surpluses[at] = pair.surplus;
        }
        self.is_taken[pair.translation.clone()].fill(true);
    }

    /// Texts of a kind that name the same, or at least lead to the same pages, wherever they are: an item that
    /// was moved. Languages write dates and versions in other ways.
    fn shown_by_names(&mut self) {
        self.shown_by(|unit| names_of(unit, |kind| kind > WordKind::Tag));
        self.shown_by(|unit| names_of(unit, |kind| kind == WordKind::Link));
    }

    fn shown_by(&mut self, names_of: impl Fn(&Unit) -> Option<u64>) {
        let pages = self.pages;
        let mut by_names: HashMap<u64, Vec<usize>> = HashMap::new();
        for at in (0..pages.shown.len()).rev().filter(|at| !self.is_taken[*at]) {
            if let Some(names) = names_of(&pages.shown[at]) {
                by_names.entry(names).or_default().push(at);
            }
        }
        for (at, unit) in pages.units.iter().enumerate() {
            if self.partners[at].is_some() {
                continue;
            }
            let places = names_of(unit).and_then(|names| by_names.get_mut(&names));
            let is_of_kind = |shown: &usize| pages.shown[*shown].kind == unit.kind;
            if let Some(shown) = places.and_then(|places| places.pop_if(|at| is_of_kind(at))) {
                self.partners[at] = Some(Partner::Shown(shown));
                self.is_taken[shown] = true;
            }
        }
    }

    fn shown_within_reach(&mut self) {
        let pages = self.pages;
        let left = indices(&self.partners, |partner| partner.is_none());
        let right = indices(&self.is_taken, |is_taken| !is_taken);
        let units: Vec<&Unit> = left.iter().map(|at| &pages.units[*at]).collect();
        let shown: Vec<&Unit> = right.iter().map(|at| &pages.shown[*at]).collect();
        let (all, all_shown): (Vec<&Unit>, Vec<&Unit>) =
            (pages.units.iter().collect(), pages.shown.iter().collect());
        let scale = Scale::of(&all, &all_shown);
        let reach = self.reach(&left);
        let place = Placement::Within { reach: &reach, places: &right };
        let sides = Sides { source: &units, translation: &shown };
        for pair in counterparts::paired(&StructureLikeness::new(sides, place, &scale)) {
            let (at, other) = (left[pair.source.start], right[pair.translation.start]);
            self.partners[at] = Some(Partner::Shown(other));
            self.is_taken[other] = true;
        }
    }

    /// A heading with the id of the source's heading corresponds to it, whatever its comment says.
    fn shown_headings(&mut self) {
        let pages = self.pages;
        let headings = pages.shown.iter().enumerate();
        let by_id: HashMap<u64, usize> =
            headings.filter_map(|(at, heading)| Some((heading.id?, at))).collect();
        for (at, unit) in pages.units.iter().enumerate() {
            let shown = unit.id.and_then(|id| by_id.get(&id));
            if let Some(shown) = shown.filter(|_| self.partners[at].is_none()) {
                self.partners[at] = Some(Partner::Shown(*shown));
                self.is_taken[*shown] = true;
            }
        }
    }

    /// Units that are the same in the source and in the translation, wherever they are.
    fn shown_untranslated(&mut self) {
        let pages = self.pages;
        let mut by_key: HashMap<u64, Vec<usize>> = HashMap::new();
        for at in (0..pages.shown.len()).rev().filter(|at| !self.is_taken[*at]) {
            by_key.entry(pages.shown[at].key).or_default().push(at);
        }
        for (at, unit) in pages.units.iter().enumerate() {
            if self.partners[at].is_some() {
                continue;
            }
            if let Some(shown) = by_key.get_mut(&unit.key).and_then(Vec::pop) {
                self.partners[at] = Some(Partner::Shown(shown));
                self.is_taken[shown] = true;
            }
        }
    }

    /// For some units of the source, the part of the translation between the counterparts of
    /// their neighbours.
    fn reach(&self, units: &[usize]) -> Vec<Range<usize>> {
        let shown = &self.pages.kept.shown;
        let place = |at: usize| match &self.partners[at] {
            Some(Partner::Here(pair)) => pair.right.clone().filter_map(|kept| shown[kept]).max(),
            _ => None,
        };
        let mut starts = Vec::with_capacity(self.partners.len());
        let mut start = 0;
        for at in 0..self.partners.len() {
            starts.push(start);
            start = place(at).map_or(start, |place| start.max(place + 1));
        }
        let mut ends = vec![self.is_taken.len(); self.partners.len()];
        let mut end = self.is_taken.len();
        for (at, end_there) in ends.iter_mut().enumerate().rev() {
            *end_there = end;
            end = place(at).map_or(end, |place| end.min(place));
        }
        units.iter().map(|at| starts[*at]..ends[*at]).collect()
    }
}

/// Whether one of two units has nearly all words of the other: a block that lost most of its lines.
fn is_part_of(unit: &Unit, other: &Unit) -> bool {
    let least = unit.bag.len().min(other.bag.len());
    least > 0 && common(&unit.bag, &other.bag) * 10 >= least * 8
}

/// What a text names by words of some kinds, as one; `None` if it names nothing.
fn names_of(unit: &Unit, is_named: impl Fn(WordKind) -> bool) -> Option<u64> {
    let named = unit.words.iter().filter(|word| is_named(word.kind));
    let mut names: Vec<u64> = named.map(|word| word.folded).collect();
    names.sort_unstable();
    names.dedup();
    (unit.is_prose() && !names.is_empty()).then(|| combine(names.into_iter()))
}

/// The places of units of the given kind.
fn indices<T>(members: &[T], fits: impl Fn(&T) -> bool) -> Vec<usize> {
    (0..members.len()).filter(|at| fits(&members[*at])).collect()
}
