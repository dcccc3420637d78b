//! Aligns two sequences: finds which members correspond, in order.
//!
//! Members that occur exactly once on both sides anchor the rest (the idea of patience diff); the gaps
//! between anchors are aligned by likeness, in a table of bounded size. So the work is near linear in
//! practice, and never quadratic: in a gap that is too wide for a table, only equal members are matched.

use std::collections::HashMap;
use std::ops::Range;

/// The most cells of a table. Gaps in real pages need a few hundred.
pub(super) const MAX_CELLS: usize = 1 << 16;

/// How often gaps are searched for anchors of their own.
const MAX_DEPTH: usize = 6;

/// The likeness of equal members.
pub(super) const EQUAL: u32 = 1000;

/// Members of the left that correspond to members of the right. One of the two ranges has one member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Match {
    pub left: Range<usize>,
    pub right: Range<usize>,
}

impl Match {
    pub(super) fn single(left: usize, right: usize) -> Self {
        Self { left: left..left + 1, right: right..right + 1 }
    }
}

/// How alike members are, from 0 for members that cannot correspond to [`EQUAL`].
pub(super) trait Likeness {
    fn of(&self, left: Range<usize>, right: Range<usize>) -> u32;

    /// How many members of one side may correspond to one of the other.
    fn most_joined(&self) -> usize {
        1
    }
}

/// Only equal members correspond.
pub(super) struct Equality<'a> {
    pub left: &'a [u64],
    pub right: &'a [u64],
}

impl Likeness for Equality<'_> {
    fn of(&self, left: Range<usize>, right: Range<usize>) -> u32 {
        if self.left[left.start] == self.right[right.start] { EQUAL } else { 0 }
    }
}

/// Aligns two sequences whose members are equal if their keys are.
pub(super) fn align(left: &[u64], right: &[u64], likeness: &dyn Likeness) -> Vec<Match> {
    let mut aligner = Aligner { left, right, likeness, matches: Vec::new() };
    aligner.gap(0..left.len(), 0..right.len(), MAX_DEPTH);
    aligner.matches
}

/// The same for a range of each.
pub(super) fn align_within(
    left: &[u64],
    right: &[u64],
    likeness: &dyn Likeness,
    within: Match,
) -> Vec<Match> {
    let mut aligner = Aligner { left, right, likeness, matches: Vec::new() };
    aligner.gap(within.left, within.right, MAX_DEPTH);
    aligner.matches
}

struct Aligner<'a> {
    left: &'a [u64],
    right: &'a [u64],
    likeness: &'a dyn Likeness,
    matches: Vec<Match>,
}

impl Aligner<'_> {
    fn gap(&mut self, mut left: Range<usize>, mut right: Range<usize>, depth: usize) {
        while !left.is_empty() && !right.is_empty() && self.is_equal(left.start, right.start) {
            self.matches.push(Match::single(left.start, right.start));
            (left.start, right.start) = (left.start + 1, right.start + 1);
        }
        let (left_end, right_end) = (left.end, right.end);
        while !left.is_empty() && !right.is_empty() && self.is_equal(left.end - 1, right.end - 1) {
            (left.end, right.end) = (left.end - 1, right.end - 1);
        }
        if !left.is_empty() && !right.is_empty() {
            self.middle(left.clone(), right.clone(), depth);
        }
        let tail = (left.end..left_end).zip(right.end..right_end);
        self.matches.extend(tail.map(|(left, right)| Match::single(left, right)));
    }

    fn is_equal(&self, left: usize, right: usize) -> bool {
        self.left[left] == self.right[right]
    }

    fn middle(&mut self, left: Range<usize>, right: Range<usize>, depth: usize) {
        let anchors = self.anchors(left.clone(), right.clone());
        if anchors.is_empty() || depth == 0 {
            return self.fill(left, right);
        }
        let (mut left_at, mut right_at) = (left.start, right.start);
        for (left_anchor, right_anchor) in anchors {
            self.gap(left_at..left_anchor, right_at..right_anchor, depth - 1);
            self.matches.push(Match::single(left_anchor, right_anchor));
            (left_at, right_at) = (left_anchor + 1, right_anchor + 1);
        }
        self.gap(left_at..left.end, right_at..right.end, depth - 1);
    }

    /// Members that occur exactly once on either side, in the same order.
    fn anchors(&self, left: Range<usize>, right: Range<usize>) -> Vec<(usize, usize)> {
        let [left_once, right_once] = [(self.left, left.clone()), (self.right, right)]
            .map(|(keys, range)| places_once(keys, range));
        let mut pairs: Vec<(usize, usize)> = left
            .filter_map(|at| {
                let key = &self.left[at];
                left_once.get(key)?.as_ref()?;
                let other = (*right_once.get(key)?)?;
                Some((at, other))
            })
            .collect();
        keep_rising(&mut pairs);
        pairs
    }

    fn fill(&mut self, left: Range<usize>, right: Range<usize>) {
        if left.len().saturating_mul(right.len()) <= MAX_CELLS {
            let table = Table::filled(self.likeness, left, right);
            self.matches.extend(table.path());
        } else {
            self.greedy(left, right);
        }
    }

    /// Pairs each member of the left with the next equal member of the right.
    fn greedy(&mut self, left: Range<usize>, right: Range<usize>) {
        let mut places: HashMap<u64, Vec<usize>> = HashMap::new();
        for at in right.clone().rev() {
            places.entry(self.right[at]).or_default().push(at);
        }
        let mut next = right.start;
        for at in left {
            let Some(places) = places.get_mut(&self.left[at]) else { continue };
            while places.last().is_some_and(|place| *place < next) {
                places.pop();
            }
            if let Some(place) = places.pop() {
                self.matches.push(Match::single(at, place));
                next = place + 1;
            }
        }
    }
}

/// Key -> its position; `None` if it occurs more than once.
fn places_once(keys: &[u64], range: Range<usize>) -> HashMap<u64, Option<usize>> {
    let mut places = HashMap::with_capacity(range.len());
    for at in range {
        places.entry(keys[at]).and_modify(|place| *place = None).or_insert(Some(at));
    }
    places
}

/// Keeps the longest run of pairs that ascends on both sides. The pairs ascend on the left.
fn keep_rising(pairs: &mut Vec<(usize, usize)>) {
    // The last pair of the best run of each length, and the pair before each pair in its run.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (index, (_, right)) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| pairs[*end].1 < *right);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut run = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        run.push(pairs[index]);
        at = before[index];
    }
    run.reverse();
    *pairs = run;
}

/// The best sum of likenesses for every pair of prefixes.
struct Table {
    left: Range<usize>,
    right: Range<usize>,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Default)]
struct Cell {
    sum: u32,
    /// How many members of each side the last step took.
    step: (u8, u8),
}

impl Table {
    fn filled(likeness: &dyn Likeness, left: Range<usize>, right: Range<usize>) -> Self {
        let cells = vec![Cell::default(); (left.len() + 1) * (right.len() + 1)];
        let mut table = Self { left, right, cells };
        for row in 1..=table.left.len() {
            for column in 1..=table.right.len() {
                let best = table.best(likeness, row, column);
                let index = table.index(row, column);
                table.cells[index] = best;
            }
        }
        table
    }

    fn index(&self, row: usize, column: usize) -> usize {
        row * (self.right.len() + 1) + column
    }

    fn best(&self, likeness: &dyn Likeness, row: usize, column: usize) -> Cell {
        let after =
            |rows: usize, columns: usize| self.cells[self.index(row - rows, column - columns)].sum;
        let mut best = Cell { sum: after(1, 0), step: (1, 0) };
        if after(0, 1) > best.sum {
            best = Cell { sum: after(0, 1), step: (0, 1) };
        }
        let (left_end, right_end) = (self.left.start + row, self.right.start + column);
        let mut consider = |rows: usize, columns: usize| {
            let left = left_end - rows..left_end;
            let alike = likeness.of(left, right_end - columns..right_end);
            // Squared, so that one good match is worth more than two poor ones.
            let sum = after(rows, columns) + alike * alike / EQUAL;
            if alike > 0 && sum > best.sum {
                best = Cell { sum, step: (rows as u8, columns as u8) };
            }
        };
        consider(1, 1);
        for joined in 2..=likeness.most_joined() {
            if joined <= row {
                consider(joined, 1);
            }
            if joined <= column {
                consider(1, joined);
            }
        }
        best
    }

    fn path(&self) -> Vec<Match> {
        let (mut row, mut column) = (self.left.len(), self.right.len());
        let mut path = Vec::new();
        while row > 0 && column > 0 {
            let (rows, columns) = self.cells[self.index(row, column)].step;
            let (rows, columns) = (usize::from(rows), usize::from(columns));
            if rows > 0 && columns > 0 {
                let (left, right) = (self.left.start + row, self.right.start + column);
                path.push(Match { left: left - rows..left, right: right - columns..right });
            }
            (row, column) = (row - rows, column - columns);
        }
        path.reverse();
        path
    }
}
