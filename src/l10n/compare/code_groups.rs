//! Blocks of code that one side cuts in two: a command, and what it prints.

use std::collections::HashMap;

use super::code_lines::LineCounts;
use super::pages::Pages;
use super::text::ComparedText;
use super::unit::Unit;

/// Blocks of the source that correspond to blocks of the translation, one of them to several.
#[derive(Clone, Debug)]
pub(super) struct CodeGroup {
    /// The first is the one that the others were found by.
    pub source: Vec<usize>,
    pub shown: Vec<usize>,
}

impl CodeGroup {
    /// The blocks of both sides as texts, in the order of the pages.
    pub(super) fn texts(&self, pages: &Pages<'_>) -> [Vec<Unit>; 2] {
        let text = |members: &[usize], units: &[Unit]| {
            let mut members = members.to_vec();
            members.sort_unstable();
            members.iter().map(|at| units[*at].clone()).collect()
        };
        [text(&self.source, &pages.units), text(&self.shown, &pages.shown)]
    }
}

/// What is paired already, and what is not.
pub(super) struct CodePairs<'a> {
    /// A block of the source and its counterpart, in the order of the source.
    pub pairs: &'a [(usize, usize)],
    /// For each unit of the source and of the translation, whether it has no counterpart.
    pub is_free: [&'a dyn Fn(usize) -> bool; 2],
}

/// The pairs to which more blocks belong: what a pair lacks on one side is most of a block beside it.
pub(super) fn find(pages: &Pages<'_>, known: &CodePairs<'_>) -> Vec<CodeGroup> {
    let single =
        |&(source, shown): &(usize, usize)| CodeGroup { source: vec![source], shown: vec![shown] };
    let mut groups: Vec<CodeGroup> = known.pairs.iter().map(single).collect();
    for side in [Side::Source, Side::Translation] {
        let mut growth = Growth { pages, groups: &mut groups, side };
        growth.grow(known.is_free[side as usize]);
    }
    groups.retain(|group| group.source.len() + group.shown.len() > 2);
    groups
}

/// The side on which a group grows.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Source,
    Translation,
}

struct Growth<'a, 'b> {
    pages: &'a Pages<'b>,
    groups: &'a mut Vec<CodeGroup>,
    side: Side,
}

impl Growth<'_, '_> {
    /// Adds the free blocks of one side to the groups beside them.
    fn grow(&mut self, is_free: &dyn Fn(usize) -> bool) {
        /// How many blocks may stand between a part and the rest.
        const REACH: usize = 3;
        let members = self.groups.iter().enumerate();
        let mut group_of: HashMap<usize, usize> = members
            .flat_map(|(index, group)| self.members(group).iter().map(move |at| (*at, index)))
            .collect();
        let units = self.units();
        let blocks: Vec<usize> = (0..units.len()).filter(|at| units[*at].is_code()).collect();
        for place in 0..blocks.len() {
            let at = blocks[place];
            if group_of.contains_key(&at) || !is_free(at) {
                continue;
            }
            let before = blocks[place.saturating_sub(REACH)..place].iter().rev();
            let behind = blocks[place + 1..].iter().take(REACH);
            let nearest = |mut blocks: &mut dyn Iterator<Item = &usize>| {
                (&mut blocks).find_map(|block| group_of.get(block).copied())
            };
            let beside = [nearest(&mut before.into_iter()), nearest(&mut behind.into_iter())];
            if let Some(group) = beside.into_iter().flatten().find(|group| self.lacks(*group, at)) {
                group_of.insert(at, group);
                match self.side {
                    Side::Source => self.groups[group].source.push(at),
                    Side::Translation => self.groups[group].shown.push(at),
                }
            }
        }
    }

    fn units(&self) -> &[Unit] {
        match self.side {
            Side::Source => &self.pages.units,
            Side::Translation => &self.pages.shown,
        }
    }

    fn members<'c>(&self, group: &'c CodeGroup) -> &'c [usize] {
        match self.side {
            Side::Source => &group.source,
            Side::Translation => &group.shown,
        }
    }

    /// Whether the other side of a group has the lines of a block, and this side does not have them yet.
    fn lacks(&self, group: usize, at: usize) -> bool {
        /// Larger groups are no block that was cut.
        const MOST: usize = 8;
        let group = &self.groups[group];
        if self.members(group).len() >= MOST {
            return false;
        }
        let [source, shown] = group.texts(self.pages);
        let source = ComparedText { units: &source, file: self.pages.source.text };
        let shown = ComparedText { units: &shown, file: self.pages.translation.text };
        let block = std::slice::from_ref(&self.units()[at]);
        let (whole, own, file) = match self.side {
            Side::Source => (shown, source, source.file),
            Side::Translation => (source, shown, shown.file),
        };
        let block = ComparedText { units: block, file };
        LineCounts::of(whole).without(own).hold(block, &self.pages.tongue)
    }
}
