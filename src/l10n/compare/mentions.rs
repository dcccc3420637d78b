//! Finds what only one of the two pages mentions although it is the same in any language: links,
//! versions, code, pictures.
//!
//! The whole page is searched, since translators join and move sentences.

use std::collections::HashSet;

use super::comparison::{Basis, SegmentState, WordChanges};
use super::draft::Draft;
use super::pages::Pages;
use super::severity::is_version;
use super::text::{ComparedText, names};
use super::tongue::Tongue;
use super::unit::Unit;
use super::word::{Target, Word, WordKind};
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// Marks the drafts that name something that the other page names nowhere.
pub(super) fn mark(pages: &Pages<'_>, drafts: &mut [Draft]) {
    let mentions = Mentions {
        source: ComparedText { units: &pages.units, file: pages.source.text },
        shown: ComparedText { units: &pages.shown, file: pages.translation.text },
        source_names: names(&pages.units),
        shown_names: names(&pages.shown),
        source_endings: endings(&pages.units),
        shown_endings: endings(&pages.shown),
        tongue: &pages.tongue,
    };
    // The source's former text cannot show what was already overlooked then.
    let is_earlier = pages.basis == Basis::Earlier;
    for draft in drafts.iter_mut() {
        if draft.state != SegmentState::Unknown {
            continue;
        }
        let mut unmentioned =
            mentions.without_translated([mentions.added(draft), mentions.removed(draft)]);
        if let Some(shown) = mentions.shown.unit_at(draft.translation) {
            let shown = ComparedText { units: std::slice::from_ref(shown), ..mentions.shown };
            unmentioned[0].retain(|(word, _)| !shown.spells(mentions.source.written(word)));
        }
        let severities = unmentioned.iter().flatten().map(|(_, severity)| *severity);
        let Some(severity) = severities.max() else { continue };
        // A translator of what is the source to this day adds notes with links.
        if pages.is_unchanged && draft.source.is_none() && severity <= DriftSeverity::Link {
            continue;
        }
        let [added, mut removed]: [Vec<Span>; 2] =
            unmentioned.map(|words| words.into_iter().map(|(word, _)| word.span).collect());
        // An earlier source is a separate text: units of the translation have no place there.
        if is_earlier {
            removed.clear();
        } else {
            draft.was = draft.translation;
        }
        draft.change((WordChanges { removed, added }, severity));
        if draft.source.is_none() {
            draft.state = SegmentState::Gone;
        }
    }
}

/// Both pages, and the names in them.
struct Mentions<'a> {
    source: ComparedText<'a>,
    shown: ComparedText<'a>,
    source_names: HashSet<u64>,
    shown_names: HashSet<u64>,
    source_endings: HashSet<u64>,
    shown_endings: HashSet<u64>,
    tongue: &'a Tongue,
}

/// Words, and how much it matters that the other page does not have them.
type Unmentioned = Vec<(Word, DriftSeverity)>;

impl Mentions<'_> {
    /// Names that are only in the source.
    fn added(&self, draft: &Draft) -> Unmentioned {
        let known = Known { names: &self.shown_names, endings: &self.shown_endings };
        unmentioned_at(self.source, draft.source, known)
    }

    /// Some words of both pages without code that a translator put into the reader's language.
    fn without_translated(&self, [mut added, mut removed]: [Unmentioned; 2]) -> [Unmentioned; 2] {
        let is_code = |(word, _): &(Word, DriftSeverity)| {
            matches!(word.kind, WordKind::Code | WordKind::Command)
        };
        removed.retain(|own| {
            let is_translated = is_code(own) && self.tongue.is_word(self.shown.written(&own.0));
            if is_translated && let Some(at) = added.iter().position(is_code) {
                added.remove(at);
            }
            !is_translated
        });
        [added, removed]
    }

    /// Names that are only in the translation.
    fn removed(&self, draft: &Draft) -> Unmentioned {
        let known = Known { names: &self.source_names, endings: &self.source_endings };
        unmentioned_at(self.shown, draft.translation, known)
    }
}

/// For the unit that begins where a span does. Code is compared line by line.
fn unmentioned_at(page: ComparedText<'_>, span: Option<Span>, known: Known<'_>) -> Unmentioned {
    let unit = page.unit_at(span).filter(|unit| !unit.is_code());
    unit.map_or_else(Vec::new, |unit| unmentioned(page, unit, known))
}

/// What the other page names.
#[derive(Clone, Copy)]
struct Known<'a> {
    names: &'a HashSet<u64>,
    /// How its links end: one that ends alike leads to the same page, by way of a redirect.
    endings: &'a HashSet<u64>,
}

fn endings(units: &[Unit]) -> HashSet<u64> {
    let words = units.iter().flat_map(|unit| &unit.words);
    words.filter_map(|word| word.target.and_then(Target::ending)).collect()
}

/// Names that a unit has and the other page does not.
fn unmentioned(page: ComparedText<'_>, unit: &Unit, known: Known<'_>) -> Unmentioned {
    let is_known = |ending: u64| known.endings.contains(&ending);
    let words = unit.words.iter().filter_map(|word| {
        let severity = match word.kind {
            WordKind::Link if word.target.and_then(Target::ending).is_some_and(is_known) => {
                return None;
            }
            WordKind::Link => DriftSeverity::Link,
            WordKind::Picture => DriftSeverity::Prose,
            WordKind::Code | WordKind::Command
                if word.span.range().len() > 2 && !page.is_in_placeholder(word) =>
            {
                DriftSeverity::Code
            }
            WordKind::Number if is_version(page.written(word)) => DriftSeverity::Version,
            _ => return None,
        };
        (!word.names().any(|name| known.names.contains(&name))).then_some((*word, severity))
    });
    words.collect()
}
