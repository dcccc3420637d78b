//! Which unit of the source is which of what was kept, and of what the translation shows.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::Basis;
use super::align::{Match, align};
use super::gather::{self, Stretch};
use super::likeness::{TextLikeness, elsewhere, shared_of};
use super::pages::Pages;
use super::structure::{self, Place, StructureLikeness};
use super::unit::{Unit, UnitKind};

/// What stands for a unit of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Partner {
    /// Units that were kept, at this place.
    Here(Match),
    /// A unit that was kept, elsewhere.
    Elsewhere(usize),
    /// A unit of the translation of which no source was kept.
    Shown(usize),
}

pub(super) struct Pairing<'a> {
    pub pages: &'a Pages<'a>,
    /// For each unit of the source.
    pub partners: Vec<Option<Partner>>,
    /// For each kept unit, whether it stands for one of the source.
    pub is_used: Vec<bool>,
    /// For each unit of the translation, whether it stands for one kept or of the source.
    pub is_taken: Vec<bool>,
}

impl<'a> Pairing<'a> {
    /// Pairs all that can be paired.
    pub(super) fn of(pages: &'a Pages<'a>) -> Self {
        let mut pairing = Self::new(pages);
        pairing.here();
        pairing.elsewhere();
        pairing.shown();
        pairing
    }

    fn new(pages: &'a Pages<'a>) -> Self {
        let mut is_taken = vec![false; pages.shown.len()];
        for shown in pages.kept.shown.iter().flatten() {
            is_taken[*shown] = true;
        }
        Self {
            pages,
            partners: vec![None; pages.units.len()],
            is_used: vec![false; pages.kept.units.len()],
            is_taken,
        }
    }

    /// Pairs what stands in the same order in the source and in what was kept.
    fn here(&mut self) {
        let (units, kept) = (&self.pages.units, &self.pages.kept.units);
        let keys = |units: &[Unit]| units.iter().map(|unit| unit.key).collect::<Vec<u64>>();
        let likeness = TextLikeness { left: units, right: kept };
        for own in align(&keys(units), &keys(kept), &likeness) {
            self.pair(own);
        }
        for own in self.lone_pairs() {
            self.pair(own);
        }
        for own in gather::gather(units, kept, &self.gaps_and_pairs()) {
            self.pair(own);
        }
    }

    fn pair(&mut self, own: Match) {
        self.is_used[own.right.clone()].fill(true);
        for at in own.left.clone() {
            self.partners[at] = Some(Partner::Here(own.clone()));
        }
    }

    /// Two of a kind that are alone between what is paired: their place tells that one became the other.
    fn lone_pairs(&self) -> Vec<Match> {
        let [keys, kept_keys] = [&self.pages.units, &self.pages.kept.units]
            .map(|units| units.iter().map(|unit| unit.key).collect::<HashSet<u64>>());
        let mut pairs = Vec::new();
        for (left, right) in self.gaps() {
            let (units, kept) =
                (&self.pages.units[left.clone()], &self.pages.kept.units[right.clone()]);
            let ([unit], [other]) = (units, kept) else { continue };
            let is_heading = matches!(unit.kind, UnitKind::Heading(_));
            let stands_for = unit.kind == other.kind
                && (is_heading || shared_of(&unit.bag, &other.bag) >= 200)
                // A text that stands elsewhere word for word was moved there.
                && !kept_keys.contains(&unit.key)
                && !keys.contains(&other.key);
            if stands_for {
                pairs.push(Match { left, right });
            }
        }
        pairs
    }

    /// What is not paired, between what is.
    fn gaps(&self) -> Vec<(Range<usize>, Range<usize>)> {
        let mut gaps = Vec::new();
        let (mut left, mut right) = (0, 0);
        let here = self.partners.iter().filter_map(|partner| match partner {
            Some(Partner::Here(own)) => Some((own.left.clone(), own.right.clone())),
            _ => None,
        });
        let end = (self.partners.len(), self.is_used.len());
        for (own, other) in here.chain([(end.0..end.0, end.1..end.1)]) {
            if own.start >= left {
                gaps.push((left..own.start, right..other.start));
            }
            (left, right) = (own.end, other.end);
        }
        gaps
    }

    /// The pairs, each with what is not paired around it, and the gaps.
    fn gaps_and_pairs(&self) -> Vec<Stretch> {
        let gaps = self.gaps();
        let mut stretches = Vec::new();
        for (index, (left, right)) in gaps.iter().enumerate() {
            stretches.push(Stretch { left: left.clone(), right: right.clone(), pair: None });
            if let Some((next_left, next_right)) = gaps.get(index + 1) {
                let pair =
                    Match { left: left.end..next_left.start, right: right.end..next_right.start };
                stretches.push(Stretch {
                    left: left.start..next_left.end,
                    right: right.start..next_right.end,
                    pair: Some(pair),
                });
            }
        }
        stretches
    }

    fn elsewhere(&mut self) {
        let free = |is_free: &dyn Fn(usize) -> bool, count| {
            (0..count).filter(|at| is_free(*at)).collect::<Vec<usize>>()
        };
        let left = free(&|at| self.partners[at].is_none(), self.partners.len());
        let right = free(&|at| !self.is_used[at], self.is_used.len());
        let (units, kept) = (&self.pages.units[..], &self.pages.kept.units[..]);
        for (at, other) in elsewhere((units, &left), (kept, &right)) {
            self.partners[at] = Some(Partner::Elsewhere(other));
            self.is_used[other] = true;
        }
    }

    /// Pairs what is left of the source with what the translation shows and kept no source of.
    fn shown(&mut self) {
        // What stands in the source in another form has no counterpart of its own: its translation may be
        // a part of another's, such as the caption of a table.
        for (at, unit) in self.pages.kept.units.iter().enumerate() {
            let shown = self.pages.kept.shown[at].filter(|_| !self.is_used[at]);
            if let Some(shown) = shown.filter(|_| self.pages.echoes.in_source.hold(unit)) {
                self.is_taken[shown] = false;
            }
        }
        self.shown_headings();
        self.shown_untranslated();
        let pages = self.pages;
        let left: Vec<usize> =
            (0..self.partners.len()).filter(|at| self.partners[*at].is_none()).collect();
        let right: Vec<usize> = (0..self.is_taken.len()).filter(|at| !self.is_taken[*at]).collect();
        let units: Vec<&Unit> = left.iter().map(|at| &pages.units[*at]).collect();
        let shown: Vec<&Unit> = right.iter().map(|at| &pages.shown[*at]).collect();
        let reach = self.reach(&left);
        let place = match pages.basis {
            Basis::Structure => Place::Anywhere,
            _ => Place::Within { reach: &reach, places: &right },
        };
        let likeness = StructureLikeness { source: &units, translation: &shown, place };
        let pairs = structure::pair(&likeness);
        for (at, other) in pairs {
            self.partners[left[at]] = Some(Partner::Shown(right[other]));
            self.is_taken[right[other]] = true;
        }
    }

    /// A heading that keeps the id of the source stands for it, whatever its comment says.
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

    /// What stands in the translation as it stands in the source, wherever that is.
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

    /// For some units of the source the part of the translation that lies between the counterparts of
    /// what stands around them.
    fn reach(&self, units: &[usize]) -> Vec<Range<usize>> {
        let shown = &self.pages.kept.shown;
        let place = |at: usize| match &self.partners[at] {
            Some(Partner::Here(own)) => own.right.clone().filter_map(|kept| shown[kept]).max(),
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
        for (at, own) in ends.iter_mut().enumerate().rev() {
            *own = end;
            end = place(at).map_or(end, |place| end.min(place));
        }
        units.iter().map(|at| starts[*at]..ends[*at]).collect()
    }
}
