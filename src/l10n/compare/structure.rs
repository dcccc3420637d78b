//! How well two units in different languages fit each other, when words cannot be compared: by
//! their kinds, and by everything that is not translated.

use std::ops::Range;

use super::align::{EQUAL, Likeness, Match, align};
use super::likeness::{common, shared_of};
use super::unit::{Unit, UnitKind};
use super::word::{Word, WordKind};

/// Units of a source and of a translation.
pub(super) struct StructureLikeness<'a> {
    source: Vec<Features<'a>>,
    translation: Vec<Features<'a>>,
    place: Placement<'a>,
}

impl<'a> StructureLikeness<'a> {
    pub(super) fn new(source: &[&'a Unit], translation: &[&'a Unit], place: Placement<'a>) -> Self {
        let features = |units: &[&'a Unit]| units.iter().map(|unit| Features::of(unit)).collect();
        Self { source: features(source), translation: features(translation), place }
    }
}

/// A unit with the data that it is compared by, collected once: a table needs it again and again.
struct Features<'a> {
    unit: &'a Unit,
    pictures: Vec<u64>,
    /// The targets of pictures and links.
    targets: Vec<u64>,
    /// Its names that are the same in any language; sorted, without duplicates.
    names: Vec<u64>,
    is_all_code: bool,
    /// The arguments of a call.
    arguments: Vec<u64>,
}

impl<'a> Features<'a> {
    fn of(unit: &'a Unit) -> Self {
        /// Hostile pages have thousands of links in a paragraph.
        const MOST: usize = 8;
        let of_kinds = |kinds: &[WordKind]| {
            let words = unit.words.iter().filter(|word| kinds.contains(&word.kind));
            words.take(MOST).map(|word| word.folded).collect()
        };
        let neutral = unit.words.iter().filter(|word| word.kind > WordKind::Tag);
        let mut names: Vec<u64> = neutral.flat_map(Word::names).collect();
        names.sort_unstable();
        names.dedup();
        let is_code =
            |word: &Word| matches!(word.kind, WordKind::Code | WordKind::Command | WordKind::Mark);
        Self {
            unit,
            pictures: of_kinds(&[WordKind::Picture]),
            targets: of_kinds(&[WordKind::Picture, WordKind::Link]),
            names,
            is_all_code: unit.words.iter().all(is_code),
            arguments: unit.arguments().collect(),
        }
    }
}

/// What is known about the places of counterparts.
#[derive(Clone, Copy)]
pub(super) enum Placement<'a> {
    /// Nothing but their order.
    Anywhere,
    /// A translation begins right behind its comment. If there are more comments than translations, the ends
    /// of the two correspond.
    Behind,
    /// Each unit of the source has a range of the translation, whose units have the given places.
    Within { reach: &'a [Range<usize>], places: &'a [usize] },
}

impl Likeness for StructureLikeness<'_> {
    fn of(&self, left: Range<usize>, right: Range<usize>) -> u32 {
        const AT_ITS_PLACE: u32 = 150;
        let (at, other) = (left.start, right.start);
        let (source, translation) = (&self.source[at], &self.translation[other]);
        let fits = fit(source, translation);
        match self.place {
            Placement::Within { reach, places } if !reach[at].contains(&places[other]) => 0,
            Placement::Within { .. } if !is_likely(source, translation) => 0,
            Placement::Behind if fits > 0 => {
                let behind = self.source.len().saturating_sub(self.translation.len());
                if at == other + behind { (fits + AT_ITS_PLACE).min(EQUAL) } else { fits }
            }
            _ => fits,
        }
    }
}

/// Pairs units of two languages, in order.
pub(super) fn pair(likeness: &StructureLikeness<'_>) -> Vec<(usize, usize)> {
    let (source, translation) = (&likeness.source, &likeness.translation);
    if !matches!(likeness.place, Placement::Within { .. }) {
        return singles(align(&keys(source), &keys(translation), likeness));
    }
    // Equal keys would be taken for anchors, wherever they are.
    let source: Vec<u64> = (0..source.len() as u64).map(|at| at << 1).collect();
    let translation: Vec<u64> = (0..translation.len() as u64).map(|at| at << 1 | 1).collect();
    singles(align(&source, &translation, likeness))
}

fn singles(matches: Vec<Match>) -> Vec<(usize, usize)> {
    matches.into_iter().map(|pair| (pair.left.start, pair.right.start)).collect()
}

/// Equal for units that are the same in any language.
fn keys(units: &[Features<'_>]) -> Vec<u64> {
    units.iter().map(|features| features.unit.id.unwrap_or(features.unit.key)).collect()
}

fn fit(source: &Features<'_>, translation: &Features<'_>) -> u32 {
    // A text without a picture does not become one.
    let (wanted, shown) = (&source.pictures, &translation.pictures);
    if !shown.is_empty() && !shown.iter().any(|picture| wanted.contains(picture)) {
        return if wanted.is_empty() { 0 } else { 300 };
    }
    fit_kinds(source, translation)
}

fn fit_kinds(source_features: &Features<'_>, translation_features: &Features<'_>) -> u32 {
    use UnitKind::{Call, Code, Diagram, Heading, Html, Item, Paragraph, Row};
    let (source, translation) = (source_features.unit, translation_features.unit);
    match (source.kind, translation.kind) {
        (Heading(_), Heading(_)) if source.id.is_some() && source.id == translation.id => EQUAL,
        (Heading(level), Heading(other)) => 700 + if level == other { 200 } else { 0 },
        (Code, Code) | (Diagram, Diagram) => 500 + shared_of(&source.bag, &translation.bag) / 2,
        (Call(name), Call(other)) if name == other => {
            700 + shared_of(&source.bag, &translation.bag) * 3 / 10
        }
        // A shortcode that was renamed.
        (Call(_), Call(_))
            if !source_features.arguments.is_empty()
                && source_features.arguments == translation_features.arguments =>
        {
            650
        }
        (Row, Row) => 350 + kinship(source, translation),
        (Paragraph, Paragraph) | (Item, Item) | (Html, Html) => 400 + kinship(source, translation),
        (Paragraph | Item, Paragraph | Item) => 300 + kinship(source, translation),
        (Paragraph | Item, Html) | (Html, Paragraph | Item) => kinship(source, translation) / 2,
        // A command on a line of its own, and one in a block.
        (Paragraph | Item, Code) if source_features.is_all_code => {
            500 + shared_of(&source.bag, &translation.bag) / 2
        }
        (Call(_) | Html | Paragraph, Call(_) | Html | Paragraph)
            if shows_the_same(source_features, translation_features) =>
        {
            600
        }
        _ => 0,
    }
}

/// Whether two units show one picture, or lead to one place.
fn shows_the_same(source: &Features<'_>, translation: &Features<'_>) -> bool {
    source.targets.iter().any(|target| translation.targets.contains(target))
}

/// Whether a text may well be the translation of another, if nothing else tells: they have similar
/// lengths, and share most of what is the same in any language.
fn is_likely(source: &Features<'_>, translation: &Features<'_>) -> bool {
    let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
    let (text, translated) = (source.unit, translation.unit);
    // A table in HTML is kept and translated in pieces.
    let is_html = text.kind == UnitKind::Html && translated.kind == UnitKind::Html;
    if !text.is_prose() || !translated.is_prose() || is_heading(text) || is_html {
        return true;
    }
    length_share(text, translated) >= 500
        && common(&source.names, &translation.names) * 2 >= source.names.len()
}

/// How similar the lengths of two texts are, in thousandths.
fn length_share(source: &Unit, translation: &Unit) -> u32 {
    let [length, other] = [source, translation].map(|unit| 2 * unit.bag.len() - unit.ideographs);
    share(length.min(other), length.max(other))
}

fn share(part: usize, of: usize) -> u32 {
    u32::try_from(part * 1000 / of.max(1)).unwrap_or(0)
}

/// How much two texts in two languages share: names, numbers, code, and their approximate length. Up to 600.
fn kinship(source: &Unit, translation: &Unit) -> u32 {
    let latin = translation.bag.len() - translation.ideographs;
    let kept = common(&source.bag, &translation.bag);
    let overlap = share(kept, source.bag.len().min(latin)).min(1000);
    overlap * 4 / 10 + length_share(source, translation) * 2 / 10
}
