//! Parts of a page's body as HTML, each on its own: a paragraph, a list item, a row of a table.
//!
//! A part consists of its nodes and of the elements around them. Words in it can be
//! marked.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use pulldown_cmark::{CowStr, Event, Tag, TagEnd, html};

use super::footnotes::Footnotes;
use super::rerender::{ToolsCache, with_renderer};
use super::tables::TableCells;
use super::writer::{BodyHtml, BodyWriter, Medium};
use super::{RenderInput, Renderer, Scope, highlight, links};
use crate::artifact::Spool;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::memo::Memo;
use crate::parse::Documents;
use crate::parse::body::Node;
use crate::resolve::{Page, Site};

/// A part of a page's file.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    pub span: Span,
    /// Within it, in order.
    pub marks: Vec<Span>,
}

/// The style sheet with the colours of code.
pub fn code_colours() -> String {
    highlight::style_sheet()
}

/// The built site whose pages excerpts are taken from.
#[derive(Clone, Copy)]
pub struct ExcerptSource<'a> {
    pub settings: &'a Settings,
    pub documents: &'a Documents,
    pub site: &'a Site,
    pub now: Timestamp,
}

/// Makes excerpts of one edition of a site after another, and keeps what it can reuse.
#[derive(Default)]
pub struct ExcerptMaker {
    memo: Arc<Memo>,
    cache: ToolsCache,
}

impl ExcerptMaker {
    /// One that remembers code, formulas and the like in `memo`.
    pub fn new(memo: Arc<Memo>) -> Self {
        Self { memo, cache: ToolsCache::default() }
    }

    /// The HTML of parts of some pages, in their order. `element` is the element that marks words.
    ///
    /// # Errors
    /// When the templates cannot be compiled.
    pub fn excerpts(
        &mut self,
        source: ExcerptSource<'_>,
        pages: &[(&Page, &[Excerpt])],
        element: &str,
    ) -> Result<Vec<Vec<String>>, Vec<Diagnostic>> {
        let ExcerptSource { settings, documents, site, now } = source;
        let scope = Scope {
            languages: BTreeSet::new(),
            keep_bodies: BTreeSet::new(),
            now,
            memo: Arc::clone(&self.memo),
            spool: Spool::default(),
        };
        let input = RenderInput { settings, documents, site, scope: &scope, world: None };
        with_renderer(input, &mut self.cache, |workshop| {
            let of_page = |(page, parts): &(&Page, &[Excerpt])| {
                of_page(&workshop.renderer, page, parts, element)
            };
            pages.iter().map(of_page).collect()
        })
    }
}

fn of_page(renderer: &Renderer<'_>, page: &Page, parts: &[Excerpt], element: &str) -> Vec<String> {
    let Some(document) = &page.document else { return vec![String::new(); parts.len()] };
    let mut body = BodyHtml::default();
    let mut writer = BodyWriter::new(renderer, page, Medium::Page, &mut body);
    writer.footnotes = Footnotes::of(&document.body.nodes);
    let outline = Outline::new(&document.body.nodes);
    let rendered = parts.iter().map(|part| {
        let html = writer.excerpt(&outline, part, element);
        links::complete(renderer, links::Reading::of(page), &html, &mut BodyHtml::default())
    });
    rendered.collect()
}

/// Nodes, and the elements around each.
struct Outline<'a> {
    nodes: &'a [Spanned<Node>],
    /// The position of each node; an end event is at the end of its span.
    places: Vec<u32>,
    /// The element around each node.
    parents: Vec<Option<usize>>,
    /// For an item of a list, its number.
    numbers: Vec<u64>,
}

impl<'a> Outline<'a> {
    fn new(nodes: &'a [Spanned<Node>]) -> Self {
        let mut outline = Self {
            nodes,
            places: Vec::with_capacity(nodes.len()),
            parents: Vec::with_capacity(nodes.len()),
            numbers: vec![0; nodes.len()],
        };
        let mut open: Vec<usize> = Vec::new();
        let mut items = vec![0; nodes.len()];
        let mut furthest = 0;
        for (index, node) in nodes.iter().enumerate() {
            let place = if is_end(&node.value) { node.span.end } else { node.span.start };
            furthest = place.max(furthest);
            outline.places.push(furthest);
            if is_end(&node.value) {
                open.pop();
            }
            outline.parents.push(open.last().copied());
            if let (Node::Markdown(Event::Start(Tag::Item)), Some(list)) =
                (&node.value, open.last())
            {
                outline.numbers[index] = items[*list];
                items[*list] += 1;
            }
            if is_start(&node.value) {
                open.push(index);
            }
        }
        outline
    }

    /// The nodes that lie in a span, and the elements around the first of them, outermost first.
    fn part(&self, span: Span) -> (Vec<usize>, Vec<usize>) {
        let first = self.places.partition_point(|place| *place < span.start);
        let end = self.places.partition_point(|place| *place <= span.end);
        let lies_in = |node: Span| node.start >= span.start && node.end <= span.end;
        let inside: Vec<usize> =
            (first..end).filter(|index| lies_in(self.nodes[*index].span)).collect();
        let mut around = Vec::new();
        let mut above = inside.first().and_then(|index| self.parents[*index]);
        while let Some(index) = above {
            around.push(index);
            above = self.parents[index];
        }
        around.reverse();
        (inside, around)
    }

    /// The start of an element that is around a part.
    fn opened(&self, index: usize, within: usize) -> Vec<Event<'a>> {
        match &self.nodes[index].value {
            Node::Markdown(Event::Start(Tag::List(Some(first)))) => {
                vec![Event::Start(Tag::List(Some(first + self.numbers[within])))]
            }
            Node::Markdown(Event::Start(table @ Tag::Table(_))) => {
                let is_head = matches!(
                    self.nodes[within].value,
                    Node::Markdown(Event::Start(Tag::TableHead))
                );
                let mut events = vec![Event::Start(table.clone())];
                if !is_head {
                    events.extend([Event::Start(Tag::TableHead), Event::End(TagEnd::TableHead)]);
                }
                events
            }
            Node::Markdown(Event::Start(Tag::FootnoteDefinition(_))) => Vec::new(),
            Node::Markdown(event @ Event::Start(_)) => vec![plain(event.clone())],
            _ => Vec::new(),
        }
    }

    fn closed(&self, index: usize) -> Option<Event<'a>> {
        match &self.nodes[index].value {
            Node::Markdown(Event::Start(Tag::FootnoteDefinition(_))) => None,
            Node::Markdown(Event::Start(tag)) => Some(Event::End(tag.to_end())),
            Node::CallLink(link) if link.is_picture => Some(Event::End(TagEnd::Image)),
            Node::CallLink(_) => Some(Event::End(TagEnd::Link)),
            _ => None,
        }
    }
}

fn is_start(node: &Node) -> bool {
    matches!(node, Node::Markdown(Event::Start(_)) | Node::CallLink(_))
}

fn is_end(node: &Node) -> bool {
    matches!(node, Node::Markdown(Event::End(_)))
}

/// Without an id, since two pages share one document here.
fn plain(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Heading { level, classes, attrs, .. }) => {
            Event::Start(Tag::Heading { level, id: None, classes, attrs })
        }
        other => other,
    }
}

impl BodyWriter<'_> {
    fn excerpt(&mut self, outline: &Outline<'_>, part: &Excerpt, element: &str) -> String {
        let (inside, around) = outline.part(part.span);
        if inside.is_empty() {
            return self.enclosed(outline, part, element).unwrap_or_default();
        }
        let mut events = Vec::new();
        for (depth, index) in around.iter().enumerate() {
            events.extend(
                outline
                    .opened(*index, around.get(depth + 1).copied().unwrap_or(inside[0]))
                    .into_iter()
                    .filter_map(|event| self.raw_html.allowed(event, &mut Vec::new())),
            );
        }
        let mut marking = Marking { marks: &part.marks, element, has_link: false };
        for (at, index) in inside.iter().enumerate() {
            let node = &outline.nodes[*index];
            let is_note = matches!(
                &node.value,
                Node::Markdown(
                    Event::Start(Tag::FootnoteDefinition(_))
                        | Event::End(TagEnd::FootnoteDefinition)
                )
            );
            let rest = inside[at + 1..].iter().map(|next| &outline.nodes[*next]);
            let wraps = marking.wraps(node, rest);
            if let Some(event) = self.event(node).filter(|_| !is_note) {
                marking.push(node.span, plain(event), wraps, &mut events);
            }
        }
        events.extend(around.iter().rev().filter_map(|index| outline.closed(*index)));
        let mut rendered = String::new();
        let mut cells = TableCells::default();
        html::push_html(&mut rendered, events.into_iter().map(|event| cells.aligned(event)));
        rendered
    }

    /// A part of what a call encloses.
    fn enclosed(&mut self, outline: &Outline<'_>, part: &Excerpt, element: &str) -> Option<String> {
        let last = outline.places.partition_point(|place| *place <= part.span.start);
        // The enclosed text has no nodes of its own here, so the call is the last node before it.
        let call = outline.nodes[..last].iter().rev().take(2).find_map(|node| match &node.value {
            Node::Shortcode(call) => Some((node.span, call)),
            _ => None,
        });
        let (span, call) = call.filter(|(span, _)| span.end >= part.span.end)?;
        let inner = call.inner.as_ref().filter(|_| span != part.span)?;
        let outline = Outline::new(&inner.nodes);
        Some(self.excerpt(&outline, part, element))
    }
}

/// Marks words.
struct Marking<'a> {
    marks: &'a [Span],
    element: &'a str,
    /// Whether a link is open that is marked as a whole.
    has_link: bool,
}

/// What is marked as a whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wraps {
    Nothing,
    Node,
    /// From a link's start.
    Start,
    /// To its end.
    End,
}

impl Marking<'_> {
    fn touches(&self, span: Span) -> bool {
        let next = self.marks.partition_point(|mark| mark.end <= span.start);
        self.marks.get(next).is_some_and(|mark| mark.start < span.end)
    }

    /// A change of a link's target is marked behind the link's words.
    fn wraps<'n>(
        &mut self,
        node: &Spanned<Node>,
        rest: impl Iterator<Item = &'n Spanned<Node>>,
    ) -> Wraps {
        match &node.value {
            Node::Markdown(Event::Start(Tag::Link { .. })) => {
                let words = rest.take_while(|next| {
                    !matches!(next.value, Node::Markdown(Event::End(TagEnd::Link)))
                });
                let end = words.map(|next| next.span.end).max().unwrap_or(0);
                self.has_link =
                    self.touches(Span { start: end.max(node.span.start), end: node.span.end });
                if self.has_link { Wraps::Start } else { Wraps::Nothing }
            }
            Node::Markdown(Event::End(TagEnd::Link)) if std::mem::take(&mut self.has_link) => {
                Wraps::End
            }
            Node::Markdown(Event::Code(_)) | Node::Formula(_) if self.touches(node.span) => {
                Wraps::Node
            }
            _ => Wraps::Nothing,
        }
    }

    fn push<'e>(&self, span: Span, event: Event<'e>, wraps: Wraps, events: &mut Vec<Event<'e>>) {
        let open = || Event::InlineHtml(CowStr::from(format!("<{}>", self.element)));
        let close = || Event::InlineHtml(CowStr::from(format!("</{}>", self.element)));
        match (wraps, event) {
            (Wraps::Nothing, Event::Text(words)) => self.text(span, &words, events),
            (Wraps::Nothing, event) => events.push(event),
            (Wraps::Start, event) => events.extend([open(), event]),
            (Wraps::End, event) => events.extend([event, close()]),
            (Wraps::Node, event) => events.extend([open(), event, close()]),
        }
    }

    /// Text that is the same in the file and on the page is marked word by word, other text as a whole.
    fn text<'e>(&self, span: Span, words: &str, events: &mut Vec<Event<'e>>) {
        let tag =
            |slash: &str| Event::InlineHtml(CowStr::from(format!("<{slash}{}>", self.element)));
        let text = |words: &str| Event::Text(CowStr::from(words.to_owned()));
        let first = self.marks.partition_point(|mark| mark.end <= span.start);
        let is_alike = span.range().len() == words.len();
        let mut at = 0;
        for mark in self.marks[first..].iter().take_while(|mark| mark.start < span.end) {
            let (from, to) = match is_alike {
                true => (
                    mark.start.saturating_sub(span.start) as usize,
                    (mark.end.min(span.end) - span.start) as usize,
                ),
                false => (0, words.len()),
            };
            let (Some(before), Some(marked)) = (words.get(at..from), words.get(from..to)) else {
                continue;
            };
            events.extend([text(before), tag(""), text(marked), tag("/")]);
            at = to;
        }
        events.extend(words.get(at..).map(text));
    }
}
