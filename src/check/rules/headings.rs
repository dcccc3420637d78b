//! Headings that are none, that are empty, and that miss a level.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::page::{CheckedPage, quoted};
use super::passage::{Passage, PassageKind};
use crate::diagnostic::{Code, Diagnostic, Fix, Span, Spanned};
use crate::parse::body::Node;

/// Reports headings and what was meant as one.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for passage in &page.passages {
        if passage.kind != PassageKind::Cell {
            found.extend(
                passage.texts.iter().filter_map(|text| no_heading(page, passage, text.start)),
            );
        }
        found.extend(passage.texts.iter().filter_map(|text| {
            (passage.kind != PassageKind::Heading).then(|| mid_line(page, text.clone())).flatten()
        }));
    }
    if let Some(own) = page.parts.first() {
        levels(page, &headings(own), found);
    }
}

/// A heading of the page itself.
struct Heading {
    level: u8,
    span: Span,
    is_empty: bool,
}

fn headings(nodes: &[Spanned<Node>]) -> Vec<Heading> {
    let mut headings = Vec::new();
    let mut quotations = 0_usize;
    for (at, node) in nodes.iter().enumerate() {
        match &node.value {
            Node::Markdown(Event::Start(Tag::BlockQuote(_))) => quotations += 1,
            Node::Markdown(Event::End(TagEnd::BlockQuote(_))) => {
                quotations = quotations.saturating_sub(1);
            }
            // What is quoted has the levels of another page.
            Node::Markdown(Event::Start(Tag::Heading { level, .. })) if quotations == 0 => {
                let next = nodes.get(at + 1).map(|node| &node.value);
                headings.push(Heading {
                    level: *level as u8,
                    span: node.span,
                    is_empty: matches!(next, Some(Node::Markdown(Event::End(TagEnd::Heading(_))))),
                });
            }
            _ => {}
        }
    }
    headings
}

fn levels(page: &CheckedPage<'_>, headings: &[Heading], found: &mut Vec<Diagnostic>) {
    for heading in headings.iter().filter(|heading| heading.is_empty) {
        let message = "the heading has no words";
        found.push(page.problem(Code::HeadingEmpty, message, heading.span.range()));
    }
    let mut tops = headings.iter().filter(|heading| heading.level == 1);
    if let (Some(_), Some(second)) = (tops.next(), tops.next()) {
        let message = "the page has more than one heading of the first level";
        let hint = "the title of the front matter is one already: begin with `##`";
        found.push(page.problem(Code::HeadingTop, message, second.span.range()).hint(hint));
    }
    for pair in headings.windows(2) {
        let [above, below] = pair else { continue };
        if below.level > above.level + 1 {
            let message = format!(
                "a heading of level {} stands below one of level {}",
                below.level, above.level
            );
            let hint = format!("write `{}`", "#".repeat(usize::from(above.level) + 1));
            found.push(page.problem(Code::HeadingSkipped, message, below.span.range()).hint(hint));
        }
    }
}

/// A line of text that begins with number signs.
fn no_heading(page: &CheckedPage<'_>, passage: &Passage, at: usize) -> Option<Diagnostic> {
    page.behind(at).filter(|c| matches!(c, '#' | '＃'))?;
    let line = page.rest_of_line(at);
    let is_escaped = page.before(at) == Some('\\');
    let begins = at == passage.range.start || is_line_start(page, at);
    if !begins || is_escaped {
        return None;
    }
    let first = line.chars().next()?;
    let words = line.trim_start_matches(first);
    let signs = (line.len() - words.len()) / first.len_utf8();
    let range = at..at + line.len() - words.len();
    if first == '#' && words.starts_with([' ', '\t']) {
        let is_heading = signs <= 6 && passage.kind != PassageKind::Heading;
        let message = format!("`{}` is no heading here, but text", quoted(line));
        let hint = "put an empty line before it and begin the line with the number signs";
        return is_heading.then(|| page.problem(Code::HeadingLiteral, message, range).hint(hint));
    }
    let is_title = words.starts_with(|c: char| c.is_alphabetic() || (first != '#' && c == ' '))
        && signs <= 6
        && (signs > 1 || passage.kind == PassageKind::Paragraph && is_alone(page, passage, line));
    if !is_title {
        return None;
    }
    let message = format!("`{}` is text and no heading", quoted(line));
    let marks = "#".repeat(signs);
    let problem = page
        .problem(Code::HeadingBlank, message, range.clone())
        .hint(format!("write `{marks} {}`", quoted(words)));
    let is_certain = signs > 1 && first == '#' && passage.kind == PassageKind::Paragraph;
    let fix = Fix::replace(Span::new(range.end..range.end), " ");
    Some(if is_certain { problem.fix(fix) } else { problem })
}

/// Whether nothing but blanks stands before a place of its line.
fn is_line_start(page: &CheckedPage<'_>, at: usize) -> bool {
    page.text[..at].trim_end_matches([' ', '\t']).ends_with('\n')
}

/// Whether a line that begins with one number sign is a title rather than a hashtag or a number of an
/// issue: a paragraph of its own that begins with a capital or has none, of several words, with no other
/// number sign.
fn is_alone(page: &CheckedPage<'_>, passage: &Passage, line: &str) -> bool {
    let whole = page.text[passage.range.clone()].trim();
    let words = line.trim_start_matches(['#', '＃', ' ']);
    let is_cased = words.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase());
    let is_wide = words.chars().any(|c| c > '\u{2e80}');
    !whole.contains('\n')
        && whole.matches(['#', '＃']).count() == 1
        && is_cased
        && (words.contains(' ') || is_wide)
}

/// ` ## Words` in the middle of a line: the break before it was lost.
fn mid_line(page: &CheckedPage<'_>, text: std::ops::Range<usize>) -> Option<Diagnostic> {
    let written = &page.text[text.clone()];
    let at = [" ## ", " ### ", " #### "].iter().filter_map(|marks| written.find(marks)).min()?;
    let is_behind_words = !written[..at].trim().is_empty();
    let range = text.start + at + 1..text.start + at + 4;
    let message = format!("`{}` is no heading here, but text", quoted(&written[at..]));
    let hint = "begin a line with the number signs, with an empty line before it";
    is_behind_words.then(|| page.problem(Code::HeadingLiteral, message, range).hint(hint))
}
