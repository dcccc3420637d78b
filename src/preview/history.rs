//! What git says of the pairs: asked once as long as neither `HEAD` nor what translations pin moves.

use std::sync::{Arc, Mutex, PoisonError};

use super::Preview;
use crate::git::{Git, GitProgram};
use crate::l10n::drifts::{Drifts, tracked_pairs};
use crate::l10n::history::TrackedPair;
use crate::resolve::{Pairs, pair};

/// The last answer, and what it was asked for.
#[derive(Default)]
pub(super) struct Histories(Mutex<Option<Asked>>);

struct Asked {
    head: Vec<u8>,
    pairs: Vec<TrackedPair>,
    drifts: Arc<Drifts>,
}

/// All pairs, published or not, and what git says of them.
pub(super) struct Tracked {
    pub pairs: Pairs,
    pub drifts: Arc<Drifts>,
}

impl Preview {
    pub(super) fn tracked(&self) -> &Tracked {
        self.pairs.get_or_init(|| {
            let pairs = pair(&self.made.settings, &self.made.documents);
            Tracked { drifts: self.drifts(&pairs), pairs }
        })
    }

    /// The drift of each pair; of none where there is no repository.
    fn drifts(&self, pairs: &Pairs) -> Arc<Drifts> {
        let git = GitProgram::new(&*self.files.root);
        let Ok(head) = git.run(&["rev-parse", "HEAD"]) else { return Arc::default() };
        let settings = &self.made.settings;
        let tracked = tracked_pairs(settings, pairs);
        let mut last = self.kept.histories.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = last.as_ref().filter(|own| own.head == head && own.pairs == tracked) {
            return Arc::clone(&known.drifts);
        }
        let drifts = Arc::new(Drifts::ask(&git, settings, pairs).unwrap_or_default());
        *last = Some(Asked { head, pairs: tracked, drifts: Arc::clone(&drifts) });
        drifts
    }
}
