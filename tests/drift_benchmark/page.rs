//! A page in Markdown, line by line, as blocks that the edits of the benchmark work on.

use std::ops::Range;

/// A generator of numbers: the same for the same seed, on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: &str) -> Self {
        Self(hash(seed) | 1)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % end.max(1)
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> Option<&'a T> {
        of.get(self.below(of.len()))
    }
}

/// FNV-1a.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    FrontMatter,
    Heading,
    Paragraph,
    Item,
    Row,
    /// The line between a table's head and its body.
    Rule,
    Code,
    /// A line with nothing but a shortcode's call.
    Call,
    /// A box in quotation marks.
    Alert,
    Html,
    Blank,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: BlockKind,
    /// With its line breaks.
    pub text: String,
    /// Whether a call that warns is around it.
    pub warns: bool,
    /// How many paired calls are around it.
    pub depth: usize,
}

impl Block {
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), warns: false, depth: 0 }
    }

    /// A text for readers that stands on its own.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, BlockKind::Paragraph | BlockKind::Item)
    }
}

/// Cuts a page into blocks.
pub fn blocks(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let mut blocks = Vec::new();
    let mut at = 0;
    if lines.first().is_some_and(|line| line.trim_end() == "---") {
        let end = 1 + lines[1..].iter().position(|line| line.trim_end() == "---").unwrap_or(0);
        blocks.push(Block::new(BlockKind::FrontMatter, lines[..=end].concat()));
        at = end + 1;
    }
    let mut calls: Vec<String> = Vec::new();
    while at < lines.len() {
        let (mut kind, end) = block_at(&lines, at);
        if is_indented_code(lines[at], &blocks) {
            kind = BlockKind::Html;
        }
        let mut block = Block::new(kind, lines[at..end].concat());
        let name = call_name(lines[at]).filter(|_| kind == BlockKind::Call);
        if let Some(name) = name.filter(|name| name.starts_with('/')) {
            calls.retain(|open| *open != name[1..]);
        }
        block.depth = calls.len();
        block.warns = calls.iter().any(|name| matches!(&**name, "warning" | "caution"));
        if let Some(name) = name.filter(|name| !name.starts_with('/')) {
            let close = format!("/{name}");
            if lines[end..].iter().any(|line| call_name(line) == Some(&close)) {
                calls.push(name.to_owned());
            }
        }
        blocks.push(block);
        at = end;
    }
    blocks
}

/// Whether a line is code for its indentation alone, or follows on such a line.
fn is_indented_code(line: &str, before: &[Block]) -> bool {
    let last = before.iter().rev().find(|block| block.kind != BlockKind::Blank);
    let is_below_item = last
        .is_some_and(|block| block.kind == BlockKind::Item || block.text.starts_with([' ', '\t']));
    let goes_on =
        last.is_some_and(|block| block.kind == BlockKind::Html && block.text.starts_with("    "));
    (line.starts_with("    ") || line.starts_with('\t')) && (!is_below_item || goes_on)
}

/// The name in a line that is a call: `{{< name`, `{{% /name`.
pub fn call_name(line: &str) -> Option<&str> {
    let inside = line.trim().strip_prefix("{{<").or_else(|| line.trim().strip_prefix("{{%"))?;
    ((inside.ends_with(">}}") || inside.ends_with("%}}")) && !inside.contains("}} {{"))
        .then(|| inside.split_whitespace().next())
        .flatten()
}

fn block_at(lines: &[&str], at: usize) -> (BlockKind, usize) {
    let line = lines[at];
    let inside = line.trim_start();
    let run = |fits: &dyn Fn(&str) -> bool| {
        at + 1 + lines[at + 1..].iter().take_while(|line| fits(line)).count()
    };
    if inside.trim().is_empty() {
        return (BlockKind::Blank, at + 1);
    }
    for mark in ['`', '~'] {
        let fence = &inside[..inside.len() - inside.trim_start_matches(mark).len()];
        if fence.len() >= 3 {
            let close = |line: &&str| line.trim_start().starts_with(fence);
            let length = lines[at + 1..].iter().position(close).map_or(0, |length| length + 1);
            return (BlockKind::Code, at + 1 + length);
        }
    }
    if inside.starts_with("<!--") {
        let length = lines[at..].iter().position(|line| line.contains("-->")).unwrap_or(0);
        return (BlockKind::Html, at + 1 + length);
    }
    match () {
        () if call_name(line).is_some() => (BlockKind::Call, at + 1),
        () if inside.starts_with('#') => (BlockKind::Heading, at + 1),
        () if inside.starts_with("|-")
            || inside.starts_with("| -")
            || inside.starts_with("|:")
            || inside.starts_with("| :") =>
        {
            (BlockKind::Rule, at + 1)
        }
        () if inside.starts_with('|') => (BlockKind::Row, at + 1),
        () if inside.starts_with('>') => {
            (BlockKind::Alert, run(&|line| line.trim_start().starts_with('>')))
        }
        () if inside.starts_with('<') => (BlockKind::Html, run(&|line| !line.trim().is_empty())),
        () if inside.starts_with(": ") => (BlockKind::Html, run(&|line| !line.trim().is_empty())),
        () if is_item(inside) => (BlockKind::Item, run(&is_running)),
        () => (BlockKind::Paragraph, run(&is_running)),
    }
}

/// Whether a line goes on with the text of the line before.
fn is_running(line: &str) -> bool {
    let inside = line.trim_start();
    let begins = ["```", "~~~", "#", "|", ">", "<", "{{", ": "];
    !inside.trim().is_empty()
        && !is_item(inside)
        && !begins.iter().any(|mark| inside.starts_with(mark))
}

fn is_item(inside: &str) -> bool {
    let number = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    ["- ", "* ", "+ "].iter().any(|mark| inside.starts_with(mark))
        || number.len() < inside.len() && number.starts_with(". ")
}

/// What stands before an item's text.
pub fn item_mark(text: &str) -> &str {
    let inside = text.trim_start();
    let number = inside.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('.');
    let rest = number.trim_start_matches(['-', '*', '+']).trim_start();
    let rest = rest.strip_prefix("[x] ").or_else(|| rest.strip_prefix("[ ] ")).unwrap_or(rest);
    &text[..text.len() - rest.len()]
}

/// The blocks as a text, and the place of each.
pub fn assembled(blocks: &[Block]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let places = blocks.iter().map(|block| {
        let start = text.len();
        text.push_str(&block.text);
        start..text.len()
    });
    let places = places.collect();
    (text, places)
}
