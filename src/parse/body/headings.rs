//! Ids of headings, unique on their page; and of the terms of definition lists, if the site wants those.
//!
//! An id is made from a heading's words. Where a shortcode writes some of them, they are known when the
//! page is rendered: so headings are gathered first ([`HeadingSeed`]) and numbered once their words are
//! there, and again when calls have been run.

use std::collections::{BTreeMap, HashMap, HashSet};

use icu_normalizer::DecomposingNormalizer;
use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use pulldown_cmark::{CowStr, Event, Tag};

use super::heading_words::{HeadingPart, Words, parts};
use super::{Attributes, Heading, Node, Notation, Shortcode};
use crate::config::{HeadingIds, Markup};
use crate::diagnostic::Spanned;

/// A heading or a term that has no id yet.
#[derive(Clone, Debug, PartialEq)]
pub struct HeadingSeed {
    /// Where it begins in the file.
    start: u32,
    /// The level of a heading; a term has none.
    level: Option<u8>,
    /// The id that its author has chosen.
    chosen: Option<String>,
    words: Vec<HeadingPart>,
    owner: Owner,
}

/// Whose heading it is. What stands in a call between angle brackets is the shortcode's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Owner {
    Page,
    Shortcode,
}

/// The headings of a page with their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct NumberedHeadings {
    /// Those of the page itself, for its contents.
    pub of_page: Vec<Heading>,
    /// Where a heading begins in the file -> its id.
    ids: BTreeMap<u32, String>,
}

impl NumberedHeadings {
    /// The id of the heading that begins at a place of the file.
    pub fn id_at(&self, start: u32) -> Option<&str> {
        self.ids.get(&start).map(String::as_str)
    }
}

impl HeadingSeed {
    /// Whether a shortcode writes some of its words.
    pub(super) fn is_called(&self) -> bool {
        self.words.iter().any(|part| matches!(part.words, Words::Call(_) | Words::Code(_)))
    }

    /// What the heading says, and what of that its id is made from.
    fn texts(&self, say: &mut dyn FnMut(&Shortcode) -> String) -> (String, String) {
        let (mut text, mut of_id) = (String::new(), String::new());
        for HeadingPart { words, is_in_id } in &self.words {
            let said = match words {
                Words::Text(words) => words.clone(),
                Words::Call(call) => say(call),
                Words::Renamed { shown, in_id } => {
                    text.push_str(shown);
                    of_id.push_str(if *is_in_id { in_id } else { "" });
                    continue;
                }
                Words::Code(code) => match code.saying(|call| Some(say(call))) {
                    Node::Markdown(Event::Code(code)) => code.into_string(),
                    _ => String::new(),
                },
            };
            text.push_str(&said);
            of_id.push_str(if *is_in_id { &said } else { "" });
        }
        (text.trim().to_owned(), of_id.trim().to_owned())
    }
}

/// The headings of a page in the order in which they get their ids: those of shortcodes come after the
/// page's, so that the page's are the same with and without them.
pub(super) fn gather(nodes: &[Spanned<Node>], source: &str, markup: &Markup) -> Vec<HeadingSeed> {
    let mut seeds = Vec::new();
    for wanted in [Owner::Page, Owner::Shortcode] {
        let mut gathering = Gathering { source, wanted, seeds };
        gathering.part(nodes, Owner::Page);
        seeds = gathering.seeds;
    }
    if !markup.term_ids {
        seeds.retain(|seed| seed.level.is_some());
    }
    seeds
}

/// The headings of one owner in a text.
struct Gathering<'s> {
    source: &'s str,
    wanted: Owner,
    seeds: Vec<HeadingSeed>,
}

impl Gathering<'_> {
    /// Those among `nodes`, which are themselves of the owner `here`.
    fn part(&mut self, nodes: &[Spanned<Node>], here: Owner) {
        let is_wanted = here == self.wanted;
        for (position, node) in nodes.iter().enumerate() {
            let (level, chosen) = match &node.value {
                Node::Markdown(Event::Start(Tag::Heading { level, id, .. })) if is_wanted => {
                    (Some(*level as u8), id.as_ref().map(ToString::to_string))
                }
                Node::Markdown(Event::Start(Tag::DefinitionListTitle)) if is_wanted => (None, None),
                Node::Shortcode(call) => {
                    self.call(call, here);
                    continue;
                }
                _ => continue,
            };
            let words = parts(&nodes[position + 1..], self.source);
            let start = node.span.start;
            self.seeds.push(HeadingSeed { start, level, chosen, words, owner: here });
        }
    }

    fn call(&mut self, call: &Shortcode, here: Owner) {
        let Some(inner) = &call.inner else { return };
        let inside = match call.notation {
            Notation::Percent => here,
            Notation::Angle => Owner::Shortcode,
        };
        if here == self.wanted || inside == self.wanted {
            self.part(&inner.nodes, inside);
        }
    }
}

/// Gives every heading its id, by its attribute or by the rule. `say` gives the words of a call.
pub fn number_headings(
    seeds: &[HeadingSeed],
    rule: HeadingIds,
    say: impl FnMut(&Shortcode) -> String,
) -> NumberedHeadings {
    number_beside(seeds, rule, HashSet::new(), say)
}

/// Gives every heading an id that none of the `used` ones is.
pub(super) fn number_beside(
    seeds: &[HeadingSeed],
    rule: HeadingIds,
    used: HashSet<String>,
    mut say: impl FnMut(&Shortcode) -> String,
) -> NumberedHeadings {
    let mut numbering = Numbering { rule, used, numbers: HashMap::new() };
    let mut numbered = NumberedHeadings::default();
    for seed in seeds {
        if seed.words.is_empty() && seed.chosen.is_none() {
            continue;
        }
        let (text, of_id) = seed.texts(&mut say);
        let Some(id) = numbering.choose(seed.chosen.as_deref(), &of_id) else { continue };
        numbered.ids.insert(seed.start, id.clone());
        if let (Owner::Page, Some(level)) = (seed.owner, seed.level) {
            numbered.of_page.push(Heading { level, id, text });
        }
    }
    numbered
}

/// What is taken for the words of a call before it is run: its arguments, which are the same in all
/// languages.
pub(super) fn asked(call: &Shortcode) -> String {
    let arguments = call.arguments.0.iter().map(|argument| argument.value.value.as_str());
    arguments.collect::<Vec<_>>().join(" ")
}

/// The ids of the headings that stand among `nodes`, and in no call.
pub(super) fn ids_of(nodes: &[Spanned<Node>]) -> HashSet<String> {
    let ids = nodes.iter().filter_map(|node| match &node.value {
        Node::Markdown(Event::Start(Tag::Heading { id, .. })) => {
            id.as_ref().map(ToString::to_string)
        }
        _ => None,
    });
    ids.collect()
}

/// Writes the ids into the nodes.
pub(super) fn write_ids(nodes: &mut [Spanned<Node>], numbered: &NumberedHeadings) {
    for node in nodes {
        match &mut node.value {
            Node::Markdown(Event::Start(Tag::Heading { id, .. })) => {
                if let Some(chosen) = numbered.id_at(node.span.start) {
                    *id = Some(CowStr::from(chosen.to_owned()));
                }
            }
            Node::Shortcode(call) => {
                if let Some(inner) = &mut call.inner {
                    write_ids(&mut inner.nodes, numbered);
                }
            }
            _ => {}
        }
    }
}

/// The nodes with the ids of terms before them.
pub(super) fn with_term_ids(
    nodes: Vec<Spanned<Node>>,
    numbered: &NumberedHeadings,
) -> Vec<Spanned<Node>> {
    let mut with = Vec::with_capacity(nodes.len());
    for node in nodes {
        if node.value == Node::Markdown(Event::Start(Tag::DefinitionListTitle))
            && let Some(id) = numbered.id_at(node.span.start)
        {
            let attributes = Attributes { id: Some(id.to_owned()), ..Attributes::default() };
            with.push(Spanned::new(Node::Attributes(Box::new(attributes)), node.span));
        }
        with.push(node);
    }
    with
}

/// The id of a heading with a text, if no other has it.
pub fn heading_id(text: &str, rule: HeadingIds) -> String {
    let mut numbering = Numbering { rule, used: HashSet::new(), numbers: HashMap::new() };
    numbering.choose(None, text).unwrap_or_default()
}

struct Numbering {
    rule: HeadingIds,
    used: HashSet<String>,
    /// Text of an id -> the last number that was put behind it.
    numbers: HashMap<String, usize>,
}

impl Numbering {
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
