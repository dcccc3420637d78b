//! Markdown into nodes, by `pulldown-cmark`.

use std::borrow::Cow;
use std::ops::Range;

use camino::Utf8Path;
use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::dedent::Dedented;
use super::figure;
use super::mask::{Masked, is_filler};
use super::origin::Origin;
use super::shortcode::{self, Call, CallKind, Inner, Shortcode};
use super::{
    CallLink, CodeBlock, DestinationPart, Node, Source, cjk, code, comments, definition_lists,
    depth, formula, linkify, node, paragraphs,
};
use crate::config::Markup;
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};

/// How deep shortcodes may stand in one another. Each level is parsed again, so that the work is
/// bounded by this; four is the most that a real page was seen to have.
const MAX_DEPTH: usize = 16;

/// The most pieces of a text: elements, their ends, and words between them. The longest page of the corpora
/// has thirty thousand.
const MAX_NODES: usize = 1_000_000;

/// Parses the Markdown of `range`.
pub(super) fn parse(
    source: &Source<'_>,
    range: Range<usize>,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let mut marked = shortcode::scan(source, range.clone(), found);
    formula::find(source, range.clone(), markup.maths, &mut marked);
    let masked = Masked::new(source.text, range.clone(), &marked, markup);
    found.extend(masked.too_deep().map(|at| too_deep(source, at)));
    let calls = &marked.calls;
    let around = source.definitions;
    let mut outer = |link: BrokenLink<'_>| around.resolve(&link);
    let parser =
        Parser::new_with_broken_link_callback(masked.text(), options(markup), Some(&mut outer));
    let events = parser.into_offset_iter();
    let definitions;
    let mut source = *source;
    if !calls.is_empty() {
        definitions = around.around(events.reference_definitions());
        source.definitions = &definitions;
    }
    let mut builder = Builder {
        source: &source,
        masked: &masked,
        calls,
        markup,
        found,
        nodes: Vec::new(),
        code: None,
        origin: Origin::default(),
    };
    for (event, at) in events {
        builder.event(event, at.start + range.start..at.end + range.start);
        if builder.nodes.len() > MAX_NODES {
            found.push(too_many_nodes(source.file, range));
            return Vec::new();
        }
    }
    let nodes = comments::split(builder.nodes, source.text, &marked.comments);
    let nodes = definition_lists::shape(paragraphs::unwrap(nodes, markup), source.text);
    let nodes = if markup.linkify { linkify::link(nodes, source.text) } else { nodes };
    if markup.cjk.joins_lines { cjk::join_lines(nodes) } else { nodes }
}

fn too_many_nodes(file: &Utf8Path, range: Range<usize>) -> Diagnostic {
    let message = format!("this text has more than {MAX_NODES} pieces, and is left out");
    let span = Span::new(range.start..range.start);
    Diagnostic::new(Code::BudgetExceeded, message).at(Place::span(file, span))
}

fn too_deep(source: &Source<'_>, at: Range<usize>) -> Diagnostic {
    let message = format!(
        "quotations and lists stand more than {} deep in one another; from here on they are text",
        depth::MAX_DEPTH
    );
    Diagnostic::new(Code::BudgetExceeded, message).at(Place::span(source.file, Span::new(at)))
}

fn options(markup: &Markup) -> Options {
    let switches = [
        (markup.table, Options::ENABLE_TABLES),
        (markup.footnote, Options::ENABLE_FOOTNOTES),
        (markup.strikethrough, Options::ENABLE_STRIKETHROUGH),
        (markup.task_list, Options::ENABLE_TASKLISTS),
        (markup.typographer, Options::ENABLE_SMART_PUNCTUATION),
        (markup.attribute, Options::ENABLE_HEADING_ATTRIBUTES),
        (markup.definition_list, Options::ENABLE_DEFINITION_LIST),
    ];
    let on = switches.into_iter().filter(|(on, _)| *on).map(|(_, option)| option);
    on.fold(Options::empty(), Options::union)
}

/// Turns events into nodes, one after another.
struct Builder<'a> {
    source: &'a Source<'a>,
    masked: &'a Masked<'a>,
    calls: &'a [Call],
    markup: &'a Markup,
    found: &'a mut Vec<Diagnostic>,
    nodes: Vec<Spanned<Node>>,
    /// The code block that is open.
    code: Option<CodeBlock>,
    /// Where its text stands.
    origin: Origin,
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                self.code = Some(code::open(&kind, self.source.text, range.start))
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some(code) = self.code.take() {
                    let origin = std::mem::take(&mut self.origin);
                    let code = CodeBlock { text: code::shown_calls(code.text), ..code };
                    self.nodes.push(node(figure::node_of(code, origin), range));
                }
            }
            Event::Text(text) => match &mut self.code {
                Some(code) => {
                    self.origin.push(code.text.len(), range.start);
                    code.text.push_str(&self.masked.restored(&text, &range));
                }
                None => self.text(&text, range, Event::Text),
            },
            Event::Html(text) => self.text(&text, range, Event::Html),
            Event::InlineHtml(text) => self.text(&text, range, Event::InlineHtml),
            Event::Code(text) => {
                let text = code::shown_calls(self.masked.restored(&text, &range).into_owned());
                self.push(Event::Code(CowStr::from(text)), range);
            }
            Event::Start(tag) => self.start(tag, range),
            Event::SoftBreak if self.markup.hard_wraps => self.push(Event::HardBreak, range),
            event => self.push(event, range),
        }
    }

    fn push(&mut self, event: Event<'_>, range: Range<usize>) {
        self.nodes.push(node(Node::Markdown(event.into_static()), range));
    }

    /// Cuts a run of text at the calls that stand in it.
    fn text(
        &mut self,
        text: &str,
        range: Range<usize>,
        make: impl Fn(CowStr<'static>) -> Event<'static>,
    ) {
        let inside = self.calls_in(&range);
        // An entity's text is shorter than its source, and holds no call.
        if inside.is_empty() || text.len() != range.len() {
            let text = self.masked.restored(text, &range).into_owned();
            self.push(make(CowStr::from(text)), range);
            return;
        }
        let mut position = range.start;
        for call in inside {
            self.plain(position..call.range.start, &make);
            let called = node_of_call(self.source, call, self.markup, self.found);
            self.nodes.push(node(called, call.range.clone()));
            position = call.range.end;
        }
        self.plain(position..range.end, &make);
    }

    fn plain(&mut self, range: Range<usize>, make: impl Fn(CowStr<'static>) -> Event<'static>) {
        if !range.is_empty() {
            let text = self.source.text[range.clone()].to_owned();
            self.push(make(CowStr::from(text)), range);
        }
    }

    /// The calls that stand inside `range`.
    fn calls_in(&self, range: &Range<usize>) -> &'a [Call] {
        let first = self.calls.partition_point(|call| call.range.start < range.start);
        let end = self.calls.partition_point(|call| call.range.end <= range.end);
        &self.calls[first..end.max(first)]
    }

    /// The start of a link or another element, with what masks hid in its destination.
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Link { dest_url, title, .. } if dest_url.contains(is_filler) => {
                let link = CallLink {
                    destination: self.destination(&dest_url, &range),
                    title: self.masked.restored(&title, &range).into_owned(),
                };
                self.nodes.push(node(Node::CallLink(Box::new(link)), range));
            }
            Tag::Link { link_type, dest_url, title, id } => {
                let [dest_url, title] = [dest_url, title].map(|text| self.unmasked(text, &range));
                self.push(Event::Start(Tag::Link { link_type, dest_url, title, id }), range);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let [dest_url, title] = [dest_url, title].map(|text| self.unmasked(text, &range));
                self.push(Event::Start(Tag::Image { link_type, dest_url, title, id }), range);
            }
            Tag::Heading { level, id, classes, attrs } => {
                let unmasked = |text| self.unmasked(text, &range);
                let attrs = attrs.into_iter().map(|(name, value)| {
                    (unmasked(name), value.map(|value| without_quotes(unmasked(value))))
                });
                let heading = Tag::Heading {
                    level,
                    id: id.map(unmasked),
                    classes: classes.into_iter().map(unmasked).collect(),
                    attrs: attrs.collect(),
                };
                self.push(Event::Start(heading), range);
            }
            tag => self.push(Event::Start(tag), range),
        }
    }

    fn unmasked<'e>(&self, text: CowStr<'e>, range: &Range<usize>) -> CowStr<'e> {
        match self.masked.restored(&text, range) {
            Cow::Borrowed(same) if same == &*text => text,
            restored => CowStr::from(restored.into_owned()),
        }
    }

    /// A destination cut at its calls: the last ones in the link, for its text comes first.
    fn destination(&mut self, masked: &str, range: &Range<usize>) -> Vec<DestinationPart> {
        let pieces = pieces(masked);
        let count = pieces.iter().filter(|piece| piece.is_none()).count();
        let inside = self.calls_in(range);
        let mut calls = inside[inside.len().saturating_sub(count)..].iter();
        let mut parts = Vec::new();
        for piece in pieces {
            let part = match piece {
                Some(text) => Some(DestinationPart::Text(text)),
                None => calls.next().map(|call| self.called(call)),
            };
            parts.extend(part);
        }
        parts
    }

    fn called(&mut self, call: &Call) -> DestinationPart {
        match node_of_call(self.source, call, self.markup, self.found) {
            Node::Shortcode(call) => DestinationPart::Call(*call),
            _ => DestinationPart::Text(self.source.text[call.range.clone()].to_owned()),
        }
    }
}

/// The text between runs of fillers; `None` for each run.
fn pieces(masked: &str) -> Vec<Option<String>> {
    let mut pieces: Vec<Option<String>> = Vec::new();
    for c in masked.chars() {
        match (is_filler(c), pieces.last_mut()) {
            (true, Some(None)) => {}
            (true, _) => pieces.push(None),
            (false, Some(Some(text))) => text.push(c),
            (false, _) => pieces.push(Some(c.to_string())),
        }
    }
    pieces
}

/// `{key="value"}` behind a heading: the parser leaves the quotes in the value.
fn without_quotes(value: CowStr<'_>) -> CowStr<'_> {
    CowStr::from(value.trim_matches('"').to_owned())
}

/// The node of a call; what it encloses is parsed as Markdown, whatever its notation.
pub(super) fn node_of_call(
    source: &Source<'_>,
    call: &Call,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Node {
    let (name, name_span, notation, arguments, inner) = match &call.kind {
        CallKind::Shortcode { name, name_span, notation, arguments, inner } => {
            (name, name_span, notation, arguments, inner)
        }
        CallKind::Formula(formula) => return Node::Formula(formula.clone()),
        CallKind::Escaped(text) => {
            return Node::Markdown(Event::Text(CowStr::from(text.clone())));
        }
    };
    if source.depth >= MAX_DEPTH {
        let message = format!("shortcodes stand more than {MAX_DEPTH} deep in one another");
        found.push(
            Diagnostic::new(Code::ShortcodeSyntax, message)
                .at(Place::span(source.file, *name_span)),
        );
        return Node::Markdown(Event::Text(CowStr::from(
            source.text[call.range.clone()].to_owned(),
        )));
    }
    let inner = inner.clone().map(|range| Inner {
        text: source.text[range.clone()].to_owned(),
        origin: Origin::at(range.start),
        nodes: inner_nodes(source, range, markup, found),
    });
    Node::Shortcode(Box::new(Shortcode {
        name: name.clone(),
        notation: *notation,
        arguments: arguments.clone(),
        name_span: *name_span,
        inner,
    }))
}

/// The nodes of a part of a text, which may be indented as a whole.
pub(super) fn inner_nodes(
    source: &Source<'_>,
    range: Range<usize>,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let deeper = Source { depth: source.depth + 1, ..*source };
    let Some(dedented) = Dedented::of(source.text, range.clone()) else {
        return parse(&deeper, range, markup, found);
    };
    let mut found_inside = Vec::new();
    let text = &dedented.text;
    let deeper = Source { text, ..deeper };
    let mut nodes = parse(&deeper, 0..text.len(), markup, &mut found_inside);
    dedented.restore(&mut nodes, &mut found_inside);
    found.append(&mut found_inside);
    nodes
}
