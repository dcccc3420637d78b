//! Why a pattern is invalid.

/// Why a pattern is invalid, and what to type instead, if that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternProblem {
    pub message: String,
    pub hint: Option<&'static str>,
}

pub(super) fn problem(message: impl Into<String>) -> PatternProblem {
    PatternProblem { message: message.into(), hint: None }
}

pub(super) fn hinted(message: impl Into<String>, hint: &'static str) -> PatternProblem {
    PatternProblem { message: message.into(), hint: Some(hint) }
}
