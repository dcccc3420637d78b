//! Units that were cut into many, or joined into one: a paragraph whose sentences stand in a comment each.

use std::collections::HashSet;
use std::ops::Range;

use super::align::Match;
use super::unit::{Unit, UnitKind};

/// A part of both sides: a pair with what is free around it, or what is free between two pairs.
pub(super) struct Stretch {
    pub left: Range<usize>,
    pub right: Range<usize>,
    pub pair: Option<Match>,
}

/// Pairs of one and many. Those that replace a pair take it in whole.
pub(super) fn gather(left: &[Unit], right: &[Unit], stretches: &[Stretch]) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for stretch in stretches {
        let is_free = |own: &Match| {
            found.last().is_none_or(|last| {
                last.left.end <= own.left.start && last.right.end <= own.right.start
            })
        };
        let own = match &stretch.pair {
            Some(pair) => grown(left, right, stretch, pair),
            None => in_gap(left, right, stretch),
        };
        let own: Vec<Match> = own.into_iter().filter(is_free).collect();
        found.extend(own);
    }
    found
}

/// A pair with the free units around it that are a part of it.
fn grown(left: &[Unit], right: &[Unit], stretch: &Stretch, pair: &Match) -> Vec<Match> {
    let has_equal = pair.left.len() == 1
        && pair.right.len() == 1
        && left[pair.left.start].key == right[pair.right.start].key;
    if has_equal {
        return Vec::new();
    }
    let mut own = pair.clone();
    if pair.left.len() == 1 {
        own.right = around(&left[pair.left.start], right, &pair.right, &stretch.right);
    }
    if own == *pair && pair.right.len() == 1 {
        own.left = around(&right[pair.right.start], left, &pair.left, &stretch.left);
    }
    if own == *pair { Vec::new() } else { vec![own] }
}

/// `own` and its neighbours within `limit` that are parts of a unit.
fn around(whole: &Unit, parts: &[Unit], own: &Range<usize>, limit: &Range<usize>) -> Range<usize> {
    if own.start == limit.start && own.end == limit.end {
        return own.clone();
    }
    let mut words = Words::of(whole);
    let mut range = own.clone();
    while range.start > limit.start && words.hold(&parts[range.start - 1]) {
        range.start -= 1;
    }
    while range.end < limit.end && words.hold(&parts[range.end]) {
        range.end += 1;
    }
    range
}

/// Pairs in a gap: each unit with the run of units of the other side that it was cut into.
fn in_gap(left: &[Unit], right: &[Unit], stretch: &Stretch) -> Vec<Match> {
    let runs = |wholes: &Range<usize>, whole: &[Unit], limit: &Range<usize>, parts: &[Unit]| {
        let mut found: Vec<(usize, Range<usize>)> = Vec::new();
        let mut next = limit.start;
        for at in wholes.clone() {
            if let Some(run) = run_of(&whole[at], parts, next..limit.end) {
                next = run.end;
                found.push((at, run));
            }
        }
        found
    };
    if stretch.left.is_empty() || stretch.right.is_empty() {
        return Vec::new();
    }
    let of_left = runs(&stretch.left, left, &stretch.right, right);
    if !of_left.is_empty() {
        let matches = of_left.into_iter();
        return matches.map(|(at, run)| Match { left: at..at + 1, right: run }).collect();
    }
    let of_right = runs(&stretch.right, right, &stretch.left, left).into_iter();
    of_right.map(|(at, run)| Match { left: run, right: at..at + 1 }).collect()
}

/// Two or more units in a row that make up most of another. Looked for near the start only, so that
/// the work is bounded.
fn run_of(whole: &Unit, parts: &[Unit], limit: Range<usize>) -> Option<Range<usize>> {
    const NEAR: usize = 8;
    if limit.len() < 2 || whole.bag.len() < 6 {
        return None;
    }
    let mut words = Words::of(whole);
    let first = limit.clone().take(NEAR).find(|at| words.hold(&parts[*at]))?;
    let rest = parts[first + 1..limit.end].iter().take_while(|part| words.hold(part)).count();
    let is_most = words.held * 10 >= whole.bag.len() * 6;
    (rest > 0 && is_most).then_some(first..first + 1 + rest)
}

/// The words of a unit, and how many words its parts have so far.
struct Words {
    words: HashSet<u64>,
    count: usize,
    held: usize,
}

impl Words {
    fn of(whole: &Unit) -> Self {
        let words = whole.bag.iter().copied().collect();
        Self { words, count: whole.bag.len(), held: 0 }
    }

    /// Whether a unit is a part; then it is counted. All parts together are not much longer than the
    /// whole, which also bounds the work.
    fn hold(&mut self, part: &Unit) -> bool {
        let is_text = !matches!(part.kind, UnitKind::Heading(_) | UnitKind::Call(_));
        let length = part.bag.len();
        if !is_text || length < 3 || (self.held + length) * 10 > self.count * 14 {
            return false;
        }
        let known = part.bag.iter().filter(|word| self.words.contains(word)).count();
        let is_part = known * 10 >= length * 8;
        self.held += if is_part { length } else { 0 };
        is_part
    }
}
