//! Turns the nodes of a body into HTML.

use std::cmp::Ordering;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd, html};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::Renderer;
use super::attributes::{image_with_attributes, with_attributes};
use super::footnotes::{Footnotes, without_notes};
use super::go::{Around, Hooked};
use super::picture_text::PictureText;
use super::policy::{RawHtml, RefusedMarkup};
use super::tables::TableCells;
use super::writer::{BodyHtml, BodyWriter, Medium};
use crate::diagnostic::{Diagnostic, Span, Spanned};
use crate::html::{AddressUse, has_block, text_of_html, unescaped};
use crate::parse::body::{Attributes, CallLink, DestinationPart, Form, Node, Shortcode, emoji};
use crate::resolve::Page;

/// So many things that a page may not have are told one by one. A page may have room for 260,000.
const MOST_FOUND: usize = 10_000;

/// Renders the body of a page; empty for a page without a document.
pub(super) fn render(renderer: &Renderer<'_>, page: &Page, medium: Medium) -> BodyHtml {
    let mut body = BodyHtml::default();
    if let Some(document) = &page.document {
        let mut writer = BodyWriter::new(renderer, page, medium, &mut body);
        let mut rendered = writer.nodes(&document.body.nodes);
        rendered.push_str(&writer.glossary());
        body.html = rendered;
        let left_out = std::mem::take(&mut body.left_out);
        body.found.extend(left_out.diagnostic());
    }
    body
}

impl BodyWriter<'_> {
    /// The HTML of a whole body, followed by its footnotes.
    pub(super) fn nodes(&mut self, nodes: &[Spanned<Node>]) -> String {
        let around = std::mem::replace(&mut self.footnotes, Footnotes::of(nodes));
        let mut rendered = self.part(nodes);
        let mut notes = Vec::new();
        // A note may refer to another, which then comes last.
        while let Some(note) = self.footnotes.note(notes.len() + 1) {
            notes.push(self.part(&note));
        }
        rendered.push_str(&self.footnotes.list(&notes));
        self.footnotes = around;
        rendered
    }

    /// The HTML of some nodes of a body, without the notes among them.
    pub(super) fn part(&mut self, nodes: &[Spanned<Node>]) -> String {
        self.run(&without_notes(nodes))
    }

    /// The HTML of some nodes. Notes are only referred to.
    pub(super) fn run(&mut self, nodes: &[&Spanned<Node>]) -> String {
        let mut rendered = String::new();
        let mut events: Vec<Event<'_>> = Vec::with_capacity(nodes.len());
        let mut cells = TableCells::default();
        let mut pictures = PictureText::default();
        let mut attributes: Option<(&Attributes, Span)> = None;
        let mut rest = nodes;
        while let Some((node, behind)) = rest.split_first() {
            let around = Around { before: events.last(), attributes: attributes.map(|own| own.0) };
            if let Some(Hooked { event, length }) = self.hooked(rest, &around) {
                events.push(event);
                rest = &rest[length..];
                attributes = None;
                continue;
            }
            if let Node::Attributes(of_next) = &node.value {
                attributes = Some((of_next, node.span));
                rest = behind;
                continue;
            }
            if attributes.is_none()
                && let Some((html, length)) = self.called_paragraph(rest)
            {
                events.push(Event::Html(CowStr::from(html)));
                rest = &rest[length..];
                continue;
            }
            rest = behind;
            if let Some((html, length)) = self.whole_element(node, rest, attributes) {
                events.push(Event::Html(CowStr::from(html)));
                rest = &rest[length..];
                attributes = None;
                continue;
            }
            let Some(event) = self.event(node) else { continue };
            let event = pictures.of(cells.aligned(event));
            events.push(match attributes.take() {
                Some((own, span)) => with_attributes(event, &self.allowed_attributes(own, span)),
                None => event,
            });
        }
        html::push_html(&mut rendered, self.anchored(events).into_iter());
        rendered
    }

    /// An alert, or a picture with attributes, as a whole: its HTML, and how many of the nodes behind its first one
    /// belong to it.
    fn whole_element(
        &mut self,
        node: &Spanned<Node>,
        behind: &[&Spanned<Node>],
        attributes: Option<(&Attributes, Span)>,
    ) -> Option<(String, usize)> {
        if let Node::Alert(alert) = &node.value {
            let length = quotation_length(behind);
            let html = self.alert(&Spanned::new(alert, node.span), &behind[..length]);
            return Some((html, length));
        }
        let (own, span) = attributes.filter(|_| node.value.is_picture_start())?;
        let (image, after) = nodes_of_element(node, behind);
        let html = self.run(&image);
        let own = self.allowed_attributes(own, span);
        Some((image_with_attributes(&html, &own), behind.len() - after.len()))
    }

    /// Headings, each with an anchor under the id of the source's heading as well.
    fn anchored<'n>(&self, events: Vec<Event<'n>>) -> Vec<Event<'n>> {
        if self.source_anchors.is_empty() {
            return events;
        }
        let mut anchored = Vec::with_capacity(events.len() + self.source_anchors.len());
        for event in events {
            let anchor = match &event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => self.source_anchor(id),
                _ => None,
            };
            anchored.push(event);
            anchored.extend(anchor.map(|anchor| Event::InlineHtml(CowStr::from(anchor))));
        }
        anchored
    }

    /// The anchor under the id that a heading has in the page's source.
    pub(super) fn source_anchor(&self, id: &str) -> Option<String> {
        let mut anchor = String::from("<span id=\"");
        let _ = escape_html(&mut anchor, self.source_anchors.get(id)?);
        anchor.push_str("\"></span>");
        Some(anchor)
    }

    pub(super) fn event<'n>(&mut self, node: &'n Spanned<Node>) -> Option<Event<'n>> {
        match &node.value {
            Node::Markdown(Event::FootnoteReference(label)) => {
                Some(match self.footnotes.reference(label) {
                    Some(reference) => Event::InlineHtml(CowStr::from(reference)),
                    None => Event::Text(CowStr::from(format!("[^{label}]"))),
                })
            }
            Node::Comment(_) | Node::SummaryDivider | Node::Attributes(_) | Node::Alert(_) => None,
            Node::Tag(tag) => Some(Event::InlineHtml(CowStr::Borrowed(tag.html()))),
            Node::Passed(text) => Some(Event::Text(CowStr::Borrowed(text))),
            Node::Emoji(name) => Some(Event::Text(CowStr::Borrowed(emoji(name).unwrap_or(name)))),
            Node::Code(block) => Some(Event::Html(CowStr::from(self.code(block)))),
            Node::CalledCode(code) => self.called_code(code, node.span),
            Node::Diagram(diagram) => {
                self.body.code_blocks.pass_fence();
                Some(Event::Html(CowStr::from(self.diagram(diagram))))
            }
            Node::Formula(formula) if formula.form == Form::Block => {
                self.body.code_blocks.pass_fence();
                Some(Event::Html(CowStr::from(self.formula(formula))))
            }
            Node::Formula(formula) => Some(Event::InlineHtml(CowStr::from(self.formula(formula)))),
            Node::Shortcode(call) => Some(Event::Html(CowStr::from(self.call(call)))),
            Node::CallLink(link) if link.is_picture => {
                let picture = self.called_picture(link);
                self.allowed(Event::Start(picture), node.span)
            }
            Node::CallLink(link) => {
                Some(Event::InlineHtml(CowStr::from(self.call_link(link, node.span))))
            }
            Node::Markdown(Event::Html(html) | Event::InlineHtml(html))
                if self.raw_html == RawHtml::LeftOut =>
            {
                let place = self.place(node.span);
                self.body.left_out.note(html, place);
                None
            }
            Node::Markdown(Event::Start(heading @ Tag::Heading { .. })) => {
                let heading = self.with_called_id(heading.clone(), node.span);
                self.allowed(Event::Start(heading), node.span)
            }
            Node::Markdown(event) => self.allowed(borrowed(event), node.span),
        }
    }

    /// The start of a picture whose address has calls in it.
    fn called_picture(&mut self, link: &CallLink) -> Tag<'static> {
        Tag::Image {
            link_type: LinkType::Inline,
            dest_url: CowStr::from(self.call_destination(link)),
            title: CowStr::from(self.call_title(link)),
            id: CowStr::Borrowed(""),
        }
    }

    /// What a call writes. Words that stand alone in their paragraph have a line of their own, for the next call may
    /// write more; within another call they are a paragraph, as in Hugo.
    fn call(&mut self, call: &Shortcode) -> String {
        let mut html = self.shortcode(call);
        let has_end = html.is_empty() || html.ends_with('\n');
        if call.is_block && !has_end && !has_block(&html) {
            html = match self.enclosing.is_empty() {
                true => format!("{html}\n"),
                false => format!("<p>{html}</p>\n"),
            };
        }
        html
    }

    /// The event as far as authors may write it.
    pub(super) fn allowed<'n>(&mut self, event: Event<'n>, span: Span) -> Option<Event<'n>> {
        let mut refused = Vec::new();
        let event = self.raw_html.allowed(event, &mut refused);
        self.refuse(&refused, span);
        event
    }

    /// The heading that stands at `span`, with the id that the words of its page's calls give it. What is
    /// included from another file has its ids from there.
    pub(super) fn with_called_id<'n>(&self, heading: Tag<'n>, span: Span) -> Tag<'n> {
        let numbered = self.renderer.headings.called(self.page);
        let called = numbered.filter(|_| self.included.is_empty());
        let called = called.and_then(|numbered| numbered.id_at(span.start));
        match (heading, called) {
            (Tag::Heading { level, classes, attrs, .. }, Some(id)) => {
                Tag::Heading { level, id: Some(CowStr::from(id.to_owned())), classes, attrs }
            }
            (heading, _) => heading,
        }
    }

    pub(super) fn refuse(&mut self, refused: &[RefusedMarkup], span: Span) {
        for refusal in refused {
            let place = self.place(span);
            let diagnostic = refusal.diagnostic();
            match self.body.found.len().cmp(&MOST_FOUND) {
                Ordering::Less => self.body.found.push(diagnostic.at(place)),
                Ordering::Equal => {
                    let message = "what else this page may not have is left out without a message";
                    self.body.found.push(Diagnostic::new(diagnostic.code, message).at(place));
                }
                Ordering::Greater => {}
            }
        }
    }

    /// The address of a link with what the shortcodes in it say.
    pub(super) fn call_destination(&mut self, link: &CallLink) -> String {
        let mut destination = String::new();
        for part in &link.destination {
            match part {
                DestinationPart::Text(text) => destination.push_str(text),
                DestinationPart::Call(call) => {
                    destination.push_str(unescaped(self.shortcode(call).trim()).trim());
                }
            }
        }
        destination
    }

    /// The title of a link with what the shortcodes in it say.
    pub(super) fn call_title(&mut self, link: &CallLink) -> String {
        let mut title = String::new();
        for part in &link.title {
            match part {
                DestinationPart::Text(text) => title.push_str(text),
                DestinationPart::Call(call) => title.push_str(&text_of_html(&self.shortcode(call))),
            }
        }
        title
    }

    /// The start tag of a link whose address contains shortcodes.
    fn call_link(&mut self, link: &CallLink, span: Span) -> String {
        let destination = self.call_destination(link);
        if !self.raw_html.allows_address(&destination, AddressUse::Link) {
            self.refuse(&[RefusedMarkup::Address(destination)], span);
            return String::from("<a>");
        }
        let mut tag = String::from("<a href=\"");
        let _ = escape_href(&mut tag, &destination);
        // A `ref` that names a language means that one.
        let language = link.destination.iter().find_map(|part| match part {
            DestinationPart::Call(call) => call.arguments.named("lang"),
            DestinationPart::Text(_) => None,
        });
        if let Some(id) = language.and_then(|code| self.renderer.settings.language_by_code(code)) {
            tag.push_str("\" hreflang=\"");
            tag.push_str(&self.renderer.settings.language(id).locale.tag());
        }
        let title = self.call_title(link);
        if !title.is_empty() {
            tag.push_str("\" title=\"");
            let _ = escape_html(&mut tag, &title);
        }
        tag.push_str("\">");
        tag
    }
}

/// The nodes of the element that `first` begins, and those behind it.
fn nodes_of_element<'r, 'n>(
    first: &'n Spanned<Node>,
    rest: &'r [&'n Spanned<Node>],
) -> (Vec<&'n Spanned<Node>>, &'r [&'n Spanned<Node>]) {
    let mut depth = 1_usize;
    let end = rest.iter().position(|node| {
        match &node.value {
            Node::Markdown(Event::Start(_)) | Node::CallLink(_) => depth += 1,
            Node::Markdown(Event::End(_)) => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0
    });
    let (inside, behind) = rest.split_at(end.map_or(rest.len(), |end| end + 1));
    (std::iter::once(first).chain(inside.iter().copied()).collect(), behind)
}

/// How many nodes the quotation takes up that some nodes begin with.
fn quotation_length(nodes: &[&Spanned<Node>]) -> usize {
    let mut depth = 0_usize;
    for (index, node) in nodes.iter().enumerate() {
        match &node.value {
            Node::Markdown(Event::Start(Tag::BlockQuote(_))) => depth += 1,
            Node::Markdown(Event::End(TagEnd::BlockQuote(_))) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    nodes.len()
}

/// The event with its text borrowed: cloning it would copy every word of the site.
fn borrowed<'a>(event: &'a Event<'static>) -> Event<'a> {
    match event {
        Event::Text(words) => Event::Text(CowStr::Borrowed(words)),
        Event::Code(words) => Event::Code(CowStr::Borrowed(words)),
        Event::Html(words) => Event::Html(CowStr::Borrowed(words)),
        Event::InlineHtml(words) => Event::InlineHtml(CowStr::Borrowed(words)),
        other => other.clone(),
    }
}
