//! Both pages side by side: what became of each unit.

use super::align::Match;
use super::changes::{self, Known, Side};
use super::pages::Pages;
use super::pairing::{Pairing, Partner};
use super::unit::{Regard, Unit, UnitKind};
use super::word::combine;
use super::{Basis, DriftSeverity, Row, State, WordChanges, shared};
use crate::diagnostic::Span;

/// A row that is not yet part of a finding.
#[derive(Debug)]
pub(super) struct Draft {
    pub row: Row,
    /// `None` for what is no finding.
    pub severity: Option<DriftSeverity>,
    /// The unit of the source, or of what was kept.
    pub unit: Option<usize>,
    /// The call that it stands in, on the same side.
    pub container: Option<usize>,
}

/// The rows of the bodies, in the order of the pages.
pub(super) fn compare(pages: &Pages<'_>) -> Vec<Draft> {
    let mut drafts = drafts(&Pairing::of(pages));
    if pages.basis != Basis::Comments {
        shared::compare(pages, &mut drafts);
    }
    drafts
}

fn drafts(pairing: &Pairing<'_>) -> Vec<Draft> {
    let mut drafting = Drafting { pairing, drafts: Vec::new(), kept: 0, shown: 0 };
    let mut at = 0;
    while at < pairing.partners.len() {
        at = drafting.unit(at);
    }
    drafting.kept_before(pairing.is_used.len());
    drafting.shown_before(pairing.is_taken.len());
    drafting.drafts
}

/// Makes rows in the order of the source; what only the other side has stands where it is there.
struct Drafting<'a> {
    pairing: &'a Pairing<'a>,
    drafts: Vec<Draft>,
    /// How much of what was kept, and of the translation, has its row.
    kept: usize,
    shown: usize,
}

impl Drafting<'_> {
    /// The row of a unit; gives the next one.
    fn unit(&mut self, at: usize) -> usize {
        let pages = self.pairing.pages;
        let unit = &pages.units[at];
        let mut draft = Draft {
            row: row(State::New, Some(unit.span), None, None),
            severity: None,
            unit: Some(at),
            container: unit.container,
        };
        let mut next = at + 1;
        match &self.pairing.partners[at] {
            Some(Partner::Here(own)) => {
                self.kept_before(own.right.start);
                self.kept = self.kept.max(own.right.end);
                next = own.left.end;
                self.held_against(&mut draft, own);
            }
            Some(Partner::Elsewhere(other)) => {
                self.held_against(&mut draft, &Match::single(at, *other));
                if draft.row.state == State::Same {
                    draft.row.state = State::Moved;
                    draft.severity = Some(DriftSeverity::Wording);
                }
            }
            Some(Partner::Shown(shown)) => {
                self.shown_before(*shown);
                self.shown = self.shown.max(shown + 1);
                self.held_against_shown(&mut draft, *shown);
            }
            None if pages.is_echoed(unit) => draft.row.state = State::Same,
            None if pages.basis == Basis::Structure && is_only_text(unit) => {
                draft.row.state = State::NotComparable;
            }
            None => draft.severity = Some(changes::severity_of_unit(unit)),
        }
        self.drafts.push(draft);
        next
    }

    fn held_against(&mut self, draft: &mut Draft, own: &Match) {
        let pages = self.pairing.pages;
        let (units, kept) = (&pages.units[own.left.clone()], &pages.kept.units[own.right.clone()]);
        let shown: Vec<&Unit> =
            own.right.clone().filter_map(|at| Some(&pages.shown[pages.kept.shown[at]?])).collect();
        if let Some(first) = own.right.clone().find_map(|at| pages.kept.shown[at]) {
            self.shown_before(first);
        }
        draft.row.source = around(units.iter());
        draft.row.was = around(kept.iter());
        draft.row.translation = around(shown.iter().copied());
        let key = |units: &[Unit]| {
            combine(units.iter().flat_map(|unit| &unit.words).map(|word| word.exact))
        };
        let is_mended = matches!((units, &shown[..]), ([unit], [shown]) if unit.key == shown.key);
        draft.row.state = State::Same;
        if key(units) == key(kept) || is_mended {
            return;
        }
        let old = Side { units: kept, text: pages.kept_text() };
        let new = Side { units, text: pages.source.text };
        // A table in HTML is kept in pieces, and its names are not translated.
        let is_told = |unit: &Unit| unit.kind == UnitKind::Html && pages.is_echoed(unit);
        if units.iter().all(is_told) {
            return;
        }
        if let Some((words, severity)) = changes::changes(
            old,
            new,
            &Known { shown, heard: Some(&pages.echoes), names: Some(&pages.names) },
        ) {
            draft.row.state = State::Changed;
            draft.row.words = words;
            draft.severity = Some(severity);
        }
    }

    /// What is in two languages is compared as far as it is not translated.
    fn held_against_shown(&mut self, draft: &mut Draft, at: usize) {
        let pages = self.pairing.pages;
        let (Some(index), shown) = (draft.unit, &pages.shown[at]) else { return };
        let unit = &pages.units[index];
        draft.row.translation = Some(shown.span);
        draft.row.state = if unit.key == shown.key { State::Same } else { State::NotComparable };
        if !unit.is_code() || unit.key == shown.key {
            return;
        }
        draft.row.was = Some(shown.span);
        let old = Side { units: std::slice::from_ref(shown), text: pages.translation.text };
        let new = Side { units: std::slice::from_ref(unit), text: pages.source.text };
        match shared::code_changes(old, new) {
            Some((words, severity)) => {
                draft.row.state = State::Changed;
                draft.row.words = words;
                draft.severity = Some(severity);
            }
            None => draft.row.state = State::Same,
        }
    }

    /// What was kept up to `end` and stands for nothing is gone from the source.
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
            if shown.is_none() && !pages.kept.is_translated[at] || pages.echoes.in_source.hold(unit)
            {
                continue;
            }
            let translation = shown.map(|shown| pages.shown[shown].span);
            self.drafts.push(Draft {
                row: row(State::Gone, None, Some(unit.span), translation),
                severity: Some(changes::severity_of_unit(unit)),
                unit: Some(at),
                container: unit.container,
            });
        }
        self.kept = self.kept.max(end);
    }

    /// What the translation shows up to `end` and nothing stands for.
    fn shown_before(&mut self, end: usize) {
        let pages = self.pairing.pages;
        for at in self.shown..end {
            if self.pairing.is_taken[at] {
                continue;
            }
            let unit = &pages.shown[at];
            let mut draft = Draft {
                row: row(State::NotComparable, None, None, Some(unit.span)),
                severity: None,
                unit: None,
                container: None,
            };
            if tells_itself(pages.basis, unit) {
                draft.row.state = State::Gone;
                draft.row.was = Some(unit.span);
                draft.severity = Some(changes::severity_of_unit(unit));
            }
            self.drafts.push(draft);
        }
        self.shown = self.shown.max(end);
    }
}

/// Whether a unit of the translation shows by itself that the source lacks it.
fn tells_itself(basis: Basis, unit: &Unit) -> bool {
    match basis {
        Basis::Comments => unit.is_code(),
        Basis::Earlier => false,
        Basis::Structure => !is_only_text(unit),
    }
}

/// Whether two languages may well differ in it: translators join and cut paragraphs.
fn is_only_text(unit: &Unit) -> bool {
    let is_heading = matches!(unit.kind, UnitKind::Heading(_));
    unit.is_prose() && !is_heading && unit.regard != Regard::Warning
}

fn row(state: State, source: Option<Span>, was: Option<Span>, translation: Option<Span>) -> Row {
    Row { source, was, translation, state, finding: None, words: WordChanges::default() }
}

/// From the first to the last.
fn around<'a>(units: impl Iterator<Item = &'a Unit>) -> Option<Span> {
    units
        .map(|unit| unit.span)
        .reduce(|all, span| Span { start: all.start.min(span.start), end: all.end.max(span.end) })
}
