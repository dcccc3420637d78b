//! One thing that a page's team should look at: a finding in the text, or a disparity of the front matter
//! or the outline.

use std::fmt;

use crate::l10n::finding::{DriftSeverity, Finding, Passage};
use crate::l10n::parity::Disparity;
use crate::l10n::status::PageStatus;

/// A finding or a disparity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Notice<'a> {
    Finding {
        /// Among the findings of the comparison.
        index: usize,
        finding: &'a Finding,
    },
    Disparity(&'a Disparity),
}

impl<'a> Notice<'a> {
    /// All notices of a page, the most severe first; among equals findings first, in their order.
    pub(super) fn all(page: &'a PageStatus) -> Vec<Self> {
        let findings = page.findings().iter().enumerate();
        let findings = findings.map(|(index, finding)| Notice::Finding { index, finding });
        let mut notices: Vec<Self> =
            findings.chain(page.disparities.iter().map(Notice::Disparity)).collect();
        notices.sort_by_key(|notice| std::cmp::Reverse(notice.severity()));
        notices
    }

    pub fn severity(&self) -> DriftSeverity {
        match self {
            Notice::Finding { finding, .. } => finding.severity,
            Notice::Disparity(disparity) => disparity.aspect.severity(),
        }
    }

    /// The place in the translation; `None` for the whole file.
    pub fn place(&self) -> Option<&'a Passage> {
        match self {
            Notice::Finding { finding, .. } => finding.translation.as_ref(),
            Notice::Disparity(_) => None,
        }
    }
}

impl fmt::Display for Notice<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Notice::Finding { finding, .. } => finding.fmt(f),
            Notice::Disparity(disparity) => disparity.fmt(f),
        }
    }
}
