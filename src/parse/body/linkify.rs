//! Addresses that stand in the text as they are become links.
//!
//! The rule is that of goldmark's linkify extension: an address begins a line or follows a blank or
//! one of `*`, `_`, `~`, `(`.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};
use regex::Regex;

use super::{Node, node};
use crate::diagnostic::Spanned;

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    const DOMAIN: &str = r"[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+";
    const PATH: &str = r##"(?:[/#?][-a-zA-Z0-9@:%_+.~#$!?&/=();,'">^{}\[\]`]*)?"##;
    const MAIL: &str = r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-zA-Z0-9-]+(?:\.[a-zA-Z0-9-]+)+";
    let pattern = format!(
        r"\A(?:(?P<url>(?:https?|ftp)://{DOMAIN}(?::\d+)?{PATH})|(?P<www>www\.{DOMAIN}{PATH})|(?P<mail>{MAIL}))"
    );
    Regex::new(&pattern).expect("a pattern that is written here")
});

/// Links the addresses in the [merged] text of `nodes`, those within links left alone.
pub(super) fn link(nodes: Vec<Spanned<Node>>, source: &str) -> Vec<Spanned<Node>> {
    let mut linked = Vec::with_capacity(nodes.len());
    let mut inside = 0_usize;
    for next in nodes {
        match &next.value {
            Node::CallLink(_) => inside += 1,
            Node::Markdown(Event::Start(Tag::Link { .. } | Tag::Image { .. })) => inside += 1,
            Node::Markdown(Event::End(TagEnd::Link | TagEnd::Image)) => inside -= 1,
            Node::Markdown(Event::Text(text))
                if inside == 0
                    && may_hold_address(text)
                    && source.get(next.span.range()) == Some(text) =>
            {
                link_text(&mut linked, text, next.span.range(), source);
                continue;
            }
            _ => {}
        }
        linked.push(next);
    }
    linked
}

fn may_hold_address(text: &str) -> bool {
    text.contains("://") || text.contains("www.") || text.contains('@')
}

/// Text that Markdown gave in pieces, for the `_` in an address, in one. What is written otherwise
/// than it reads, such as an entity, stays apart.
pub(super) fn merged(nodes: Vec<Spanned<Node>>, source: &str) -> Vec<Spanned<Node>> {
    let mut merged: Vec<Spanned<Node>> = Vec::with_capacity(nodes.len());
    // The text that the last node will hold: joined once, however many pieces it has.
    let mut pieces = String::new();
    for next in nodes {
        let text = match &next.value {
            Node::Markdown(Event::Text(text)) if source.get(next.span.range()) == Some(text) => {
                text
            }
            _ => {
                put_text(&mut merged, &mut pieces);
                merged.push(next);
                continue;
            }
        };
        match merged.last_mut() {
            Some(last) if !pieces.is_empty() && last.span.end == next.span.start => {
                pieces.push_str(text);
                last.span.end = next.span.end;
            }
            _ => {
                put_text(&mut merged, &mut pieces);
                pieces.push_str(text);
                merged.push(next);
            }
        }
    }
    put_text(&mut merged, &mut pieces);
    merged
}

/// Gives the last node the text that was gathered for it.
fn put_text(nodes: &mut [Spanned<Node>], pieces: &mut String) {
    let gathered = std::mem::take(pieces);
    if let Some(Spanned { value: Node::Markdown(Event::Text(text)), .. }) = nodes.last_mut()
        && text.len() < gathered.len()
    {
        *text = CowStr::from(gathered);
    }
}

fn link_text(nodes: &mut Vec<Spanned<Node>>, text: &str, range: Range<usize>, source: &str) {
    let mut position = 0;
    let push_text = |nodes: &mut Vec<Spanned<Node>>, part: Range<usize>| {
        if !part.is_empty() {
            let words = CowStr::from(text[part.clone()].to_owned());
            let place = range.start + part.start..range.start + part.end;
            nodes.push(node(Node::Markdown(Event::Text(words)), place));
        }
    };
    while let Some((found, destination)) = next_address(text, position, range.start, source) {
        push_text(nodes, position..found.start);
        let place = range.start + found.start..range.start + found.end;
        let link = Tag::Link {
            link_type: LinkType::Autolink,
            dest_url: CowStr::from(destination),
            title: CowStr::Borrowed(""),
            id: CowStr::Borrowed(""),
        };
        nodes.push(node(Node::Markdown(Event::Start(link)), place.clone()));
        push_text(nodes, found.clone());
        nodes.push(node(Node::Markdown(Event::End(TagEnd::Link)), place));
        position = found.end;
    }
    push_text(nodes, position..text.len());
}

/// The next address from `from` on and where it leads. Each place is tried once: an address that
/// cannot begin where it stands is not looked for again behind its first letter.
fn next_address(
    text: &str,
    from: usize,
    offset: usize,
    source: &str,
) -> Option<(Range<usize>, String)> {
    let places = text[from..].char_indices().map(|(at, c)| (from + at, c));
    places
        .filter(|(at, c)| c.is_ascii_alphanumeric() && may_begin(source, offset + at))
        .find_map(|(at, _)| address_at(text, at))
}

fn address_at(text: &str, start: usize) -> Option<(Range<usize>, String)> {
    let found = ADDRESS.captures(&text[start..])?;
    let address = trimmed(found.get(0)?.as_str());
    let is_mail = found.name("mail").is_some();
    if is_mail && goes_on(address, &text[start + address.len()..]) {
        return None;
    }
    let destination = if is_mail {
        format!("mailto:{address}")
    } else if found.name("www").is_some() {
        format!("https://{address}")
    } else {
        address.to_owned()
    };
    Some((start..start + address.len(), destination))
}

/// Whether a mail address ends with, or before, what none ends with.
fn goes_on(address: &str, behind: &str) -> bool {
    address.ends_with('-') || behind.starts_with(['-', '_'])
}

fn may_begin(source: &str, at: usize) -> bool {
    // The cell of a table is a line of its own.
    matches!(
        source[..at].chars().next_back(),
        None | Some('\n' | '\t' | ' ' | '*' | '_' | '~' | '(' | '|')
    )
}

/// Without what belongs to the sentence: a full stop, a bracket that was opened before.
fn trimmed(address: &str) -> &str {
    let mut unopened = address.matches(')').count().saturating_sub(address.matches('(').count());
    let mut rest = address;
    while let Some(last) = rest.chars().next_back() {
        match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' => {
                rest = &rest[..rest.len() - 1];
            }
            ')' if unopened > 0 => {
                unopened -= 1;
                rest = &rest[..rest.len() - 1];
            }
            _ => break,
        }
    }
    without_entity(rest)
}

/// An entity at the end of an address, such as `&lt;`, is the sentence's.
fn without_entity(address: &str) -> &str {
    match (address.strip_suffix(';'), address.rfind('&')) {
        (Some(rest), Some(entity))
            if rest[entity + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            &address[..entity]
        }
        _ => address,
    }
}
