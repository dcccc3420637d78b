//! Texts that a translator put in another order: both pages have them, each on the other side of a neighbour.

use super::scale::Scale;
use super::unit::{Unit, UnitKind};
use super::word::WordKind;

/// Two pages of which most is paired.
pub(super) struct Rest<'a> {
    pub units: &'a [Unit],
    pub shown: &'a [Unit],
    /// For each unit of the source, its counterpart.
    pub partners: &'a [Option<usize>],
    pub is_taken: &'a [bool],
}

/// The texts without a counterpart that have one a few places before or behind where it would be: of the same kind, as
/// long as its translation, with as many sentences and the same names.
pub(super) fn find(rest: &Rest<'_>) -> Vec<(usize, usize)> {
    const NEAR: usize = 4;
    const GOOD: u32 = 800;
    let scale = rest.scale();
    let mut is_taken = rest.is_taken.to_vec();
    let mut place = 0;
    let mut found = Vec::new();
    for (at, unit) in rest.units.iter().enumerate() {
        if let Some(shown) = rest.partners[at] {
            place = shown + 1;
            continue;
        }
        let near = place.saturating_sub(NEAR)..(place + NEAR).min(rest.shown.len());
        let fits = near.filter(|shown| !is_taken[*shown]).filter_map(|shown| {
            let own = &rest.shown[shown];
            let fit = scale.fit(unit.letters(), own.letters());
            (fit >= GOOD && may_be_one(unit, own)).then_some((fit, shown))
        });
        if let Some((_, shown)) = fits.max() {
            is_taken[shown] = true;
            found.push((at, shown));
        }
    }
    found
}

impl Rest<'_> {
    fn scale(&self) -> Scale {
        let pairs = self.units.iter().zip(self.partners);
        let pairs = pairs.filter_map(|(unit, shown)| Some((unit, &self.shown[(*shown)?])));
        let texts = pairs.filter(|(unit, own)| unit.is_prose() && own.is_prose());
        let (units, shown): (Vec<&Unit>, Vec<&Unit>) =
            (self.units.iter().collect(), self.shown.iter().collect());
        Scale::of(&units, &shown).refined(texts.map(|(unit, own)| (unit.letters(), own.letters())))
    }
}

fn may_be_one(unit: &Unit, own: &Unit) -> bool {
    unit.kind == own.kind
        && matches!(unit.kind, UnitKind::Paragraph | UnitKind::Item)
        && unit.regard == own.regard
        && unit.sentences() == own.sentences()
        && names(unit) == names(own)
}

/// What is the same in any language, sorted.
fn names(unit: &Unit) -> Vec<u64> {
    let neutral = unit.words.iter().filter(|word| word.kind > WordKind::Tag);
    let mut names: Vec<u64> = neutral.map(|word| word.folded).collect();
    names.sort_unstable();
    names
}
