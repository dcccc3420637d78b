//! What happens to a source after it was translated, and what has to be found.

use site::l10n::compare::{Change, DriftSeverity};

use super::page::{Block, BlockKind, Dice, item_mark};
use super::texts::{changed_text, is_drawn, may_change, reflowed};
use super::translation::cells;

/// How a source changes. Each has its own row in the table of results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edit {
    ParagraphAdded(usize),
    ParagraphRemoved(usize),
    ParagraphRewritten,
    SentenceAdded(usize),
    WordChanged,
    ItemAdded(usize),
    ItemRemoved(usize),
    RowAdded(usize),
    RowRemoved(usize),
    CellChanged,
    CodeLineAdded,
    CodeLineRemoved,
    CodeLineChanged,
    CodeBlockAdded,
    CodeBlockRemoved,
    FlagAdded,
    InlineCodeChanged,
    VersionChanged,
    LinkChanged,
    HeadingAdded,
    HeadingRemoved,
    HeadingRenamed,
    WarningAdded,
    WarningRemoved,
    WarningChanged,
    ArgumentChanged,
    TitleChanged,
    /// What follows must not be found.
    Nothing,
    Reflowed,
    Requoted,
    HostAdded,
}

impl Edit {
    pub const ALL: [Edit; 41] = [
        Edit::ParagraphAdded(1),
        Edit::ParagraphAdded(2),
        Edit::ParagraphAdded(4),
        Edit::ParagraphRemoved(1),
        Edit::ParagraphRemoved(3),
        Edit::ParagraphRewritten,
        Edit::SentenceAdded(1),
        Edit::SentenceAdded(3),
        Edit::WordChanged,
        Edit::ItemAdded(1),
        Edit::ItemAdded(3),
        Edit::ItemRemoved(1),
        Edit::ItemRemoved(2),
        Edit::RowAdded(1),
        Edit::RowAdded(3),
        Edit::RowRemoved(1),
        Edit::RowRemoved(2),
        Edit::CellChanged,
        Edit::CodeLineAdded,
        Edit::CodeLineRemoved,
        Edit::CodeLineChanged,
        Edit::CodeBlockAdded,
        Edit::CodeBlockRemoved,
        Edit::FlagAdded,
        Edit::InlineCodeChanged,
        Edit::VersionChanged,
        Edit::LinkChanged,
        Edit::HeadingAdded,
        Edit::HeadingRemoved,
        Edit::HeadingRenamed,
        Edit::WarningAdded,
        Edit::WarningRemoved,
        Edit::WarningChanged,
        Edit::ArgumentChanged,
        Edit::TitleChanged,
        Edit::Nothing,
        Edit::Reflowed,
        Edit::Requoted,
        Edit::HostAdded,
        Edit::Nothing,
        Edit::Nothing,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Edit::ParagraphAdded(_) => "paragraph added",
            Edit::ParagraphRemoved(_) => "paragraph removed",
            Edit::ParagraphRewritten => "paragraph rewritten",
            Edit::SentenceAdded(_) => "sentence added",
            Edit::WordChanged => "word changed",
            Edit::ItemAdded(_) => "list item added",
            Edit::ItemRemoved(_) => "list item removed",
            Edit::RowAdded(_) => "table row added",
            Edit::RowRemoved(_) => "table row removed",
            Edit::CellChanged => "table cell changed",
            Edit::CodeLineAdded => "line of code added",
            Edit::CodeLineRemoved => "line of code removed",
            Edit::CodeLineChanged => "line of code changed",
            Edit::CodeBlockAdded => "code block added",
            Edit::CodeBlockRemoved => "code block removed",
            Edit::FlagAdded => "flag of a command added",
            Edit::InlineCodeChanged => "inline code changed",
            Edit::VersionChanged => "version changed",
            Edit::LinkChanged => "link changed",
            Edit::HeadingAdded => "heading added",
            Edit::HeadingRemoved => "heading removed",
            Edit::HeadingRenamed => "heading renamed",
            Edit::WarningAdded => "warning added",
            Edit::WarningRemoved => "warning removed",
            Edit::WarningChanged => "warning changed",
            Edit::ArgumentChanged => "argument of a shortcode changed",
            Edit::TitleChanged => "title changed",
            Edit::Nothing => "nothing",
            Edit::Reflowed => "lines wrapped anew",
            Edit::Requoted => "other quotation marks",
            Edit::HostAdded => "links with the site's host",
        }
    }

    /// Whether two languages alone cannot tell: a word may be translated by any other.
    pub fn is_of_words(self) -> bool {
        use Edit::{
            CellChanged, HeadingRenamed, ParagraphRewritten, TitleChanged, WarningChanged,
            WordChanged,
        };
        matches!(
            self,
            WordChanged
                | ParagraphRewritten
                | CellChanged
                | HeadingRenamed
                | WarningChanged
                | TitleChanged
        )
    }

    /// Whether nothing is to be found.
    pub fn is_neutral(self) -> bool {
        matches!(self, Edit::Nothing | Edit::Reflowed | Edit::Requoted | Edit::HostAdded)
    }

    /// Whether each one has to be found.
    pub fn is_vital(self) -> bool {
        use DriftSeverity::{Code, Warning};
        let severities = self.severities();
        !self.is_neutral() && severities.iter().all(|own| matches!(own, Code | Warning))
    }

    /// How severe the finding may be.
    pub fn severities(self) -> &'static [DriftSeverity] {
        use DriftSeverity::{Byline, Code, Link, Prose, Version, Warning, Wording};
        match self {
            Edit::CodeLineAdded
            | Edit::CodeLineRemoved
            | Edit::CodeLineChanged
            | Edit::CodeBlockAdded
            | Edit::CodeBlockRemoved
            | Edit::FlagAdded
            | Edit::InlineCodeChanged => &[Code, Warning],
            Edit::WarningAdded | Edit::WarningRemoved | Edit::WarningChanged => &[Warning],
            Edit::VersionChanged => &[Version, Warning],
            Edit::LinkChanged => &[Link, Warning],
            Edit::WordChanged => &[Wording, Prose, Warning],
            Edit::TitleChanged => &[Byline, Wording, Prose, Code, Version],
            // What was added may name anything.
            _ => &[Wording, Prose, Link, Version, Code, Warning],
        }
    }

    pub fn changes(self) -> &'static [Change] {
        use Change::{Changed, Gone, Moved, New};
        match self {
            Edit::ParagraphAdded(_)
            | Edit::ItemAdded(_)
            | Edit::RowAdded(_)
            | Edit::CodeBlockAdded
            | Edit::HeadingAdded
            | Edit::WarningAdded => &[New],
            Edit::ParagraphRemoved(_)
            | Edit::ItemRemoved(_)
            | Edit::RowRemoved(_)
            | Edit::CodeBlockRemoved
            | Edit::HeadingRemoved
            | Edit::WarningRemoved => &[Gone],
            Edit::ParagraphRewritten | Edit::HeadingRenamed => &[Changed, New, Gone],
            _ => &[Changed, Moved],
        }
    }
}

/// The source after an edit.
pub struct Edited {
    pub blocks: Vec<Block>,
    /// The blocks that are new or changed.
    pub now: Vec<usize>,
    /// The blocks of the former source that are changed or gone.
    pub was: Vec<usize>,
}

/// Edits a page; `None` if it has nothing that can be edited so. `donor` is another page, whose texts
/// are new on this one.
pub fn edited(edit: Edit, blocks: &[Block], donor: &[Block], dice: &mut Dice) -> Option<Edited> {
    let editing = Editing { blocks, donor };
    match edit {
        Edit::ParagraphAdded(count) => editing.added(BlockKind::Paragraph, count, dice),
        Edit::ParagraphRemoved(count) => editing.removed(BlockKind::Paragraph, count, dice),
        Edit::ItemAdded(count) => editing.added(BlockKind::Item, count, dice),
        Edit::ItemRemoved(count) => editing.removed(BlockKind::Item, count, dice),
        Edit::RowAdded(count) => editing.added(BlockKind::Row, count, dice),
        Edit::RowRemoved(count) => editing.removed(BlockKind::Row, count, dice),
        Edit::CodeBlockAdded => editing.added(BlockKind::Code, 1, dice),
        Edit::CodeBlockRemoved => editing.removed(BlockKind::Code, 1, dice),
        Edit::HeadingAdded => editing.added(BlockKind::Heading, 1, dice),
        Edit::HeadingRemoved => editing.removed(BlockKind::Heading, 1, dice),
        Edit::WarningAdded => editing.warning_added(dice),
        Edit::WarningRemoved => editing.warning_removed(dice),
        Edit::Nothing => Some(Edited { blocks: blocks.to_vec(), now: vec![], was: vec![] }),
        Edit::Reflowed | Edit::Requoted | Edit::HostAdded => editing.everywhere(edit),
        _ => editing.changed(edit, dice),
    }
}

struct Editing<'a> {
    blocks: &'a [Block],
    donor: &'a [Block],
}

impl Editing<'_> {
    fn places(&self, fits: impl Fn(&Block) -> bool) -> Vec<usize> {
        (0..self.blocks.len()).filter(|at| fits(&self.blocks[*at])).collect()
    }

    /// Texts of a kind from the other page.
    fn donated(&self, kind: BlockKind, count: usize, dice: &mut Dice) -> Option<Vec<Block>> {
        let fits = |block: &&Block| {
            block.kind == kind
                && !is_drawn(block)
                && (kind == BlockKind::Code
                    || block.text.split_whitespace().count() >= 9
                    || kind == BlockKind::Heading)
                && !block.text.starts_with([' ', '\t'])
                && !self.blocks.iter().any(|own| own.text == block.text)
        };
        let donors: Vec<&Block> = self.donor.iter().filter(fits).collect();
        let first = dice.below(donors.len().checked_sub(count - 1)?);
        let chosen = donors.get(first..first + count)?;
        Some(
            chosen
                .iter()
                .map(|block| Block { depth: 0, warns: false, ..(*block).clone() })
                .collect(),
        )
    }

    fn added(&self, kind: BlockKind, count: usize, dice: &mut Dice) -> Option<Edited> {
        let is_in_run = matches!(kind, BlockKind::Item | BlockKind::Row);
        let fits = |block: &Block| match is_in_run {
            true => block.kind == kind,
            false => {
                matches!(block.kind, BlockKind::Paragraph | BlockKind::Code) && block.depth == 0
            }
        };
        let places = self.places(|block| fits(block) && !block.text.starts_with([' ', '\t']));
        // The head of a table stays what it is.
        let is_head =
            |at: &usize| self.blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Rule);
        let places: Vec<usize> = places.into_iter().filter(|at| !is_head(at)).collect();
        let after = *dice.pick(&places)?;
        let mut new = self.donated(kind, count, dice)?;
        if kind == BlockKind::Row {
            let width = cells(&self.blocks[after].text).len();
            for row in &mut new {
                let mut own = cells(&row.text);
                own.resize(width, "none".to_owned());
                row.text = format!("| {} |\n", own.join(" | "));
            }
        }
        if kind == BlockKind::Item {
            let mark = item_mark(&self.blocks[after].text).to_owned();
            for item in &mut new {
                item.text = format!("{mark}{}", &item.text[item_mark(&item.text).len()..]);
            }
        }
        Some(self.inserted(after, new, is_in_run))
    }

    fn inserted(&self, after: usize, new: Vec<Block>, is_in_run: bool) -> Edited {
        let mut blocks = self.blocks[..=after].to_vec();
        let mut now = Vec::new();
        for block in new {
            if !is_in_run {
                blocks.push(Block::new(BlockKind::Blank, "\n"));
            }
            now.push(blocks.len());
            blocks.push(block);
        }
        if !is_in_run {
            blocks.push(Block::new(BlockKind::Blank, "\n"));
        }
        blocks.extend_from_slice(&self.blocks[after + 1..]);
        Edited { blocks, now, was: vec![] }
    }

    fn removed(&self, kind: BlockKind, count: usize, dice: &mut Dice) -> Option<Edited> {
        let of_kind = self.places(|block| {
            block.kind == kind
                && !is_drawn(block)
                && !block.warns
                && (kind == BlockKind::Code || block.text.split_whitespace().count() >= 2)
        });
        let is_head =
            |at: &usize| self.blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Rule);
        let of_kind: Vec<usize> = of_kind.into_iter().filter(|at| !is_head(at)).collect();
        // What the page says twice is still there.
        let inside = |text: &str| text.lines().nth(1).unwrap_or_default().to_owned();
        let all: String = self.blocks.iter().map(|block| &*block.text).collect();
        let is_once = |at: &usize| {
            kind != BlockKind::Code || all.matches(&inside(&self.blocks[*at].text)).count() == 1
        };
        let of_kind: Vec<usize> = of_kind.into_iter().filter(is_once).collect();
        let first = dice.below(of_kind.len().checked_sub(count - 1)?);
        let was = of_kind.get(first..first + count)?.to_vec();
        Some(self.without(was))
    }

    fn without(&self, was: Vec<usize>) -> Edited {
        let stays = |(at, _): &(usize, &Block)| !was.contains(at);
        let blocks = self.blocks.iter().enumerate().filter(stays);
        Edited { blocks: blocks.map(|(_, block)| block.clone()).collect(), now: vec![], was }
    }

    fn warning_added(&self, dice: &mut Dice) -> Option<Edited> {
        let places = self.places(|block| block.kind == BlockKind::Paragraph && block.depth == 0);
        let after = *dice.pick(&places)?;
        let [text] = &self.donated(BlockKind::Paragraph, 1, dice)?[..] else { return None };
        let name = if dice.below(2) == 0 { "warning" } else { "caution" };
        let text = format!("{{{{< {name} >}}}}\n{}{{{{< /{name} >}}}}\n", text.text);
        Some(self.inserted(after, vec![Block::new(BlockKind::Paragraph, text)], false))
    }

    fn warning_removed(&self, dice: &mut Dice) -> Option<Edited> {
        let inside = self.places(|block| block.warns);
        let at = *dice.pick(&inside)?;
        let start = (0..at).rev().find(|at| !self.blocks[*at].warns)?;
        let end = (at..self.blocks.len()).find(|at| !self.blocks[*at].warns)?;
        Some(self.without((start..=end).collect()))
    }

    fn changed(&self, edit: Edit, dice: &mut Dice) -> Option<Edited> {
        let mut places = self.places(|block| may_change(edit, block));
        while !places.is_empty() {
            let at = places.swap_remove(dice.below(places.len()));
            let new = self.donated(BlockKind::Paragraph, 1, dice)?;
            if let Some(text) = changed_text(edit, &self.blocks[at].text, &new[0].text, dice)
                && text != self.blocks[at].text
            {
                let mut blocks = self.blocks.to_vec();
                blocks[at].text = text;
                return Some(Edited { blocks, now: vec![at], was: vec![at] });
            }
        }
        None
    }

    fn everywhere(&self, edit: Edit) -> Option<Edited> {
        let mut blocks = self.blocks.to_vec();
        for block in blocks.iter_mut().filter(|block| block.is_text()) {
            let text = &block.text;
            block.text = match edit {
                Edit::Reflowed if block.kind == BlockKind::Paragraph && !text.starts_with(' ') => {
                    reflowed(text)
                }
                Edit::Requoted => text.replace('’', "'").replace(['“', '”'], "\""),
                Edit::HostAdded => text.replace("](/docs/", "](https://example.org/docs/"),
                _ => text.clone(),
            };
        }
        (blocks != self.blocks).then_some(Edited { blocks, now: vec![], was: vec![] })
    }
}
