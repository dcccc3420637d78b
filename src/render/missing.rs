//! The strings that templates ask for although no language has them.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use crate::diagnostic::{Code, Diagnostic};

/// The missing keys of the current renderings, by thread: a function that a template calls does not know
/// the page, but each template is rendered on one thread from start to finish.
#[derive(Debug, Default)]
pub(super) struct MissingStrings {
    by_thread: Mutex<Vec<(ThreadId, String)>>,
}

impl MissingStrings {
    pub(super) fn note(&self, key: &str) {
        self.lock().push((thread::current().id(), key.to_owned()));
    }

    /// What was noted on this thread since the last call.
    pub(super) fn take(&self) -> Vec<String> {
        let here = thread::current().id();
        let mut noted = self.lock();
        noted.extract_if(.., |(thread, _)| *thread == here).map(|(_, key)| key).collect()
    }

    /// No thread leaves a list half changed, so a panic in one does not matter.
    fn lock(&self) -> MutexGuard<'_, Vec<(ThreadId, String)>> {
        self.by_thread.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// One diagnostic for each key.
pub(super) fn diagnostics(keys: &BTreeSet<String>) -> Vec<Diagnostic> {
    let describe = |key: &String| {
        let message = format!("a template asks for the string `{key}`, which no language has");
        Diagnostic::new(Code::StringMissing, message).hint(format!(
            "add `[{key}]` with `other = \"…\"` to the file of the default language in `i18n/`"
        ))
    };
    keys.iter().map(describe).collect()
}
