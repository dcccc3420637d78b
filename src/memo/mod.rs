//! Remembers what is expensive to make, by the content that it is made of.
//!
//! A [`Memo`] lives as long as its process, and between processes in a directory, one file for each
//! [`Kind`] (reading thousands of small ones takes longer than making most of them anew). It is a
//! help and nothing else. The law: **with a memo or without, the bytes of a build are the same.** So
//! whoever asks it must name everything that the answer depends on, and a directory that is missing,
//! broken, deleted or not to be written is never an error. What is remembered belongs to one build
//! of this program (`build.rs`): another never reads it.
//!
//! A program that builds again and again keeps more: in [`Kept`], whatever a stage made of an input
//! that is the same as before, by its [`Fingerprint`]. The law is the same.
//!
//! This module does not know what it remembers.

mod disk;
mod fingerprint;
mod kept;
mod key;
mod pack;
mod shelf;

use std::convert::Infallible;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use camino::Utf8PathBuf;

pub use fingerprint::Fingerprint;
pub use kept::Kept;

use key::Key;
use shelf::Shelf;

/// What is remembered. Each kind has a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Highlighted code.
    Code,
    /// Formulas as MathML.
    Formula,
    /// Diagrams as SVG.
    Diagram,
    /// What is known of a picture's file, such as its size.
    Picture,
    /// The search's index of a language.
    SearchIndex,
}

impl Kind {
    pub const ALL: [Kind; 5] =
        [Kind::Code, Kind::Formula, Kind::Diagram, Kind::Picture, Kind::SearchIndex];

    /// The stem of the file.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Code => "code",
            Kind::Formula => "formula",
            Kind::Diagram => "diagram",
            Kind::Picture => "picture",
            Kind::SearchIndex => "search-index",
        }
    }

    /// Bytes that are kept beside what the latest build asked for: the whole Kubernetes blog's code
    /// has under two million, its search thirteen, which are read whole in every build.
    fn limit(self) -> usize {
        match self {
            Kind::SearchIndex => 32 << 20,
            _ => 64 << 20,
        }
    }
}

/// Texts, and bytes, that were made before. Threads may share it, as may one build after another.
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
    /// One for each kind, filled from the directory when it is first asked.
    shelves: [OnceLock<Mutex<Shelf>>; Kind::ALL.len()],
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

    /// What `make` gave for these parts before, or gives now. The parts are everything that its
    /// result depends on; where one ends and the next begins matters.
    ///
    /// Nothing is locked while `make` runs: two threads may make the same at once.
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

    /// As [`Memo::get_or_make`], for what may fail. A failure is not remembered.
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
        // A kind that is asked for texts holds nothing else, so nothing is lost here.
        Ok(String::from_utf8_lossy(&bytes).into())
    }

    /// As [`Memo::get_or_try_make`], for what is no text.
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
        if let Some(bytes) = self.shelf(kind).get(&key) {
            return Ok(bytes);
        }
        let bytes = make()?;
        Ok(self.shelf(kind).put(key, bytes.into()))
    }

    /// Ends a build: writes what is new to the directory, if there is one, and lets go of what has
    /// not been asked for in a long time.
    pub fn save(&self) {
        for kind in Kind::ALL {
            let Some(shelf) = self.shelves[kind as usize].get() else { continue };
            let records = lock(shelf).end_build();
            if let (Some(records), Some(directory)) = (records, &self.directory) {
                disk::write(directory, kind, &pack::encode(&records));
            }
        }
    }

    fn shelf(&self, kind: Kind) -> MutexGuard<'_, Shelf> {
        lock(self.shelves[kind as usize].get_or_init(|| Mutex::new(self.open(kind))))
    }

    fn open(&self, kind: Kind) -> Shelf {
        let bytes = self.directory.as_ref().and_then(|directory| disk::read(directory, kind));
        let records = bytes.and_then(|bytes| pack::decode(&bytes));
        Shelf::new(records.unwrap_or_default(), kind.limit())
    }
}

/// No thread leaves a shelf half changed, so one that panicked does not matter.
fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Memo").field("directory", &self.directory).finish_non_exhaustive()
    }
}
