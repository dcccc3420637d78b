//! Builds units from pieces of text, in the order of the page.

use super::regard::{Impression, regard_of};
use super::text_run::TextRun;
use super::unit::{Regard, Unit, UnitKind};
use super::word::{self, Word, WordKind};
use crate::diagnostic::Span;

/// The units so far, and the one that is being built.
pub(super) struct UnitBuilder<'a> {
    pub text: &'a str,
    /// The part of a path that stands for the page's language.
    pub prefix: &'a str,
    pub units: Vec<Unit>,
    /// The current unit.
    pub leaf: Option<Leaf>,
    /// Its text since the last piece that is not text.
    pub run: TextRun,
    /// Of the surrounding elements.
    pub regard: Regard,
    pub container: Option<usize>,
    /// How many list items are open.
    pub in_item: usize,
    /// The block that is open; a comment within it cuts it into several units.
    block: Option<Block>,
    blocks: u32,
}

/// A unit that is not finished.
pub(super) struct Leaf {
    kind: UnitKind,
    /// The places of the words read so far.
    span: Option<Span>,
    pub words: Vec<Word>,
    pub id: Option<u64>,
    block: u32,
}

#[derive(Clone, Copy)]
struct Block {
    kind: UnitKind,
    number: u32,
}

impl<'a> UnitBuilder<'a> {
    pub(super) fn new(text: &'a str, prefix: &'a str) -> Self {
        Self {
            text,
            prefix,
            units: Vec::new(),
            leaf: None,
            run: TextRun::default(),
            regard: Regard::Plain,
            container: None,
            in_item: 0,
            block: None,
            blocks: 0,
        }
    }

    pub(super) fn finish(mut self) -> Vec<Unit> {
        self.close();
        self.units
    }

    /// The kind of a text that is not in any other block.
    pub(super) fn text_kind(&self) -> UnitKind {
        if self.in_item > 0 { UnitKind::Item } else { UnitKind::Paragraph }
    }

    /// Begins a unit; `span` is its place if nothing interrupts it.
    pub(super) fn begin(&mut self, kind: UnitKind, span: Option<Span>) {
        self.close();
        let block = self.open_block(kind);
        let (words, id) = (Vec::new(), None);
        self.leaf = Some(Leaf { kind, span, words, id, block });
    }

    /// A comment at the start of a unit, or within it. What follows is of the same block.
    pub(super) fn interrupt(&mut self, span: Span) {
        if let Some(leaf) = &mut self.leaf
            && let Some(place) = leaf.span.filter(|place| place.end >= span.end)
        {
            leaf.span = Some(Span { start: place.start, end: span.start.max(place.start) });
        }
        let block = self.block;
        self.close();
        self.block = block;
    }

    /// The current unit, extended by a place that belongs to it.
    pub(super) fn open(&mut self, span: Span) -> &mut Leaf {
        let text_kind = self.text_kind();
        let (kind, block) = match self.block {
            Some(Block { kind, number }) => (kind, number),
            None => (text_kind, self.open_block(text_kind)),
        };
        let new = Leaf { kind, span: None, words: Vec::new(), id: None, block };
        let leaf = self.leaf.get_or_insert(new);
        let grown = leaf.span.get_or_insert(span);
        grown.start = grown.start.min(span.start);
        grown.end = grown.end.max(span.end);
        leaf
    }

    /// The same for something that is not text.
    pub(super) fn inline(&mut self, span: Span) -> &mut Leaf {
        self.flush();
        self.open(span)
    }

    /// Text of the current unit; `span` is its place.
    pub(super) fn push_text(&mut self, text: &str, span: Span) {
        let file = self.text;
        self.open(span);
        self.run.push(text, span, file);
    }

    /// Whether the current unit has nothing yet.
    pub(super) fn is_empty(&self) -> bool {
        self.run.text.is_empty() && self.leaf.as_ref().is_none_or(|leaf| leaf.words.is_empty())
    }

    /// Cuts the text so far into words.
    pub(super) fn flush(&mut self) {
        self.flush_as(WordKind::Prose);
    }

    /// The same, with the kind of its words.
    pub(super) fn flush_as(&mut self, kind: WordKind) {
        if self.run.text.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if let Some(leaf) = &mut self.leaf {
            let place = |start, end| run.place(start, end);
            word::split(&run.text, kind, &place, &mut leaf.words);
        }
    }

    /// Ends the unit and its block.
    pub(super) fn close(&mut self) {
        self.flush();
        self.block = None;
        let Some(mut leaf) = self.leaf.take() else { return };
        self.forget_id(&mut leaf);
        let Some(mut span) = leaf.span.filter(|_| !leaf.words.is_empty()) else { return };
        // For Markdown, the line's end is part of the text.
        span.end = span.start + self.at(span).trim_end().len() as u32;
        let opening: Vec<&str> = leaf.words.iter().take(5).map(|word| self.at(word.span)).collect();
        let regard = match self.regard {
            Regard::Plain => regard_of(&Impression {
                kind: leaf.kind,
                opening: &opening,
                count: leaf.words.len(),
                text: &self.text[span.range()],
            }),
            around => around,
        };
        let mut unit = Unit::new(leaf.kind, regard, span, leaf.words);
        unit.id = leaf.id;
        unit.block = leaf.block;
        unit.container = self.container;
        self.units.push(unit);
    }

    /// In a comment, the id behind a heading is read as text.
    fn forget_id(&self, leaf: &mut Leaf) {
        let Some(span) = leaf.span.filter(|_| matches!(leaf.kind, UnitKind::Heading(_))) else {
            return;
        };
        let heading = self.at(span).trim_end();
        if let Some(id) = heading.rfind("{#").filter(|_| heading.ends_with('}')) {
            let end = span.range().start + id;
            leaf.words.retain(|word| word.span.range().start < end);
        }
    }

    /// Adds a unit that is complete.
    pub(super) fn push(&mut self, kind: UnitKind, span: Span, words: Vec<Word>) {
        let mut unit = Unit::new(kind, self.regard, span, words);
        self.blocks += 1;
        unit.block = self.blocks;
        unit.container = self.container;
        self.units.push(unit);
    }

    /// The text at a place.
    pub(super) fn at(&self, span: Span) -> &'a str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn open_block(&mut self, kind: UnitKind) -> u32 {
        self.blocks += 1;
        self.block = Some(Block { kind, number: self.blocks });
        self.blocks
    }
}
