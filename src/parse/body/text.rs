//! A body as text: for summaries, word counts and feeds' descriptions. Comments have none.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::byline::{self, Byline};
use super::flanking::is_inline_end;
use super::{Node, Shortcode, Summary, emoji};
use crate::diagnostic::Spanned;

/// The words of some nodes, blocks apart from each other by a blank. Code blocks are left out.
pub fn plain_text<'a>(nodes: impl IntoIterator<Item = &'a Spanned<Node>>) -> String {
    let mut text = String::new();
    push_text(nodes, &mut text);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn push_text<'a>(nodes: impl IntoIterator<Item = &'a Spanned<Node>>, text: &mut String) {
    // What stands for a picture is no text of the page.
    let mut in_image = 0_usize;
    for node in nodes {
        match &node.value {
            Node::Markdown(Event::Start(Tag::Image { .. })) => in_image += 1,
            Node::Markdown(Event::End(TagEnd::Image)) => in_image = in_image.saturating_sub(1),
            _ if in_image > 0 => {}
            Node::Markdown(Event::Text(words) | Event::Code(words)) => text.push_str(words),
            // What its calls say is not known yet.
            Node::CalledCode(code) if !code.is_block() => {
                push_text([&Spanned::new(code.saying(|_| Some(String::new())), node.span)], text);
            }
            Node::Passed(words) => text.push_str(words),
            Node::Emoji(name) => text.push_str(emoji(name).unwrap_or(name)),
            Node::Markdown(Event::SoftBreak | Event::HardBreak) => text.push(' '),
            Node::Markdown(Event::End(end)) if is_block(*end) => text.push(' '),
            Node::Shortcode(call) => push_call(call, text),
            _ => {}
        }
    }
}

/// What a call says is known when it has run. Until then it is what it encloses, or, in a line, its argument `text`: the
/// words that calls such as `glossary_tooltip` show.
fn push_call(call: &Shortcode, text: &mut String) {
    match &call.inner {
        Some(inner) if !inner.nodes.is_empty() => {
            text.push(' ');
            push_text(&inner.nodes, text);
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
pub(super) fn summary(nodes: &[Spanned<Node>]) -> Summary {
    match nodes.iter().position(|node| node.value == Node::SummaryDivider) {
        Some(divider) => Summary::UpToDivider(plain_text(&nodes[..divider])),
        None => Summary::FirstParagraph(beginning(nodes).text),
    }
}

/// Who wrote the page, if its text begins by saying so.
pub(super) fn byline(nodes: &[Spanned<Node>]) -> Option<String> {
    beginning(nodes).byline.into_iter().find_map(|byline| byline.author)
}

/// How a text begins.
struct Beginning {
    /// The paragraphs that say who wrote it.
    byline: Vec<Byline>,
    /// The first paragraph that has any other text.
    text: String,
}

fn beginning(nodes: &[Spanned<Node>]) -> Beginning {
    let mut byline = Vec::new();
    let mut rest = nodes;
    while let Some(start) = rest.iter().position(is_paragraph_start) {
        let inside = &rest[start + 1..];
        let end = inside.iter().position(is_paragraph_end).unwrap_or(inside.len());
        let paragraph = &inside[..end];
        rest = &inside[end..];
        let text = plain_text(paragraph);
        match byline::of_text(&text) {
            Some(found) if byline.len() < BYLINES => byline.push(found),
            _ if text.is_empty() => {}
            _ => return Beginning { byline, text },
        }
    }
    Beginning { byline, text: String::new() }
}

fn is_paragraph_start(node: &Spanned<Node>) -> bool {
    matches!(node.value, Node::Markdown(Event::Start(Tag::Paragraph)))
}

fn is_paragraph_end(node: &Spanned<Node>) -> bool {
    matches!(node.value, Node::Markdown(Event::End(TagEnd::Paragraph)))
}

/// The words of some nodes.
pub(super) fn words_of(nodes: &[Spanned<Node>]) -> usize {
    let mut text = String::new();
    push_text(nodes, &mut text);
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
