//! The pages that are compared, as units.

use std::cell::OnceCell;
use std::collections::HashSet;

use super::comparison::{Basis, ComparedPage, Former};
use super::cut;
use super::echoes::{Echoes, PageEchoes};
use super::kept_source::{KeptSource, Reading};
use super::scale::Scale;
use super::text::{ComparedText, names};
use super::tongue::Tongue;
use super::unit::{Regard, Unit};
use crate::config::Markup;
use crate::diagnostic::Span;

/// The texts to compare.
#[derive(Clone, Copy)]
pub(super) struct Compared<'a> {
    pub source: &'a ComparedPage<'a>,
    pub translation: &'a ComparedPage<'a>,
    pub former: Former<'a>,
}

/// The pages as units.
pub(super) struct Pages<'a> {
    pub source: &'a ComparedPage<'a>,
    pub translation: &'a ComparedPage<'a>,
    pub was: Option<&'a ComparedPage<'a>>,
    /// Whether the source is known to be what it was when it was translated.
    pub is_unchanged: bool,
    pub basis: Basis,
    pub units: Vec<Unit>,
    /// The units of the translation, as its readers see it.
    pub shown: Vec<Unit>,
    pub kept: KeptSource,
    pub echoes: PageEchoes,
    /// The names in the translation that are the same in any language.
    pub names: HashSet<u64>,
    pub tongue: Tongue,
    /// How long this translation is for what its comments or an earlier source say.
    pub scale: Scale,
    /// The ends of the source and of the translation, if they are too long to be compared in full.
    pub uncut: [Option<Span>; 2],
    source_words: OnceCell<HashSet<u64>>,
}

impl<'a> Pages<'a> {
    pub(super) fn cut(compared: Compared<'a>, markup: &Markup) -> Self {
        let Compared { source, translation, former } = compared;
        let was = former.text();
        let is_unchanged = matches!(former, Former::Unchanged);
        let [units, shown] = [source, translation]
            .map(|page| cut::cut(page.text, page.language_prefix(), &page.document.body.nodes));
        let reading = Reading { source, translation, source_units: &units, markup };
        let comments = KeptSource::in_comments(reading, &shown);
        let (basis, kept) = match was {
            _ if !comments.units.is_empty() && comments.covers(&units, &shown) => {
                (Basis::Comments, comments)
            }
            Some(was) => (Basis::Earlier, KeptSource::of_page(was, &shown)),
            None => (Basis::Structure, KeptSource::none()),
        };
        let echoes = PageEchoes {
            in_source: Echoes::of(&units),
            in_prose: Echoes::of(units.iter().filter(|unit| unit.is_prose())),
            in_translation: Echoes::of(kept.units.iter().chain(&shown)),
        };
        let names = names(&shown);
        let tongue = Tongue::of(&units, ComparedText { units: &shown, file: translation.text });
        let uncut = [source, translation].map(|page| cut::beyond_reach(page.text));
        Self {
            uncut,
            names,
            tongue,
            scale: kept.scale(&shown),
            source,
            translation,
            was,
            is_unchanged,
            basis,
            units,
            shown,
            kept,
            echoes,
            source_words: OnceCell::new(),
        }
    }

    /// The words of today's source.
    pub(super) fn source_words(&self) -> &HashSet<u64> {
        self.source_words
            .get_or_init(|| self.units.iter().flat_map(|unit| &unit.bag).copied().collect())
    }

    /// Whether the translation has a text in another form, although not as a unit. Code is recognized by its
    /// lines, and a warning by being one.
    pub(super) fn is_echoed(&self, unit: &Unit) -> bool {
        let may_be = unit.is_prose() && unit.regard != Regard::Warning;
        may_be && self.basis != Basis::Structure && self.echoes.in_translation.hold(unit)
    }

    /// Whether the translation has two texts, one behind the other, in another form.
    pub(super) fn are_echoed(&self, first: &Unit, second: &Unit) -> bool {
        let words = first.words.iter().chain(&second.words);
        self.basis != Basis::Structure && self.echoes.in_translation.hold_words(words)
    }

    /// Whether readers of the translation see the source's text and nothing else, in more than a few words.
    pub(super) fn is_untranslated(&self) -> bool {
        const LEAST_WORDS: usize = 20;
        let of_source = self.units.iter().chain(&self.kept.units).map(|unit| unit.key);
        let known: HashSet<u64> = of_source.collect();
        let words: usize =
            self.shown.iter().filter(|unit| unit.is_prose()).map(Unit::prose_words).sum();
        let title = |page: &ComparedPage<'_>| page.document.front_matter.title.clone();
        words >= LEAST_WORDS
            && title(self.source) == title(self.translation)
            && self.shown.iter().all(|unit| known.contains(&unit.key))
    }

    /// The page that holds the kept source.
    pub(super) fn kept_page(&self) -> &'a ComparedPage<'a> {
        match (self.basis, self.was) {
            (Basis::Earlier, Some(was)) => was,
            _ => self.translation,
        }
    }
}
