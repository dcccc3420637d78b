//! Which pages browsers show at present.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The pages of all event streams, those that were opened last at the end.
#[derive(Clone, Debug, Default)]
pub struct OpenPages(Arc<Mutex<Streams>>);

#[derive(Debug, Default)]
struct Streams {
    /// How many there were so far: the number of the next one.
    count: u64,
    /// The number of a stream and the URL path of its page.
    open: Vec<(u64, String)>,
}

/// A page that is open for as long as this is kept.
#[derive(Debug)]
pub(super) struct OpenPage {
    number: u64,
    pages: OpenPages,
}

impl OpenPages {
    /// Notes that a page is open.
    pub(super) fn enter(&self, page: &str) -> OpenPage {
        let mut streams = self.streams();
        let number = streams.count;
        streams.count += 1;
        streams.open.push((number, page.to_owned()));
        OpenPage { number, pages: self.clone() }
    }

    /// The URL paths of at most `most` pages, those that were opened last first.
    pub(super) fn latest(&self, most: usize) -> Vec<String> {
        let mut pages: Vec<String> = Vec::new();
        for (_, page) in self.streams().open.iter().rev() {
            if pages.len() < most && !pages.contains(page) {
                pages.push(page.clone());
            }
        }
        pages
    }

    fn streams(&self) -> MutexGuard<'_, Streams> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for OpenPage {
    fn drop(&mut self) {
        self.pages.streams().open.retain(|(number, _)| *number != self.number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_pages_that_are_still_open() {
        let pages = OpenPages::default();
        let [first, _second, third] = ["/a/", "/b/", "/a/"].map(|page| pages.enter(page));
        assert_eq!(pages.latest(9), ["/a/", "/b/"]);
        assert_eq!(pages.latest(1), ["/a/"]);
        drop(third);
        assert_eq!(pages.latest(9), ["/b/", "/a/"]);
        drop(first);
        assert_eq!(pages.latest(9), ["/b/"]);
    }
}
