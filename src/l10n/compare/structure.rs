//! How far two units fit each other when their words cannot tell, for they are in two languages: by
//! their kinds, and by what is not translated.

use std::collections::HashSet;
use std::ops::Range;

use super::align::{EQUAL, Likeness, Match, align};
use super::likeness::{common, shared_of};
use super::unit::{Unit, UnitKind};
use super::word::{Word, WordKind};

/// Units of a source and of a translation.
pub(super) struct StructureLikeness<'a> {
    pub source: &'a [&'a Unit],
    pub translation: &'a [&'a Unit],
    pub place: Place<'a>,
}

/// What is known of where counterparts stand.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// Nothing but their order.
    Anywhere,
    /// A translation begins right behind its comment. Where there are more comments than translations,
    /// it ends as they end.
    Behind,
    /// Each unit of the source has a range of the translation, whose units stand at some places.
    Within { reach: &'a [Range<usize>], places: &'a [usize] },
}

impl Likeness for StructureLikeness<'_> {
    fn of(&self, left: Range<usize>, right: Range<usize>) -> u32 {
        const AT_ITS_PLACE: u32 = 150;
        let (at, other) = (left.start, right.start);
        let fits = fit(self.source[at], self.translation[other]);
        match self.place {
            Place::Within { reach, places } if !reach[at].contains(&places[other]) => 0,
            Place::Within { .. } if !is_likely(self.source[at], self.translation[other]) => 0,
            Place::Behind if fits > 0 => {
                let behind = self.source.len().saturating_sub(self.translation.len());
                if at == other + behind { (fits + AT_ITS_PLACE).min(EQUAL) } else { fits }
            }
            _ => fits,
        }
    }
}

/// Pairs units of two languages, in order.
pub(super) fn pair(likeness: &StructureLikeness<'_>) -> Vec<(usize, usize)> {
    let (source, translation) = (likeness.source, likeness.translation);
    if !matches!(likeness.place, Place::Within { .. }) {
        return singles(align(&keys(source), &keys(translation), likeness));
    }
    // Equal keys would be taken for anchors, wherever they stand.
    let source: Vec<u64> = (0..source.len() as u64).map(|at| at << 1).collect();
    let translation: Vec<u64> = (0..translation.len() as u64).map(|at| at << 1 | 1).collect();
    singles(align(&source, &translation, likeness))
}

fn singles(matches: Vec<Match>) -> Vec<(usize, usize)> {
    matches.into_iter().map(|pair| (pair.left.start, pair.right.start)).collect()
}

/// Equal for what is the same in any language.
fn keys(units: &[&Unit]) -> Vec<u64> {
    units.iter().map(|unit| unit.id.unwrap_or(unit.key)).collect()
}

fn fit(source: &Unit, translation: &Unit) -> u32 {
    // A picture is not what a text without it became.
    let pictures = |unit: &Unit| -> Vec<u64> {
        let pictures = unit.words.iter().filter(|word| word.kind == WordKind::Picture);
        pictures.take(8).map(|word| word.folded).collect()
    };
    let (wanted, shown) = (pictures(source), pictures(translation));
    if !shown.is_empty() && !shown.iter().any(|picture| wanted.contains(picture)) {
        return if wanted.is_empty() { 0 } else { 300 };
    }
    fit_kinds(source, translation)
}

fn fit_kinds(source: &Unit, translation: &Unit) -> u32 {
    use UnitKind::{Call, Code, Diagram, Heading, Html, Item, Paragraph, Row};
    match (source.kind, translation.kind) {
        (Heading(_), Heading(_)) if source.id.is_some() && source.id == translation.id => EQUAL,
        (Heading(level), Heading(other)) => 700 + if level == other { 200 } else { 0 },
        (Code, Code) | (Diagram, Diagram) => 500 + shared_of(&source.bag, &translation.bag) / 2,
        (Call(name), Call(other)) if name == other => {
            700 + shared_of(&source.bag, &translation.bag) * 3 / 10
        }
        (Row, Row) => 350 + kinship(source, translation),
        (Paragraph, Paragraph) | (Item, Item) | (Html, Html) => 400 + kinship(source, translation),
        (Paragraph | Item, Paragraph | Item) => 300 + kinship(source, translation),
        (Paragraph | Item, Html) | (Html, Paragraph | Item) => kinship(source, translation) / 2,
        // A command in a line of its own, and in a block.
        (Paragraph | Item, Code) if is_all_code(source) => {
            500 + shared_of(&source.bag, &translation.bag) / 2
        }
        (Call(_) | Html | Paragraph, Call(_) | Html | Paragraph)
            if shows_the_same(source, translation) =>
        {
            600
        }
        _ => 0,
    }
}

fn is_all_code(unit: &Unit) -> bool {
    let is_code = |kind| matches!(kind, WordKind::Code | WordKind::Command | WordKind::Mark);
    unit.words.iter().all(|word| is_code(word.kind))
}

/// Whether two units show one picture, or lead to one place.
fn shows_the_same(source: &Unit, translation: &Unit) -> bool {
    let targets = |unit: &Unit| -> Vec<u64> {
        let targets = unit
            .words
            .iter()
            .filter(|word| matches!(word.kind, WordKind::Picture | WordKind::Link));
        // Hostile pages have thousands.
        targets.take(8).map(|word| word.folded).collect()
    };
    let shown = targets(translation);
    targets(source).iter().any(|target| shown.contains(target))
}

/// Whether a text may well be what another was translated into, where nothing else tells: they are about
/// as long, and most that is the same in any language stands in both.
fn is_likely(source: &Unit, translation: &Unit) -> bool {
    let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
    // A table in HTML is kept and translated in pieces.
    let is_html = source.kind == UnitKind::Html && translation.kind == UnitKind::Html;
    if !source.is_prose() || !translation.is_prose() || is_heading(source) || is_html {
        return true;
    }
    let names = |unit: &Unit| -> HashSet<u64> {
        let neutral = unit.words.iter().filter(|word| word.kind > WordKind::Tag);
        neutral.flat_map(Word::names).collect()
    };
    let (wanted, shown) = (names(source), names(translation));
    let shared = wanted.iter().filter(|name| shown.contains(name)).count();
    length_share(source, translation) >= 500 && shared * 2 >= wanted.len()
}

/// How far two texts are as long as each other, in thousandths.
fn length_share(source: &Unit, translation: &Unit) -> u32 {
    let [length, other] = [source, translation].map(|unit| 2 * unit.bag.len() - unit.ideographs);
    share(length.min(other), length.max(other))
}

fn share(part: usize, of: usize) -> u32 {
    u32::try_from(part * 1000 / of.max(1)).unwrap_or(0)
}

/// What two texts in two languages share: names, numbers, code; and about how long they are. Up to 600.
fn kinship(source: &Unit, translation: &Unit) -> u32 {
    let latin = translation.bag.len() - translation.ideographs;
    let kept = common(&source.bag, &translation.bag);
    let overlap = share(kept, source.bag.len().min(latin)).min(1000);
    overlap * 4 / 10 + length_share(source, translation) * 2 / 10
}
