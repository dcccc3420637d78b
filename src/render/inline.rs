//! One line of Markdown: bylines, captions.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd, html};

use super::policy::{RawHtml, RefusedMarkup};
use crate::html::Html;

/// The line as HTML, without the paragraph around it.
pub(crate) fn inline_markdown(text: &str, raw_html: RawHtml) -> Html {
    let is_paragraph = |event: &Event<'_>| {
        matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
    };
    let events = Parser::new(text).filter(|event| !is_paragraph(event));
    let mut line = String::new();
    html::push_html(&mut line, events.filter_map(|event| raw_html.allowed(event, &mut Vec::new())));
    Html::written(line.trim().to_owned())
}

/// What the policy refuses in the line.
pub(super) fn refused_in_line(text: &str, raw_html: RawHtml) -> Vec<RefusedMarkup> {
    let mut refused = Vec::new();
    for event in Parser::new(text) {
        raw_html.allowed(event, &mut refused);
    }
    refused
}

/// Markdown that a template wrote for a call in a line: a single paragraph becomes part of that line.
pub(super) fn template_line(text: &str) -> Html {
    let events = template_events(text);
    let paragraph = (Event::Start(Tag::Paragraph), Event::End(TagEnd::Paragraph));
    let is_line = events.first() == Some(&paragraph.0)
        && events.iter().position(|event| *event == paragraph.1) == Some(events.len() - 1);
    written(if is_line { &events[1..events.len() - 1] } else { &events[..] })
}

/// Markdown that a template wrote for a call that stands alone.
pub(super) fn template_block(text: &str) -> Html {
    written(&template_events(text))
}

fn template_events(text: &str) -> Vec<Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    Parser::new_ext(text, options).collect()
}

fn written(events: &[Event<'_>]) -> Html {
    let mut markup = String::new();
    html::push_html(&mut markup, events.iter().cloned());
    Html::written(markup.trim().to_owned())
}

/// The text of the line, without markup.
pub(crate) fn plain_markdown(text: &str) -> String {
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.into_string()),
            Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect()
}
