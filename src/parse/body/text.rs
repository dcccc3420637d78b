//! A body as text: for summaries, word counts and feeds' descriptions. Comments have none.
//!
//! What a shortcode call says is known when it has run, and that is for whoever asks to do ([`Say`]). Until then its words
//! are what it encloses, or, in a line, its argument `text`: the words that calls such as `glossary_tooltip` show.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::byline::{self, Byline};
use super::flanking::is_inline_end;
use super::paragraphs::calls_alone;
use super::{Node, Shortcode, Summary, emoji};
use crate::diagnostic::Spanned;
use crate::html::{begins_with_paragraph, first_paragraph, text_of_html, words_of_html};

/// The HTML of a call; `None` if it has not run.
pub type Say<'s> = dyn FnMut(&Shortcode) -> Option<String> + 's;

/// The words of some nodes, blocks apart from each other by a blank. Code blocks are left out.
pub fn plain_text<'a>(nodes: impl IntoIterator<Item = &'a Spanned<Node>>) -> String {
    called_text(nodes, &mut |_| None)
}

/// The same with what the calls among them say.
fn called_text<'a>(
    nodes: impl IntoIterator<Item = &'a Spanned<Node>>,
    say: &mut Say<'_>,
) -> String {
    let mut text = String::new();
    push_text(nodes, say, &mut text);
    one_line(&text)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_text<'a>(
    nodes: impl IntoIterator<Item = &'a Spanned<Node>>,
    say: &mut Say<'_>,
    text: &mut String,
) {
    // What stands for a picture is no text of the page.
    let mut in_image = 0_usize;
    for node in nodes {
        match &node.value {
            start if start.is_picture_start() => in_image += 1,
            Node::Markdown(Event::End(TagEnd::Image)) => in_image = in_image.saturating_sub(1),
            _ if in_image > 0 => {}
            Node::Markdown(Event::Text(words) | Event::Code(words)) => text.push_str(words),
            Node::CalledCode(code) if !code.is_block() => {
                let mut words = |call: &Shortcode| say(call).map(|html| text_of_html(&html));
                let code = code.saying(|call| Some(words(call).unwrap_or_default()));
                push_text([&Spanned::new(code, node.span)], say, text);
            }
            Node::Passed(words) => text.push_str(words),
            Node::Emoji(name) => text.push_str(emoji(name).unwrap_or(name)),
            Node::Markdown(Event::SoftBreak | Event::HardBreak) => text.push(' '),
            Node::Markdown(Event::End(end)) if is_block(*end) => text.push(' '),
            Node::Shortcode(call) => push_call(call, say, text),
            _ => {}
        }
    }
}

fn push_call(call: &Shortcode, say: &mut Say<'_>, text: &mut String) {
    if let Some(html) = say(call) {
        text.push_str(&words_of_html(&html));
        return;
    }
    match &call.inner {
        Some(inner) if !inner.nodes.is_empty() => {
            text.push(' ');
            push_text(&inner.nodes, say, text);
            text.push(' ');
        }
        _ if call.is_block => text.push(' '),
        _ => text.push_str(call.arguments.named("text").unwrap_or_default()),
    }
}

fn is_block(end: TagEnd) -> bool {
    end == TagEnd::Image || !is_inline_end(end)
}

/// How many paragraphs may say who wrote a page.
const BYLINES: usize = 4;

/// How a page begins, in its author's words or by itself.
pub fn summary(nodes: &[Spanned<Node>], say: &mut Say<'_>) -> Summary {
    match nodes.iter().position(|node| node.value == Node::SummaryDivider) {
        Some(divider) => Summary::UpToDivider(called_text(&nodes[..divider], say)),
        None => Summary::FirstParagraph(beginning(nodes, say).text),
    }
}

/// The summary as far as it is known before any call has run, and whether calls say some of it.
pub(super) fn uncalled_summary(nodes: &[Spanned<Node>]) -> (Summary, bool) {
    let mut is_called = false;
    let summary = summary(nodes, &mut |_| {
        is_called = true;
        None
    });
    (summary, is_called)
}

/// Who wrote the page, if its text begins by saying so.
pub(super) fn byline(nodes: &[Spanned<Node>]) -> Option<String> {
    let found = beginning(nodes, &mut |_| None);
    found.byline.into_iter().find_map(|byline| byline.author)
}

/// How a text begins.
struct Beginning {
    /// The paragraphs that say who wrote it.
    byline: Vec<Byline>,
    /// The first paragraph that has any other text.
    text: String,
}

fn beginning(nodes: &[Spanned<Node>], say: &mut Say<'_>) -> Beginning {
    let mut byline = Vec::new();
    let mut rest = nodes;
    while let Some(start) = rest.iter().position(may_begin_paragraph) {
        let inside = &rest[start + 1..];
        let text = match &rest[start].value {
            Node::Shortcode(call) => {
                rest = inside;
                said_paragraph(call, say)
            }
            _ => {
                let end = inside.iter().position(is_paragraph_end).unwrap_or(inside.len());
                rest = &inside[end..];
                paragraph_text(&inside[..end], say)
            }
        };
        match byline::of_text(&text) {
            Some(found) if byline.len() < BYLINES => byline.push(found),
            _ if text.is_empty() => {}
            _ => return Beginning { byline, text },
        }
    }
    Beginning { byline, text: String::new() }
}

/// What a paragraph says. Calls alone say one only if they write one.
fn paragraph_text(nodes: &[Spanned<Node>], say: &mut Say<'_>) -> String {
    if calls_alone(nodes).is_none() {
        return called_text(nodes, say);
    }
    let calls = nodes.iter().filter_map(|node| match &node.value {
        Node::Shortcode(call) => Some(call),
        _ => None,
    });
    let mut said = calls.map(|call| said_paragraph(call, say));
    said.find(|text| !text.is_empty()).unwrap_or_default()
}

/// Whether a node is the start of a paragraph, or a call that may say one. What encloses a text mostly sets it apart.
fn may_begin_paragraph(node: &Spanned<Node>) -> bool {
    match &node.value {
        Node::Markdown(Event::Start(Tag::Paragraph)) => true,
        Node::Shortcode(call) => {
            let inner = call.inner.as_ref();
            call.is_block && inner.is_none_or(|inner| inner.nodes.is_empty())
        }
        _ => false,
    }
}

/// The first paragraph of what a call says, if that is text.
fn said_paragraph(call: &Shortcode, say: &mut Say<'_>) -> String {
    let html = say(call).filter(|html| begins_with_paragraph(html)).unwrap_or_default();
    one_line(&words_of_html(first_paragraph(&html)))
}

fn is_paragraph_end(node: &Spanned<Node>) -> bool {
    matches!(node.value, Node::Markdown(Event::End(TagEnd::Paragraph)))
}

/// The words of some nodes.
pub(super) fn words_of(nodes: &[Spanned<Node>]) -> usize {
    let mut text = String::new();
    push_text(nodes, &mut |_| None, &mut text);
    count_words(&text)
}

/// Words; Chinese and Japanese are counted by character, for they put no blanks between words.
pub(crate) fn count_words(text: &str) -> usize {
    let mut count = 0;
    let mut in_word = false;
    for c in text.chars() {
        let ideograph = is_ideograph(c);
        let word = !ideograph && c.is_alphanumeric();
        count += usize::from(ideograph || (word && !in_word));
        in_word = word || (in_word && !ideograph && !c.is_whitespace());
    }
    count
}

/// Han characters and kana.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}
