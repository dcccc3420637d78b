//! Attributes that authors give to blocks: `{.wide}` on the line behind a table.

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag};
use pulldown_cmark_escape::escape_html;

use super::policy::RefusedMarkup;
use super::writer::BodyWriter;
use crate::diagnostic::Span;
use crate::html::attribute_is_allowed;
use crate::parse::body::Attributes;

impl BodyWriter<'_> {
    /// Attributes as they stand in a tag, but for those that content may not set.
    pub(super) fn allowed_attributes(&mut self, attributes: &Attributes, span: Span) -> String {
        let (allowed, refused): (Vec<_>, Vec<_>) =
            attributes.pairs().into_iter().partition(|(name, _)| attribute_is_allowed(name));
        let refused =
            refused.into_iter().map(|(name, _)| RefusedMarkup::Attribute(name.to_owned()));
        self.refuse(&refused.collect::<Vec<_>>(), span);
        let mut written = String::new();
        for (name, value) in allowed {
            written.push(' ');
            let _ = escape_html(&mut written, name);
            written.push_str("=\"");
            let _ = escape_html(&mut written, &value);
            written.push('"');
        }
        written
    }
}

/// An image, as the writer of Markdown writes it, with attributes.
pub(super) fn image_with_attributes(html: &str, attributes: &str) -> String {
    match html.strip_suffix("/>") {
        Some(open) => format!("{}{attributes} />", open.trim_end()),
        None => html.to_owned(),
    }
}

/// The start of a block with attributes. What is no block keeps to itself.
pub(super) fn with_attributes<'a>(event: Event<'a>, attributes: &str) -> Event<'a> {
    let tag = match &event {
        Event::Start(Tag::Paragraph) => format!("<p{attributes}>"),
        Event::Start(Tag::BlockQuote(None::<BlockQuoteKind>)) => {
            format!("<blockquote{attributes}>\n")
        }
        Event::Start(Tag::List(None)) => format!("<ul{attributes}>\n"),
        Event::Start(Tag::List(Some(1))) => format!("<ol{attributes}>\n"),
        Event::Start(Tag::List(Some(first))) => format!("<ol start=\"{first}\"{attributes}>\n"),
        Event::Start(Tag::Table(_)) => format!("<table{attributes}>"),
        Event::Start(Tag::DefinitionList) => format!("<dl{attributes}>\n"),
        Event::Start(Tag::DefinitionListTitle) => format!("<dt{attributes}>"),
        Event::Rule => format!("<hr{attributes}>\n"),
        _ => return event,
    };
    Event::Html(CowStr::from(tag))
}
