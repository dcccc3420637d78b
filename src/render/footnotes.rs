//! Footnotes as goldmark shows them: numbered in the order of their first reference, and
//! listed at the end, each with links back.
//!
//! A page has one list, whichever of its calls a note or its reference stands in. Ids are goldmark's (`fn:1`,
//! `fnref:1`, `fnref1:1`); no heading can have such an id.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::Spanned;
use crate::parse::body::Node;

/// The notes of a page or of a file that it includes.
#[derive(Default)]
pub(super) struct Footnotes {
    /// Label -> the nodes of its note.
    notes: HashMap<String, Vec<Spanned<Node>>>,
    /// Labels in the order of their first reference, and how often each was referred to.
    referred: Vec<(String, usize)>,
    /// Label -> its place in that order.
    places: HashMap<String, usize>,
}

impl Footnotes {
    /// The notes among `nodes` and in what their calls enclose.
    pub(super) fn of(nodes: &[Spanned<Node>]) -> Self {
        let mut footnotes = Self::default();
        footnotes.gather(nodes);
        footnotes
    }

    fn gather(&mut self, nodes: &[Spanned<Node>]) {
        let mut open: Option<(&str, Vec<Spanned<Node>>)> = None;
        for node in nodes {
            match &node.value {
                Node::Markdown(Event::Start(Tag::FootnoteDefinition(label))) => {
                    open = Some((label, Vec::new()));
                }
                Node::Markdown(Event::End(TagEnd::FootnoteDefinition)) => {
                    // Of two notes with one label the first counts, as with link definitions.
                    if let Some((label, note)) = open.take() {
                        self.notes.entry(label.to_owned()).or_insert(note);
                    }
                }
                value => {
                    if let Node::Shortcode(call) = value
                        && let Some(inner) = &call.inner
                    {
                        self.gather(&inner.nodes);
                    }
                    if let Some((_, note)) = &mut open {
                        note.push(node.clone());
                    }
                }
            }
        }
    }

    /// Counts a reference, and returns its HTML.
    pub(super) fn reference(&mut self, label: &str) -> Option<String> {
        if !self.notes.contains_key(label) {
            return None;
        }
        let next = self.referred.len();
        let index = *self.places.entry(label.to_owned()).or_insert(next);
        if index == next {
            self.referred.push((label.to_owned(), 0));
        }
        let count = &mut self.referred[index].1;
        let (number, id) = (index + 1, reference_id(index + 1, *count));
        *count += 1;
        Some(format!(
            "<sup id=\"{id}\"><a href=\"#fn:{number}\" class=\"footnote-ref\" \
             role=\"doc-noteref\">{number}</a></sup>"
        ))
    }

    /// The nodes of the note with a number from 1; `None` after the last one with a reference.
    pub(super) fn note(&self, number: usize) -> Option<Vec<Spanned<Node>>> {
        let (label, _) = self.referred.get(number.checked_sub(1)?)?;
        self.notes.get(label).cloned()
    }

    /// The list at the end of a body, of the notes' HTML in the order of their numbers.
    pub(super) fn list(&self, notes: &[String]) -> String {
        if notes.is_empty() {
            return String::new();
        }
        let items: String = notes
            .iter()
            .zip(&self.referred)
            .enumerate()
            .map(|(index, (note, (_, count)))| item(index + 1, note, *count))
            .collect();
        format!(
            "<div class=\"footnotes\" role=\"doc-endnotes\">\n<hr>\n<ol>\n{items}</ol>\n</div>\n"
        )
    }
}

/// A note with its links back, which go into its last paragraph.
fn item(number: usize, note: &str, references: usize) -> String {
    let back: String = (0..references)
        .map(|count| {
            let id = reference_id(number, count);
            format!(
                "&#160;<a href=\"#{id}\" class=\"footnote-backref\" \
                 role=\"doc-backlink\">&#x21a9;&#xfe0e;</a>"
            )
        })
        .collect();
    let note = note.trim_end();
    let note = match note.strip_suffix("</p>") {
        Some(text) => format!("{text}{back}</p>"),
        None => format!("{note}{back}"),
    };
    format!("<li id=\"fn:{number}\">\n{note}\n</li>\n")
}

fn reference_id(number: usize, count: usize) -> String {
    match count {
        0 => format!("fnref:{number}"),
        again => format!("fnref{again}:{number}"),
    }
}

/// Some nodes without the notes among them.
pub(super) fn without_notes(nodes: &[Spanned<Node>]) -> Vec<&Spanned<Node>> {
    let mut rest = Vec::with_capacity(nodes.len());
    let mut is_note = false;
    for node in nodes {
        match &node.value {
            Node::Markdown(Event::Start(Tag::FootnoteDefinition(_))) => is_note = true,
            Node::Markdown(Event::End(TagEnd::FootnoteDefinition)) => is_note = false,
            _ if !is_note => rest.push(node),
            _ => {}
        }
    }
    rest
}
