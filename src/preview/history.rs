//! What git says about the pairs. The answer is kept for as long as neither `HEAD` nor the baselines of
//! translations move, and the same files have uncommitted changes.

use std::sync::{Arc, Mutex, PoisonError};

use camino::{Utf8Path, Utf8PathBuf};

use crate::git::{self, Git, GitProgram};
use crate::l10n::drifts::{Drifts, PairedSite, tracked_pairs};
use crate::l10n::history::TrackedPair;

/// The last answer, and the question.
#[derive(Default)]
pub(super) struct Histories(Mutex<Option<Asked>>);

struct Asked {
    head: Vec<u8>,
    uncommitted: Vec<Utf8PathBuf>,
    pairs: Vec<TrackedPair>,
    drifts: Arc<Drifts>,
}

impl Histories {
    /// The drift of each pair; empty if there is no repository.
    pub(super) fn drifts(&self, root: &Utf8Path, site: PairedSite<'_>) -> Arc<Drifts> {
        let git = GitProgram::new(root);
        let Ok(head) = git.run(&["rev-parse", "HEAD"]) else { return Arc::default() };
        let uncommitted = git::uncommitted(&git).unwrap_or_default();
        let tracked = tracked_pairs(site);
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().filter(|known| {
            known.head == head && known.uncommitted == uncommitted && known.pairs == tracked
        });
        if let Some(known) = known {
            return Arc::clone(&known.drifts);
        }
        let drifts = Arc::new(Drifts::ask(&git, site).unwrap_or_default());
        *last = Some(Asked { head, uncommitted, pairs: tracked, drifts: Arc::clone(&drifts) });
        drifts
    }
}
