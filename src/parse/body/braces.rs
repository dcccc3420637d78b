//! Where attributes stand in a Markdown text: behind a heading, and on a line of their own.
//!
//! They are found before Markdown is parsed and hidden from it: behind a heading as characters that nobody
//! writes, on a line of their own as a rule, which ends what stands before it as attributes do. What Markdown
//! then does not take for a heading or a rule is what it was.

use std::ops::Range;

use super::attributes::Attributes;
use super::marks::{Fences, container_before};
use crate::config::Markup;

/// Hides a character behind a heading.
pub(super) const BEHIND_HEADING: char = '\x1d';

/// Hides a character of a line of attributes.
const OF_RULE: &str = "_";

/// Bytes of a heading's end that are looked through.
const MAX_LENGTH: usize = 1024;

/// Attributes and where they stand in the file.
#[derive(Clone, Debug)]
pub(super) struct Braces {
    /// What of the text they take up: behind a heading the number signs that close it, too.
    pub range: Range<usize>,
    pub attributes: Attributes,
    pub place: BracesPlace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BracesPlace {
    BehindHeading,
    OwnLine,
}

impl Braces {
    /// As many bytes as they take up, of what hides them from Markdown.
    pub(super) fn cover(&self) -> String {
        match self.place {
            BracesPlace::BehindHeading => BEHIND_HEADING.to_string().repeat(self.range.len()),
            BracesPlace::OwnLine => OF_RULE.repeat(self.range.len()),
        }
    }
}

/// The attributes in `range`, in order. Code holds none.
pub(super) fn find(text: &str, range: Range<usize>, markup: &Markup) -> Vec<Braces> {
    if !(markup.attribute || markup.block_attributes) || !text[range.clone()].contains('{') {
        return Vec::new();
    }
    let mut fences = Fences::default();
    let mut offset = range.start;
    let mut found = Vec::new();
    let lines: Vec<&str> = text[range].split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let start = offset;
        offset += line.len();
        if fences.is_code(line) || !line.trim_end().ends_with('}') {
            continue;
        }
        let is_underlined = || lines.get(index + 1).is_some_and(|next| is_underline(next));
        let own = markup.block_attributes.then(|| own_line(line)).flatten();
        let behind = || match (is_heading(text, start, line), is_underlined()) {
            (true, _) => behind(line).map(|braces| braces.with_closing(line)),
            (false, true) => behind(line),
            (false, false) => None,
        };
        let braces = own.or_else(|| markup.attribute.then(behind).flatten());
        found.extend(braces.map(|braces| braces.at(start)));
    }
    found
}

impl Braces {
    /// With the number signs before them, which close the heading of `line`.
    fn with_closing(self, line: &str) -> Self {
        Self { range: without_closing(&line[..self.range.start])..self.range.end, ..self }
    }

    fn at(self, offset: usize) -> Self {
        Self { range: self.range.start + offset..self.range.end + offset, ..self }
    }
}

/// The attributes that stand within an element of Markdown, if any do: the last ones.
pub(super) fn within<'a>(braces: &'a [Braces], range: &Range<usize>) -> Option<&'a Braces> {
    let before_end = braces.partition_point(|braces| braces.range.end <= range.end);
    braces[..before_end].last().filter(|braces| braces.range.start >= range.start)
}

/// Attributes with nothing else on their line; a rule has three characters at the least.
fn own_line(line: &str) -> Option<Braces> {
    let start = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let (attributes, length) = Attributes::read(line[start..].trim_end())?;
    let is_whole = length == line[start..].trim_end().len() && length >= 3;
    let range = start..start + length;
    is_whole.then_some(Braces { range, attributes, place: BracesPlace::OwnLine })
}

/// Attributes at the end of a heading's line.
fn behind(line: &str) -> Option<Braces> {
    let end = line.trim_end().len();
    let mut at = line.floor_char_boundary(end.saturating_sub(MAX_LENGTH));
    while let Some(ahead) = line[at..end].find(['\\', '{']) {
        at += ahead;
        if line[at..].starts_with('\\') {
            at = line.ceil_char_boundary(at + 2).min(end);
            continue;
        }
        match Attributes::read(&line[at..end]) {
            Some((attributes, length)) if at + length == end => {
                return Some(Braces {
                    range: at..end,
                    attributes,
                    place: BracesPlace::BehindHeading,
                });
            }
            _ => at += 1,
        }
    }
    None
}

/// How long a heading's text is without the number signs that close it.
fn without_closing(text: &str) -> usize {
    let trimmed = text.trim_end();
    let open = trimmed.trim_end_matches('#');
    let closes = open.len() < trimmed.len() && open.ends_with([' ', '\t']);
    let has_text = !open.trim_matches([' ', '\t', '>']).is_empty();
    if closes && has_text { open.len() } else { text.len() }
}

/// Whether a line is a heading that begins with number signs.
fn is_heading(text: &str, start: usize, line: &str) -> bool {
    let Some(at) = line.find('#') else { return false };
    let level = line[at..].bytes().take_while(|byte| *byte == b'#').count();
    let is_apart = line[at + level..].starts_with([' ', '\t']);
    level <= 6 && is_apart && container_before(text, start + at).is_some()
}

/// Whether a line makes a heading of the one before.
fn is_underline(line: &str) -> bool {
    let line = line.trim_matches(['\r', '\n', ' ', '\t', '>']);
    let all = |mark| !line.is_empty() && line.bytes().all(|byte| byte == mark);
    all(b'=') || all(b'-')
}
