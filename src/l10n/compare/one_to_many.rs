//! Units that were cut into many, or joined into one: a paragraph with a comment for each of its sentences.

use std::collections::HashSet;
use std::ops::Range;

use super::align::Match;
use super::unit::{Unit, UnitKind};

/// A range of both sides: a pair with the free units around it, or the free units between two pairs.
pub(super) struct Region {
    pub left: Range<usize>,
    pub right: Range<usize>,
    pub pair: Option<Match>,
}

/// Pairs of one and many. A pair that replaces another includes all of it.
pub(super) fn find(left: &[Unit], right: &[Unit], regions: &[Region]) -> Vec<Match> {
    let mut found: Vec<Match> = Vec::new();
    for region in regions {
        let pairs = match &region.pair {
            Some(pair) => grown(left, right, region, pair),
            None => in_gap(left, right, region),
        };
        let is_free = |pair: &Match| {
            found.last().is_none_or(|last| {
                last.left.end <= pair.left.start && last.right.end <= pair.right.start
            })
        };
        let pairs: Vec<Match> = pairs.into_iter().filter(is_free).collect();
        found.extend(pairs);
    }
    found
}

/// A pair with the free units around it that belong to it.
fn grown(left: &[Unit], right: &[Unit], region: &Region, pair: &Match) -> Vec<Match> {
    let has_equal = pair.left.len() == 1
        && pair.right.len() == 1
        && left[pair.left.start].key == right[pair.right.start].key;
    if has_equal {
        return Vec::new();
    }
    let mut grown = pair.clone();
    if pair.left.len() == 1 {
        grown.right = around(&left[pair.left.start], right, &pair.right, &region.right);
    }
    if grown == *pair && pair.right.len() == 1 {
        grown.left = around(&right[pair.right.start], left, &pair.left, &region.left);
    }
    if grown == *pair { Vec::new() } else { vec![grown] }
}

/// A range of pieces and its neighbours within `limit` that are pieces of a unit too.
fn around(
    whole: &Unit,
    pieces: &[Unit],
    known: &Range<usize>,
    limit: &Range<usize>,
) -> Range<usize> {
    if known.start == limit.start && known.end == limit.end {
        return known.clone();
    }
    let mut words = Words::of(whole);
    let mut range = known.clone();
    while range.start > limit.start && words.take(&pieces[range.start - 1]) {
        range.start -= 1;
    }
    while range.end < limit.end && words.take(&pieces[range.end]) {
        range.end += 1;
    }
    range
}

/// Pairs in a gap: each unit with the run of units of the other side that it was cut into.
fn in_gap(left: &[Unit], right: &[Unit], region: &Region) -> Vec<Match> {
    if region.left.is_empty() || region.right.is_empty() {
        return Vec::new();
    }
    let of_left = runs(&left[region.left.clone()], right, &region.right);
    if !of_left.is_empty() {
        let start = region.left.start;
        let pairs = of_left.into_iter();
        return pairs
            .map(|(at, run)| Match { left: start + at..start + at + 1, right: run })
            .collect();
    }
    let start = region.right.start;
    let of_right = runs(&right[region.right.clone()], left, &region.left).into_iter();
    of_right.map(|(at, run)| Match { left: run, right: start + at..start + at + 1 }).collect()
}

/// For each unit that was cut into several, its place and theirs.
fn runs(wholes: &[Unit], pieces: &[Unit], limit: &Range<usize>) -> Vec<(usize, Range<usize>)> {
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut next = limit.start;
    for (at, whole) in wholes.iter().enumerate() {
        if let Some(run) = run_of(whole, pieces, next..limit.end) {
            next = run.end;
            found.push((at, run));
        }
    }
    found
}

/// Two or more units in a row that make up most of another. Only searched for near the start, so that
/// the work is bounded.
fn run_of(whole: &Unit, pieces: &[Unit], limit: Range<usize>) -> Option<Range<usize>> {
    const NEAR: usize = 8;
    if limit.len() < 2 || whole.bag.len() < 6 {
        return None;
    }
    let mut words = Words::of(whole);
    let first = limit.clone().take(NEAR).find(|at| words.take(&pieces[*at]))?;
    let rest = pieces[first + 1..limit.end].iter().take_while(|piece| words.take(piece)).count();
    let is_most = words.taken * 10 >= whole.bag.len() * 6;
    (rest > 0 && is_most).then_some(first..first + 1 + rest)
}

/// The words of a unit, and the number of words in its pieces so far.
struct Words {
    words: HashSet<u64>,
    count: usize,
    taken: usize,
    /// A text that names a command is not made of it.
    is_code: bool,
}

impl Words {
    fn of(whole: &Unit) -> Self {
        let words = whole.bag.iter().copied().collect();
        Self { words, count: whole.bag.len(), taken: 0, is_code: whole.is_code() }
    }

    /// Whether a unit is a piece; if so, counts it. All pieces together are not much longer than the
    /// whole, which also bounds the work.
    fn take(&mut self, piece: &Unit) -> bool {
        let is_text = !matches!(piece.kind, UnitKind::Heading(_) | UnitKind::Call(_));
        let length = piece.bag.len();
        if !is_text
            || piece.is_code() != self.is_code
            || length < 3
            || (self.taken + length) * 10 > self.count * 14
        {
            return false;
        }
        let known = piece.bag.iter().filter(|word| self.words.contains(word)).count();
        let is_piece = known * 10 >= length * 8;
        self.taken += if is_piece { length } else { 0 };
        is_piece
    }
}
