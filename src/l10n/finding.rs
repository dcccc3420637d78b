//! What a localization team learns about a translation, and how much it matters.
//!
//! Findings are data: each surface puts them into words.

use camino::Utf8PathBuf;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Span;

/// How much a finding matters to a reader, from what changed. In ascending order: a missing security warning
/// matters most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DriftSeverity {
    /// Authors, or other front matter that is not text of the page.
    Byline,
    /// Wording, spelling or typography; the meaning is the same.
    Wording,
    /// Sentences, headings, pictures.
    Prose,
    /// Where a link leads.
    Link,
    /// A version or another number.
    Version,
    /// A command or a block of code.
    Code,
    /// A warning or a caution.
    Warning,
}

impl DriftSeverity {
    pub const ALL: [DriftSeverity; 7] = [
        DriftSeverity::Byline,
        DriftSeverity::Wording,
        DriftSeverity::Prose,
        DriftSeverity::Link,
        DriftSeverity::Version,
        DriftSeverity::Code,
        DriftSeverity::Warning,
    ];

    /// The severity of this name, from the command line or a URL.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            DriftSeverity::Byline => "byline",
            DriftSeverity::Wording => "wording",
            DriftSeverity::Prose => "prose",
            DriftSeverity::Link => "link",
            DriftSeverity::Version => "version",
            DriftSeverity::Code => "code",
            DriftSeverity::Warning => "warning",
        }
    }
}

/// One segment whose translation no longer says what the source says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub severity: DriftSeverity,
    pub change: Change,
    /// The place in today's source; `None` if the segment is gone from it.
    pub source: Option<Passage>,
    /// The source's text when it was translated, if known.
    pub was: Option<Passage>,
    /// The place in the translation: the drifted text, or the text after which something is missing.
    pub translation: Option<Passage>,
}

/// What has happened to a segment of the source since it was translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Change {
    /// It says something else now.
    Changed,
    /// It is new, and the translation does not have it.
    New,
    /// It is gone, and the translation still has it.
    Gone,
    /// It has moved.
    Moved,
}

impl Change {
    pub const ALL: [Change; 4] = [Change::Changed, Change::New, Change::Gone, Change::Moved];

    pub fn name(self) -> &'static str {
        match self {
            Change::Changed => "changed",
            Change::New => "new",
            Change::Gone => "gone",
            Change::Moved => "moved",
        }
    }
}

/// A part of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    pub path: Utf8PathBuf,
    /// In bytes of the file.
    pub span: Span,
    /// The line where it begins, from 1.
    pub line: usize,
    pub text: String,
}
