//! Where addresses are written in a page's file. Only looked up when something is wrong with one.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Span, Spanned};
use crate::parse::Document;
use crate::parse::body::{Node, Shortcode};

/// Address, decoded -> where it is written first.
pub(super) struct AddressPlaces(HashMap<String, Span>);

impl AddressPlaces {
    pub(super) fn of(document: &Document) -> Self {
        let mut places = Self(HashMap::new());
        places.nodes(&document.body.nodes);
        places
    }

    pub(super) fn get(&self, address: &str) -> Option<Span> {
        self.0.get(&decoded(address)).copied()
    }

    fn nodes(&mut self, nodes: &[Spanned<Node>]) {
        for node in nodes {
            match &node.value {
                Node::Markdown(Event::Start(
                    Tag::Image { dest_url, .. } | Tag::Link { dest_url, .. },
                )) => {
                    self.add(dest_url, node.span);
                }
                Node::Markdown(Event::Html(html) | Event::InlineHtml(html)) => {
                    self.html(html, node.span);
                }
                Node::Shortcode(call) => self.call(call),
                _ => {}
            }
        }
    }

    fn call(&mut self, call: &Shortcode) {
        for argument in &call.arguments.0 {
            self.add(&argument.value.value, argument.value.span);
        }
        if let Some(inner) = &call.inner {
            self.nodes(&inner.nodes);
        }
    }

    /// The `src` of tags.
    fn html(&mut self, html: &str, span: Span) {
        let whole = span.range();
        for (at, name) in html.match_indices("src=") {
            let value = &html[at + name.len()..];
            let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
            let value = value.trim_start_matches(['"', '\'']);
            let end = value.find(|c: char| match quote {
                Some(quote) => c == quote,
                None => c.is_whitespace() || c == '>',
            });
            let value = &value[..end.unwrap_or(value.len())];
            let start = at + name.len() + usize::from(quote.is_some());
            // Text that Markdown has changed is elsewhere in the file.
            let is_as_written = whole.len() == html.len();
            let start = whole.start + start;
            let exact = Span::new(start..start + value.len());
            self.add(value, if is_as_written { exact } else { span });
        }
    }

    fn add(&mut self, address: &str, span: Span) {
        self.0.entry(decoded(address)).or_insert(span);
    }
}

fn decoded(address: &str) -> String {
    percent_decode_str(address.trim()).decode_utf8_lossy().into_owned()
}
