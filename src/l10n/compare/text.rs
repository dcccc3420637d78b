//! Texts that are compared word by word, and the differences between two of them.

use std::collections::HashSet;

use super::align::{Equality, align};
use super::unit::Unit;
use super::word::Word;
use crate::diagnostic::Span;

/// Some units as one text, and the text of their file.
#[derive(Clone, Copy)]
pub(super) struct ComparedText<'a> {
    pub units: &'a [Unit],
    pub file: &'a str,
}

impl<'a> ComparedText<'a> {
    pub(super) fn words(self) -> Vec<&'a Word> {
        self.units.iter().flat_map(|unit| &unit.words).collect()
    }

    pub(super) fn last(self) -> Option<&'a Word> {
        self.units.iter().rev().find_map(|unit| unit.words.last())
    }

    /// Whether a word is a part of what readers replace: `<your name>`.
    pub(super) fn is_in_placeholder(self, word: &Word) -> bool {
        const LONGEST: usize = 80;
        let start = word.span.range().start;
        let from = self.file.floor_char_boundary(start.saturating_sub(LONGEST));
        let before = self.file.get(from..start).unwrap_or_default();
        let before = &before[before.rfind(['`', '\n']).unwrap_or_default()..];
        before.rfind('<') > before.rfind('>')
    }

    /// The unit that begins where a span does.
    pub(super) fn unit_at(self, span: Option<Span>) -> Option<&'a Unit> {
        let start = span?.start;
        let place = self.units.partition_point(|unit| unit.span.start < start);
        self.units.get(place).filter(|unit| unit.span.start == start)
    }

    /// Whether an address stands in the text letter by letter: next to a letter of some scripts it is no link.
    pub(super) fn spells(self, address: &str) -> bool {
        const SHORTEST: usize = 8;
        /// In bytes. Hostile pages have thousands of addresses in a paragraph.
        const LONGEST: usize = 1 << 13;
        let is_address = address.contains('@') || address.contains("://");
        let written = |unit: &Unit| {
            let text = self.file.get(unit.span.range()).unwrap_or_default();
            text.len() <= LONGEST && text.contains(address)
        };
        is_address && address.len() >= SHORTEST && self.units.iter().any(written)
    }

    /// Whether a word of code is all of a path below another: `.spec.paused` is `pod.spec.paused`.
    pub(super) fn is_path_within(self, word: &Word, path: &str) -> bool {
        let range = word.span.range();
        let before = self.file.get(..range.start).unwrap_or_default().trim_end_matches('.');
        let above = path.strip_suffix(self.written(word)).unwrap_or_default();
        self.written(word).contains('.') && above.ends_with('.') && before.ends_with(['`', '>'])
    }

    /// A word as written.
    pub(super) fn written(self, word: &Word) -> &'a str {
        self.file.get(word.span.range()).unwrap_or_default()
    }
}

/// The former words between two unchanged ones, and the words there now.
pub(super) struct Hunk<'a> {
    pub removed: Vec<&'a Word>,
    pub added: Vec<&'a Word>,
}

/// The differences between two texts, in order.
pub(super) fn hunks<'a>(old: &[&'a Word], new: &[&'a Word]) -> Vec<Hunk<'a>> {
    let keys = |words: &[&Word]| words.iter().map(|word| word.exact).collect::<Vec<u64>>();
    let (old_keys, new_keys) = (keys(old), keys(new));
    let equality = Equality { left: &old_keys, right: &new_keys };
    let mut hunks = Vec::new();
    let (mut old_at, mut new_at) = (0, 0);
    let matches = align(&old_keys, &new_keys, &equality);
    let ends = matches.iter().map(|pair| (pair.left.start, pair.right.start));
    for (old_end, new_end) in ends.chain([(old.len(), new.len())]) {
        if old_end > old_at || new_end > new_at {
            let (removed, added) = (&old[old_at..old_end], &new[new_at..new_end]);
            hunks.push(Hunk { removed: removed.to_vec(), added: added.to_vec() });
        }
        (old_at, new_at) = (old_end + 1, new_end + 1);
    }
    hunks
}

/// All names in some units that are the same in any language.
pub(super) fn names<'a>(units: impl IntoIterator<Item = &'a Unit>) -> HashSet<u64> {
    units.into_iter().flat_map(|unit| &unit.words).flat_map(Word::names).collect()
}
