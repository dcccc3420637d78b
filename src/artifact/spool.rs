//! Where a build keeps the files that it has made until they are written: in memory, or in a file on disk.
//!
//! The finished files of a large site take more memory than everything that they are made from. Nobody needs them
//! again before they are published, so they wait on disk. A file that could not be stored stays in memory.

use std::fs::File;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;

use super::Artifact;

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

/// One file after the other, without gaps but for those that could not be written.
#[derive(Debug)]
struct SpoolFile {
    file: File,
    end: AtomicU64,
}

/// The bytes of a file of the output that waits on disk.
#[derive(Clone, Debug)]
pub struct Stored {
    spool: Arc<SpoolFile>,
    at: u64,
    length: usize,
}

impl Spool {
    /// Keeps files in `file`, which belongs to nobody else and can be read and written.
    pub fn on(file: File) -> Self {
        Self(Some(Arc::new(SpoolFile { file, end: AtomicU64::new(0) })))
    }

    /// Keeps the bytes of a file.
    pub fn keep(&self, bytes: impl Into<Bytes>) -> Artifact {
        let bytes = bytes.into();
        let spool = self.0.as_ref().filter(|_| bytes.len() >= LEAST);
        let stored = spool.and_then(|spool| Stored::new(spool, &bytes).ok());
        stored.map_or(Artifact::Bytes(bytes), Artifact::Stored)
    }
}

impl Stored {
    fn new(spool: &Arc<SpoolFile>, bytes: &[u8]) -> io::Result<Self> {
        let at = spool.end.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        write_at(&spool.file, bytes, at)?;
        Ok(Self { spool: Arc::clone(spool), at, length: bytes.len() })
    }

    /// The bytes, read from the disk.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn bytes(&self) -> io::Result<Bytes> {
        let mut bytes = vec![0; self.length];
        read_at(&self.spool.file, &mut bytes, self.at)?;
        Ok(bytes.into())
    }

    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Whether both are the same stored file.
    pub(super) fn is_same_place(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.spool, &other.spool) && self.at == other.at
    }
}

impl PartialEq for Stored {
    fn eq(&self, other: &Self) -> bool {
        self.is_same_place(other) || other.bytes().is_ok_and(|bytes| *self == bytes)
    }
}

impl PartialEq<Bytes> for Stored {
    fn eq(&self, other: &Bytes) -> bool {
        self.length == other.len() && self.bytes().is_ok_and(|bytes| bytes == *other)
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
    fn equal_is_what_has_the_same_bytes_wherever_it_is() {
        let [one, other] =
            [0, 1].map(|_| Spool::on(tempfile::tempfile().expect("a file")).keep(vec![1; LEAST]));
        assert_eq!(one, other);
        assert!(!one.is_shared_with(&other));
        assert_ne!(one, Spool::default().keep(vec![2; LEAST]));
        assert_eq!(one, Spool::default().keep(vec![1; LEAST]));
    }

    #[test]
    fn a_disk_that_refuses_leaves_the_bytes_in_memory() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let read_only = File::open(file.path()).expect("the file");
        let kept = Spool::on(read_only).keep(vec![1; LEAST]);
        assert_eq!(kept, Artifact::Bytes(vec![1; LEAST].into()));
    }
}
