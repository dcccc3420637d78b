//! What the last build made and the next one need not make again.
//!
//! Where [`Memo`](super::Memo) keeps texts for days, this keeps anything from one build to the next, and
//! nothing that a build did not ask for: it is replaced, and never grows.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::Fingerprint;

/// Results of one build by what they were made from.
#[derive(Debug)]
pub struct Kept<T> {
    results: HashMap<Fingerprint, Arc<T>>,
}

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self { results: HashMap::new() }
    }
}

impl<T: Send + Sync> Kept<T> {
    /// A result for each item, in their order: that of the build before if it was made from the same,
    /// else a new one. An item without a fingerprint is made anew always.
    ///
    /// ```
    /// use site::memo::{Fingerprint, Kept};
    /// let mut kept = Kept::default();
    /// let print = |word: &&str| Some(Fingerprint::of(word));
    /// let shouted = kept.renew(&["a", "b"], print, |word| word.to_uppercase());
    /// assert_eq!(*shouted[1], "B");
    /// let again = kept.renew(&["b"], print, |_| unreachable!("it is kept"));
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

    /// As [`Kept::renew`], for results that can be `outdated` by what their fingerprint does not cover.
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

    /// As [`Kept::renew`], for what there is one of.
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
        let mut kept = Kept::default();
        let print = |number: &u32| Some(Fingerprint::of(number));
        kept.renew(&[1, 2, 3], print, |number| *number);
        kept.renew(&[2], print, |_| unreachable!("it is kept"));
        assert_eq!(kept.results.len(), 1);
        let made = kept.renew(&[1], print, |number| number * 10);
        assert_eq!(*made[0], 10);
    }

    #[test]
    fn nothing_is_kept_without_a_fingerprint() {
        let mut kept = Kept::default();
        kept.renew(&[1], |_| None, |number| *number);
        assert!(kept.results.is_empty());
        assert_eq!(*kept.renew_one(None, || 2), 2);
        assert!(kept.results.is_empty());
    }

    #[test]
    fn one_result_takes_the_place_of_another() {
        let mut kept = Kept::default();
        for number in [1, 1, 2] {
            assert_eq!(*kept.renew_one(Some(Fingerprint::of(&number)), || number), number);
            assert_eq!(kept.results.len(), 1);
        }
    }
}
