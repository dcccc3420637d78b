//! How much of a disk is read.

/// Limits of a tree. What a stranger sends is read as far as a site of a usual size needs.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Bytes of a file that is read whole. The largest text of the Kubernetes site has 600,000.
    pub file_bytes: u64,
    /// Files and directories in one walk. The Kubernetes documentation has 20,000 in all languages.
    pub entries: usize,
}

impl Limits {
    pub(super) const TRUSTED: Self = Self { file_bytes: 64 << 20, entries: 1_000_000 };
    pub(super) const UNTRUSTED: Self = Self { file_bytes: 16 << 20, entries: 100_000 };
}
