//! Inserted (`++x++`), marked (`==x==`), deleted (`~~x~~`), raised (`^x^`) and lowered (`~x~`) text.
//!
//! Marks are paired as those of emphasis are. Markdown has been read by then, so a pair stands within one
//! element.

use std::collections::BTreeMap;

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::flanking::{Beside, Flanks, is_block};
use super::{Node, cjk, node};
use crate::config::{Extras, Markup};
use crate::diagnostic::Spanned;

/// The start or the end of an element that Markdown's writer does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InlineTag {
    InsertStart,
    InsertEnd,
    MarkStart,
    MarkEnd,
}

impl InlineTag {
    pub fn html(self) -> &'static str {
        match self {
            Self::InsertStart => "<ins>",
            Self::InsertEnd => "</ins>",
            Self::MarkStart => "<mark>",
            Self::MarkEnd => "</mark>",
        }
    }

    pub fn is_start(self) -> bool {
        matches!(self, Self::InsertStart | Self::MarkStart)
    }
}

/// A run of marks.
struct MarkRun {
    mark: u8,
    /// How many marks there were, and how many have no partner yet.
    length: usize,
    left: usize,
    flanks: Flanks,
    /// The elements that it ends, and those that it begins, in the order in which they were found.
    ends: Vec<Element>,
    starts: Vec<Element>,
}

#[derive(Clone, Copy)]
enum Element {
    Inserted,
    Marked,
    Deleted,
    Raised,
    Lowered,
}

/// Pairs the marks in `nodes`, which stand in `text`.
pub(super) fn mark(nodes: Vec<Spanned<Node>>, text: &str, markup: &Markup) -> Vec<Spanned<Node>> {
    let extras = markup.extras;
    let wanted = |node: &Spanned<Node>| match &node.value {
        Node::Markdown(Event::Text(words)) => words.bytes().any(|byte| extras.are_on(byte)),
        _ => false,
    };
    if !nodes.iter().any(wanted) {
        return nodes;
    }
    let (nodes, mut runs) = cut(&Beside::new(&nodes, text), markup);
    pair(&nodes, &mut runs, extras);
    write(nodes, runs)
}

impl Extras {
    fn are_on(self, mark: u8) -> bool {
        match mark {
            b'+' => self.insert,
            b'=' => self.mark,
            b'^' => self.superscript,
            b'~' => self.strikethrough || self.subscript || self.delete,
            _ => false,
        }
    }

    /// Whether so many of a mark are a run that means something.
    fn allow(self, mark: u8, length: usize) -> bool {
        match mark {
            b'+' | b'=' => length == 2,
            b'~' if !self.subscript && !self.strikethrough => length == 2,
            _ => length <= 2,
        }
    }
}

/// The nodes with each run of marks in a node of its own, and the runs by their nodes.
fn cut(beside: &Beside<'_>, markup: &Markup) -> (Vec<Spanned<Node>>, BTreeMap<usize, MarkRun>) {
    let mut nodes = Vec::with_capacity(beside.nodes.len());
    let mut runs = BTreeMap::new();
    for (index, next) in beside.nodes.iter().enumerate() {
        match &next.value {
            Node::Markdown(Event::Text(words)) if beside.is_as_written(index, words) => {
                cut_text(beside, index, words, markup, (&mut nodes, &mut runs));
            }
            _ => nodes.push(next.clone()),
        }
    }
    (nodes, runs)
}

fn cut_text(
    beside: &Beside<'_>,
    index: usize,
    words: &str,
    markup: &Markup,
    (nodes, runs): (&mut Vec<Spanned<Node>>, &mut BTreeMap<usize, MarkRun>),
) {
    let extras = markup.extras;
    let start = beside.nodes[index].span.range().start;
    let bytes = words.as_bytes();
    let mut position = 0;
    let mut at = usize::from(beside.begins_escaped(index));
    let push = |nodes: &mut Vec<Spanned<Node>>, from: usize, to: usize| {
        if from < to {
            let text = Event::Text(CowStr::from(words[from..to].to_owned()));
            nodes.push(node(Node::Markdown(text), start + from..start + to));
        }
    };
    while at < bytes.len() {
        if !extras.are_on(bytes[at]) {
            at += 1;
            continue;
        }
        let length = bytes[at..].iter().take_while(|byte| **byte == bytes[at]).count();
        let before = beside.before(index, start + at);
        if extras.allow(bytes[at], length) && before != char::from(bytes[at]) {
            let end = start + at + length;
            let after = beside.line(index, end);
            push(nodes, position, at);
            let after = after.chars().next().unwrap_or(' ');
            let flanks = match markup.cjk.frees_emphasis {
                true => Flanks::between(cjk::seen(before, after), cjk::seen(after, before)),
                false => Flanks::between(before, after),
            };
            let (ends, starts) = (Vec::new(), Vec::new());
            let run = MarkRun { mark: bytes[at], length, left: length, flanks, ends, starts };
            runs.insert(nodes.len(), run);
            push(nodes, at, at + length);
            position = at + length;
        }
        at += length;
    }
    push(nodes, position, words.len());
}

/// How many runs are looked at for a partner: what many open and none closes is looked at again and again.
const MAX_OPENERS: usize = 256;

/// Finds the partners of all runs: those within one element.
fn pair(nodes: &[Spanned<Node>], runs: &mut BTreeMap<usize, MarkRun>, extras: Extras) {
    // The runs that may open something, by element, the innermost element last.
    let mut open: Vec<Vec<usize>> = vec![Vec::new()];
    for (index, next) in nodes.iter().enumerate() {
        match &next.value {
            other if is_block(other) => open = vec![Vec::new()],
            Node::Markdown(Event::Start(_)) | Node::CallLink(_) => open.push(Vec::new()),
            Node::Markdown(Event::End(_)) if open.len() > 1 => {
                open.pop();
            }
            _ => {}
        }
        let Some(mut run) = runs.remove(&index) else { continue };
        let openers = open.last_mut().expect("one is always there");
        close(&mut run, runs, openers, extras);
        if run.flanks.opens && run.left > 0 {
            openers.push(index);
        }
        runs.insert(index, run);
    }
}

/// Pairs a run with what it closes.
fn close(
    run: &mut MarkRun,
    runs: &mut BTreeMap<usize, MarkRun>,
    openers: &mut Vec<usize>,
    extras: Extras,
) {
    while run.flanks.closes && run.left > 0 {
        let nearest = openers.iter().enumerate().rev().take(MAX_OPENERS);
        let mut partners = nearest.filter(|(_, at)| runs[at].pairs_with(run, extras));
        let Some((partner, _)) = partners.next() else { return };
        openers.truncate(partner + 1);
        let opener = runs.get_mut(&openers[partner]).expect("it is among the runs");
        let used = opener.left.min(run.left).min(2);
        let Some(element) = element(run.mark, used, extras) else { return };
        opener.starts.push(element);
        run.ends.push(element);
        opener.left -= used;
        run.left -= used;
        if opener.left == 0 {
            openers.pop();
        }
    }
}

impl MarkRun {
    /// Whether this one opens what `closer` closes: by CommonMark's rule for emphasis.
    fn pairs_with(&self, closer: &Self, extras: Extras) -> bool {
        let is_threefold = (self.length + closer.length).is_multiple_of(3);
        let both = self.flanks.closes || closer.flanks.opens;
        let is_mixed = extras.delete && !extras.strikethrough && self.mark == b'~';
        let is_of_one_kind = !is_mixed || self.left == closer.left;
        self.mark == closer.mark && is_of_one_kind && !(both && is_threefold)
    }
}

fn element(mark: u8, used: usize, extras: Extras) -> Option<Element> {
    match (mark, used) {
        (b'+', _) => Some(Element::Inserted),
        (b'=', _) => Some(Element::Marked),
        (b'^', _) => Some(Element::Raised),
        (b'~', _) if extras.strikethrough => Some(Element::Deleted),
        (b'~', 2) if extras.delete => Some(Element::Deleted),
        (b'~', _) => Some(Element::Lowered),
        _ => None,
    }
}

/// The nodes with tags in the place of the marks that have a partner.
fn write(nodes: Vec<Spanned<Node>>, mut runs: BTreeMap<usize, MarkRun>) -> Vec<Spanned<Node>> {
    let mut written = Vec::with_capacity(nodes.len());
    for (index, next) in nodes.into_iter().enumerate() {
        let Some(run) = runs.remove(&index) else {
            written.push(next);
            continue;
        };
        let place = next.span.range();
        written.extend(run.ends.iter().map(|element| node(element.end(), place.clone())));
        if let (Node::Markdown(Event::Text(words)), 1..) = (&next.value, run.left) {
            let left = Event::Text(CowStr::from(words[..run.left].to_owned()));
            written.push(node(Node::Markdown(left), place.start..place.start + run.left));
        }
        written.extend(run.starts.iter().rev().map(|element| node(element.start(), place.clone())));
    }
    written
}

impl Element {
    fn start(self) -> Node {
        match self {
            Self::Inserted => Node::Tag(InlineTag::InsertStart),
            Self::Marked => Node::Tag(InlineTag::MarkStart),
            Self::Deleted => Node::Markdown(Event::Start(Tag::Strikethrough)),
            Self::Raised => Node::Markdown(Event::Start(Tag::Superscript)),
            Self::Lowered => Node::Markdown(Event::Start(Tag::Subscript)),
        }
    }

    fn end(self) -> Node {
        match self {
            Self::Inserted => Node::Tag(InlineTag::InsertEnd),
            Self::Marked => Node::Tag(InlineTag::MarkEnd),
            Self::Deleted => Node::Markdown(Event::End(TagEnd::Strikethrough)),
            Self::Raised => Node::Markdown(Event::End(TagEnd::Superscript)),
            Self::Lowered => Node::Markdown(Event::End(TagEnd::Subscript)),
        }
    }
}
