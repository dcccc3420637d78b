//! Where a build keeps the files that it has made until they are written: in memory, or in a file on disk.
//!
//! The finished files of a large site take more memory than everything that they are made from. Nobody needs them
//! again before they are published, so they wait on disk. A server reads each when it is asked for. A file that could
//! not be stored stays in memory.

use std::borrow::Cow;
use std::fs::File;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;

use super::Artifact;
use super::space::Space;

/// Smaller files take less in memory than what is known of a stored one.
const LEAST: usize = 256;

/// Keeps the files of a build until they are written.
///
/// ```
/// use site::artifact::{Artifact, Spool};
/// let in_memory = Spool::default();
/// assert_eq!(in_memory.keep("<p>Hello"), Artifact::Bytes("<p>Hello".into()));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Spool(Option<Arc<SpoolFile>>);

/// A file on disk, and which parts of it are in use.
#[derive(Debug)]
struct SpoolFile {
    file: File,
    space: Mutex<Space>,
}

/// The bytes of a file of the output that waits on disk.
#[derive(Clone, Debug)]
pub struct Stored(Arc<Part>);

/// A text that waits with the files.
#[derive(Clone, Debug)]
pub struct KeptText(Text);

#[derive(Clone, Debug)]
enum Text {
    Here(String),
    Stored(Stored),
}

/// A part of the file on disk. When nobody has it any more, others are kept there.
#[derive(Debug)]
struct Part {
    spool: Arc<SpoolFile>,
    at: u64,
    length: usize,
}

impl Spool {
    /// Keeps files in `file`, which belongs to nobody else and can be read and written.
    pub fn on(file: File) -> Self {
        Self(Some(Arc::new(SpoolFile { file, space: Mutex::default() })))
    }

    /// Keeps the bytes of a file.
    pub fn keep(&self, bytes: impl Into<Bytes>) -> Artifact {
        let bytes = bytes.into();
        self.stored(&bytes).map_or(Artifact::Bytes(bytes), Artifact::Stored)
    }

    /// Keeps a text that files are made of.
    pub fn keep_text(&self, text: String) -> KeptText {
        let stored = self.stored(text.as_bytes());
        KeptText(stored.map_or(Text::Here(text), Text::Stored))
    }

    fn stored(&self, bytes: &[u8]) -> Option<Stored> {
        let spool = self.0.as_ref().filter(|_| bytes.len() >= LEAST)?;
        Stored::new(spool, bytes).ok()
    }
}

impl KeptText {
    /// The text.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn read(&self) -> io::Result<Cow<'_, str>> {
        match &self.0 {
            Text::Here(text) => Ok(text.into()),
            Text::Stored(stored) => {
                let text = String::from_utf8(stored.read()?);
                text.map(Cow::Owned)
                    .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
            }
        }
    }
}

impl SpoolFile {
    /// Nothing panics while it is locked.
    fn space(&self) -> MutexGuard<'_, Space> {
        self.space.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        self.spool.space().give_back(self.at, self.length as u64);
    }
}

impl Stored {
    fn new(spool: &Arc<SpoolFile>, bytes: &[u8]) -> io::Result<Self> {
        let at = spool.space().take(bytes.len() as u64);
        let part = Part { spool: Arc::clone(spool), at, length: bytes.len() };
        write_at(&spool.file, bytes, at)?;
        Ok(Self(Arc::new(part)))
    }

    /// The bytes, read from the disk.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn bytes(&self) -> io::Result<Bytes> {
        self.read().map(Bytes::from)
    }

    fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; self.0.length];
        read_at(&self.0.spool.file, &mut bytes, self.0.at)?;
        Ok(bytes)
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.0.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether both are the same stored file.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl PartialEq for Stored {
    fn eq(&self, other: &Self) -> bool {
        self.is_same_place(other) || other.bytes().is_ok_and(|bytes| *self == bytes)
    }
}

impl PartialEq<Bytes> for Stored {
    fn eq(&self, other: &Bytes) -> bool {
        self.len() == other.len() && self.bytes().is_ok_and(|bytes| bytes == *other)
    }
}

impl Eq for Stored {}

#[cfg(unix)]
fn write_at(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::write_all_at(file, bytes, at)
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(not(unix))]
fn write_at(_: &File, _: &[u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(unix))]
fn read_at(_: &File, _: &mut [u8], _: u64) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(all(test, unix))]
#[allow(clippy::disallowed_methods, reason = "a test of files")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bytes_of(artifact: &Artifact) -> Bytes {
        artifact.made().expect("it is made").expect("it can be read")
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(
            files in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..2_000), 1..20),
        ) {
            let spool = Spool::on(tempfile::tempfile().expect("a file"));
            let kept: Vec<Artifact> = files.iter().map(|file| spool.keep(file.clone())).collect();
            for (artifact, file) in kept.iter().zip(&files) {
                prop_assert_eq!(&bytes_of(artifact)[..], &file[..]);
                prop_assert_eq!(matches!(artifact, Artifact::Stored(_)), file.len() >= LEAST);
                prop_assert!(artifact.is_shared_with(&artifact.clone()));
                prop_assert_eq!(artifact, &spool.keep(file.clone()));
            }
        }
    }

    #[test]
    fn a_text_comes_back_from_the_disk_and_from_memory() {
        let on_disk = Spool::on(tempfile::tempfile().expect("a file"));
        for text in ["", "short", &"한국어 ".repeat(LEAST)] {
            for spool in [&on_disk, &Spool::default()] {
                assert_eq!(spool.keep_text(text.to_owned()).read().expect("a text"), text);
            }
        }
    }

    #[test]
    fn equal_is_what_has_the_same_bytes_wherever_it_is() {
        let [one, other] =
            [0, 1].map(|_| Spool::on(tempfile::tempfile().expect("a file")).keep(vec![1; LEAST]));
        assert_eq!(one, other);
        assert!(!one.is_shared_with(&other));
        assert_ne!(one, Spool::default().keep(vec![2; LEAST]));
        assert_eq!(one, Spool::default().keep(vec![1; LEAST]));
    }

    #[test]
    fn what_is_kept_again_and_again_takes_no_more_of_the_disk() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let spool = Spool::on(file.reopen().expect("the file"));
        let mut kept: Vec<Artifact> = Vec::new();
        for round in 0..50_u8 {
            kept = (0..10).map(|own| spool.keep(vec![round + own; 1_000])).collect();
        }
        assert!((0..10).all(|own| bytes_of(&kept[own]).iter().all(|byte| *byte == 49 + own as u8)));
        assert!(file.as_file().metadata().expect("its length").len() <= 20_000);
    }

    #[test]
    fn a_disk_that_refuses_leaves_the_bytes_in_memory() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let read_only = File::open(file.path()).expect("the file");
        let kept = Spool::on(read_only).keep(vec![1; LEAST]);
        assert_eq!(kept, Artifact::Bytes(vec![1; LEAST].into()));
    }
}
