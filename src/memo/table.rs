//! Results of one build that the next one can use again.
//!
//! [`Memo`](super::Memo) keeps texts for days. This keeps values of any type from one build to the next,
//! and only those that the last build used: the table is replaced each time and never grows.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Fingerprint, Progress};

/// Results of one build, by what they were made from: its fingerprint, or itself where it is small.
#[derive(Debug)]
pub struct MemoTable<T, K = Fingerprint> {
    results: HashMap<K, Arc<T>>,
    /// The keys of the last build in their order.
    order: Vec<Option<K>>,
    made: usize,
    /// Of whoever waits for the results.
    progress: Option<Arc<Progress>>,
}

/// An item's key and its result.
struct Renewed<T, K> {
    key: Option<K>,
    result: Arc<T>,
    is_new: bool,
}

impl<T, K> Default for MemoTable<T, K> {
    fn default() -> Self {
        Self { results: HashMap::new(), order: Vec::new(), made: 0, progress: None }
    }
}

impl<T, K> MemoTable<T, K> {
    /// How many results the last build had to make.
    pub fn made(&self) -> usize {
        self.made
    }

    /// Counts the results as they are made.
    pub fn watch(&mut self, progress: &Arc<Progress>) {
        self.progress = Some(Arc::clone(progress));
    }
}

impl<T: Send + Sync, K: Clone + Eq + Hash + Send + Sync> MemoTable<T, K> {
    /// A result for each item, in order: that of the build before if its key is the same, else
    /// a new one. An item without a key is always made again.
    ///
    /// ```
    /// use site::memo::{Fingerprint, MemoTable};
    /// let mut table = MemoTable::default();
    /// let print = |word: &&str| Some(Fingerprint::of(word));
    /// let shouted = table.renew(&["a", "b"], print, |word| word.to_uppercase());
    /// assert_eq!(*shouted[1], "B");
    /// let again = table.renew(&["b"], print, |_| unreachable!("it is kept"));
    /// assert_eq!(*again[0], "B");
    /// ```
    pub fn renew<I: Sync>(
        &mut self,
        items: &[I],
        key: impl Fn(&I) -> Option<K> + Sync,
        make: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        self.renew_unless(items, key, |_| false, make)
    }

    /// As [`MemoTable::renew`], for results that can become `outdated` by something that their
    /// key does not cover.
    pub fn renew_unless<I: Sync>(
        &mut self,
        items: &[I],
        key: impl Fn(&I) -> Option<K> + Sync,
        outdated: impl Fn(&T) -> bool + Sync,
        make: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let (before, progress) = (&self.results, self.progress.as_deref());
        if let Some(progress) = progress {
            progress.begin(items.len());
        }
        let renewed: Vec<Renewed<T, K>> = items
            .par_iter()
            .map(|item| {
                let key = key(item);
                let kept = key.as_ref().and_then(|key| before.get(key));
                let kept = kept.filter(|result| !outdated(result)).cloned();
                let is_new = kept.is_none();
                let result = kept.unwrap_or_else(|| Arc::new(make(item)));
                if let Some(progress) = progress {
                    progress.step();
                }
                Renewed { key, result, is_new }
            })
            .collect();
        self.take(&renewed);
        renewed.into_iter().map(|renewed| renewed.result).collect()
    }

    /// Keeps these results and no others. Mostly they are those of the build before, in the same order.
    fn take(&mut self, renewed: &[Renewed<T, K>]) {
        self.made = renewed.iter().filter(|renewed| renewed.is_new).count();
        let is_one_each = self.order.len() == self.results.len();
        if !is_one_each || self.order.len() != renewed.len() {
            self.results.clear();
            self.order = vec![None; renewed.len()];
        }
        let other = || self.order.iter().zip(renewed).filter(|(old, new)| **old != new.key);
        for old in other().filter_map(|(old, _)| old.as_ref()) {
            self.results.remove(old);
        }
        let is_other = |(old, new): &(&Option<K>, &Renewed<T, K>)| **old != new.key || new.is_new;
        for (_, new) in self.order.iter().zip(renewed).filter(is_other) {
            if let Some(key) = &new.key {
                self.results.insert(key.clone(), Arc::clone(&new.result));
            }
        }
        for (old, new) in self.order.iter_mut().zip(renewed) {
            if *old != new.key {
                old.clone_from(&new.key);
            }
        }
    }

    /// As [`MemoTable::renew`], for a single item.
    pub fn renew_one(&mut self, key: Option<K>, make: impl FnOnce() -> T) -> Arc<T> {
        let kept = key.as_ref().and_then(|key| self.results.remove(key));
        self.made = usize::from(kept.is_none());
        let result = kept.unwrap_or_else(|| Arc::new(make()));
        let entry = key.clone().map(|key| (key, Arc::clone(&result)));
        (self.results, self.order) = (entry.into_iter().collect(), vec![key]);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_build_did_not_ask_for_is_forgotten() {
        let mut table = MemoTable::default();
        let print = |number: &u32| Some(Fingerprint::of(number));
        table.renew(&[1, 2, 3], print, |number| *number);
        table.renew(&[2], print, |_| unreachable!("it is kept"));
        assert_eq!(table.results.len(), 1);
        let renewed = table.renew(&[1], print, |number| number * 10);
        assert_eq!(*renewed[0], 10);
    }

    #[test]
    fn the_same_key_at_several_places_is_kept_for_each() {
        let mut table = MemoTable::default();
        let print = |number: &u32| Some(Fingerprint::of(number));
        for numbers in [[1, 1, 2], [1, 2, 2], [2, 1, 3], [3, 2, 1], [3, 3, 3], [4, 3, 5]] {
            let known: Vec<u32> = table.results.values().map(|known: &Arc<u32>| **known).collect();
            let made = |number: &u32| {
                assert!(!known.contains(number), "{number} is kept");
                *number
            };
            let renewed = table.renew(&numbers, print, made);
            assert!(renewed.iter().zip(numbers).all(|(one, other)| **one == other));
            let mut kept: Vec<u32> = table.results.values().map(|kept| **kept).collect();
            kept.sort_unstable();
            let mut wanted = numbers.to_vec();
            wanted.sort_unstable();
            wanted.dedup();
            assert_eq!(kept, wanted);
        }
    }

    #[test]
    fn nothing_is_kept_without_a_fingerprint() {
        let mut table: MemoTable<u32> = MemoTable::default();
        table.renew(&[1], |_| None, |number| *number);
        assert!(table.results.is_empty());
        assert_eq!(*table.renew_one(None, || 2), 2);
        assert!(table.results.is_empty());
    }

    #[test]
    fn one_result_takes_the_place_of_another() {
        let mut table = MemoTable::default();
        for number in [1, 1, 2] {
            assert_eq!(*table.renew_one(Some(Fingerprint::of(&number)), || number), number);
            assert_eq!(table.results.len(), 1);
        }
    }
}
