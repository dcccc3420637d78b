//! What is known about one page in one language.

use std::sync::Arc;

use camino::Utf8PathBuf;
use serde::Serialize;

use super::compare::Comparison;
use super::finding::{DriftSeverity, Finding};
use super::history::{Drift, SourceChanges};
use super::parity::Disparity;
use crate::config::LanguageId;
use crate::owners::{Ownership, Role};
use crate::resolve::Pairing;

/// A page in a language that is not the default one: its translation, or the fact that there is none.
#[derive(Clone, Debug)]
pub struct PageStatus {
    /// The translation's file; if it is missing, the path where it belongs.
    pub path: Utf8PathBuf,
    pub language: LanguageId,
    /// The first directory of its place; empty for a page at the root.
    pub section: String,
    /// Of the source, or of the page itself if it has none.
    pub title: String,
    /// The file in the default language; `None` for an orphan.
    pub source: Option<Utf8PathBuf>,
    pub pairing: Option<Pairing>,
    /// Where the translation belongs, if it is not at the path of its source.
    pub proper_path: Option<Utf8PathBuf>,
    pub state: State,
    /// `None` if git was not asked, or does not know the page.
    pub git: Option<Drift>,
    /// `None` if there are no two texts to compare.
    pub comparison: Option<Arc<Comparison>>,
    pub disparities: Vec<Disparity>,
    pub ownership: Arc<Ownership>,
    /// What decides which missing translation is made first.
    pub demand: Demand,
    /// The year of the source, or of the page itself if it has none.
    pub year: Option<i16>,
}

/// Whether a translation says what its source says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    InSync,
    /// The source says something else, or has moved it. A page with a finding or a disparity is
    /// in this state and in no other.
    Drifted,
    /// It has no source.
    Orphan,
    /// There is no translation.
    Missing,
    /// There is nothing to tell whether it has drifted.
    Unknown,
    /// There is a file, and its text is the source's.
    Untranslated,
}

impl State {
    pub const ALL: [State; 6] = [
        State::InSync,
        State::Drifted,
        State::Orphan,
        State::Missing,
        State::Unknown,
        State::Untranslated,
    ];

    /// The state of this name, from the command line or a URL.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            State::InSync => "in-sync",
            State::Drifted => "drifted",
            State::Orphan => "orphan",
            State::Missing => "missing",
            State::Unknown => "unknown",
            State::Untranslated => "untranslated",
        }
    }
}

/// How much a missing page is needed in a language. The greatest comes first: a page that its
/// authors keep up to date, then one that more languages have, then a newer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Demand {
    pub is_evergreen: bool,
    pub languages: usize,
    /// In seconds of Unix.
    pub date: Option<i64>,
}

impl PageStatus {
    /// What was found in the text, the most severe first.
    pub fn findings(&self) -> &[Finding] {
        self.comparison.as_ref().map_or(&[], |comparison| &comparison.findings)
    }

    /// The worst of all findings and disparities.
    pub fn severity(&self) -> Option<DriftSeverity> {
        let findings = self.findings().iter().map(|finding| finding.severity);
        findings.chain(self.disparities.iter().map(|disparity| disparity.aspect.severity())).max()
    }

    /// Whether a login or an alias reviews or approves it.
    pub fn is_owned_by(&self, name: &str) -> bool {
        let roles = [Role::Approver, Role::Reviewer, Role::RequiredReviewer];
        let holdings = roles.into_iter().flat_map(|role| self.ownership.of(role).iter());
        let mut grants = holdings.map(|holding| &holding.grant);
        grants.any(|grant| {
            let names = [Some(&grant.name), grant.alias.as_ref()];
            names.into_iter().flatten().any(|owner| owner.eq_ignore_ascii_case(name))
        })
    }

    pub fn has_label(&self, label: &str) -> bool {
        self.ownership.labels.names().any(|name| name == label)
    }

    /// What git counted, if it could.
    pub fn changes(&self) -> Option<&SourceChanges> {
        match &self.git {
            Some(Drift::Known(changes)) => Some(changes),
            _ => None,
        }
    }
}
