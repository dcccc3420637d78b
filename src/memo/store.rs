//! The cached results of one kind, and which of them are worth keeping.

use std::collections::HashMap;
use std::sync::Arc;

use super::key::Key;
use super::pack::Record;

pub(super) struct Store {
    entries: HashMap<Key, Entry>,
    /// Whether there are results that are not on disk.
    has_news: bool,
    /// How many bytes are kept beside what the latest build used.
    limit: usize,
}

struct Entry {
    bytes: Arc<[u8]>,
    /// How many builds that made something new have passed without using it.
    age: u32,
    is_used: bool,
}

impl Store {
    pub(super) fn new(records: Vec<Record>, limit: usize) -> Self {
        let entry = |record: Record| Entry { bytes: record.bytes, age: record.age, is_used: false };
        let entries = records.into_iter().map(|record| (record.key, entry(record)));
        Self { entries: entries.collect(), has_news: false, limit }
    }

    pub(super) fn get(&mut self, key: &Key) -> Option<Arc<[u8]>> {
        let entry = self.entries.get_mut(key)?;
        entry.is_used = true;
        Some(entry.bytes.clone())
    }

    /// Stores a result. If another thread was faster, its result (the same bytes) stays.
    pub(super) fn put(&mut self, key: Key, bytes: Arc<[u8]>) -> Arc<[u8]> {
        self.has_news = true;
        let entry = self.entries.entry(key).or_insert(Entry { bytes, age: 0, is_used: true });
        entry.bytes.clone()
    }

    /// Ends a build: returns everything that belongs on disk, by key, if that has changed.
    ///
    /// A build that made nothing new changes nothing. That saves the writing, and results do not expire
    /// just because an unchanged site is built a hundred times.
    pub(super) fn end_build(&mut self) -> Option<Vec<Record>> {
        let has_news = std::mem::take(&mut self.has_news);
        for entry in self.entries.values_mut() {
            let is_used = std::mem::take(&mut entry.is_used);
            if has_news {
                entry.age = if is_used { 0 } else { entry.age.saturating_add(1) };
            }
        }
        has_news.then(|| {
            self.forget(self.limit);
            self.records()
        })
    }

    /// Drops the oldest results until at most `limit` bytes are left, but none that was just used.
    fn forget(&mut self, limit: usize) {
        let mut ranked: Vec<(u32, Key, usize)> =
            self.entries.iter().map(|(key, entry)| (entry.age, *key, entry.bytes.len())).collect();
        ranked.sort_unstable();
        let mut total = 0;
        for (age, key, length) in ranked {
            total += length;
            if age > 0 && total > limit {
                self.entries.remove(&key);
            }
        }
    }

    fn records(&self) -> Vec<Record> {
        let record = |(key, entry): (&Key, &Entry)| Record {
            key: *key,
            age: entry.age,
            bytes: entry.bytes.clone(),
        };
        let mut records: Vec<Record> = self.entries.iter().map(record).collect();
        records.sort_unstable_by_key(|record| record.key);
        records
    }
}

#[cfg(test)]
mod tests {
    use super::super::Kind;
    use super::*;

    fn key(name: &str) -> Key {
        Key::new(Kind::Code, &[name.as_bytes()])
    }

    fn store(names: &[&str]) -> Store {
        let mut store = Store::new(Vec::new(), usize::MAX);
        for name in names {
            store.put(key(name), name.as_bytes().into());
        }
        store
    }

    #[test]
    fn nothing_is_written_when_nothing_was_made() {
        let mut store = store(&["a", "b"]);
        assert_eq!(store.end_build().expect("news").len(), 2);
        store.get(&key("a"));
        assert!(store.end_build().is_none());
    }

    #[test]
    fn what_is_unused_ages_when_something_new_is_made() {
        let mut store = store(&["a", "b"]);
        store.end_build();
        store.get(&key("a"));
        store.put(key("c"), (*b"c").into());
        let records = store.end_build().expect("news");
        let age = |name: &str| {
            records.iter().find(|record| record.key == key(name)).map(|record| record.age)
        };
        assert_eq!([age("a"), age("b"), age("c")], [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn over_the_limit_the_oldest_go_and_the_used_stay() {
        let mut store = store(&["old", "new"]);
        store.end_build();
        store.get(&key("new"));
        store.put(key("more"), (*b"more").into());
        store.end_build();
        store.forget(7);
        assert!(store.get(&key("old")).is_none());
        assert!(store.get(&key("new")).is_some());
        store.forget(0);
        assert!(store.get(&key("more")).is_some());
    }
}
