//! Footnotes: numbered in the order of their first references, listed at the end, each with links back.
//!
//! Ids are goldmark's (`fn:1`, `fnref:1`, `fnref1:1`); no heading can have such an id.

use std::collections::HashMap;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::diagnostic::Spanned;
use crate::parse::body::Node;

/// The nodes of a body, without its notes, and the notes.
pub(super) struct Footnotes<'a> {
    /// Label -> the nodes of its note.
    notes: HashMap<&'a str, Vec<&'a Spanned<Node>>>,
    /// Labels in the order of their first reference, and how often each was referred to.
    referred: Vec<(&'a str, usize)>,
    /// Label -> its place in that order.
    places: HashMap<&'a str, usize>,
}

impl<'a> Footnotes<'a> {
    /// Takes the notes out of `nodes`. Returns the rest, in order, and the notes.
    pub(super) fn split(nodes: &'a [Spanned<Node>]) -> (Vec<&'a Spanned<Node>>, Self) {
        let mut footnotes =
            Self { notes: HashMap::new(), referred: Vec::new(), places: HashMap::new() };
        let mut rest = Vec::with_capacity(nodes.len());
        let mut open: Option<(&str, Vec<&Spanned<Node>>)> = None;
        for node in nodes {
            match &node.value {
                Node::Markdown(Event::Start(Tag::FootnoteDefinition(label))) => {
                    open = Some((label, Vec::new()));
                }
                Node::Markdown(Event::End(TagEnd::FootnoteDefinition)) => {
                    // Of two notes with one label the first counts, as with link definitions.
                    if let Some((label, note)) = open.take() {
                        footnotes.notes.entry(label).or_insert(note);
                    }
                }
                _ => open.as_mut().map_or(&mut rest, |(_, note)| note).push(node),
            }
        }
        (rest, footnotes)
    }

    /// Counts a reference, and returns its HTML.
    pub(super) fn reference(&mut self, label: &str) -> Option<String> {
        let (label, _) = self.notes.get_key_value(label)?;
        let index = *self.places.entry(label).or_insert_with(|| {
            self.referred.push((label, 0));
            self.referred.len() - 1
        });
        let count = &mut self.referred[index].1;
        let (number, id) = (index + 1, reference_id(index + 1, *count));
        *count += 1;
        Some(format!(
            "<sup id=\"{id}\"><a href=\"#fn:{number}\" class=\"footnote-ref\" \
             role=\"doc-noteref\">{number}</a></sup>"
        ))
    }

    /// The nodes of the note with a number from 1; `None` after the last one with a reference.
    pub(super) fn note(&self, number: usize) -> Option<Vec<&'a Spanned<Node>>> {
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
