//! One line of Markdown: bylines, captions.

use pulldown_cmark::{Event, Parser, Tag, TagEnd, html};

/// The line as HTML, without the paragraph around it.
pub(crate) fn inline_markdown(text: &str) -> String {
    let is_paragraph = |event: &Event<'_>| {
        matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph))
    };
    let mut line = String::new();
    html::push_html(&mut line, Parser::new(text).filter(|event| !is_paragraph(event)));
    line.trim().to_owned()
}

/// The line's words.
pub(crate) fn plain_markdown(text: &str) -> String {
    Parser::new(text)
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.into_string()),
            Event::SoftBreak | Event::HardBreak => Some(" ".to_owned()),
            _ => None,
        })
        .collect()
}
