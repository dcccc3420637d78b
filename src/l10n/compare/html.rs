//! Raw HTML: its text without tags and entities, cut where a browser begins a new line or a new cell.

use super::pieces::tag_words;
use super::regard::warns_in_html;
use super::unit::{Regard, UnitKind};
use super::unit_builder::UnitBuilder;
use super::word::WordKind;
use crate::diagnostic::Span;

/// The elements that are a block of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// Whether tags end a unit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum HtmlPlace {
    /// HTML that is a block of Markdown.
    Block,
    /// HTML within a line of text.
    Inline,
}

/// Adds the text of raw HTML to the units, its links and pictures, and where they lead.
pub(super) fn add(builder: &mut UnitBuilder<'_>, html: &str, span: Span, place: HtmlPlace) {
    let is_alike = builder.at(span) == html;
    let at = |start: usize, end: usize| match is_alike {
        true => Span::new(start..end).shifted(span.start as usize),
        false => span,
    };
    for piece in pieces(html) {
        match piece {
            Piece::Text(start, end) if place == HtmlPlace::Block => {
                let text = &html[start..end];
                add_lines(builder, text, &|from, to| at(start + from, start + to));
            }
            Piece::Text(start, end) => {
                add_text(builder, &html[start..end], &|from, to| at(start + from, start + to))
            }
            Piece::Tag(start, end) => {
                let tag = &html[start..end];
                add_tag(builder, tag, place, &|from, to| at(start + from, start + to));
            }
        }
    }
}

/// Lines of HTML. A comment that begins with a tag has headings that Markdown takes for its text.
fn add_lines(builder: &mut UnitBuilder<'_>, text: &str, place: &dyn Fn(usize, usize) -> Span) {
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start();
        let level = bare.bytes().take_while(|byte| *byte == b'#').count();
        if (1..=6).contains(&level) && bare[level..].starts_with(' ') {
            add_text(builder, &text[start..at], &|from, to| place(start + from, start + to));
            builder.begin(UnitKind::Heading(level as u8), None);
            let from = at + line.len() - bare.len() + level;
            start = at + line.len();
            add_text(builder, &text[from..start], &|first, last| place(from + first, from + last));
            builder.begin(UnitKind::Html, None);
        }
        at += line.len();
    }
    add_text(builder, &text[start..], &|from, to| place(start + from, start + to));
}

fn add_text(builder: &mut UnitBuilder<'_>, text: &str, place: &dyn Fn(usize, usize) -> Span) {
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let (length, character) = match entity(rest) {
            Some((length, character)) => (length, Some(character)),
            None => (next_entity(rest), None),
        };
        let end = at + length;
        match character {
            Some(character) => {
                builder.push_text(character.encode_utf8(&mut [0; 4]), place(at, end));
            }
            None => {
                // A unit does not begin with the blank between two tags.
                let is_first = builder.is_empty();
                let start = if is_first { end - rest[..length].trim_start().len() } else { at };
                if start < end {
                    builder.push_text(&text[start..end], place(start, end));
                }
            }
        }
        at = end;
    }
}

fn add_tag(
    builder: &mut UnitBuilder<'_>,
    tag: &str,
    place: HtmlPlace,
    at: &dyn Fn(usize, usize) -> Span,
) {
    let (name, is_end) = name_of(tag);
    if place == HtmlPlace::Block && BLOCKS.contains(&&*name) {
        builder.begin(UnitKind::Html, None);
        if warns_in_html(tag) {
            builder.regard = Regard::Warning;
        }
        return;
    }
    match &*name {
        "code" | "kbd" | "samp" | "tt" if is_end => builder.flush_as(WordKind::Code),
        _ => builder.flush(),
    }
    let words = tag_words(tag, builder.prefix, at);
    if !words.is_empty() {
        builder.inline(at(0, tag.len())).words.extend(words);
    }
}

/// The name of a tag in small letters, and whether it ends an element.
fn name_of(tag: &str) -> (String, bool) {
    let inside = tag.trim_start_matches('<');
    let name = inside.strip_prefix('/');
    let length = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(text.len());
    let text = name.unwrap_or(inside);
    (text[..length(text)].to_ascii_lowercase(), name.is_some())
}

enum Piece {
    Text(usize, usize),
    Tag(usize, usize),
}

/// The tags, and the texts between them.
fn pieces(html: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut at, mut searched) = (0, 0);
    while let Some(open) = html[searched..].find('<').map(|open| searched + open) {
        searched = open + 1;
        let is_tag = html[searched..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        if !is_tag {
            continue;
        }
        let end = html[open..].find('>').map_or(html.len(), |close| open + close + 1);
        pieces.extend((at < open).then_some(Piece::Text(at, open)));
        pieces.push(Piece::Tag(open, end));
        (at, searched) = (end, end);
    }
    pieces.extend((at < html.len()).then_some(Piece::Text(at, html.len())));
    pieces
}

/// Where a text may have its next character reference, behind its first character.
fn next_entity(text: &str) -> usize {
    let mut marks = text.match_indices('&').map(|(at, _)| at);
    marks.find(|at| *at > 0).unwrap_or(text.len())
}

/// The character reference that a text begins with, and its length.
fn entity(text: &str) -> Option<(usize, char)> {
    /// In bytes, of a name.
    const LONGEST: usize = 12;
    let inside = text.strip_prefix('&')?;
    let end = inside.bytes().take(LONGEST + 1).position(|byte| byte == b';')?;
    let name = &inside[..end];
    let character = named_character(name).or_else(|| numbered_character(name))?;
    Some((end + 2, character))
}

/// The character that an entity names.
fn named_character(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" => ' ',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "ldquo" | "rdquo" => '"',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "ndash" | "mdash" => '-',
        "hellip" => '…',
        "ast" | "midast" | "lowast" => '*',
        "lowbar" | "UnderBar" => '_',
        "grave" => '`',
        "num" => '#',
        "sol" => '/',
        "bsol" => '\\',
        "colon" => ':',
        "comma" => ',',
        "period" => '.',
        "lpar" => '(',
        "rpar" => ')',
        "lsqb" | "lbrack" => '[',
        "rsqb" | "rbrack" => ']',
        "lcub" | "lbrace" => '{',
        "rcub" | "rbrace" => '}',
        "vert" | "verbar" | "VerticalLine" => '|',
        "dollar" => '$',
        "percnt" => '%',
        "equals" => '=',
        "plus" => '+',
        "times" => '×',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "rarr" => '→',
        "larr" => '←',
        "le" | "leq" => '≤',
        "ge" | "geq" => '≥',
        _ => return None,
    })
}

/// The character of `#39` or `#x27`.
fn numbered_character(name: &str) -> Option<char> {
    let number = name.strip_prefix('#')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(html: &str) -> Vec<String> {
        let mut builder = UnitBuilder::new(html, "/");
        add(&mut builder, html, Span::new(0..html.len()), HtmlPlace::Block);
        let units = builder.finish();
        units.iter().map(|unit| html[unit.span.range()].trim().to_owned()).collect()
    }

    #[test]
    fn cells_are_units_of_their_own() {
        let row = "<tr><td colspan=\"2\">--a int&nbsp;&nbsp;Default: 1</td></tr>\n\
                   <tr><td></td><td><p>The <b>first</b> <code>x</code>.</p></td></tr>";
        assert_eq!(
            units(row),
            ["--a int&nbsp;&nbsp;Default: 1", "The <b>first</b> <code>x</code>."]
        );
    }

    #[test]
    fn what_is_no_tag_is_text() {
        assert_eq!(units("<p>1 < 2 & 3 &x; &#65;</p> <p>b"), ["1 < 2 & 3 &x; &#65;", "b"]);
        assert_eq!(units("<"), ["<"]);
    }

    #[test]
    fn entities_are_characters() {
        assert_eq!(entity("&nbsp;x"), Some((6, ' ')));
        assert_eq!(entity("&#x41;"), Some((6, 'A')));
        for none in ["&", "&;", "& b;", "&#;", "&nothing;", "&verylongname;", "x"] {
            assert_eq!(entity(none), None, "{none}");
        }
    }
}
