//! What has happened to each unit, in the order of the pages.

use super::align::Match;
use super::call_arguments::call_changes;
use super::changes::{self, Context, Difference};
use super::code_lines::code_changes;
use super::comparison::{Basis, SegmentState, WordChanges};
use super::counterparts::Surplus;
use super::draft::Draft;
use super::evidence::{Evidence, Versions};
use super::pages::Pages;
use super::pairing::{Partner, UnitPairing};
use super::severity;
use super::text::ComparedText;
use super::unit::{Regard, Unit, UnitKind};
use super::word::{WordKind, combine};
use crate::diagnostic::Span;
use crate::l10n::finding::DriftSeverity;

/// The drafts of the rows of both bodies.
pub(super) fn draft(pairing: &UnitPairing<'_>) -> Vec<Draft> {
    let mut drafting = Drafting { pairing, drafts: Vec::new(), kept: 0, shown: 0 };
    let mut at = 0;
    while at < pairing.partners.len() {
        at = drafting.unit(at);
    }
    drafting.kept_before(pairing.is_used.len());
    drafting.shown_before(pairing.is_taken.len());
    drafting.uncut();
    drafting.drafts
}

/// Makes drafts in the order of the source; units that only the other side has keep their place among its units.
struct Drafting<'a> {
    pairing: &'a UnitPairing<'a>,
    drafts: Vec<Draft>,
    /// How many units of the kept source and of the translation have their drafts.
    kept: usize,
    shown: usize,
}

impl Drafting<'_> {
    /// Adds the draft of a unit; returns the next unit.
    fn unit(&mut self, at: usize) -> usize {
        let pages = self.pairing.pages;
        let unit = &pages.units[at];
        let mut draft = Draft::of_source(at, unit);
        let mut next = at + 1;
        match &self.pairing.partners[at] {
            Some(Partner::Here(pair)) => {
                self.kept_before(pair.right.start);
                self.kept = self.kept.max(pair.right.end);
                next = pair.left.end;
                self.compare_with_kept(&mut draft, pair);
            }
            Some(Partner::Elsewhere(other)) => {
                self.compare_with_kept(&mut draft, &Match::single(at, *other));
                if draft.state == SegmentState::Same && !self.is_lone_refrain(at) {
                    draft.state = SegmentState::Moved;
                    draft.severity = Some(DriftSeverity::Wording);
                }
            }
            Some(Partner::Shown(shown)) => {
                self.shown_before(*shown);
                self.shown = self.shown.max(shown + 1);
                self.compare_with_shown(&mut draft, unit, *shown);
                draft.surplus = self.pairing.surpluses[at];
            }
            None if pages.is_echoed(unit) || self.is_echoed_short(at) || is_wordless(unit) => {
                draft.state = SegmentState::Same;
            }
            None if !self.is_told_by_structure(unit) => draft.state = SegmentState::Unknown,
            None => draft.severity = Some(severity::of_unit(unit)),
        }
        self.drafts.push(draft);
        next
    }

    fn compare_with_kept(&mut self, draft: &mut Draft, pair: &Match) {
        let pages = self.pairing.pages;
        let (units, kept) =
            (&pages.units[pair.left.clone()], &pages.kept.units[pair.right.clone()]);
        let places = || pair.right.clone().filter_map(|at| pages.kept.shown[at]);
        let shown: Vec<&Unit> = places().map(|at| &pages.shown[at]).collect();
        if let Some(first) = places().next() {
            self.shown_before(first);
        }
        draft.source = around(units.iter());
        draft.was = around(kept.iter());
        draft.translation = around(shown.iter().copied());
        draft.state = SegmentState::Same;
        let key = |units: &[Unit]| {
            combine(units.iter().flat_map(|unit| &unit.words).map(|word| word.exact))
        };
        let is_mended =
            matches!((units, &shown[..]), ([unit], [shown]) if self.is_mended(draft, unit, shown));
        // A table in HTML is kept in pieces, and its names are not translated.
        let is_echoed_html = |unit: &Unit| unit.kind == UnitKind::Html && pages.is_echoed(unit);
        let is_renamed = matches!((units, kept), ([unit], [kept]) if unit.is_renamed(kept));
        if key(units) == key(kept) || is_renamed || is_mended || units.iter().all(is_echoed_html) {
            if pair.right.clone().all(|at| pages.kept.is_left_out[at]) {
                // The translation keeps the text and does not say it.
                let severity = units.iter().map(severity::of_unit).max();
                (draft.state, draft.severity, draft.was) = (SegmentState::New, severity, None);
            }
            return;
        }
        self.compare_texts(draft, Versions { today: units, kept, shown: &shown });
    }

    /// Compares a text of the source with what it was.
    fn compare_texts(&self, draft: &mut Draft, versions: Versions<'_>) {
        let pages = self.pairing.pages;
        let old = ComparedText { units: versions.kept, file: pages.kept_page().text };
        let new = ComparedText { units: versions.today, file: pages.source.text };
        let context = Context {
            shown: versions.shown.to_vec(),
            echoes: Some(&pages.echoes),
            names: Some(&pages.names),
            words: Some(pages.source_words()),
        };
        match changes::changes(old, new, &context) {
            Difference::None => {}
            Difference::Respelled => draft.is_respelled = true,
            Difference::Changed(words, severity) => {
                if severity > DriftSeverity::Prose || !self.says_today(versions) {
                    draft.change((words, severity));
                }
            }
        }
    }

    /// Whether only the comment of a text differs. Nothing tells of an earlier source, which nobody copied.
    fn says_today(&self, versions: Versions<'_>) -> bool {
        let pages = self.pairing.pages;
        pages.basis == Basis::Comments && Evidence::of(&versions, &pages.scale).favours_today()
    }

    /// Whether nothing around a few words moved, which the source has again and again, such as "Appears in:".
    fn is_lone_refrain(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 3;
        let (units, partners) = (&self.pairing.pages.units, &self.pairing.partners);
        let is_moved =
            |other: usize| matches!(partners.get(other), Some(Some(Partner::Elsewhere(_))));
        let is_same = |other: &&Unit| other.key == units[at].key;
        units[at].bag.len() <= MOST_WORDS
            && units.iter().filter(is_same).nth(1).is_some()
            && !is_moved(at + 1)
            && !at.checked_sub(1).is_some_and(is_moved)
    }

    /// Whether a translation already is what the source is today, although its comment is not.
    fn is_mended(&self, draft: &Draft, unit: &Unit, shown: &Unit) -> bool {
        let is_code = unit.is_code() && shown.is_code();
        let changes = || shown_code_changes(self.pairing, draft, Shown { unit, shown });
        unit.key == shown.key || is_code && changes().is_none()
    }

    /// Whether a text that is too short to be recognized stands in the translation in another form together
    /// with its neighbour.
    fn is_echoed_short(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 2;
        let pages = self.pairing.pages;
        let unit = &pages.units[at];
        let is_near = |other: usize, first: usize, second: usize| {
            let is_free = self.pairing.partners.get(other).is_some_and(Option::is_none);
            is_free
                && pages.is_echoed(&pages.units[other])
                && pages.are_echoed(&pages.units[first], &pages.units[second])
        };
        unit.is_prose()
            && unit.regard == Regard::Plain
            && unit.bag.len() <= MOST_WORDS
            && (is_near(at + 1, at, at + 1)
                || at.checked_sub(1).is_some_and(|before| is_near(before, before, at)))
    }

    /// Compares two languages by everything that is not translated.
    fn compare_with_shown(&self, draft: &mut Draft, unit: &Unit, at: usize) {
        let pages = self.pairing.pages;
        let shown = &pages.shown[at];
        draft.translation = Some(shown.span);
        if unit.key == shown.key {
            draft.state = SegmentState::Same;
            return;
        }
        let old = ComparedText { units: std::slice::from_ref(shown), file: pages.translation.text };
        let new = ComparedText { units: std::slice::from_ref(unit), file: pages.source.text };
        let changes = match unit.is_code() {
            true => shown_code_changes(self.pairing, draft, Shown { unit, shown }),
            false => call_changes(old, new),
        };
        // An earlier source is a separate text: units of the translation have no place there.
        let is_kept_here = pages.basis != Basis::Earlier;
        match changes {
            Some((mut words, severity)) => {
                draft.was = is_kept_here.then_some(shown.span);
                if !is_kept_here {
                    words.removed.clear();
                }
                draft.change((words, severity));
            }
            None if unit.is_code() => {
                draft.was = is_kept_here.then_some(shown.span);
                draft.state = SegmentState::Same;
            }
            None => draft.state = SegmentState::Unknown,
        }
    }

    /// Kept units up to `end` without a counterpart are gone from the source.
    fn kept_before(&mut self, end: usize) {
        let pages = self.pairing.pages;
        for at in self.kept..end {
            if self.pairing.is_used[at] {
                continue;
            }
            let unit = &pages.kept.units[at];
            let shown = pages.kept.shown[at];
            if let Some(shown) = shown {
                self.shown_before(shown);
                self.shown = self.shown.max(shown + 1);
            }
            let is_note = shown.is_none() && !pages.kept.is_translated[at];
            // The comment of a line of code is kept apart from it.
            let in_source = &pages.echoes.in_source;
            let is_code = || shown.is_none() && unit.is_prose() && in_source.hold_most(unit);
            // A translator put a text into two comments, one behind the other.
            let is_twice = |other: usize| {
                pages.kept.units.get(other).is_some_and(|other| other.key == unit.key)
                    && self.pairing.is_used[other]
            };
            let is_repeated = is_twice(at + 1) || at.checked_sub(1).is_some_and(is_twice);
            if is_note || is_repeated || is_wordless(unit) || in_source.hold(unit) || is_code() {
                continue;
            }
            self.drafts.push(Draft {
                state: SegmentState::Gone,
                was: Some(unit.span),
                translation: shown.map(|shown| pages.shown[shown].span),
                severity: Some(severity::of_unit(unit)),
                unit: Some(at),
                container: unit.container,
                ..Draft::default()
            });
        }
        self.kept = self.kept.max(end);
    }

    /// Units of the translation up to `end` without a counterpart.
    fn shown_before(&mut self, end: usize) {
        let pages = self.pairing.pages;
        for at in self.shown..end {
            if self.pairing.is_taken[at] {
                continue;
            }
            let unit = &pages.shown[at];
            let mut draft = Draft {
                translation: Some(unit.span),
                state: SegmentState::Unknown,
                ..Draft::default()
            };
            // The source may have it as a text.
            let is_text = unit.is_code() && pages.echoes.in_prose.hold(unit);
            // A translator of what is the source to this day adds notes and cuts paragraphs.
            let is_own =
                pages.is_unchanged && is_only_text(unit) && has_known_commands(pages, unit);
            let is_telling = is_telling(pages.basis, unit) && !is_text && !is_own;
            if is_telling && self.is_told_by_structure(unit) {
                draft.state = SegmentState::Gone;
                draft.was = Some(unit.span);
                draft.severity = Some(severity::of_unit(unit));
            }
            self.drafts.push(draft);
        }
        self.shown = self.shown.max(end);
    }

    /// Whether a unit without a counterpart is a finding, if only two languages are compared.
    fn is_told_by_structure(&self, unit: &Unit) -> bool {
        self.pairing.pages.basis != Basis::Structure
            || self.pairing.is_aligned
            || !is_only_text(unit)
    }

    /// The part of a page beyond the limit.
    fn uncut(&mut self) {
        let [source, translation] = self.pairing.pages.uncut;
        if source.is_some() || translation.is_some() {
            let state = SegmentState::Unknown;
            self.drafts.push(Draft { source, translation, state, ..Draft::default() });
        }
    }
}

/// A block of code of the source, and the one that it is in the translation.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub unit: &'a Unit,
    pub shown: &'a Unit,
}

/// How a block of code differs in the translation, with what it was cut in or is a part of. What differs is
/// told with the first of these blocks.
pub(super) fn shown_code_changes(
    pairing: &UnitPairing<'_>,
    draft: &Draft,
    Shown { unit, shown }: Shown<'_>,
) -> Option<(WordChanges, DriftSeverity)> {
    let pages = pairing.pages;
    let changes = |source: &[Unit], shown: &[Unit]| {
        let old = ComparedText { units: shown, file: pages.translation.text };
        let new = ComparedText { units: source, file: pages.source.text };
        code_changes(old, new, &pages.tongue)
    };
    let group = draft.unit.and_then(|at| pairing.code_group(at));
    match group {
        Some(group) if draft.unit != group.source.first().copied() => None,
        Some(group) => {
            let [source, shown] = group.texts(pages);
            changes(&source, &shown)
        }
        None => changes(std::slice::from_ref(unit), std::slice::from_ref(shown)),
    }
}

/// Whether a unit of the translation alone shows that the source does not have it.
fn is_telling(basis: Basis, unit: &Unit) -> bool {
    match basis {
        Basis::Comments => unit.is_code(),
        Basis::Earlier => false,
        Basis::Structure => true,
    }
}

/// Makes findings of texts of which one language says more than the other, where nothing else tells. A
/// translation of what is the source to this day has only explained it.
pub(super) fn mark_uneven(pages: &Pages<'_>, drafts: &mut [Draft]) {
    for draft in drafts.iter_mut() {
        let tells = match draft.surplus {
            Some(Surplus::Source) => true,
            Some(Surplus::Translation) => !pages.is_unchanged,
            None => false,
        };
        if tells && draft.state == SegmentState::Unknown {
            draft.was = draft.was.or(draft.translation);
            draft.change((WordChanges::default(), DriftSeverity::Prose));
        }
    }
}

/// Whether the source has all commands of a text somewhere.
fn has_known_commands(pages: &Pages<'_>, unit: &Unit) -> bool {
    let commands = || unit.words.iter().filter(|word| word.kind == WordKind::Command);
    commands().next().is_none() || pages.echoes.in_source.hold_words(commands())
}

/// Whether a text is nothing but marks: the dash of an empty cell.
fn is_wordless(unit: &Unit) -> bool {
    unit.is_prose() && unit.bag.is_empty()
}

/// Whether two languages may legitimately differ in it: translators join and split paragraphs.
fn is_only_text(unit: &Unit) -> bool {
    let is_heading = matches!(unit.kind, UnitKind::Heading(_));
    unit.is_prose() && !is_heading && unit.regard != Regard::Warning
}

/// From the first to the last.
fn around<'a>(units: impl Iterator<Item = &'a Unit>) -> Option<Span> {
    units
        .map(|unit| unit.span)
        .reduce(|all, span| Span { start: all.start.min(span.start), end: all.end.max(span.end) })
}
