//! The pages that are compared, as units.

use std::collections::HashSet;

use super::echoes::{Echoes, Heard};
use super::kept::Kept;
use super::unit::{Regard, Unit};
use super::{Basis, Page, cut, shared};
use crate::config::Markup;

/// The pages as units.
pub(super) struct Pages<'a> {
    pub source: &'a Page<'a>,
    pub translation: &'a Page<'a>,
    pub was: Option<&'a Page<'a>>,
    pub basis: Basis,
    pub units: Vec<Unit>,
    /// Of the translation, as its readers see it.
    pub shown: Vec<Unit>,
    pub kept: Kept,
    pub echoes: Heard,
    /// What the translation names, in any language.
    pub names: HashSet<u64>,
}

impl<'a> Pages<'a> {
    pub(super) fn read(
        source: &'a Page<'a>,
        translation: &'a Page<'a>,
        was: Option<&'a Page<'a>>,
        markup: &Markup,
    ) -> Self {
        let [units, shown] = [source, translation]
            .map(|page| cut::cut(page.text, page.language_prefix(), &page.document.body.nodes));
        let comments = Kept::in_comments(translation, source, (&units, &shown), markup);
        let (basis, kept) = match was {
            _ if !comments.units.is_empty() => (Basis::Comments, comments),
            Some(was) => (Basis::Earlier, Kept::of_page(was, &shown)),
            None => (Basis::Structure, comments),
        };
        let echoes = Heard {
            in_source: Echoes::of(&units),
            in_translation: Echoes::of(kept.units.iter().chain(&shown)),
        };
        let names = shared::names(&shown);
        Self { names, source, translation, was, basis, units, shown, kept, echoes }
    }

    /// Whether a text that stands nowhere by itself is known to the translation in another form. What is
    /// code is told by its lines, and a warning by being one.
    pub(super) fn is_echoed(&self, unit: &Unit) -> bool {
        let may_be = unit.is_prose() && unit.regard != Regard::Warning;
        may_be && self.basis != Basis::Structure && self.echoes.in_translation.hold(unit)
    }

    /// The text that what was kept stands in.
    pub(super) fn kept_text(&self) -> &'a str {
        match (self.basis, self.was) {
            (Basis::Earlier, Some(was)) => was.text,
            _ => self.translation.text,
        }
    }
}
