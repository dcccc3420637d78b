//! How a page stands in a language, in the words that people are shown.

use std::sync::Arc;

use serde::Serialize;

use super::Preview;
use crate::config::LanguageId;
use crate::l10n::compare::{Basis, Comparison};
use crate::l10n::finding::DriftSeverity;
use crate::resolve::Page;

/// Whether a page says what its source says. In ascending order of how much there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Standing {
    /// It is written in the default language.
    Source,
    InSync,
    /// Nothing is known to be stale, and only a part could be compared.
    NotComparable,
    /// There is no translation.
    Missing,
    /// There is no source.
    Orphan,
    Stale,
}

impl Standing {
    pub(super) const OF_TRANSLATIONS: [Standing; 5] = [
        Standing::Stale,
        Standing::Missing,
        Standing::Orphan,
        Standing::NotComparable,
        Standing::InSync,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Standing::Source => "source",
            Standing::InSync => "in-sync",
            Standing::NotComparable => "not-comparable",
            Standing::Missing => "missing",
            Standing::Orphan => "orphan",
            Standing::Stale => "stale",
        }
    }
}

/// A page in a language, held against its source.
pub(super) struct Held {
    pub standing: Standing,
    pub comparison: Option<Arc<Comparison>>,
}

impl Held {
    pub(super) fn without(standing: Standing) -> Self {
        Self { standing, comparison: None }
    }

    pub(super) fn compared(comparison: Option<Arc<Comparison>>) -> Self {
        let standing = match comparison.as_deref() {
            None => Standing::NotComparable,
            Some(own) if !own.findings.is_empty() => Standing::Stale,
            // Two languages side by side never tell that a sentence has changed.
            Some(own) if own.basis == Basis::Structure => Standing::NotComparable,
            Some(_) => Standing::InSync,
        };
        Self { standing, comparison }
    }

    /// How many places are stale.
    pub(super) fn stale(&self) -> usize {
        self.comparison.as_ref().map_or(0, |own| own.findings.len())
    }

    /// Of the worst.
    pub(super) fn severity(&self) -> Option<DriftSeverity> {
        self.comparison.as_ref()?.findings.iter().map(|own| own.severity).max()
    }

    /// How many parts nothing can be said of.
    pub(super) fn not_comparable(&self) -> usize {
        self.comparison.as_ref().map_or(0, |own| own.counts.not_comparable)
    }
}

impl Preview {
    /// How the page of a set stands in a language.
    pub(super) fn held(&self, page: &Page, language: LanguageId) -> Held {
        let settings = &self.made.settings;
        let set = &self.made.site.sets[page.set.0];
        let document = |language| {
            let member = set.members.get(&language)?;
            self.made.site.page(member.page).document.as_ref()
        };
        let own = document(language);
        if language == settings.default_language {
            let standing = if own.is_some() { Standing::Source } else { Standing::Missing };
            return Held::without(standing);
        }
        match (document(settings.default_language), own) {
            (Some(source), Some(own)) => Held::compared(self.compare(source, own)),
            (None, Some(_)) => Held::without(Standing::Orphan),
            (_, None) => Held::without(Standing::Missing),
        }
    }
}
