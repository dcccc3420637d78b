//! A unit: the smallest part of a page that is compared as one, such as a paragraph.

use super::word::{Word, WordKind, combine};
use crate::diagnostic::Span;

/// A paragraph, a heading, a row of a table, a block of code, a shortcode's call …
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Unit {
    pub kind: UnitKind,
    pub regard: Regard,
    pub span: Span,
    pub words: Vec<Word>,
    /// Equal if the words are.
    pub key: u64,
    /// The folded words without marks, sorted, for measuring likeness.
    pub bag: Vec<u64>,
    /// The index of the call that contains the unit.
    pub container: Option<usize>,
    /// The block that it is a part of: a comment within a block cuts it into several units.
    pub block: u32,
    /// A heading's id.
    pub id: Option<u64>,
    /// How many of the words are a single character of a script without blanks.
    pub ideographs: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum UnitKind {
    Heading(u8),
    Paragraph,
    /// Text that is directly in a list.
    Item,
    Row,
    Html,
    Code,
    Diagram,
    /// A shortcode, by its name.
    Call(u64),
}

/// What readers take a unit for, beyond its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Regard {
    #[default]
    Plain,
    /// Who wrote the page.
    Byline,
    /// A warning, a caution, or a part of one.
    Warning,
}

impl Unit {
    pub(super) fn new(kind: UnitKind, regard: Regard, span: Span, words: Vec<Word>) -> Self {
        let told = words.iter().filter(|word| word.kind != WordKind::Mark);
        let mut bag: Vec<u64> = told.map(|word| word.folded).collect();
        bag.sort_unstable();
        let ideographs = words.iter().filter(|word| word.kind == WordKind::Ideograph).count();
        let key = combine(words.iter().map(|word| word.exact));
        Self {
            kind,
            regard,
            span,
            words,
            key,
            bag,
            container: None,
            block: 0,
            id: None,
            ideographs,
        }
    }

    /// The same at a place further on in its file.
    pub(super) fn shifted(&self, by: usize) -> Self {
        let mut unit = self.clone();
        unit.span = unit.span.shifted(by);
        unit.words.iter_mut().for_each(|word| word.span = word.span.shifted(by));
        unit
    }

    /// The arguments of a call; empty for any other unit.
    pub(super) fn arguments(&self) -> impl Iterator<Item = u64> {
        let is_call = matches!(self.kind, UnitKind::Call(_));
        self.words.iter().skip(1).filter(move |_| is_call).map(|word| word.exact)
    }

    /// Whether both are calls with the same arguments, so that they mean one shortcode by two names.
    pub(super) fn is_renamed(&self, other: &Self) -> bool {
        self.arguments().next().is_some() && self.arguments().eq(other.arguments())
    }

    /// Whether it is text for readers, which is translated.
    pub(super) fn is_prose(&self) -> bool {
        use UnitKind::{Heading, Html, Item, Paragraph, Row};
        matches!(self.kind, Heading(_) | Paragraph | Item | Row | Html)
    }

    /// Whether it is running text, whatever marks it.
    pub(super) fn is_running(&self) -> bool {
        matches!(self.kind, UnitKind::Paragraph | UnitKind::Item | UnitKind::Html)
    }

    /// How many of its words are text.
    pub(super) fn prose_words(&self) -> usize {
        self.words.iter().filter(|word| word.kind == WordKind::Prose).count()
    }

    /// Whether it is copied into a translation and not translated.
    pub(super) fn is_code(&self) -> bool {
        matches!(self.kind, UnitKind::Code | UnitKind::Diagram)
    }
}
