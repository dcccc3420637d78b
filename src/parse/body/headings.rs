//! Ids of headings, unique on their page.

use std::collections::{HashMap, HashSet};

use icu_normalizer::DecomposingNormalizer;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::{Heading, Node, Notation, Shortcode};
use crate::config::HeadingIds;
use crate::diagnostic::Spanned;

/// Gives every heading its id, by its attribute or by the rule, and lists those of the page.
///
/// What stands in a call between angle brackets is the shortcode's. Its headings get their ids after
/// the page's, so that the page's are the same with and without it.
pub(super) fn number(nodes: &mut [Spanned<Node>], rule: HeadingIds) -> Vec<Heading> {
    let mut numbering =
        Numbering { rule, used: HashSet::new(), numbers: HashMap::new(), headings: Vec::new() };
    numbering.nodes(nodes, Notation::Percent);
    let headings = std::mem::take(&mut numbering.headings);
    numbering.nodes(nodes, Notation::Angle);
    headings
}

struct Numbering {
    rule: HeadingIds,
    used: HashSet<String>,
    /// Text of an id -> the last number that was put behind it.
    numbers: HashMap<String, usize>,
    headings: Vec<Heading>,
}

impl Numbering {
    /// The headings of the page itself, or those within its calls between angle brackets.
    fn nodes(&mut self, nodes: &mut [Spanned<Node>], part: Notation) {
        let mut position = 0;
        while position < nodes.len() {
            let (before, rest) = nodes.split_at_mut(position + 1);
            match &mut before[position].value {
                Node::Markdown(Event::Start(Tag::Heading { level, id, .. }))
                    if part == Notation::Percent =>
                {
                    let text = heading_text(rest);
                    let chosen = self.choose(id.as_deref(), &text);
                    if let Some(chosen) = &chosen {
                        *id = Some(CowStr::from(chosen.clone()));
                    }
                    let level = *level as u8;
                    self.headings.extend(chosen.map(|id| Heading { level, id, text }));
                }
                Node::Shortcode(call) => self.inner(call, part),
                _ => {}
            }
            position += 1;
        }
    }

    fn inner(&mut self, call: &mut Shortcode, part: Notation) {
        let Some(inner) = &mut call.inner else { return };
        match (call.notation, part) {
            (Notation::Percent, _) => self.nodes(&mut inner.nodes, part),
            (Notation::Angle, Notation::Percent) => {}
            // From here on all headings count.
            (Notation::Angle, Notation::Angle) => {
                self.nodes(&mut inner.nodes, Notation::Percent);
                self.nodes(&mut inner.nodes, Notation::Angle);
            }
        }
    }

    fn choose(&mut self, explicit: Option<&str>, text: &str) -> Option<String> {
        if let Some(id) = explicit {
            self.used.insert(id.to_owned());
            return Some(id.to_owned());
        }
        let base = match self.rule {
            HeadingIds::None => return None,
            HeadingIds::GitHub => github(text, |c| is_letter(c) || is_digit(c)),
            HeadingIds::GitHubAscii => {
                let apart = DecomposingNormalizer::new_nfd().normalize(text);
                github(&apart, |c| c.is_ascii_alphanumeric())
            }
            HeadingIds::Blackfriday => blackfriday(text),
        };
        let base = if base.is_empty() { "heading".to_owned() } else { base };
        let mut id = base.clone();
        // Where counting stopped for this text: a page may have it ten thousand times.
        let number = self.numbers.entry(base.clone()).or_insert(0);
        while !self.used.insert(id.clone()) {
            *number += 1;
            id = format!("{base}-{number}");
        }
        Some(id)
    }
}

fn heading_text(rest: &[Spanned<Node>]) -> String {
    let inside = rest
        .iter()
        .take_while(|node| !matches!(node.value, Node::Markdown(Event::End(TagEnd::Heading(_)))));
    let mut text = String::new();
    for node in inside {
        match &node.value {
            Node::Markdown(Event::Text(words) | Event::Code(words)) => text.push_str(words),
            Node::Markdown(Event::SoftBreak | Event::HardBreak) => text.push(' '),
            // What the call will say is not known here; what it is asked for is the same in all
            // languages. `render` puts its words into the contents.
            Node::Shortcode(call) => {
                let asked = call.arguments.0.iter().map(|argument| argument.value.value.as_str());
                text.push_str(&asked.collect::<Vec<_>>().join(" "));
            }
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// GitHub's rule: lower case; blanks become hyphens; only letters, digits, `-` and `_` stay.
fn github(text: &str, keeps: impl Fn(char) -> bool) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter_map(|c| match c {
            ' ' => Some('-'),
            '-' | '_' => Some(c),
            c => keeps(c).then_some(c),
        })
        .collect()
}

/// Blackfriday's rule: lower case; every run of other characters becomes one hyphen.
/// Source: `SanitizedAnchorName` in russross/blackfriday.
fn blackfriday(text: &str) -> String {
    let mut id = String::new();
    let mut hyphen = false;
    for c in text.chars() {
        if is_letter(c) || is_number(c) {
            if hyphen && !id.is_empty() {
                id.push('-');
            }
            hyphen = false;
            id.extend(c.to_lowercase());
        } else {
            hyphen = true;
        }
    }
    id
}

// Go's `unicode.IsLetter`, `IsDigit` and `IsNumber`: unlike Rust's, they leave out the vowel signs
// of Indian scripts.

fn is_letter(c: char) -> bool {
    GeneralCategoryGroup::Letter.contains(category(c))
}

fn is_digit(c: char) -> bool {
    category(c) == GeneralCategory::DecimalNumber
}

fn is_number(c: char) -> bool {
    GeneralCategoryGroup::Number.contains(category(c))
}

fn category(c: char) -> GeneralCategory {
    CodePointMapData::<GeneralCategory>::new().get(c)
}
