//! Turns the nodes of a body into HTML.

use pulldown_cmark::{CowStr, Event, Tag, html};
use pulldown_cmark_escape::{escape_href, escape_html};

use super::Renderer;
use super::footnotes::Footnotes;
use super::policy::Refusal;
use super::writer::{BodyHtml, BodyWriter, Medium};
use super::{called_headings, tables};
use crate::diagnostic::{Span, Spanned};
use crate::html::{AddressUse, unescaped};
use crate::parse::body::{CallLink, DestinationPart, Form, Node};
use crate::resolve::Page;

/// Renders the body of a page; empty for a page without a document.
pub(super) fn render(renderer: &Renderer<'_>, page: &Page, medium: Medium) -> BodyHtml {
    let mut body = BodyHtml::default();
    if let Some(document) = &page.document {
        let mut writer = BodyWriter::new(renderer, page, medium, &mut body);
        let rendered = writer.nodes(&document.body.nodes);
        body.html = rendered;
    }
    body
}

impl BodyWriter<'_> {
    /// The HTML of some nodes, followed by their footnotes.
    pub(super) fn nodes(&mut self, nodes: &[Spanned<Node>]) -> String {
        let (rest, mut footnotes) = Footnotes::split(nodes);
        let mut rendered = self.run(&rest, &mut footnotes);
        let mut notes = Vec::new();
        // A note may refer to another, which then comes last.
        while let Some(note) = footnotes.note(notes.len() + 1) {
            notes.push(self.run(&note, &mut footnotes));
        }
        rendered.push_str(&footnotes.list(&notes));
        rendered
    }

    fn run(&mut self, nodes: &[&Spanned<Node>], footnotes: &mut Footnotes<'_>) -> String {
        let mut rendered = String::new();
        let events: Vec<Event<'_>> =
            nodes.iter().filter_map(|node| self.event(node, footnotes)).collect();
        if self.calls > 0 {
            called_headings::note(&events, &mut self.body.called_headings);
        }
        let events = self.anchored(events);
        html::push_html(&mut rendered, tables::aligned(events.into_iter()));
        rendered
    }

    /// Headings, each with an anchor under the id of the source's heading as well.
    fn anchored<'n>(&self, events: Vec<Event<'n>>) -> Vec<Event<'n>> {
        if self.source_anchors.is_empty() {
            return events;
        }
        let mut anchored = Vec::with_capacity(events.len() + self.source_anchors.len());
        for event in events {
            let id = match &event {
                Event::Start(Tag::Heading { id: Some(id), .. }) => self.source_anchors.get(&**id),
                _ => None,
            };
            anchored.push(event);
            if let Some(id) = id {
                let mut place = String::from("<span id=\"");
                let _ = escape_html(&mut place, id);
                place.push_str("\"></span>");
                anchored.push(Event::InlineHtml(CowStr::from(place)));
            }
        }
        anchored
    }

    pub(super) fn event<'n>(
        &mut self,
        node: &'n Spanned<Node>,
        footnotes: &mut Footnotes<'_>,
    ) -> Option<Event<'n>> {
        match &node.value {
            Node::Markdown(Event::FootnoteReference(label)) => {
                let reference = footnotes.reference(label)?;
                Some(Event::InlineHtml(CowStr::from(reference)))
            }
            Node::Comment(_) | Node::SummaryDivider => None,
            Node::Code(block) => Some(Event::Html(CowStr::from(self.code(block)))),
            Node::Diagram(diagram) => {
                self.body.code_blocks.pass_fence();
                Some(Event::Html(CowStr::from(self.diagram(diagram))))
            }
            Node::Formula(formula) if formula.form == Form::Block => {
                self.body.code_blocks.pass_fence();
                Some(Event::Html(CowStr::from(self.formula(formula))))
            }
            Node::Formula(formula) => Some(Event::InlineHtml(CowStr::from(self.formula(formula)))),
            Node::Shortcode(call) => Some(Event::Html(CowStr::from(self.shortcode(call)))),
            Node::CallLink(link) => {
                Some(Event::InlineHtml(CowStr::from(self.call_link(link, node.span))))
            }
            Node::Markdown(event) => {
                let mut refused = Vec::new();
                let event = self.raw_html.allowed(borrowed(event), &mut refused);
                self.refuse(&refused, node.span);
                event
            }
        }
    }

    fn refuse(&mut self, refused: &[Refusal], span: Span) {
        for refusal in refused {
            let place = self.place(span);
            self.body.found.push(refusal.diagnostic().at(place));
        }
    }

    /// The start tag of a link whose address contains shortcodes.
    fn call_link(&mut self, link: &CallLink, span: Span) -> String {
        let mut destination = String::new();
        for part in &link.destination {
            match part {
                DestinationPart::Text(text) => destination.push_str(text),
                DestinationPart::Call(call) => {
                    destination.push_str(unescaped(self.shortcode(call).trim()).trim());
                }
            }
        }
        if !self.raw_html.allows_address(&destination, AddressUse::Link) {
            self.refuse(&[Refusal::Address(destination)], span);
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
        if !link.title.is_empty() {
            tag.push_str("\" title=\"");
            let _ = escape_html(&mut tag, &link.title);
        }
        tag.push_str("\">");
        tag
    }
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
