//! Cuts parsed pages into units. Comments are not part of the page; they end a unit.

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::html::{self, HtmlPlace};
use super::pieces::{call_words, code_words, is_command};
use super::regard::{is_warning, warns};
use super::unit::{Regard, Unit, UnitKind};
use super::unit_builder::UnitBuilder;
use super::word::{self, Word, WordKind, hash};
use crate::diagnostic::{Span, Spanned};
use crate::parse::body::{CalledCode, DestinationPart, Node, Shortcode};

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
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let builder = UnitBuilder::new(text, prefix);
    let around_html = Regard::Plain;
    let mut cutter = Cutter { text, builder, links: Vec::new(), around_html };
    cutter.nodes(nodes);
    cutter.builder.finish()
}

struct Cutter<'a> {
    text: &'a str,
    builder: UnitBuilder<'a>,
    /// The targets of the open links.
    links: Vec<Option<Word>>,
    /// The regard of what is around the HTML that is read.
    around_html: Regard,
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
            Node::CalledCode(code) if !code.is_block() => self.called_code(code, span),
            Node::CalledCode(code) => self.value(&code.as_written(), span),
            Node::Code(block) if block.fence.is_none() && is_list(&block.text) => self.items(span),
            Node::Code(_) => self.code(UnitKind::Code, span),
            Node::Diagram(_) => self.code(UnitKind::Diagram, span),
            Node::Formula(formula) => {
                let word = word::literal(WordKind::Code, formula.tex.trim(), span);
                self.builder.inline(span).words.push(word);
            }
            Node::Shortcode(call) => self.call(call, span),
            Node::CallLink(link) => {
                let parts = link.destination.iter().map(|part| match part {
                    DestinationPart::Text(text) => text.clone(),
                    DestinationPart::Call(call) => format!("{{{}}}", call.name),
                });
                let destination: String = parts.collect();
                if link.is_picture {
                    let word = self.target(WordKind::Picture, &destination, span);
                    self.builder.inline(span).words.push(word);
                } else {
                    self.links.push(Some(self.target(WordKind::Link, &destination, span)));
                }
            }
            Node::Alert(alert) => {
                self.builder.interrupt(span);
                // All of the quotation belongs to it.
                self.builder.regard =
                    if is_warning(&alert.kind) { Regard::Warning } else { self.builder.regard };
            }
            Node::Tag(_) => {}
            Node::Emoji(text) | Node::Passed(text) => {
                let word = word::literal(WordKind::Mark, text, span);
                self.builder.inline(span).words.push(word);
            }
            Node::Comment(_) | Node::SummaryDivider | Node::Attributes(_) => {
                self.builder.interrupt(span)
            }
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
                self.builder.push_text(text, span);
            }
            Event::SoftBreak | Event::HardBreak => {
                if self.builder.leaf.is_some() {
                    let file = self.text;
                    self.builder.run.push(" ", Span { start: span.start, end: span.start }, file);
                }
            }
            Event::Code(code) => self.inline_code(code, span),
            Event::Html(html) => html::add(&mut self.builder, html, span, HtmlPlace::Block),
            Event::InlineHtml(html) => html::add(&mut self.builder, html, span, HtmlPlace::Inline),
            Event::FootnoteReference(label) => {
                let word = word::literal(WordKind::Mark, label, span);
                self.builder.inline(span).words.push(word);
            }
            Event::Rule => self.builder.close(),
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
                self.builder.inline(span).words.push(word);
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Superscript | Tag::Subscript | Tag::TableCell => self.builder.flush(),
            Tag::Heading { level, id, .. } => {
                self.builder.begin(UnitKind::Heading(*level as u8), Some(span));
                if let Some(leaf) = &mut self.builder.leaf {
                    leaf.id = id.as_deref().map(hash);
                }
            }
            Tag::Paragraph => {
                let kind = self.builder.text_kind();
                self.builder.begin(kind, Some(span));
            }
            Tag::TableHead | Tag::TableRow => self.builder.begin(UnitKind::Row, Some(span)),
            Tag::HtmlBlock => {
                self.around_html = self.builder.regard;
                self.builder.begin(UnitKind::Html, None);
            }
            Tag::Item => {
                self.builder.close();
                self.builder.in_item += 1;
            }
            _ => self.builder.close(),
        }
    }

    fn target(&self, kind: WordKind, target: &str, span: Span) -> Word {
        word::target(kind, target, self.builder.prefix, span)
    }

    /// The place of a link's target; the whole link if its target is defined elsewhere.
    fn target_place(&self, target: &str, kind: LinkType, link: Span) -> Span {
        /// A title may follow it. Pictures can be nested, and each is searched.
        const LONGEST_TITLE: usize = 1024;
        let inside = match kind {
            LinkType::Inline | LinkType::Autolink | LinkType::Email => self.builder.at(link),
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
                self.builder.flush();
                if let Some(Some(word)) = self.links.pop() {
                    self.builder.inline(span).words.push(word);
                }
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Image => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::TableCell => self.builder.flush(),
            TagEnd::HtmlBlock => {
                self.builder.close();
                self.builder.regard = self.around_html;
            }
            TagEnd::Item => {
                self.builder.close();
                self.builder.in_item = self.builder.in_item.saturating_sub(1);
            }
            TagEnd::BlockQuote(_) => {
                self.builder.close();
                if self.builder.container.is_none() {
                    self.builder.regard = Regard::Plain;
                }
            }
            _ => self.builder.close(),
        }
    }

    fn inline_code(&mut self, code: &str, span: Span) {
        let kind = if is_command(code) { WordKind::Command } else { WordKind::Code };
        let inside = self.builder.at(span);
        let lead = inside.find(code).map(|at| span.start as usize + at);
        let place = |start: usize, end: usize| match lead {
            Some(lead) => Span::new(lead + start..lead + end),
            None => span,
        };
        let mut words = Vec::new();
        word::split(code, kind, &place, &mut words);
        self.builder.inline(span).words.append(&mut words);
    }

    /// Code in a line, with calls in it: what a call names is its arguments.
    fn called_code(&mut self, code: &CalledCode, span: Span) {
        self.inline_code(code.without_calls().trim(), span);
        for call in code.calls() {
            let mut words = call_words(call, self.builder.prefix);
            self.builder.inline(span).words.append(&mut words);
        }
    }

    fn code(&mut self, kind: UnitKind, span: Span) {
        self.builder.close();
        let words = code_words(self.text, span);
        if !words.is_empty() {
            self.builder.push(kind, span, words);
        }
    }

    /// A list that is indented so far that Markdown takes it for code, as in many comments.
    fn items(&mut self, span: Span) {
        self.builder.close();
        let text = self.text;
        let mut at = span.range().start;
        for line in text[span.range()].split_inclusive('\n') {
            let inside = line.trim_start();
            let start = at + line.len() - inside.len();
            let inside = inside.trim_end();
            at += line.len();
            let bare = inside.trim_start_matches(['*', '-', '+', ' ']);
            if bare.len() < inside.len() {
                self.builder.begin(UnitKind::Item, None);
            }
            let place = Span::new(start + inside.len() - bare.len()..start + inside.len());
            if !bare.is_empty() {
                self.builder.open(place);
                self.builder.run.push(bare, place, text);
                self.builder.run.push(" ", Span { start: place.end, end: place.end }, text);
            }
        }
        self.builder.close();
    }

    fn call(&mut self, call: &Shortcode, span: Span) {
        let Some(inner) = &call.inner else {
            let mut words = call_words(call, self.builder.prefix);
            let is_inline = self.builder.leaf.is_some() || self.builder.in_item > 0;
            return match is_inline {
                true => self.builder.inline(span).words.append(&mut words),
                false => self.builder.push(UnitKind::Call(hash(&call.name)), span, words),
            };
        };
        self.builder.close();
        match call.name.as_str() {
            "comment" => return,
            "highlight" => return self.code(UnitKind::Code, span),
            "mermaid" => return self.code(UnitKind::Diagram, span),
            _ => {}
        }
        let (regard, container) = (self.builder.regard, self.builder.container);
        if warns(call) {
            self.builder.regard = Regard::Warning;
        }
        self.builder.push(
            UnitKind::Call(hash(&call.name)),
            span,
            call_words(call, self.builder.prefix),
        );
        self.builder.container = Some(self.builder.units.len() - 1);
        self.nodes(&inner.nodes);
        self.builder.close();
        (self.builder.regard, self.builder.container) = (regard, container);
    }
}

/// Whether a text begins like a list.
fn is_list(code: &str) -> bool {
    let first = code.trim_start();
    ["* ", "- ", "+ "].iter().any(|mark| first.starts_with(mark))
}
