//! What is remembered of one kind, and which of them are worth keeping.

use std::collections::HashMap;
use std::sync::Arc;

use super::key::Key;
use super::pack::Record;

pub(super) struct Shelf {
    entries: HashMap<Key, Entry>,
    /// Whether something is here that is not on disk.
    has_news: bool,
    /// Bytes that are kept beside what the latest build asked for.
    limit: usize,
}

struct Entry {
    bytes: Arc<[u8]>,
    /// How many builds that made something new have passed without asking for it.
    age: u32,
    is_used: bool,
}

impl Shelf {
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

    /// Keeps bytes. If another thread was faster, its own (the same) stay.
    pub(super) fn put(&mut self, key: Key, bytes: Arc<[u8]>) -> Arc<[u8]> {
        self.has_news = true;
        let entry = self.entries.entry(key).or_insert(Entry { bytes, age: 0, is_used: true });
        entry.bytes.clone()
    }

    /// All that is to be on disk, by key, if that has changed. Then a new build begins.
    ///
    /// A build that made nothing changes nothing: that spares the writing, and what is not on a page
    /// today is not forgotten because the site was built a hundred times.
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

    /// Drops the oldest until no more than `limit` bytes are left, but nothing that was just used.
    fn forget(&mut self, limit: usize) {
        let mut ranked: Vec<(u32, Key, usize)> =
            self.entries.iter().map(|(key, own)| (own.age, *key, own.bytes.len())).collect();
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
        let record = |(key, own): (&Key, &Entry)| Record {
            key: *key,
            age: own.age,
            bytes: own.bytes.clone(),
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

    fn shelf(names: &[&str]) -> Shelf {
        let mut shelf = Shelf::new(Vec::new(), usize::MAX);
        for name in names {
            shelf.put(key(name), name.as_bytes().into());
        }
        shelf
    }

    #[test]
    fn nothing_is_written_when_nothing_was_made() {
        let mut shelf = shelf(&["a", "b"]);
        assert_eq!(shelf.end_build().expect("news").len(), 2);
        shelf.get(&key("a"));
        assert!(shelf.end_build().is_none());
    }

    #[test]
    fn what_is_unused_ages_when_something_new_is_made() {
        let mut shelf = shelf(&["a", "b"]);
        shelf.end_build();
        shelf.get(&key("a"));
        shelf.put(key("c"), (*b"c").into());
        let records = shelf.end_build().expect("news");
        let age = |name: &str| records.iter().find(|own| own.key == key(name)).map(|own| own.age);
        assert_eq!([age("a"), age("b"), age("c")], [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn over_the_limit_the_oldest_go_and_the_used_stay() {
        let mut shelf = shelf(&["old", "new"]);
        shelf.end_build();
        shelf.get(&key("new"));
        shelf.put(key("more"), (*b"more").into());
        shelf.end_build();
        shelf.forget(7);
        assert!(shelf.get(&key("old")).is_none());
        assert!(shelf.get(&key("new")).is_some());
        shelf.forget(0);
        assert!(shelf.get(&key("more")).is_some());
    }
}
