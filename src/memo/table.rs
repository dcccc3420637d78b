//! Results of one build that the next one can use again.
//!
//! [`Memo`](super::Memo) keeps texts for days. This keeps values of any type from one build to the next,
//! and only those that the last build used: the table is replaced each time and never grows.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Fingerprint;

/// Results of one build, by the fingerprint of what they were made from.
#[derive(Debug)]
pub struct MemoTable<T> {
    results: HashMap<Fingerprint, Arc<T>>,
}

impl<T> Default for MemoTable<T> {
    fn default() -> Self {
        Self { results: HashMap::new() }
    }
}

impl<T: Send + Sync> MemoTable<T> {
    /// A result for each item, in order: that of the build before if its fingerprint is the same, else
    /// a new one. An item without a fingerprint is always made again.
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
        fingerprint: impl Fn(&I) -> Option<Fingerprint> + Sync,
        make: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        self.renew_unless(items, fingerprint, |_| false, make)
    }

    /// As [`MemoTable::renew`], for results that can become `outdated` by something that their
    /// fingerprint does not cover.
    pub fn renew_unless<I: Sync>(
        &mut self,
        items: &[I],
        fingerprint: impl Fn(&I) -> Option<Fingerprint> + Sync,
        outdated: impl Fn(&T) -> bool + Sync,
        make: impl Fn(&I) -> T + Sync,
    ) -> Vec<Arc<T>> {
        let before = &self.results;
        let renewed: Vec<(Option<Fingerprint>, Arc<T>)> = items
            .par_iter()
            .map(|item| {
                let fingerprint = fingerprint(item);
                let kept = fingerprint.and_then(|print| before.get(&print));
                let kept = kept.filter(|result| !outdated(result)).cloned();
                (fingerprint, kept.unwrap_or_else(|| Arc::new(make(item))))
            })
            .collect();
        self.results = renewed
            .iter()
            .filter_map(|(fingerprint, result)| Some(((*fingerprint)?, Arc::clone(result))))
            .collect();
        renewed.into_iter().map(|(_, result)| result).collect()
    }

    /// As [`MemoTable::renew`], for a single item.
    pub fn renew_one(
        &mut self,
        fingerprint: Option<Fingerprint>,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        let kept = fingerprint.and_then(|print| self.results.remove(&print));
        let result = kept.unwrap_or_else(|| Arc::new(make()));
        let entry = fingerprint.map(|print| (print, Arc::clone(&result)));
        self.results = entry.into_iter().collect();
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
    fn nothing_is_kept_without_a_fingerprint() {
        let mut table = MemoTable::default();
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
