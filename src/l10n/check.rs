//! On which conditions a check of the translations fails.

use super::finding::{Change, DriftSeverity, Passage};
use super::parity::Aspect;
use super::status::{PageStatus, State};
use super::strings::StringStatus;

/// A state of affairs that a site does not put up with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A warning or a caution of the source is not in the translation.
    WarningMissing,
    /// A translation would be read before its source is.
    Publication,
    /// Something of at least this severity is to be mended.
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

    /// What is said of a page on which the condition holds, and where in its file.
    pub fn of_page(self, page: &PageStatus) -> Vec<(String, Option<&Passage>)> {
        match self {
            Self::WarningMissing => findings(page, |severity, change| {
                severity == DriftSeverity::Warning && change == Change::New
            }),
            Self::Severity(least) => {
                let mut said = findings(page, |severity, _| severity >= least);
                let differing =
                    page.disparities.iter().filter(|own| own.aspect.severity() >= least);
                said.extend(differing.map(|own| (own.to_string(), None)));
                said
            }
            Self::Publication => {
                let early = page.disparities.iter().filter(|own| own.aspect == Aspect::Publication);
                early.map(|own| (own.to_string(), None)).collect()
            }
            Self::State(state) => {
                (page.state == state).then(|| (page.words(), None)).into_iter().collect()
            }
            Self::Strings => Vec::new(),
        }
    }

    /// What is said of a language's strings.
    pub fn of_strings(self, strings: &StringStatus) -> Vec<String> {
        if self != Self::Strings {
            return Vec::new();
        }
        let missing = strings.missing.iter().map(|key| format!("the string `{key}` is missing"));
        let differing = strings.placeholders.iter();
        let differing = differing
            .map(|own| format!("the placeholders of `{}` are not those of the source", own.key));
        let plurals = strings.plurals.iter();
        let plurals =
            plurals.map(|own| format!("`{}` lacks the forms {}", own.key, own.forms.join(", ")));
        missing.chain(differing).chain(plurals).collect()
    }
}

fn findings(
    page: &PageStatus,
    counts: impl Fn(DriftSeverity, Change) -> bool,
) -> Vec<(String, Option<&Passage>)> {
    let counted = page.findings().iter().filter(|own| counts(own.severity, own.change));
    counted.map(|own| (own.to_string(), own.translation.as_ref())).collect()
}
