//! What a change does to a translation: how it stood to its source before, and how it stands now.

use crate::l10n::finding::{Change, DriftSeverity, Finding};

/// What a change does to a translation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The change adds the translation.
    New,
    /// It said what its source says, and no longer does.
    Drifts,
    /// It had drifted, and there is more to do.
    DriftsFurther,
    /// There is less to do.
    ComesCloser,
    /// It had drifted, and says what its source says again.
    BroughtUpToDate,
}

impl Effect {
    /// By what there was to do before the change and what there is now; `None` if that is the same.
    pub fn of(before: &[Finding], now: &[Finding]) -> Option<Self> {
        match (before.is_empty(), now.is_empty()) {
            (true, true) => None,
            (true, false) => Some(Effect::Drifts),
            (false, true) => Some(Effect::BroughtUpToDate),
            (false, false) if has_more(now, before) => Some(Effect::DriftsFurther),
            (false, false) => has_more(before, now).then_some(Effect::ComesCloser),
        }
    }

    /// In JSON.
    pub fn name(self) -> &'static str {
        match self {
            Effect::New => "new",
            Effect::Drifts => "drifts",
            Effect::DriftsFurther => "drifts-further",
            Effect::ComesCloser => "comes-closer",
            Effect::BroughtUpToDate => "brought-up-to-date",
        }
    }
}

/// Whether some findings are not among others.
fn has_more(findings: &[Finding], others: &[Finding]) -> bool {
    findings.iter().any(|finding| !others.iter().any(|other| told(other) == told(finding)))
}

/// What a finding tells, wherever it stands.
fn told(finding: &Finding) -> (Change, DriftSeverity, Option<&str>, Option<&str>) {
    let [source, was] = [&finding.source, &finding.was]
        .map(|passage| passage.as_ref().map(|passage| passage.text.as_str()));
    (finding.change, finding.severity, source, was)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Span;
    use crate::l10n::finding::Passage;

    fn finding(text: &str, line: usize) -> Finding {
        let span = Span { start: 0, end: 1 };
        Finding {
            severity: DriftSeverity::Prose,
            change: Change::New,
            source: Some(Passage { path: "a.md".into(), span, line, text: text.to_owned() }),
            was: None,
            translation: None,
        }
    }

    #[test]
    fn an_effect_is_what_there_is_to_do_before_and_now() {
        let (one, two) = (finding("One.", 3), finding("Two.", 5));
        let of = |before: &[&Finding], now: &[&Finding]| {
            let owned =
                |findings: &[&Finding]| findings.iter().copied().cloned().collect::<Vec<_>>();
            Effect::of(&owned(before), &owned(now))
        };
        assert_eq!(of(&[], &[]), None);
        assert_eq!(of(&[], &[&one]), Some(Effect::Drifts));
        assert_eq!(of(&[&one], &[]), Some(Effect::BroughtUpToDate));
        assert_eq!(of(&[&one], &[&one, &two]), Some(Effect::DriftsFurther));
        assert_eq!(of(&[&one, &two], &[&two]), Some(Effect::ComesCloser));
        assert_eq!(of(&[&one], &[&finding("One.", 9)]), None, "it only stands elsewhere");
    }
}
