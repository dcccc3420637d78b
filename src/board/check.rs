//! The conditions under which a check of the translations fails.

use super::notice::Notice;
use super::page::BoardPage;
use crate::l10n::finding::{Change, DriftSeverity, Passage};
use crate::l10n::parity::Aspect;
use crate::l10n::status::State;
use crate::l10n::strings::StringStatus;

/// Something that makes a check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A warning or a caution of the source is not in the translation.
    WarningMissing,
    /// A translation is published before its source.
    Publication,
    /// There is a finding of at least this severity.
    Severity(DriftSeverity),
    /// A page is in this state.
    State(State),
    /// Strings of the interface are missing, or have other placeholders than those of the source.
    Strings,
}

impl Condition {
    /// By its name on the command line.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|condition| condition.name() == name)
    }

    pub fn all() -> Vec<Self> {
        let severities = DriftSeverity::ALL.into_iter().rev().map(Self::Severity);
        let states = State::ALL.into_iter().filter(|state| *state != State::InSync);
        let alone = [Self::WarningMissing, Self::Publication];
        let alone = alone.into_iter().chain(severities).chain(states.map(Self::State));
        alone.chain([Self::Strings]).collect()
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::WarningMissing => "warning-missing",
            Self::Publication => "published-early",
            Self::Severity(severity) => severity.name(),
            Self::State(state) => state.name(),
            Self::Strings => "strings",
        }
    }

    /// Why the condition holds for a page, and where in its file; empty if it does not hold.
    pub fn of_page(self, page: &BoardPage) -> Vec<Failure<'_>> {
        if let Self::State(state) = self {
            let words = (page.state() == state).then(|| page.status.words());
            return words.into_iter().map(|words| Failure { words, place: None }).collect();
        }
        let counting = page.notices().into_iter().filter(|notice| self.counts(notice));
        counting
            .map(|notice| Failure { words: notice.to_string(), place: notice.place() })
            .collect()
    }

    fn counts(self, notice: &Notice<'_>) -> bool {
        match (self, notice) {
            (Self::Severity(least), notice) => notice.severity() >= least,
            (Self::WarningMissing, Notice::Finding { finding, .. }) => {
                finding.severity == DriftSeverity::Warning && finding.change == Change::New
            }
            (Self::Publication, Notice::Disparity(disparity)) => {
                disparity.aspect == Aspect::Publication
            }
            _ => false,
        }
    }

    /// Why the condition holds for a language's strings.
    pub fn of_strings(self, strings: &StringStatus) -> Vec<String> {
        if self != Self::Strings {
            return Vec::new();
        }
        let missing = strings.missing.iter().map(|key| format!("the string `{key}` is missing"));
        let differing = strings.placeholders.iter();
        let differing = differing.map(|difference| {
            format!("the placeholders of `{}` are not those of the source", difference.key)
        });
        let plurals = strings.plurals.iter();
        let plurals = plurals
            .map(|plural| format!("`{}` lacks the forms {}", plural.key, plural.forms.join(", ")));
        missing.chain(differing).chain(plurals).collect()
    }
}

/// Why a condition holds.
#[derive(Debug)]
pub struct Failure<'a> {
    pub words: String,
    /// `None` for the whole file.
    pub place: Option<&'a Passage>,
}
