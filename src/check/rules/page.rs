//! A page as rules look at it.

use std::borrow::Cow;
use std::ops::Range;

use camino::Utf8Path;
use pulldown_cmark::Event;

use super::passage::{Passage, passages};
use crate::config::Settings;
use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::discover::ContentFormat;
use crate::parse::Document;
use crate::parse::body::{CodeBlock, Node};

/// The longest piece of text that a message quotes, in characters.
const MAX_QUOTED: usize = 40;

/// How much of a line is looked at from one place: lines may be as long as files.
const MAX_LINE: usize = 2000;

/// A document and the text of its file.
#[derive(Clone, Copy)]
pub(in crate::check) struct Text<'a> {
    pub document: &'a Document,
    pub text: &'a str,
}

/// A page as rules look at it.
pub(in crate::check) struct CheckedPage<'a> {
    pub(super) file: &'a Utf8Path,
    /// The whole file; every place counts from its start.
    pub(super) text: &'a str,
    /// The code of the page's language: `zh-cn`.
    pub(super) language: &'a str,
    /// Whether raw HTML reaches the reader.
    pub(super) shows_html: bool,
    /// Whether the page is written in Markdown, and not in HTML.
    pub(super) is_markdown: bool,
    /// The nodes of the page, then those within each of its calls.
    pub(super) parts: Vec<&'a [Spanned<Node>]>,
    /// The lines of text of all parts.
    pub(super) passages: Vec<Passage>,
    /// The code of all parts, in blocks and in lines of text.
    pub(super) code: Vec<CodePiece<'a>>,
}

/// Code and where it stands.
pub(super) struct CodePiece<'a> {
    pub text: Cow<'a, str>,
    pub range: Range<usize>,
    pub form: CodeForm,
}

/// How code stands in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CodeForm {
    /// In a line of text.
    Inline,
    Indented,
    /// Between fences, with the language in lower case.
    Fenced(String),
}

impl<'a> CheckedPage<'a> {
    pub(super) fn new(settings: &'a Settings, Text { document, text }: Text<'a>) -> Self {
        let mut parts: Vec<&[Spanned<Node>]> = vec![&document.body.nodes];
        let mut next = 0;
        while let Some(part) = parts.get(next).copied() {
            parts.extend(part.iter().filter_map(|node| enclosed(&node.value)));
            next += 1;
        }
        let nodes = || parts.iter().copied().flatten();
        let passages = parts.iter().flat_map(|part| passages(part, text)).collect();
        let code =
            nodes().filter_map(code_piece).filter(|piece| text.get(piece.range.clone()).is_some());
        Self {
            file: &document.file.path,
            text,
            language: &settings.language(document.file.language).code,
            shows_html: settings.markup.unsafe_html,
            is_markdown: document.file.format == ContentFormat::Markdown,
            passages,
            code: code.collect(),
            parts,
        }
    }

    /// All nodes of the page.
    pub(super) fn nodes(&self) -> impl Iterator<Item = &'a Spanned<Node>> {
        self.parts.iter().copied().flatten()
    }

    /// The part of the language's code before the first hyphen: `zh`.
    pub(super) fn primary_language(&self) -> &'a str {
        self.language.split(['-', '_']).next().unwrap_or(self.language)
    }

    /// The character before a place, unless a line begins there.
    pub(super) fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back().filter(|c| *c != '\n')
    }

    /// The character behind a place, unless the line ends there.
    pub(super) fn behind(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next().filter(|c| !matches!(c, '\n' | '\r'))
    }

    /// The rest of the line from a place on, so far as anybody writes a line of text.
    pub(super) fn rest_of_line(&self, at: usize) -> &'a str {
        let limit = self.text.floor_char_boundary((at + MAX_LINE).min(self.text.len()));
        let rest = self.text.get(at..limit).unwrap_or_default();
        let end = rest.find('\n').unwrap_or(rest.len());
        rest[..end].trim_end_matches('\r')
    }

    pub(super) fn problem(
        &self,
        code: Code,
        message: impl Into<String>,
        range: Range<usize>,
    ) -> Diagnostic {
        Diagnostic::new(code, message).at(Place::span(self.file, Span::new(range)))
    }
}

/// The beginning of a text on one line, for a message.
pub(super) fn quoted(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let line = line.replace('`', "'");
    match line.char_indices().nth(MAX_QUOTED) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// What a call encloses as Markdown. What is meant as code has marks that mean nothing.
fn enclosed(node: &Node) -> Option<&[Spanned<Node>]> {
    let Node::Shortcode(call) = node else { return None };
    let inner = call.inner.as_ref().filter(|inner| inner.code.is_none())?;
    Some(&inner.nodes)
}

fn code_piece(node: &Spanned<Node>) -> Option<CodePiece<'_>> {
    let range = node.span.range();
    match &node.value {
        Node::Code(block) => {
            Some(CodePiece { text: Cow::Borrowed(block.text.as_str()), form: form(block), range })
        }
        Node::Markdown(Event::Code(code)) => {
            Some(CodePiece { text: Cow::Borrowed(code), form: CodeForm::Inline, range })
        }
        Node::CalledCode(code) => match code.as_written() {
            Node::Code(block) => {
                let form = form(&block);
                Some(CodePiece { text: Cow::Owned(block.text), form, range })
            }
            Node::Markdown(Event::Code(code)) => {
                let text = Cow::Owned(code.into_string());
                Some(CodePiece { text, form: CodeForm::Inline, range })
            }
            _ => None,
        },
        _ => None,
    }
}

fn form(block: &CodeBlock) -> CodeForm {
    match block.fence {
        Some(_) => CodeForm::Fenced(block.language.to_lowercase()),
        None => CodeForm::Indented,
    }
}
