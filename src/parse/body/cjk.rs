//! What Chinese and Japanese need of Markdown.
//!
//! A line break between two of their characters is no blank, for they put none between words. And
//! emphasis beside their punctuation closes as a reader expects (`**注意：**请`), by the CJK-friendly
//! amendment to CommonMark: <https://github.com/tats-u/markdown-cjk-friendly>.

use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory as Category;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::flanking::replaced;
use super::{Node, node};
use crate::diagnostic::Spanned;

/// Stands for a character of three bytes that Markdown is to take for a letter.
pub(super) const AS_LETTER: char = '\u{E001}';
/// Stands for a character of three bytes that Markdown is to take for punctuation.
pub(super) const AS_PUNCTUATION: char = '\u{2E3B}';

/// Removes the soft breaks that stand between two characters that need no blank.
pub(super) fn join_lines(nodes: Vec<Spanned<Node>>) -> Vec<Spanned<Node>> {
    let is_break = |node: &Spanned<Node>| node.value == Node::Markdown(Event::SoftBreak);
    if !nodes.iter().any(is_break) {
        return nodes;
    }
    let before = neighbours(nodes.iter(), End::Last);
    let mut after = neighbours(nodes.iter().rev(), End::First);
    after.reverse();
    let edges = before.into_iter().zip(after);
    let kept = nodes
        .into_iter()
        .zip(edges)
        .filter(|(node, (before, after))| !(is_break(node) && joins(*before, *after)));
    kept.map(|(node, _)| node).collect()
}

/// Takes away what a backslash and a blank stand for between two words: nothing.
pub(super) fn drop_escaped_blanks(nodes: Vec<Spanned<Node>>, text: &str) -> Vec<Spanned<Node>> {
    let dropped = nodes.iter().enumerate().filter_map(|(index, next)| {
        let Node::Markdown(Event::Text(words)) = &next.value else { return None };
        let range = next.span.range();
        if !words.contains("\\ ") || text.get(range.clone()) != Some(words) {
            return None;
        }
        let mut start = range.start;
        let pieces = words.split("\\ ").filter_map(|piece| {
            let place = start..start + piece.len();
            start = place.end + 2;
            let text = Event::Text(CowStr::from(piece.to_owned()));
            (!piece.is_empty()).then(|| node(Node::Markdown(text), place))
        });
        Some((index, pieces.collect()))
    });
    let dropped = dropped.collect();
    replaced(nodes, dropped)
}

/// The character at the edge of a text, if there is one.
type Edge = Option<char>;

/// For each node the edge of what came before it.
fn neighbours<'a>(nodes: impl Iterator<Item = &'a Spanned<Node>>, end: End) -> Vec<Edge> {
    let mut last = None;
    nodes
        .map(|node| {
            let edge = last;
            last = visible(node, end).unwrap_or(last);
            edge
        })
        .collect()
}

/// Which end of a text stands next to a break.
#[derive(Clone, Copy)]
enum End {
    First,
    Last,
}

/// The character of a node that stands next to a break; `None` for what a reader does not see, and
/// `Some(None)` for what ends the line's text.
fn visible(node: &Spanned<Node>, end: End) -> Option<Edge> {
    let edge = |text: &str| match end {
        End::First => text.chars().next(),
        End::Last => text.chars().next_back(),
    };
    match &node.value {
        Node::Markdown(Event::Text(text)) => edge(text).map(Some),
        start if start.is_picture_start() => Some(None),
        Node::Markdown(Event::SoftBreak) | Node::Comment(_) | Node::CallLink(_) | Node::Tag(_) => {
            None
        }
        Node::Markdown(Event::Start(
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. },
        )) => None,
        Node::Markdown(Event::End(
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link,
        )) => None,
        _ => Some(None),
    }
}

/// Quotation marks and dashes belong to a CJK text when the character beyond the break does.
fn joins(before: Edge, after: Edge) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    match (needs_no_blank(before), needs_no_blank(after)) {
        (true, true) => true,
        (true, false) => is_shared_punctuation(after),
        (false, true) => is_shared_punctuation(before),
        (false, false) => false,
    }
}

/// Han, kana, bopomofo and full-width punctuation; not Hangul, which puts blanks between words.
fn needs_no_blank(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{2FFF}' | '\u{3001}'..='\u{312F}' | '\u{3190}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF01}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_shared_punctuation(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”' | '—' | '…' | '·')
}

/// Puts masks beside runs of `*` and `~`, so that CommonMark's rule for emphasis gives what the amendment
/// says. `text` keeps its length: each mask takes as many bytes as the character it hides.
pub(super) fn mask_emphasis(text: String) -> String {
    if !text.contains(['*', '~']) {
        return text;
    }
    let mut masks: Vec<(usize, char)> = Vec::new();
    for (start, end) in runs(&text) {
        let before = text[..start].chars().next_back();
        let after = text[end..].chars().next();
        let (Some(before), Some(after)) = (before, after) else { continue };
        let at = start - before.len_utf8();
        masks.extend(mask_of(before, after).map(|mask| (at, mask)));
        masks.extend(mask_of(after, before).map(|mask| (end, mask)));
    }
    // A character between two runs can be given both masks: as a letter it serves either.
    masks.sort_by_key(|(at, mask)| (*at, *mask != AS_LETTER));
    masks.dedup_by_key(|(at, _)| *at);
    let mut masked = String::with_capacity(text.len());
    let mut position = 0;
    for (at, mask) in masks {
        masked.push_str(&text[position..at]);
        masked.push(mask);
        position = at + mask.len_utf8();
    }
    masked.push_str(&text[position..]);
    masked
}

/// What a character next to a run of marks is taken for whose other neighbour is `other`.
pub(super) fn seen(character: char, other: char) -> char {
    mask_of(character, other).unwrap_or(character)
}

/// What hides a character next to a run whose other neighbour is `other`.
fn mask_of(character: char, other: char) -> Option<char> {
    // Only what the mask is as long as can be hidden: nearly all of these characters.
    if !is_cjk(character) || character.len_utf8() != AS_LETTER.len_utf8() || other.is_whitespace() {
        return None;
    }
    if is_punctuation(character) {
        // Emphasis may begin before it and end behind it, as with a letter.
        return (!is_punctuation(other)).then_some(AS_LETTER);
    }
    // Beside it emphasis may begin or end with a punctuation mark, as beside a blank.
    (is_punctuation(other) && !is_cjk(other)).then_some(AS_PUNCTUATION)
}

/// The runs of `*` or `~` that no backslash escapes, as start and end.
fn runs(text: &str) -> Vec<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(next) = text[at..].find(['*', '~']) {
        let start = at + next;
        let length = bytes[start..].iter().take_while(|byte| **byte == bytes[start]).count();
        at = start + length;
        if start == 0 || bytes[start - 1] != b'\\' {
            runs.push((start, at));
        }
    }
    runs
}

/// A CJK character in the amendment's sense: wide ones, Hangul among them.
fn is_cjk(c: char) -> bool {
    needs_no_blank(c)
        || matches!(c, '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}'
            | '\u{AC00}'..='\u{D7FF}')
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation();
    }
    matches!(
        CodePointMapData::<Category>::new().get(c),
        Category::ConnectorPunctuation
            | Category::DashPunctuation
            | Category::OpenPunctuation
            | Category::ClosePunctuation
            | Category::InitialPunctuation
            | Category::FinalPunctuation
            | Category::OtherPunctuation
            | Category::MathSymbol
            | Category::CurrencySymbol
            | Category::ModifierSymbol
            | Category::OtherSymbol
    )
}
