//! The cache: results that are expensive to make, by the content they are made from.
//!
//! A [`Memo`] lives as long as its process, and between processes in a directory with one file for each
//! [`Kind`] (reading thousands of small files takes longer than making most of them again). It only
//! saves time. The law: **with the cache or without it, the bytes of a build are the same.** So a caller
//! must name everything that the result depends on, and a directory that is missing, broken, deleted or
//! read-only is never an error. A cache belongs to one build of this program (`build.rs`); no other
//! build of it reads the files.
//!
//! A program that builds repeatedly keeps more: a [`MemoTable`] holds the results of a stage by the
//! [`Fingerprint`] of their inputs. The law is the same.
//!
//! This module does not know what it stores.

mod disk;
mod fingerprint;
mod key;
mod kind;
mod pack;
mod progress;
mod store;
mod table;
mod work;

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use camino::Utf8PathBuf;

pub use fingerprint::Fingerprint;
pub use kind::Kind;
pub use progress::Progress;
pub use table::MemoTable;
pub use work::Work;

use key::Key;
use store::Store;

/// Texts and bytes that were made before. Threads may share it, and so may consecutive builds.
///
/// ```
/// use site::memo::{Kind, Memo};
/// let memo = Memo::in_memory();
/// let shout = |text: &str| memo.get_or_make(Kind::Code, &[text.as_bytes()], || text.to_uppercase());
/// assert_eq!(&*shout("a"), "A");
/// let again = memo.get_or_make(Kind::Code, &[b"a"], || unreachable!("it is remembered"));
/// assert_eq!(&*again, "A");
/// ```
#[derive(Default)]
pub struct Memo {
    directory: Option<Utf8PathBuf>,
    /// One for each kind, read from the directory on first use.
    stores: [OnceLock<Mutex<Store>>; Kind::ALL.len()],
}

impl Memo {
    /// Remembers until it is dropped.
    pub fn in_memory() -> Self {
        Self::default()
    }

    /// Remembers in `directory`, which need not exist.
    pub fn in_directory(directory: Utf8PathBuf) -> Self {
        Self { directory: Some(directory), ..Self::default() }
    }

    /// The result of `make` for these parts, cached or made now. The parts are everything that the
    /// result depends on; where one ends and the next begins matters.
    ///
    /// Nothing is locked while `make` runs, so two threads may make the same result at once.
    pub fn get_or_make(
        &self,
        kind: Kind,
        parts: &[&[u8]],
        make: impl FnOnce() -> String,
    ) -> Arc<str> {
        match self.get_or_try_make(kind, parts, || Ok::<_, Infallible>(make())) {
            Ok(text) => text,
            Err(never) => match never {},
        }
    }

    /// As [`Memo::get_or_make`], for a `make` that may fail. Failures are not cached.
    ///
    /// # Errors
    /// That of `make`.
    pub fn get_or_try_make<E>(
        &self,
        kind: Kind,
        parts: &[&[u8]],
        make: impl FnOnce() -> Result<String, E>,
    ) -> Result<Arc<str>, E> {
        let bytes = self.get_or_try_make_bytes(kind, parts, || make().map(String::into_bytes))?;
        // A kind that is used for texts holds nothing else, so nothing is lost here.
        Ok(String::from_utf8_lossy(&bytes).into())
    }

    /// As [`Memo::get_or_try_make`], for results that are not text.
    ///
    /// # Errors
    /// That of `make`.
    pub fn get_or_try_make_bytes<E>(
        &self,
        kind: Kind,
        parts: &[&[u8]],
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<[u8]>, E> {
        let key = Key::new(kind, parts);
        if let Some(bytes) = self.store(kind).get(&key) {
            return Ok(bytes);
        }
        let bytes = make()?;
        Ok(self.store(kind).put(key, bytes.into()))
    }

    /// The result for these parts, if it is cached.
    pub fn get(&self, kind: Kind, parts: &[&[u8]]) -> Option<Arc<[u8]>> {
        self.store(kind).get(&Key::new(kind, parts))
    }

    /// Caches a result for these parts.
    pub fn put(&self, kind: Kind, parts: &[&[u8]], bytes: Vec<u8>) {
        self.store(kind).put(Key::new(kind, parts), bytes.into());
    }

    /// Ends a build: writes new results to the directory, if there is one, and drops those that have
    /// not been used for a long time.
    pub fn save(&self) {
        for kind in Kind::ALL {
            let Some(store) = self.stores[kind as usize].get() else { continue };
            let records = lock(store).end_build();
            if let (Some(records), Some(directory)) = (records, &self.directory) {
                disk::write(directory, kind, &records);
            }
        }
    }

    fn store(&self, kind: Kind) -> MutexGuard<'_, Store> {
        lock(self.stores[kind as usize].get_or_init(|| Mutex::new(self.open(kind))))
    }

    fn open(&self, kind: Kind) -> Store {
        let records = self.directory.as_ref().and_then(|directory| disk::read(directory, kind));
        Store::new(records.unwrap_or_default(), kind.limit())
    }
}

/// No thread leaves a store half changed, so a panic in another thread does not matter.
fn lock(store: &Mutex<Store>) -> MutexGuard<'_, Store> {
    store.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").field("directory", &self.directory).finish_non_exhaustive()
    }
}
