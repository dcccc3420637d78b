//! Which parts of a growing file are in use. It knows no file.

use std::collections::{BTreeMap, BTreeSet};

/// The parts that were given back, and where the used file ends. What lies side by side is one part.
#[derive(Debug, Default)]
pub(super) struct Space {
    end: u64,
    /// Where each free part begins -> its length.
    free: BTreeMap<u64, u64>,
    /// The same parts by their lengths.
    by_length: BTreeSet<(u64, u64)>,
}

impl Space {
    /// The beginning of a part of this length, which nobody else has until it is given back: the smallest free one
    /// that is large enough, else at the end.
    pub(super) fn take(&mut self, length: u64) -> u64 {
        let fitting = self.by_length.range((length, 0)..).next().copied();
        let Some((found, at)) = fitting else {
            let at = self.end;
            self.end += length;
            return at;
        };
        self.forget(at, found);
        if found > length {
            self.remember(at + length, found - length);
        }
        at
    }

    /// Takes back what was taken at `at`.
    pub(super) fn give_back(&mut self, at: u64, length: u64) {
        let (mut start, mut end) = (at, at + length);
        if let Some((before, own)) = self.free.range(..at).next_back().map(|(at, own)| (*at, *own))
            && before + own == start
        {
            self.forget(before, own);
            start = before;
        }
        if let Some(own) = self.free.get(&end).copied() {
            self.forget(end, own);
            end += own;
        }
        if end == self.end {
            self.end = start;
        } else {
            self.remember(start, end - start);
        }
    }

    fn remember(&mut self, at: u64, length: u64) {
        self.free.insert(at, length);
        self.by_length.insert((length, at));
    }

    fn forget(&mut self, at: u64, length: u64) {
        self.free.remove(&at);
        self.by_length.remove(&(length, at));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Parts in use never overlap, and when all are given back nothing is left of them.
        #[test]
        fn parts_are_apart_and_come_back(
            steps in prop::collection::vec((1..50_u64, any::<prop::sample::Index>(), any::<bool>()), 1..100),
        ) {
            let mut space = Space::default();
            let mut taken: Vec<(u64, u64)> = Vec::new();
            for (length, which, gives) in steps {
                if gives && !taken.is_empty() {
                    let (at, length) = taken.swap_remove(which.index(taken.len()));
                    space.give_back(at, length);
                }
                let at = space.take(length);
                let is_apart = |(other, own): &(u64, u64)| other + own <= at || at + length <= *other;
                prop_assert!(taken.iter().all(is_apart));
                prop_assert!(at + length <= space.end);
                taken.push((at, length));
                let used: u64 = taken.iter().map(|(_, length)| length).sum();
                prop_assert_eq!(used + space.free.values().sum::<u64>(), space.end);
            }
            for (at, length) in taken {
                space.give_back(at, length);
            }
            prop_assert_eq!((space.end, space.free.len(), space.by_length.len()), (0, 0, 0));
        }
    }

    #[test]
    fn what_is_made_again_takes_the_place_of_the_former() {
        let mut space = Space::default();
        let first: Vec<u64> = (0..4).map(|_| space.take(10)).collect();
        for _ in 0..100 {
            space.give_back(first[1], 10);
            assert_eq!(space.take(10), first[1]);
        }
        assert_eq!(space.end, 40);
    }
}
