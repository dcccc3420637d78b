//! Cuts parsed pages into units. Comments are not part of the page; they end a unit.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::pieces::{call_words, code_words, is_command, tag_words};
use super::regard::{Impression, is_warning, regard_of, warns};
use super::text_run::TextRun;
use super::unit::{Regard, Unit, UnitKind};
use super::word::{self, Word, WordKind, hash};
use crate::diagnostic::{Span, Spanned};
use crate::parse::body::{DestinationPart, Node, Shortcode};

/// How many bytes of a page are compared: three times the longest real page. In memory, words take 40 times as many.
const LONGEST: usize = 1 << 20;

/// The part of a file beyond the limit.
pub(super) fn beyond_reach(text: &str) -> Option<Span> {
    let end = text.floor_char_boundary(LONGEST);
    (end < text.len()).then(|| Span::new(end..text.len()))
}

/// The units of some nodes. `text` is the file that their spans count in, `prefix` the part of a path
/// that stands for the page's language: `/ko/`.
pub(super) fn cut(text: &str, prefix: &str, nodes: &[Spanned<Node>]) -> Vec<Unit> {
    let mut cutter = Cutter {
        text: &text[..text.floor_char_boundary(LONGEST)],
        prefix,
        units: Vec::new(),
        leaf: None,
        run: TextRun::default(),
        links: Vec::new(),
        regard: Regard::Plain,
        container: None,
        in_item: 0,
    };
    cutter.nodes(nodes);
    cutter.close();
    cutter.units
}

struct Cutter<'a> {
    text: &'a str,
    prefix: &'a str,
    units: Vec<Unit>,
    /// The current unit.
    leaf: Option<Leaf>,
    /// Its text since the last piece that is not text.
    run: TextRun,
    /// The targets of the open links.
    links: Vec<Option<Word>>,
    /// Of the surrounding elements.
    regard: Regard,
    container: Option<usize>,
    /// How many list items are open.
    in_item: usize,
}

struct Leaf {
    kind: UnitKind,
    /// The places of the words read so far.
    span: Option<Span>,
    words: Vec<Word>,
    id: Option<u64>,
}

impl Cutter<'_> {
    fn nodes(&mut self, nodes: &[Spanned<Node>]) {
        for node in nodes {
            self.node(node);
        }
    }

    fn node(&mut self, node: &Spanned<Node>) {
        let Some(span) = self.within_reach(node) else { return };
        self.value(&node.value, span);
    }

    fn value(&mut self, node: &Node, span: Span) {
        match node {
            Node::Markdown(event) => self.event(event, span),
            Node::CalledCode(code) => self.value(&code.as_written(), span),
            Node::Code(block) if block.fence.is_none() && is_list(&block.text) => self.items(span),
            Node::Code(_) => self.code(UnitKind::Code, span),
            Node::Diagram(_) => self.code(UnitKind::Diagram, span),
            Node::Formula(formula) => {
                let word = word::literal(WordKind::Code, formula.tex.trim(), span);
                self.inline(span).words.push(word);
            }
            Node::Shortcode(call) => self.call(call, span),
            Node::CallLink(link) => {
                let parts = link.destination.iter().map(|part| match part {
                    DestinationPart::Text(text) => text.clone(),
                    DestinationPart::Call(call) => format!("{{{}}}", call.name),
                });
                let destination: String = parts.collect();
                self.links.push(Some(self.target(WordKind::Link, &destination, span)));
            }
            Node::Alert(alert) => {
                self.interrupt(span);
                // All of the quotation belongs to it.
                self.regard = if is_warning(&alert.kind) { Regard::Warning } else { self.regard };
            }
            Node::Tag(_) => {}
            Node::Emoji(text) | Node::Passed(text) => {
                let word = word::literal(WordKind::Mark, text, span);
                self.inline(span).words.push(word);
            }
            Node::Comment(_) | Node::SummaryDivider | Node::Attributes(_) => self.interrupt(span),
        }
    }

    /// The place of a node; `None` if it ends beyond the limit. Nodes with lines or children are cut short.
    fn within_reach(&self, node: &Spanned<Node>) -> Option<Span> {
        let Span { start, end } = node.span;
        let limit = self.text.len() as u32;
        let may_be_cut = match &node.value {
            Node::Markdown(event) => matches!(event, Event::Start(_) | Event::End(_)),
            Node::Code(_) | Node::Diagram(_) => true,
            Node::CalledCode(code) => code.is_block(),
            Node::Shortcode(call) => {
                let mut arguments = call.arguments.0.iter();
                call.inner.is_some() && arguments.all(|argument| argument.value.span.end <= limit)
            }
            _ => false,
        };
        let is_within = end <= limit || (may_be_cut && start < limit);
        is_within.then_some(Span { start, end: end.min(limit) })
    }

    fn event(&mut self, event: &Event<'_>, span: Span) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(end) => self.end(*end, span),
            Event::Text(text) => {
                let file = self.text;
                self.open(span);
                self.run.push(text, span, file);
            }
            Event::SoftBreak | Event::HardBreak => {
                if self.leaf.is_some() {
                    let file = self.text;
                    self.run.push(" ", Span { start: span.start, end: span.start }, file);
                }
            }
            Event::Code(code) => self.inline_code(code, span),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, span),
            Event::FootnoteReference(label) => {
                let word = word::literal(WordKind::Mark, label, span);
                self.inline(span).words.push(word);
            }
            Event::Rule => self.close(),
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, span: Span) {
        match tag {
            Tag::Link { dest_url, link_type, .. } => {
                let place = self.target_place(dest_url, *link_type, span);
                self.links.push(Some(self.target(WordKind::Link, dest_url, place)));
            }
            Tag::Image { dest_url, link_type, .. } => {
                let place = self.target_place(dest_url, *link_type, span);
                let word = self.target(WordKind::Picture, dest_url, place);
                self.inline(span).words.push(word);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Superscript | Tag::Subscript | Tag::TableCell => self.flush(),
            Tag::Heading { level, id, .. } => {
                self.begin(UnitKind::Heading(*level as u8), Some(span));
                if let Some(leaf) = &mut self.leaf {
                    leaf.id = id.as_deref().map(hash);
                }
            }
            Tag::Paragraph => self.begin(self.text_kind(), Some(span)),
            Tag::TableHead | Tag::TableRow => self.begin(UnitKind::Row, Some(span)),
            Tag::HtmlBlock => self.begin(UnitKind::Html, None),
            Tag::Item => {
                self.close();
                self.in_item += 1;
            }
            _ => self.close(),
        }
    }

    fn target(&self, kind: WordKind, target: &str, span: Span) -> Word {
        word::target(kind, target, self.prefix, span)
    }

    /// The place of a link's target; the whole link if its target is defined elsewhere.
    fn target_place(&self, target: &str, kind: LinkType, link: Span) -> Span {
        /// A title may follow it. Pictures can be nested, and each is searched.
        const LONGEST_TITLE: usize = 1024;
        let inside = match kind {
            LinkType::Inline | LinkType::Autolink | LinkType::Email => self.at(link),
            _ => "",
        };
        let from = inside.len().saturating_sub(target.len() + LONGEST_TITLE);
        let from = inside.floor_char_boundary(from);
        let found = inside[from..].rfind(target).map(|at| link.start as usize + from + at);
        found.map_or(link, |start| Span::new(start..start + target.len()))
    }

    fn end(&mut self, end: TagEnd, span: Span) {
        match end {
            TagEnd::Link => {
                self.flush();
                if let Some(Some(word)) = self.links.pop() {
                    self.inline(span).words.push(word);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::TableCell => self.flush(),
            TagEnd::Item => {
                self.close();
                self.in_item = self.in_item.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.close();
                if self.container.is_none() {
                    self.regard = Regard::Plain;
                }
            }
            _ => self.close(),
        }
    }

    fn text_kind(&self) -> UnitKind {
        if self.in_item > 0 { UnitKind::Item } else { UnitKind::Paragraph }
    }

    /// Begins a unit; `span` is its place if nothing interrupts it.
    fn begin(&mut self, kind: UnitKind, span: Option<Span>) {
        self.close();
        self.leaf = Some(Leaf { kind, span, words: Vec::new(), id: None });
    }

    /// Handles a comment at the start of a unit, or within it.
    fn interrupt(&mut self, span: Span) {
        if let Some(leaf) = &mut self.leaf
            && let Some(place) = leaf.span.filter(|place| place.end >= span.end)
        {
            leaf.span = Some(Span { start: place.start, end: span.start.max(place.start) });
        }
        self.close();
    }

    /// The current unit, extended by a place that belongs to it.
    fn open(&mut self, span: Span) -> &mut Leaf {
        let kind = self.text_kind();
        let leaf = self.leaf.get_or_insert(Leaf { kind, span: None, words: Vec::new(), id: None });
        let grown = leaf.span.get_or_insert(span);
        grown.start = grown.start.min(span.start);
        grown.end = grown.end.max(span.end);
        leaf
    }

    /// The same for something that is not text.
    fn inline(&mut self, span: Span) -> &mut Leaf {
        self.flush();
        self.open(span)
    }

    fn flush(&mut self) {
        if self.run.text.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if let Some(leaf) = &mut self.leaf {
            let place = |start, end| run.place(start, end);
            word::split(&run.text, WordKind::Prose, &place, &mut leaf.words);
        }
    }

    fn close(&mut self) {
        self.flush();
        let Some(leaf) = self.leaf.take() else { return };
        let Some(mut span) = leaf.span.filter(|_| !leaf.words.is_empty()) else { return };
        // For Markdown, the line's end is part of the text.
        span.end = span.start + self.at(span).trim_end().len() as u32;
        let opening: Vec<&str> = leaf.words.iter().take(4).map(|word| self.at(word.span)).collect();
        let regard = match self.regard {
            Regard::Plain => regard_of(&Impression {
                kind: leaf.kind,
                opening: &opening,
                count: leaf.words.len(),
                text: &self.text[span.range()],
            }),
            around => around,
        };
        let mut unit = Unit::new(leaf.kind, regard, span, leaf.words);
        unit.id = leaf.id;
        unit.container = self.container;
        self.units.push(unit);
    }

    fn at(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn inline_code(&mut self, code: &str, span: Span) {
        let kind = if is_command(code) { WordKind::Command } else { WordKind::Code };
        let inside = self.at(span);
        let lead = inside.find(code).map(|at| span.start as usize + at);
        let place = |start: usize, end: usize| match lead {
            Some(lead) => Span::new(lead + start..lead + end),
            None => span,
        };
        let mut words = Vec::new();
        word::split(code, kind, &place, &mut words);
        self.inline(span).words.append(&mut words);
    }

    /// The text of raw HTML as text, its tags as tags, and where they lead.
    fn html(&mut self, html: &str, span: Span) {
        let mut words = Vec::new();
        let is_alike = self.at(span) == html;
        let place = |start: usize, end: usize| match is_alike {
            true => Span::new(start..end).shifted(span.start as usize),
            false => span,
        };
        let mut at = 0;
        while at < html.len() {
            let open = html[at..].find('<').map_or(html.len(), |open| at + open);
            let shifted = |start: usize, end: usize| place(at + start, at + end);
            word::split(&html[at..open], WordKind::Prose, &shifted, &mut words);
            let end = html[open..].find('>').map_or(html.len(), |close| open + close + 1);
            let tag_place = |start: usize, stop: usize| place(open + start, open + stop);
            words.extend(tag_words(&html[open..end], self.prefix, &tag_place));
            at = end;
        }
        self.inline(span).words.append(&mut words);
    }

    fn code(&mut self, kind: UnitKind, span: Span) {
        self.close();
        let words = code_words(self.text, span);
        if !words.is_empty() {
            self.push(kind, span, words);
        }
    }

    /// A list that is indented so far that Markdown takes it for code, as in many comments.
    fn items(&mut self, span: Span) {
        self.close();
        let text = self.text;
        let mut at = span.range().start;
        for line in text[span.range()].split_inclusive('\n') {
            let inside = line.trim_start();
            let start = at + line.len() - inside.len();
            let inside = inside.trim_end();
            at += line.len();
            let bare = inside.trim_start_matches(['*', '-', '+', ' ']);
            if bare.len() < inside.len() {
                self.begin(UnitKind::Item, None);
            }
            let place = Span::new(start + inside.len() - bare.len()..start + inside.len());
            if !bare.is_empty() {
                self.open(place);
                self.run.push(bare, place, text);
                self.run.push(" ", Span { start: place.end, end: place.end }, text);
            }
        }
        self.close();
    }

    fn push(&mut self, kind: UnitKind, span: Span, words: Vec<Word>) {
        let mut unit = Unit::new(kind, self.regard, span, words);
        unit.container = self.container;
        self.units.push(unit);
    }

    fn call(&mut self, call: &Shortcode, span: Span) {
        let Some(inner) = &call.inner else {
            let mut words = call_words(call, self.prefix);
            let is_inline = self.leaf.is_some() || self.in_item > 0;
            return match is_inline {
                true => self.inline(span).words.append(&mut words),
                false => self.push(UnitKind::Call(hash(&call.name)), span, words),
            };
        };
        self.close();
        match call.name.as_str() {
            "comment" => return,
            "highlight" => return self.code(UnitKind::Code, span),
            "mermaid" => return self.code(UnitKind::Diagram, span),
            _ => {}
        }
        let (regard, container) = (self.regard, self.container);
        if warns(call) {
            self.regard = Regard::Warning;
        }
        self.push(UnitKind::Call(hash(&call.name)), span, call_words(call, self.prefix));
        self.container = Some(self.units.len() - 1);
        self.nodes(&inner.nodes);
        self.close();
        (self.regard, self.container) = (regard, container);
    }
}

/// Whether a text begins like a list.
fn is_list(code: &str) -> bool {
    let first = code.trim_start();
    ["* ", "- ", "+ "].iter().any(|mark| first.starts_with(mark))
}
