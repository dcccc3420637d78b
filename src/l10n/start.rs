//! Makes the file of a new translation from its source: the same page, ready to be overwritten.
//!
//! The new page looks like its source. Headings have their ids written out, so that they keep them in
//! another language; if a team keeps the source in comments, each block has one before it.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::drifts::PINNED_COMMIT;
use crate::diagnostic::Spanned;
use crate::parse::body::Node;
use crate::parse::{Document, split_front_matter};
use crate::structured::Format;

/// How a team begins its translations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Convention<'a> {
    pub comments: Comments,
    /// The commit of the source, for the front matter.
    pub pin: Option<&'a str>,
}

/// Whether the source is kept in comments before its translation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Comments {
    #[default]
    None,
    Source,
}

impl Comments {
    /// The convention of most of the given translations.
    pub fn usual<'a>(translations: impl IntoIterator<Item = &'a Document>) -> Self {
        let (with, without): (Vec<_>, Vec<_>) =
            translations.into_iter().partition(|document| !document.body.segments.is_empty());
        if with.len() > without.len() { Comments::Source } else { Comments::None }
    }
}

/// The text of the new file. `text` is the source's.
pub fn start(source: &Document, text: &str, convention: Convention<'_>) -> String {
    let split = split_front_matter(text).ok();
    let body_start = split.as_ref().map_or(0, |split| split.body_start);
    let front_matter = split.and_then(|split| split.front_matter);
    let mut started = String::with_capacity(text.len() * 2);
    match &front_matter {
        Some((format, range)) => {
            started.push_str(&text[..range.start]);
            let of_source = FrontMatterText { text, format: *format, range };
            started.push_str(&of_translation(source, of_source, convention.pin));
            started.push_str(&text[range.end..body_start]);
        }
        None => started.extend(convention.pin.map(|pin| format!("---\n{}\n---\n\n", yaml(pin)))),
    }
    if let (Some((_, range)), Comments::Source) = (&front_matter, convention.comments) {
        started.push_str(&comment(&text[range.clone()]));
    }
    let mut blocks = Vec::new();
    find_blocks(&source.body.nodes, &mut blocks);
    let mut written = body_start;
    for block in blocks {
        let Some(start) = line_start(text, &block).filter(|start| *start >= written) else {
            continue;
        };
        started.push_str(&text[written..start]);
        let words = text[start..block.end].trim_end();
        if convention.comments == Comments::Source {
            started.push_str(&comment(words));
        }
        match &block.id {
            Some(id) => started.push_str(&with_id(words, id)),
            None => started.push_str(words),
        }
        written = start + words.len();
    }
    started.push_str(&text[written..]);
    started
}

/// The comment, on lines of its own; text that would end it too early is left out of comments.
fn comment(text: &str) -> String {
    let text = text.trim_matches(['\r', '\n']);
    if text.contains("-->") || text.contains("<!--") || text.trim().is_empty() {
        return String::new();
    }
    format!("<!--\n{text}\n-->\n")
}

/// The front matter of a source.
struct FrontMatterText<'a> {
    /// Of the whole file.
    text: &'a str,
    format: Format,
    range: &'a Range<usize>,
}

/// The source's, without the people of its team and with the commit that is translated. A `url` that
/// begins with a slash would be the source's own: without one it is below the language.
fn of_translation(
    source: &Document,
    front_matter: FrontMatterText<'_>,
    pin: Option<&str>,
) -> String {
    let FrontMatterText { text, format, range } = front_matter;
    const PEOPLE: [&str; 3] = ["approvers", "reviewers", "required_reviewers"];
    let entries = &source.front_matter.written.entries;
    let mut started = String::new();
    let mut written = range.start;
    for (index, (key, value)) in entries.iter().enumerate() {
        let start = key.span.range().start;
        let next = entries.get(index + 1).map_or(range.end, |(key, _)| key.span.range().start);
        let is_line =
            matches!(format, Format::Yaml | Format::Toml) && text[..start].ends_with('\n');
        if PEOPLE.contains(&key.value.as_str()) && is_line && start >= written && next >= start {
            started.push_str(&text[written..start]);
            written = next;
        }
        if key.value == "url" && written <= start {
            let value = value.span.range();
            if let Some(slash) = text[value.clone()].find('/').map(|slash| value.start + slash)
                && text[value.start..slash].trim_start_matches(['"', '\'']).is_empty()
            {
                started.push_str(&text[written..slash]);
                written = slash + 1;
            }
        }
    }
    started.push_str(&text[written..range.end]);
    let Some(pin) = pin else { return started };
    match format {
        Format::Toml => format!("{PINNED_COMMIT} = \"{pin}\"\n{started}"),
        Format::Json => started.replacen('{', &format!("{{\n  \"{PINNED_COMMIT}\": \"{pin}\","), 1),
        Format::Yaml | Format::Csv => {
            let end = if started.is_empty() || started.ends_with('\n') { "" } else { "\n" };
            let last = if text[range.end..].starts_with(['\r', '\n']) { "" } else { "\n" };
            format!("{started}{end}{}{last}", yaml(pin))
        }
    }
}

/// The text of a translation with another commit in its front matter. `None` if that is in no format in which a
/// key can be added.
pub fn pinned(translation: &Document, text: &str, pin: &str) -> Option<String> {
    let split = split_front_matter(text).ok()?;
    let Some((format, range)) = split.front_matter else {
        return Some(format!("---\n{}\n---\n\n{text}", yaml(pin)));
    };
    let entries = &translation.front_matter.written.entries;
    if let Some((_, value)) = entries.iter().find(|(key, _)| key.value == PINNED_COMMIT) {
        let place = value.span.range();
        let mark = text.get(place.clone())?.chars().next().filter(|c| matches!(c, '"' | '\''));
        let mark = mark.map_or_else(String::new, String::from);
        let (before, behind) = (&text[..place.start], &text[place.end..]);
        return Some(format!("{before}{mark}{pin}{mark}{behind}"));
    }
    let line = match format {
        Format::Toml => format!("{PINNED_COMMIT} = \"{pin}\"\n"),
        Format::Yaml => format!("{}\n", yaml(pin)),
        Format::Json | Format::Csv => return None,
    };
    // Before all other keys: behind a table of TOML, a key would belong to the table.
    Some(format!("{}{line}{}", &text[..range.start], &text[range.start..]))
}

/// Quoted if YAML would take the hash for a number.
fn yaml(pin: &str) -> String {
    let quote = if pin.parse::<f64>().is_ok() { "\"" } else { "" };
    format!("{PINNED_COMMIT}: {quote}{pin}{quote}")
}

/// A part of the body that is translated as a whole.
struct Block {
    start: usize,
    end: usize,
    /// Of a heading.
    id: Option<String>,
}

/// The outermost blocks of text, including those in shortcodes. Code, HTML, comments and pictures
/// that stand alone are the same in all languages.
fn find_blocks(nodes: &[Spanned<Node>], blocks: &mut Vec<Block>) {
    let mut depth = 0_usize;
    let mut open: Option<Block> = None;
    let mut has_words = false;
    for node in nodes {
        if let Some(block) = &mut open {
            block.end = block.end.max(node.span.range().end);
        }
        match &node.value {
            Node::Markdown(Event::Start(tag)) => {
                if depth == 0 {
                    has_words = matches!(tag, Tag::Heading { .. });
                    open = block(tag, node.span.range());
                }
                depth += 1;
            }
            Node::CallLink(_) => depth += 1,
            Node::Markdown(Event::End(_)) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    blocks.extend(open.take().filter(|_| has_words));
                }
            }
            Node::Shortcode(call) if depth == 0 => {
                if let Some(inner) = &call.inner {
                    find_blocks(&inner.nodes, blocks);
                }
            }
            Node::Markdown(Event::Text(text)) => has_words |= !text.trim().is_empty(),
            _ => {}
        }
    }
}

fn block(tag: &Tag<'_>, range: Range<usize>) -> Option<Block> {
    let id = match tag {
        Tag::HtmlBlock => return None,
        Tag::Heading { id, .. } => id.as_ref().map(ToString::to_string),
        _ => None,
    };
    Some(Block { start: range.start, end: range.end, id })
}

/// Where the block's first line begins; `None` if something else precedes it on that line.
fn line_start(text: &str, block: &Block) -> Option<usize> {
    let start = text[..block.start].rfind('\n').map_or(0, |newline| newline + 1);
    text[start..block.start].trim().is_empty().then_some(start)
}

/// A heading with its id, written out.
fn with_id(heading: &str, id: &str) -> String {
    // The text of a heading with a line of `=` or `-` below it ends a line earlier.
    let words = match heading.trim_start().starts_with('#') {
        true => heading.len(),
        false => heading.rfind('\n').unwrap_or(heading.len()),
    };
    let (line, rest) = heading.split_at(words);
    let line = line.trim_end();
    match line.ends_with('}').then(|| line.rfind('{')).flatten() {
        Some(open) if line[open..].contains('#') => heading.to_owned(),
        Some(open) => format!("{}{{#{id} {}{rest}", &line[..open], &line[open + 1..]),
        None => {
            let closed = line.trim_end_matches('#');
            // A closing run of signs has a blank before it; an empty heading has no words.
            let words = if closed.ends_with([' ', '\t']) { closed.trim_end() } else { line };
            if words.trim_matches(['#', ' ']).is_empty() {
                return heading.to_owned();
            }
            format!("{words} {{#{id}}}{rest}")
        }
    }
}
