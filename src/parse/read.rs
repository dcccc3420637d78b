//! What reading a file gives besides its contents.

use crate::diagnostic::Diagnostic;

/// What reading gave, and what was wrong.
#[derive(Debug)]
pub(super) struct Read<T> {
    pub value: T,
    pub found: Vec<Diagnostic>,
}

impl<T> Read<T> {
    pub(super) fn by(read: impl FnOnce(&mut Vec<Diagnostic>) -> T) -> Self {
        let mut found = Vec::new();
        Self { value: read(&mut found), found }
    }
}
