//! What happens to either of two real pages, and whether two files alone tell.
//!
//! The families are those of the benchmark for detectors in the repository of kubernetes.io; the edits, the places
//! and the pages are ours.

use std::collections::BTreeMap;
use std::fmt::Write;

use site::l10n::detect::{DetectedFile, DetectionStatus, detect};

use super::page::{Block, BlockKind, Dice, assembled, item_mark};

/// An edit of one page of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    Unmodified,
    ClauseAddedInTranslation,
    ShortcodeRenamed,
    ParagraphsSwapped,
    ParagraphMissing,
    ParagraphExtended,
    SentenceInserted,
    ItemAdded,
    ItemMissing,
    HeadingRenamed,
    CodeBlockMissing,
    CommandChanged,
    FlagAdded,
    Combined,
}

impl Family {
    pub const ALL: [Family; 14] = [
        Family::Unmodified,
        Family::ClauseAddedInTranslation,
        Family::ShortcodeRenamed,
        Family::ParagraphsSwapped,
        Family::ParagraphMissing,
        Family::ParagraphExtended,
        Family::SentenceInserted,
        Family::ItemAdded,
        Family::ItemMissing,
        Family::HeadingRenamed,
        Family::CodeBlockMissing,
        Family::CommandChanged,
        Family::FlagAdded,
        Family::Combined,
    ];

    fn name(self) -> &'static str {
        match self {
            Family::Unmodified => "nothing",
            Family::ClauseAddedInTranslation => "clause added in the translation",
            Family::ShortcodeRenamed => "shortcode renamed",
            Family::ParagraphsSwapped => "paragraphs swapped in the translation",
            Family::ParagraphMissing => "paragraph missing in the translation",
            Family::ParagraphExtended => "paragraph extended",
            Family::SentenceInserted => "sentence inserted",
            Family::ItemAdded => "list item added",
            Family::ItemMissing => "list item missing in the translation",
            Family::HeadingRenamed => "heading renamed",
            Family::CodeBlockMissing => "code block missing in the translation",
            Family::CommandChanged => "command changed",
            Family::FlagAdded => "flag added",
            Family::Combined => "sentence, heading and list item at once",
        }
    }

    /// Whether a translation has to follow.
    fn is_drift(self) -> bool {
        use Family::{ClauseAddedInTranslation, ParagraphsSwapped, ShortcodeRenamed, Unmodified};
        !matches!(
            self,
            Unmodified | ClauseAddedInTranslation | ShortcodeRenamed | ParagraphsSwapped
        )
    }
}

/// Two pages that say the same.
#[derive(Clone)]
pub struct PagePair {
    pub name: String,
    pub source: Vec<Block>,
    pub translation: Vec<Block>,
}

impl PagePair {
    /// What a detector says that is given the two files and nothing else.
    pub fn is_outdated(&self) -> Option<bool> {
        let [source, own] = [&self.source, &self.translation].map(|blocks| assembled(blocks).0);
        let file = |path: &'static str, text| DetectedFile { path: path.into(), text };
        let detection =
            detect(file("content/en/docs/a.md", &source), file("content/xx/docs/a.md", &own))?;
        Some(detection.status != DetectionStatus::UpToDate)
    }

    fn edited(&self, family: Family, dice: &mut Dice) -> Option<Self> {
        let mut pair = self.clone();
        let (source, own) = (&mut pair.source, &mut pair.translation);
        match family {
            Family::Unmodified => {}
            Family::ClauseAddedInTranslation => {
                let clause = added_clause(own);
                add_to(own, BlockKind::Paragraph, clause, dice)?;
            }
            Family::ShortcodeRenamed => rename_call(source, dice)?,
            Family::ParagraphsSwapped => swap(own, dice)?,
            Family::ParagraphMissing => remove(own, BlockKind::Paragraph, dice)?,
            Family::ParagraphExtended => add_to(source, BlockKind::Paragraph, EXTENSION, dice)?,
            Family::SentenceInserted => add_to(source, BlockKind::Paragraph, SENTENCE, dice)?,
            Family::ItemAdded => add_item(source, dice)?,
            Family::ItemMissing => remove(own, BlockKind::Item, dice)?,
            Family::HeadingRenamed => add_to(source, BlockKind::Heading, " (revised)", dice)?,
            Family::CodeBlockMissing => remove(own, BlockKind::Code, dice)?,
            Family::CommandChanged => change_command(source, dice, &|line| {
                let (first, rest) = line.trim_start().split_once(' ')?;
                Some(format!("{}{first}x {rest}", &line[..line.len() - line.trim_start().len()]))
            })?,
            Family::FlagAdded => {
                change_command(source, dice, &|line| Some(format!("{line} --dry-run=none")))?;
            }
            Family::Combined => {
                add_to(source, BlockKind::Paragraph, EXTENSION, dice)?;
                add_to(source, BlockKind::Heading, " (revised)", dice)?;
                add_item(source, dice)?;
            }
        }
        Some(pair)
    }
}

const EXTENSION: &str = " Be aware that a later release may treat this in another way.";
const SENTENCE: &str = "\nEarlier releases of this program did this differently.";
const ITEM: &str = "Make sure that the last step has left nothing behind.";

/// In the script of the page.
fn added_clause(own: &[Block]) -> &'static str {
    let is_korean = |block: &Block| block.text.contains(|c| ('가'..='힣').contains(&c));
    match own.iter().any(is_korean) {
        true => " 읽는 이를 돕기 위해 덧붙인 말이다.",
        false => "这是为了方便读者而补充的说明。",
    }
}

fn places(blocks: &[Block], fits: impl Fn(&Block) -> bool) -> Vec<usize> {
    (0..blocks.len()).filter(|at| fits(&blocks[*at])).collect()
}

/// A text of a kind that is more than a few words.
fn is_text(block: &Block, kind: BlockKind) -> bool {
    const LEAST: usize = 30;
    let least = if kind == BlockKind::Paragraph { LEAST } else { 1 };
    block.kind == kind && block.text.trim().len() >= least
}

fn picked(blocks: &[Block], kind: BlockKind, dice: &mut Dice) -> Option<usize> {
    dice.pick(&places(blocks, |block| is_text(block, kind))).copied()
}

fn add_to(blocks: &mut [Block], kind: BlockKind, text: &str, dice: &mut Dice) -> Option<()> {
    let at = picked(blocks, kind, dice)?;
    let bare = blocks[at].text.trim_end();
    // A heading's id stays behind its words.
    let end = match kind == BlockKind::Heading && bare.ends_with('}') {
        true => bare.rfind(" {")?,
        false => bare.len(),
    };
    blocks[at].text.insert_str(end, text);
    Some(())
}

fn remove(blocks: &mut Vec<Block>, kind: BlockKind, dice: &mut Dice) -> Option<()> {
    blocks.remove(picked(blocks, kind, dice)?);
    Some(())
}

fn swap(blocks: &mut [Block], dice: &mut Dice) -> Option<()> {
    let all = places(blocks, |block| is_text(block, BlockKind::Paragraph));
    let at = dice.below(all.len().checked_sub(1)?);
    blocks.swap(all[at], *all.get(at + 1)?);
    Some(())
}

fn add_item(blocks: &mut Vec<Block>, dice: &mut Dice) -> Option<()> {
    let at = picked(blocks, BlockKind::Item, dice)?;
    let item = format!("{}{ITEM}\n", item_mark(&blocks[at].text));
    blocks.insert(at + 1, Block::new(BlockKind::Item, item));
    Some(())
}

fn rename_call(blocks: &mut [Block], dice: &mut Dice) -> Option<()> {
    let has_argument = |block: &Block| block.text.contains('"') && !block.text.contains("{{</");
    let calls = places(blocks, |block| block.kind == BlockKind::Call && has_argument(block));
    let at = *dice.pick(&calls)?;
    let text = &blocks[at].text;
    let name = text.split_whitespace().nth(1)?.to_owned();
    blocks[at].text = text.replacen(&name, &format!("{name}-alias"), 1);
    Some(())
}

/// Changes the first line of a block of code that is a command with arguments.
fn change_command(
    blocks: &mut [Block],
    dice: &mut Dice,
    change: &dyn Fn(&str) -> Option<String>,
) -> Option<()> {
    let is_command = |line: &str| {
        let (first, rest) = line.trim().split_once(' ').unwrap_or_default();
        first.len() > 2
            && first.bytes().all(|byte| byte.is_ascii_lowercase())
            && !rest.is_empty()
            && !line.trim_end().ends_with('\\')
    };
    let has_command = |block: &Block| {
        let is_shell = ["```shell", "```bash", "```console"]
            .iter()
            .any(|mark| block.text.trim_start().starts_with(mark));
        is_shell && block.text.lines().skip(1).any(is_command)
    };
    let at =
        *dice.pick(&places(blocks, |block| block.kind == BlockKind::Code && has_command(block)))?;
    let line = blocks[at].text.lines().skip(1).find(|line| is_command(line))?.to_owned();
    blocks[at].text = blocks[at].text.replacen(&line, &change(&line)?, 1);
    Some(())
}

/// Rightly and wrongly called outdated or up to date.
#[derive(Clone, Copy, Default)]
pub struct Verdicts {
    found: usize,
    missed: usize,
    wrong: usize,
    spared: usize,
}

#[derive(Default)]
pub struct FamilyTally(BTreeMap<usize, Verdicts>);

impl FamilyTally {
    /// Draws each family a few times for each pair.
    pub fn of(pairs: &[PagePair]) -> Self {
        const DRAWS: usize = 3;
        let mut tally = Self::default();
        for pair in pairs {
            for (at, family) in Family::ALL.into_iter().enumerate() {
                for draw in 0..DRAWS {
                    let mut dice = Dice::new(&format!("family {} {at} {draw}", pair.name));
                    let edited = pair.edited(family, &mut dice);
                    let Some(is_told) = edited.as_ref().and_then(PagePair::is_outdated) else {
                        continue;
                    };
                    let own = tally.0.entry(at).or_default();
                    *match (family.is_drift(), is_told) {
                        (true, true) => &mut own.found,
                        (true, false) => &mut own.missed,
                        (false, true) => &mut own.wrong,
                        (false, false) => &mut own.spared,
                    } += 1;
                    if family.is_drift() != is_told && std::env::var_os("DRIFT_BENCHMARK").is_some()
                    {
                        eprintln!("{} {family:?} {draw}", pair.name);
                    }
                }
            }
        }
        tally
    }

    pub fn f1(&self) -> f64 {
        let all = self.0.values().fold(Verdicts::default(), |all, own| Verdicts {
            found: all.found + own.found,
            missed: all.missed + own.missed,
            wrong: all.wrong + own.wrong,
            spared: all.spared + own.spared,
        });
        (2 * all.found) as f64 / (2 * all.found + all.missed + all.wrong) as f64
    }

    pub fn table(&self) -> String {
        let mut text = String::from(
            "| What happened | Outdated | Told | Up to date | Told otherwise |\n\
             | --- | --- | --- | --- | --- |\n",
        );
        for (at, own) in &self.0 {
            let (outdated, current) = (own.found + own.missed, own.spared + own.wrong);
            let _ = writeln!(
                text,
                "| {} | {outdated} | {} | {current} | {} |",
                Family::ALL[*at].name(),
                own.found,
                own.wrong
            );
        }
        let _ = writeln!(text, "| **F1** | | {:.2} | | |", self.f1());
        text
    }
}
