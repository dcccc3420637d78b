//! How much the adapters of a site may add together.

use std::cell::Cell;

use crate::go::error::Failure;

/// What is left for pages, resources and their bytes.
pub(super) struct Limits {
    files: Cell<u32>,
    bytes: Cell<u64>,
}

impl Default for Limits {
    fn default() -> Self {
        Self { files: Cell::new(100_000), bytes: Cell::new(256 << 20) }
    }
}

impl Limits {
    /// Pays for a file of so many bytes.
    pub(super) fn add(&self, bytes: usize) -> Result<(), Failure> {
        let files = self.files.get().checked_sub(1);
        let bytes = self.bytes.get().checked_sub(bytes as u64);
        let (Some(files), Some(bytes)) = (files, bytes) else {
            return Err(Failure::budget("the templates that add pages add too many or too much"));
        };
        self.files.set(files);
        self.bytes.set(bytes);
        Ok(())
    }
}
