//! How alike two units are.

use std::collections::HashMap;
use std::ops::Range;

use super::align::{EQUAL, Likeness};
use super::unit::{Unit, UnitKind};

/// Units that are less alike are different texts.
const LEAST: u32 = 400;

/// The same for units of different kinds, such as a heading and a paragraph.
const LEAST_ACROSS: u32 = 600;

/// Longer lists of words are not compared in a table: texts of that length are hardly ever found twice.
const MAX_WORDS: usize = 2000;

/// Two texts in one language, unit by unit.
pub(super) struct TextLikeness<'a> {
    pub left: &'a [Unit],
    pub right: &'a [Unit],
}

impl Likeness for TextLikeness<'_> {
    fn of(&self, left: Range<usize>, right: Range<usize>) -> u32 {
        match (&self.left[left.clone()], &self.right[right.clone()]) {
            ([left], [right]) => alike(left, right),
            (left, right) => joined(left, right),
        }
    }

    fn most_joined(&self) -> usize {
        3
    }
}

/// How alike two units are; 0 for those that cannot correspond.
pub(super) fn alike(left: &Unit, right: &Unit) -> u32 {
    if left.key == right.key {
        return EQUAL;
    }
    let least = match (left.kind, right.kind) {
        (UnitKind::Heading(_), UnitKind::Heading(_)) => LEAST,
        (left, right) if left == right => LEAST,
        // A shortcode that was renamed.
        (UnitKind::Call(_), UnitKind::Call(_)) if left.is_renamed(right) => {
            return EQUAL - 1;
        }
        (UnitKind::Call(_), _) | (_, UnitKind::Call(_)) => return 0,
        _ if left.is_code() != right.is_code() => return 0,
        _ if left.is_running() && right.is_running() => LEAST,
        _ => LEAST_ACROSS,
    };
    let shared = shared_of(&left.bag, &right.bag);
    if shared < least { 0 } else { shared.min(EQUAL - 1) }
}

/// A unit that was cut in two or three, or several that became one.
fn joined(left: &[Unit], right: &[Unit]) -> u32 {
    let is_prose = |units: &[Unit]| units.iter().all(Unit::is_prose);
    let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
    if !is_prose(left) || !is_prose(right) || left.iter().chain(right).any(is_heading) {
        return 0;
    }
    // Every part must have a share of the other side.
    let [whole, parts] = if left.len() == 1 { [left, right] } else { [right, left] };
    let whole_bag = &whole[0].bag;
    let words: usize = parts.iter().map(|part| part.bag.len()).sum();
    if words.abs_diff(whole_bag.len()) > words.max(whole_bag.len()) / 3 {
        return 0;
    }
    let belongs = |part: &Unit| {
        !part.bag.is_empty() && common(&part.bag, whole_bag) * 10 >= part.bag.len() * 7
    };
    if !parts.iter().all(belongs) {
        return 0;
    }
    let mut bag: Vec<u64> = parts.iter().flat_map(|part| part.bag.iter().copied()).collect();
    bag.sort_unstable();
    let shared = shared_of(&bag, whole_bag);
    if shared < 700 { 0 } else { shared }
}

/// The share of words that two bags have in common: Dice's coefficient, in thousandths.
pub(super) fn shared_of(left: &[u64], right: &[u64]) -> u32 {
    let total = left.len() + right.len();
    let (short, long) = (left.len().min(right.len()), left.len().max(right.len()));
    // A bag that is much shorter can share too little to matter.
    if total == 0 || long > MAX_WORDS || short * 4 < long {
        return 0;
    }
    u32::try_from(2 * EQUAL as usize * common(left, right) / total).unwrap_or(0)
}

/// How many words two sorted bags have in common.
pub(super) fn common(left: &[u64], right: &[u64]) -> usize {
    /// From this length on, words are looked up one by one, so that a short text next to a long one costs
    /// little: a table may have the long one in every row.
    const FAR_LONGER: usize = 16;
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    if long.len() / FAR_LONGER > short.len() {
        return common_by_lookup(short, long);
    }
    let (mut at, mut other, mut count) = (0, 0, 0);
    while let (Some(left_word), Some(right_word)) = (left.get(at), right.get(other)) {
        match left_word.cmp(right_word) {
            std::cmp::Ordering::Less => at += 1,
            std::cmp::Ordering::Greater => other += 1,
            std::cmp::Ordering::Equal => {
                (at, other, count) = (at + 1, other + 1, count + 1);
            }
        }
    }
    count
}

/// The same for two bags, one of which is much longer.
fn common_by_lookup(short: &[u64], long: &[u64]) -> usize {
    let mut rest = long;
    let mut count = 0;
    for word in short {
        rest = &rest[rest.partition_point(|other| other < word)..];
        if rest.first() == Some(word) {
            rest = &rest[1..];
            count += 1;
        }
    }
    count
}

/// The units of one side, and the places of those that are not paired yet.
#[derive(Clone, Copy)]
pub(super) struct Free<'a> {
    pub units: &'a [Unit],
    pub free: &'a [usize],
}

/// Pairs units that are elsewhere on the other side: equal ones, or else the most similar; at last short ones.
pub(super) fn elsewhere(left: Free<'_>, right: Free<'_>) -> Vec<(usize, usize)> {
    let mut finder = Finder::new(right);
    let mut pairs = Vec::new();
    let mut rest = Vec::new();
    for &at in left.free {
        match finder.equal(&left.units[at]) {
            Some(other) => pairs.push((at, other)),
            None => rest.push(at),
        }
    }
    rest.retain(|at| {
        let found = finder.alike(&left.units[*at]);
        pairs.extend(found.map(|other| (*at, other)));
        found.is_none()
    });
    pairs.extend(refrains(left, right, &rest, &finder.taken));
    pairs.sort_unstable();
    pairs
}

/// Pairs short texts that both sides have several times: where the order changed, each counts as often as it
/// stands.
fn refrains(
    left: Free<'_>,
    right: Free<'_>,
    rest: &[usize],
    is_taken: &[bool],
) -> Vec<(usize, usize)> {
    let count = |units: &[Unit]| {
        let mut counts: HashMap<u64, usize> = HashMap::new();
        units.iter().for_each(|unit| *counts.entry(unit.key).or_default() += 1);
        counts
    };
    let counts = [left.units, right.units].map(count);
    let is_refrain = |unit: &Unit| {
        let is_short = unit.is_prose() && (1..Finder::LEAST_WORDS).contains(&unit.bag.len());
        is_short
            && counts.iter().all(|counts| counts.get(&unit.key).is_some_and(|count| *count > 1))
    };
    let mut free: HashMap<u64, Vec<usize>> = HashMap::new();
    for &at in right.free.iter().rev().filter(|at| !is_taken[**at]) {
        free.entry(right.units[at].key).or_default().push(at);
    }
    let refrains = rest.iter().filter(|at| is_refrain(&left.units[**at]));
    refrains.filter_map(|at| Some((*at, free.get_mut(&left.units[*at].key)?.pop()?))).collect()
}

struct Finder<'a> {
    units: &'a [Unit],
    by_key: HashMap<u64, Vec<usize>>,
    /// The units that contain a word, if they are few.
    by_word: HashMap<u64, Vec<usize>>,
    taken: Vec<bool>,
}

impl<'a> Finder<'a> {
    /// A word in this many units identifies none of them.
    const RARE: usize = 4;
    /// Shorter texts are found in many places.
    const LEAST_WORDS: usize = 3;

    fn new(Free { units, free }: Free<'a>) -> Self {
        let mut by_key: HashMap<u64, Vec<usize>> = HashMap::new();
        let mut by_word: HashMap<u64, Vec<usize>> = HashMap::new();
        for &at in free.iter().rev() {
            by_key.entry(units[at].key).or_default().push(at);
        }
        for &at in free {
            for word in &units[at].bag {
                let places = by_word.entry(*word).or_default();
                if places.len() <= Self::RARE && places.last() != Some(&at) {
                    places.push(at);
                }
            }
        }
        Self { units, by_key, by_word, taken: vec![false; units.len()] }
    }

    fn equal(&mut self, unit: &Unit) -> Option<usize> {
        if unit.bag.len() < Self::LEAST_WORDS {
            return None;
        }
        let found = self.by_key.get_mut(&unit.key)?.pop()?;
        self.taken[found] = true;
        Some(found)
    }

    /// The most similar one, if it is very similar: texts elsewhere on a page are often alike by chance.
    fn alike(&mut self, unit: &Unit) -> Option<usize> {
        const LEAST: u32 = 750;
        let mut votes: HashMap<usize, usize> = HashMap::new();
        for word in &unit.bag {
            let Some(places) = self.by_word.get(word).filter(|at| at.len() <= Self::RARE) else {
                continue;
            };
            for place in places.iter().filter(|place| !self.taken[**place]) {
                *votes.entry(*place).or_default() += 1;
            }
        }
        let best = votes.into_iter().max_by_key(|(place, votes)| (*votes, usize::MAX - place))?.0;
        let is_alike = unit.bag.len() > 5 && alike(unit, &self.units[best]) >= LEAST;
        is_alike.then(|| self.taken[best] = true).map(|()| best)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_are_counted_alike_however_long_the_texts_are() {
        let short = [1, 3, 3, 5, 900, 2000];
        let long: Vec<u64> = (0..1000).flat_map(|word| [word, word]).collect();
        assert_eq!(common(&short, &long), 5);
        assert_eq!(common(&long, &short), 5);
        assert_eq!(common(&short, &long[..20]), 4);
        assert_eq!(common(&[3, 3, 3], &long), 2, "each word counts once for each time it stands");
    }
}
