//! How a page stands in a language, in the words that people are shown.

use std::sync::Arc;

use serde::Serialize;

use super::Preview;
use crate::config::LanguageId;
use crate::l10n::compare::Comparison;
use crate::l10n::comparisons::Pair;
use crate::l10n::finding::DriftSeverity;
use crate::l10n::history::Drift;
use crate::l10n::status::{Compared, State};
use crate::l10n::survey::state;
use crate::parse::Document;
use crate::resolve::Page;

/// Whether a page says what its source says. In ascending order of how much there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Standing {
    /// It is written in the default language.
    Source,
    InSync,
    /// Nothing tells.
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

    pub(super) fn of(state: State) -> Self {
        match state {
            State::InSync => Standing::InSync,
            State::Drifted => Standing::Stale,
            State::Orphan => Standing::Orphan,
            State::Missing => Standing::Missing,
            State::Unknown => Standing::NotComparable,
        }
    }

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

    fn compared(comparison: Option<Arc<Comparison>>, git: Option<&Drift>) -> Self {
        let compared = comparison.as_deref().map(Compared::of);
        let standing = Standing::of(state(compared.as_ref(), git));
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
        self.comparison.as_ref().map_or(0, |own| own.counts.unknown)
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
            (Some(source), Some(own)) => self.compare(source, own),
            (None, Some(_)) => Held::without(Standing::Orphan),
            (_, None) => Held::without(Standing::Missing),
        }
    }

    /// Holds a translation against its source.
    pub(super) fn compare(&self, source: &Document, translation: &Document) -> Held {
        let git = self.tracked().drifts.of(&translation.file.path);
        let pair = Pair { source, translation, git };
        let (world, settings) = (&*self.files.world, &self.made.settings);
        Held::compared(self.kept.comparisons.of(world, settings, pair), git)
    }
}
