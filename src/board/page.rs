//! A page in one language, as every surface shows it.

use std::collections::BTreeSet;

use crate::config::Settings;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::status::{PageStatus, State};

use super::action::Action;
use super::notice::Notice;

/// A page in a language that is not the default one.
#[derive(Clone, Debug)]
pub struct BoardPage {
    pub status: PageStatus,
    /// The code of its language.
    pub code: String,
    /// Of the most severe notice; only a drifted page has one.
    pub severity: Option<DriftSeverity>,
    /// What to do about it, in order.
    pub actions: Vec<Action>,
    /// The text that searches look in, in lower case.
    pub search_text: String,
}

impl BoardPage {
    pub fn new(settings: &Settings, status: PageStatus) -> Self {
        let code = settings.language(status.language).code.clone();
        Self {
            severity: status.severity(),
            actions: Action::all(&status, &code),
            search_text: format!("{}\n{}", status.title, status.path).to_lowercase(),
            code,
            status,
        }
    }

    pub fn state(&self) -> State {
        self.status.state
    }

    /// Findings and disparities, the most severe first.
    pub fn notices(&self) -> Vec<Notice<'_>> {
        Notice::all(&self.status)
    }

    /// Whether it is in a list for which no states were selected. Missing pages have a list of their own; and
    /// if git was not asked, that a page is unknown means nothing.
    pub fn needs_attention(&self) -> bool {
        match self.state() {
            State::Drifted | State::Orphan | State::Untranslated => true,
            State::Unknown => self.status.git.is_some(),
            State::InSync => !self.actions.is_empty(),
            State::Missing => false,
        }
    }

    /// The aliases of the nearest approvers, and the logins of those without an alias.
    pub fn nearest_owners(&self) -> BTreeSet<&str> {
        let holdings = self.status.ownership.approvers.leaf();
        holdings
            .map(|holding| holding.grant.alias.as_ref().unwrap_or(&holding.grant.name).as_str())
            .collect()
    }
}
