//! How well two units in different languages fit each other, when words cannot be compared: by
//! their kinds, their lengths, and by everything that is not translated.

use std::ops::Range;

use super::align::{EQUAL, Likeness};
use super::likeness::{common, shared_of};
use super::scale::Scale;
use super::unit::{Unit, UnitKind};
use super::word::{Target, Word, WordKind};

/// Units of a source and of a translation.
pub(super) struct StructureLikeness<'a> {
    pub source: Vec<Features<'a>>,
    pub translation: Vec<Features<'a>>,
    pub place: Placement<'a>,
    pub scale: &'a Scale,
}

impl<'a> StructureLikeness<'a> {
    pub(super) fn new(units: Sides<'a, '_>, place: Placement<'a>, scale: &'a Scale) -> Self {
        let features = |units: &[&'a Unit]| -> Vec<Features<'a>> {
            units.iter().map(|unit| Features::of(unit, scale)).collect()
        };
        Self {
            source: features(units.source),
            translation: features(units.translation),
            place,
            scale,
        }
    }
}

/// The units that may be paired.
#[derive(Clone, Copy)]
pub(super) struct Sides<'a, 'b> {
    pub source: &'b [&'a Unit],
    pub translation: &'b [&'a Unit],
}

/// A unit with the data that it is compared by, collected once: a table needs it again and again.
pub(super) struct Features<'a> {
    pub unit: &'a Unit,
    pictures: Vec<u64>,
    /// The targets of pictures and links.
    targets: Vec<u64>,
    /// Its names that are the same in any language; sorted, without duplicates.
    pub names: Vec<u64>,
    /// Its words that the source has anywhere; sorted.
    known: Vec<u64>,
    is_all_code: bool,
    /// The arguments of a call.
    arguments: Vec<u64>,
    pub letters: usize,
    pub sentences: usize,
}

impl<'a> Features<'a> {
    fn of(unit: &'a Unit, scale: &Scale) -> Self {
        /// Hostile pages have thousands of links in a paragraph.
        const MOST: usize = 8;
        let of_kinds = |kinds: &[WordKind]| {
            let words = unit.words.iter().filter(|word| kinds.contains(&word.kind));
            words.take(MOST).map(|word| word.folded).collect()
        };
        // A picture with other words in it stands in another directory.
        let pictures = unit.words.iter().filter(|word| word.kind == WordKind::Picture);
        let file = |word: &Word| word.target.and_then(Target::ending).unwrap_or(word.folded);
        // What a call within a text is about is written as in the source: `term_id="node"`.
        let neutral = unit.words.iter().filter(|word| word.kind >= WordKind::Tag);
        let mut names: Vec<u64> = neutral.flat_map(Word::names).collect();
        names.sort_unstable();
        names.dedup();
        let is_code =
            |word: &Word| matches!(word.kind, WordKind::Code | WordKind::Command | WordKind::Mark);
        Self {
            unit,
            pictures: pictures.take(MOST).map(file).collect(),
            targets: of_kinds(&[WordKind::Picture, WordKind::Link]),
            names,
            known: unit.bag.iter().copied().filter(|word| scale.words.contains(word)).collect(),
            is_all_code: unit.words.iter().all(is_code),
            arguments: unit.arguments().collect(),
            letters: unit.letters(),
            sentences: unit.sentences(),
        }
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.unit.kind, UnitKind::Heading(_))
    }

    /// Whether both are texts that may be one, without pictures.
    fn is_text_like(&self, other: &Self) -> bool {
        let may_be_one =
            self.unit.kind == other.unit.kind || self.is_running() && other.is_running();
        may_be_one && self.unit.is_prose() && self.pictures.is_empty() && other.pictures.is_empty()
    }

    /// Whether it is a text that may be joined with its neighbour, or cut.
    pub(super) fn is_running(&self) -> bool {
        self.unit.is_running()
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
        const LEAST_AT_A_PLACE: u32 = 400;
        if left.len() > 1 || right.len() > 1 {
            return self.joined(left, right);
        }
        let (at, other) = (left.start, right.start);
        let (source, translation) = (&self.source[at], &self.translation[other]);
        let mut fits = fit(source, translation, self.scale);
        let is_placed = !matches!(self.place, Placement::Anywhere);
        if is_placed && source.is_text_like(translation) {
            // Its place says more than its length and its names.
            fits = fits.max(LEAST_AT_A_PLACE);
        }
        match self.place {
            Placement::Within { reach, places } if !reach[at].contains(&places[other]) => 0,
            Placement::Within { .. } if !is_likely(source, translation, self.scale) => 0,
            Placement::Behind if fits > 0 => {
                let behind = self.source.len().saturating_sub(self.translation.len());
                if at == other + behind { (fits + AT_ITS_PLACE).min(EQUAL) } else { fits }
            }
            _ => fits,
        }
    }

    fn most_joined(&self) -> usize {
        if matches!(self.place, Placement::Anywhere) { 2 } else { 1 }
    }
}

impl StructureLikeness<'_> {
    /// A paragraph that the translation cut in two, or two that it joined: their lengths tell.
    fn joined(&self, left: Range<usize>, right: Range<usize>) -> u32 {
        const LEAST: u32 = 800;
        const JOINED: u32 = 150;
        let (sources, translations) = (&self.source[left], &self.translation[right]);
        let all = || sources.iter().chain(translations);
        let letters = |units: &[Features<'_>]| units.iter().map(|own| own.letters).sum::<usize>();
        let kind = sources[0].unit.kind;
        // Nobody makes one item of two, and short ones fit in any number.
        if kind == UnitKind::Item || !all().all(|own| own.is_running() && own.unit.kind == kind) {
            return 0;
        }
        let length = self.scale.fit(letters(sources), letters(translations));
        let single = self.scale.fit(sources[0].letters, translations[0].letters);
        if length < LEAST || single >= LEAST {
            return 0;
        }
        let (mut names, mut known) = ((0, 0), (0, 0));
        for (source, translation) in
            sources.iter().flat_map(|source| translations.iter().map(move |own| (source, own)))
        {
            let own = shared_names(source, translation);
            names.0 += own.in_translation;
            known.0 += own.in_source;
        }
        names.1 = sources.iter().map(|own| own.names.len()).sum();
        known.1 = translations.iter().map(|own| own.known.len()).sum();
        let shared = overlap(names.0.min(names.1) + known.0.min(known.1), names.1 + known.1);
        (text_fit(length, shared)).saturating_sub(JOINED)
    }
}

fn fit(source: &Features<'_>, translation: &Features<'_>, scale: &Scale) -> u32 {
    // A text without a picture does not become one.
    let (wanted, shown) = (&source.pictures, &translation.pictures);
    if !shown.is_empty() && !shown.iter().any(|picture| wanted.contains(picture)) {
        return if wanted.is_empty() { 0 } else { 300 };
    }
    fit_kinds(source, translation, scale)
}

fn fit_kinds(
    source_features: &Features<'_>,
    translation_features: &Features<'_>,
    scale: &Scale,
) -> u32 {
    use UnitKind::{Call, Code, Diagram, Heading, Html, Item, Paragraph, Row};
    let (source, translation) = (source_features.unit, translation_features.unit);
    let kinship = || kinship(source_features, translation_features, scale);
    match (source.kind, translation.kind) {
        (Heading(_), Heading(_)) if source.id.is_some() && source.id == translation.id => EQUAL,
        (Heading(level), Heading(other)) => {
            let names = shared_names(source_features, translation_features);
            let all = source_features.names.len() + translation_features.known.len();
            let shared = overlap(names.in_translation + names.in_source, all);
            500 + if level == other { 200 } else { 0 } + shared / 5
        }
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
        (Row, Row) | (Paragraph, Paragraph) | (Item, Item) => kinship(),
        // One side may be in more pieces than the other.
        (Html, Html) => kinship().max(400),
        (Paragraph | Item, Paragraph | Item) => kinship().saturating_sub(100),
        // A cell has no other mark than its tags, which a comment does not keep.
        (Paragraph | Item, Html) | (Html, Paragraph | Item) => kinship().saturating_sub(100),
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
fn is_likely(source: &Features<'_>, translation: &Features<'_>, scale: &Scale) -> bool {
    let is_heading = |unit: &Unit| matches!(unit.kind, UnitKind::Heading(_));
    let (text, translated) = (source.unit, translation.unit);
    // A table in HTML is kept and translated in pieces.
    let is_html = text.kind == UnitKind::Html && translated.kind == UnitKind::Html;
    if !text.is_prose() || !translated.is_prose() || is_heading(text) || is_html {
        return true;
    }
    scale.fit(source.letters, translation.letters) >= 500
        && common(&source.names, &translation.names) * 2 >= source.names.len()
}

/// How much two texts in two languages share: names, numbers, code, and their length. Up to [`EQUAL`].
fn kinship(source: &Features<'_>, translation: &Features<'_>, scale: &Scale) -> u32 {
    /// So many names tell two texts apart.
    const TELLING: usize = 3;
    let SharedNames { in_translation, in_source } = shared_names(source, translation);
    let all = source.names.len() + translation.known.len();
    let shared = overlap(in_translation + in_source, all);
    let length = scale.fit(source.letters, translation.letters);
    let is_other = source.names.len() >= TELLING && in_translation == 0;
    if is_other || (shared < 150 && all >= 2 * TELLING) || length < 250 {
        return 0;
    }
    text_fit(length, shared)
}

struct SharedNames {
    /// The names of the source that the translation has.
    in_translation: usize,
    /// The words of the translation that this text of the source has.
    in_source: usize,
}

fn shared_names(source: &Features<'_>, translation: &Features<'_>) -> SharedNames {
    SharedNames {
        in_translation: common(&source.names, &translation.names),
        in_source: common(&translation.known, &source.unit.bag),
    }
}

/// Two texts without names may be anything.
fn overlap(shared: usize, of: usize) -> u32 {
    (shared * 1000).checked_div(of).map_or(600, |share| u32::try_from(share.min(1000)).unwrap_or(0))
}

fn text_fit(length: u32, shared: u32) -> u32 {
    150 + length * 35 / 100 + shared * 50 / 100
}
