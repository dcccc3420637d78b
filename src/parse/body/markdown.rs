//! Markdown into nodes, by `pulldown-cmark`.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag, TagEnd};

use super::attributed::Attributed;
use super::braces::{self, Braces};
use super::call_link::{self, CalledDefinitions};
use super::called_code::{self, CalledCode, Piece};
use super::dedent::Dedented;
use super::marks::container_before;
use super::mask::Masked;
use super::origin::Origin;
use super::shortcode::{self, Call, CallKind, Found, Inner, Shortcode};
use super::{
    CallLink, CodeBlock, DestinationPart, Node, Source, alerts, cjk, code, comments,
    definition_lists, formula, inline, limits, node, paragraphs,
};
use crate::config::Markup;
use crate::diagnostic::{Diagnostic, Spanned};

/// Parses the Markdown of `range`.
pub(super) fn parse(
    source: &Source<'_>,
    range: Range<usize>,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let marked = marked(source, &range, markup, found);
    let masked = Masked::new(source.text, range.clone(), &marked, markup);
    found.extend(masked.too_deep().map(|at| limits::too_deep(source, at)));
    let calls = &marked.calls;
    let around = source.definitions;
    let mut outer = |link: BrokenLink<'_>| around.resolve(&link);
    let parser =
        Parser::new_with_broken_link_callback(masked.text(), options(markup), Some(&mut outer));
    let events = parser.into_offset_iter();
    let definitions;
    let mut source = *source;
    let mut called_definitions = CalledDefinitions::default();
    if !calls.is_empty() {
        called_definitions = CalledDefinitions::new(events.reference_definitions(), &masked);
        let read = |tag: &Tag<'_>, place: &Range<usize>| {
            let call = |call: &Call| destination_part(&source, call, markup, &mut Vec::new());
            call_link::cut(tag, (&masked, place), calls_in(calls, place), call)
        };
        let links = called_definitions.links(events.reference_definitions(), read);
        definitions = around.around(events.reference_definitions(), links);
        source.definitions = &definitions;
    }
    let mut builder = Builder {
        source: &source,
        masked: &masked,
        calls,
        braces: &marked.braces,
        called_definitions,
        markup,
        found,
        nodes: Vec::new(),
        attributed: Attributed::default(),
        code: None,
    };
    for (event, at) in events {
        builder.event(event, masked.in_source(at));
        if builder.nodes.len() > limits::MAX_NODES {
            found.push(limits::too_many_nodes(source.file, range));
            return Vec::new();
        }
    }
    let nodes = builder.attributed.into_nodes(builder.nodes);
    let nodes = comments::split(nodes, source.text, &marked.comments);
    shaped(nodes, &source, markup)
}

/// What no Markdown parser may read: calls, comments, formulas, and braces of attributes.
fn marked(
    source: &Source<'_>,
    range: &Range<usize>,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Found {
    let mut marked = shortcode::scan(source, range.clone(), found);
    comments::hide_short(source.text, &mut marked);
    formula::find(source, range.clone(), markup, &mut marked);
    marked.add_braces(braces::find(source.text, range.clone(), markup));
    marked
}

/// Makes of what the parser found what only several nodes together show: lists of definitions, alerts, lines that
/// join.
fn shaped(nodes: Vec<Spanned<Node>>, source: &Source<'_>, markup: &Markup) -> Vec<Spanned<Node>> {
    let nodes = definition_lists::shape(paragraphs::unwrap(nodes, markup), source.text);
    let nodes = alerts::mark(nodes, source.text);
    let nodes = inline::read(nodes, source, markup);
    if markup.cjk.joins_lines { cjk::join_lines(nodes) } else { nodes }
}

fn options(markup: &Markup) -> Options {
    let switches = [
        (markup.table, Options::ENABLE_TABLES),
        (markup.footnote, Options::ENABLE_FOOTNOTES),
        (markup.task_list, Options::ENABLE_TASKLISTS),
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
    braces: &'a [Braces],
    called_definitions: CalledDefinitions,
    markup: &'a Markup,
    found: &'a mut Vec<Diagnostic>,
    nodes: Vec<Spanned<Node>>,
    attributed: Attributed,
    /// The code block that is open.
    code: Option<CalledCode>,
}

impl<'a> Builder<'a> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let block = code::open(&kind, self.source.text, range.start);
                self.code = Some(CalledCode::of_block(block));
            }
            Event::End(TagEnd::CodeBlock) => {
                let code = self.code.take().map(CalledCode::into_node);
                self.nodes.extend(code.map(|code| node(code, range)));
            }
            Event::Text(text) => match self.code.take() {
                Some(code) => self.code = Some(self.called_code(code, &text, range)),
                None => {
                    let (text, range) = self.attributed.shown(&text, range);
                    self.text(text, range, Event::Text);
                }
            },
            Event::Html(text) => self.text(&text, range, Event::Html),
            Event::InlineHtml(text) => self.text(&text, range, Event::InlineHtml),
            Event::Code(text) => {
                let code = self.called_code(CalledCode::default(), &text, range.clone());
                self.nodes.push(node(code.into_node(), range));
            }
            Event::Start(tag) => self.start(tag, range),
            Event::Rule if let Some(braces) = braces::within(self.braces, &range) => {
                self.attributed.own_line(braces, self.source.text, &mut self.nodes);
            }
            Event::End(TagEnd::Heading(level)) => {
                self.attributed.close_heading();
                self.push(Event::End(TagEnd::Heading(level)), range);
            }
            Event::SoftBreak if self.markup.hard_wraps => self.push(Event::HardBreak, range),
            event => self.push(event, range),
        }
    }

    fn push(&mut self, event: Event<'_>, range: Range<usize>) {
        self.nodes.push(node(Node::Markdown(event.into_static()), range));
    }

    /// Adds text of the file to some code, with the calls in it.
    fn called_code(&mut self, mut code: CalledCode, text: &str, range: Range<usize>) -> CalledCode {
        let written = self.masked.restored(text, &range);
        let mut position = range.start;
        for piece in called_code::pieces(text, &written, calls_in(self.calls, &range)) {
            match piece {
                Piece::Text(text) => code.push_text(text, position),
                Piece::Call(call) => {
                    let called = node_of_call(self.source, call, self.markup, self.found);
                    push_call(&mut code, self.source, call, called);
                    position = call.range.end;
                }
            }
        }
        code
    }

    /// Cuts a run of text at the calls that stand in it.
    fn text(
        &mut self,
        text: &str,
        range: Range<usize>,
        make: impl Fn(CowStr<'static>) -> Event<'static>,
    ) {
        if text.is_empty() {
            return;
        }
        let inside = calls_in(self.calls, &range);
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
            self.nodes.push(node(called, call.shown()));
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

    /// The start of a link or another element, with what masks hid in its destination.
    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if let Some(link) = self.call_link(&tag, &range) {
            return self.nodes.push(node(Node::CallLink(Box::new(link)), range));
        }
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                let [dest_url, title] = [dest_url, title].map(|text| self.unmasked(text, &range));
                self.push(Event::Start(Tag::Link { link_type, dest_url, title, id }), range);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let [dest_url, title] = [dest_url, title].map(|text| self.unmasked(text, &range));
                self.push(Event::Start(Tag::Image { link_type, dest_url, title, id }), range);
            }
            Tag::Heading { level, .. } => {
                let braces = braces::within(self.braces, &range);
                let heading = self.attributed.open_heading(level, braces);
                self.push(Event::Start(heading), range);
            }
            tag => self.push(Event::Start(tag), range),
        }
    }

    /// A link or a picture whose address or title shortcodes write.
    fn call_link(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<CallLink> {
        if let Some(link) = self.source.definitions.called(tag) {
            return Some(link.referred_to_at(range).begun_by(tag));
        }
        let place = self.called_definitions.place_of(tag, range)?;
        let calls = calls_in(self.calls, &place);
        let call = |call: &Call| destination_part(self.source, call, self.markup, self.found);
        Some(call_link::cut(tag, (self.masked, &place), calls, call)?.begun_by(tag))
    }

    fn unmasked<'e>(&self, text: CowStr<'e>, range: &Range<usize>) -> CowStr<'e> {
        match self.masked.restored(&text, range) {
            Cow::Borrowed(same) if same == &*text => text,
            restored => CowStr::from(restored.into_owned()),
        }
    }
}

/// The calls that stand inside `range`.
fn calls_in<'c>(calls: &'c [Call], range: &Range<usize>) -> &'c [Call] {
    let first = calls.partition_point(|call| call.range.start < range.start);
    let end = calls.partition_point(|call| call.range.end <= range.end);
    &calls[first..end.max(first)]
}

fn destination_part(
    source: &Source<'_>,
    call: &Call,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> DestinationPart {
    match node_of_call(source, call, markup, found) {
        Node::Shortcode(call) => DestinationPart::Call(*call),
        _ => DestinationPart::Text(source.text[call.range.clone()].to_owned()),
    }
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
        CallKind::Passed(text) => return Node::Passed(text.clone()),
        CallKind::Comment(text) => return comments::node_of(text),
        CallKind::Escaped(text) => {
            return Node::Markdown(Event::Text(CowStr::from(text.clone())));
        }
    };
    if source.depth >= limits::MAX_CALLS {
        found.push(limits::too_many_calls(source, *name_span));
        let text = source.text[call.range.clone()].to_owned();
        return Node::Markdown(Event::Text(CowStr::from(text)));
    }
    let before = container_before(source.text, call.range.start);
    let indent = match BOXES.contains(&name.as_str()) {
        true => usize::MAX,
        false => before.map_or(0, str::len),
    };
    let inner = inner.clone().map(|range| Inner {
        text: source.text[range.clone()].to_owned(),
        origin: Origin::at(range.start),
        code: CODE.contains(&name.as_str()).then(|| {
            let block = CodeBlock { language: name.clone(), ..CodeBlock::default() };
            Box::new(inner_code(source, range.clone(), block, markup).into_node())
        }),
        nodes: inner_nodes(source, Enclosed { range, indent }, markup, found),
    });
    Node::Shortcode(Box::new(Shortcode {
        name: name.clone(),
        notation: *notation,
        arguments: arguments.clone(),
        name_span: *name_span,
        is_block: false,
        begins_line: before.is_some(),
        inner,
    }))
}

/// Shortcodes that enclose code.
const CODE: [&str; 2] = ["highlight", "mermaid"];

/// Shortcodes whose text may be indented as a whole: it is no code by that.
const BOXES: [&str; 3] = ["note", "caution", "warning"];

/// What a call encloses as code. What is wrong in it is said of its nodes.
fn inner_code(
    source: &Source<'_>,
    range: Range<usize>,
    block: CodeBlock,
    markup: &Markup,
) -> CalledCode {
    let mut code = CalledCode::of_block(block);
    let mut position = range.start;
    // It is parsed as Markdown, too: calls within its calls would be parsed twice at each depth.
    let deeper = Source { depth: limits::MAX_CALLS - 1, ..*source };
    for call in shortcode::scan(source, range.clone(), &mut Vec::new()).calls {
        code.push_text(&source.text[position..call.range.start], position);
        push_call(&mut code, &deeper, &call, node_of_call(&deeper, &call, markup, &mut Vec::new()));
        position = call.range.end;
    }
    code.push_text(&source.text[position..range.end], position);
    code
}

/// Adds what became of a call to the code that it stands in.
fn push_call(code: &mut CalledCode, source: &Source<'_>, call: &Call, called: Node) {
    let written = &source.text[call.range.clone()];
    match called {
        Node::Shortcode(called) => code.push_call(*called, written, call.range.start),
        Node::Markdown(Event::Text(shown)) => code.push_text(&shown, call.range.start),
        _ => code.push_text(written, call.range.start),
    }
}

/// A part of a text that stands in something else.
pub(super) struct Enclosed {
    pub range: Range<usize>,
    /// How many bytes stand before what encloses it on its line.
    pub indent: usize,
}

/// The nodes of a part of a text, which may be indented as a whole.
pub(super) fn inner_nodes(
    source: &Source<'_>,
    enclosed: Enclosed,
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let deeper = Source { depth: source.depth + 1, ..*source };
    let Enclosed { range, indent } = enclosed;
    let Some(dedented) = Dedented::of(source.text, range.clone(), indent) else {
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
