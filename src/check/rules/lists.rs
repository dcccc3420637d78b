//! Lists that were typed as text: `• one` or `1.one` on lines of one paragraph.

use super::page::{CheckedPage, quoted};
use super::passage::{Passage, PassageKind};
use crate::diagnostic::{Code, Diagnostic};

/// Signs of items that are no marks of Markdown.
const BULLETS: [char; 8] = ['•', '●', '▪', '◦', '■', '·', '・', '‣'];

/// Reports lines that look like items and are none.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    let paragraphs = page.passages.iter().filter(|passage| passage.kind == PassageKind::Paragraph);
    found.extend(paragraphs.filter_map(|passage| of_passage(page, passage)));
}

/// What a line begins with that was meant as the mark of an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Bullet(char),
    /// `1.One`, without the blank that makes it an item.
    Number(u32),
}

/// A paragraph of which two lines begin with the same sign, or with a number and the next one.
fn of_passage(page: &CheckedPage<'_>, passage: &Passage) -> Option<Diagnostic> {
    let begins = |at: usize| {
        let line = page.rest_of_line(at);
        let (mark, end) = mark(line)?;
        let is_first = at == passage.range.start
            || page.text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        (is_first && !line[end..].trim().is_empty()).then_some((at, mark, end))
    };
    let mut lines = passage.texts.iter().filter_map(|text| begins(text.start));
    let (at, first, end) = lines.next()?;
    let next = match first {
        Mark::Bullet(_) => first,
        Mark::Number(number) => Mark::Number(number + 1),
    };
    let (second, _, of_second) = lines.find(|(_, mark, _)| *mark == next)?;
    let sign = &page.text[at..at + end];
    let message = format!("the lines that begin with `{sign}` are one paragraph and no list");
    let line = page.rest_of_line(second);
    let item = match next {
        Mark::Bullet(_) => "-",
        Mark::Number(_) => &line[..of_second],
    };
    let hint = format!("write `{item} {}`", quoted(line[of_second..].trim()));
    Some(page.problem(Code::ListLiteral, message, at..at + end).hint(hint))
}

/// The mark that a line begins with, and where it ends.
fn mark(line: &str) -> Option<(Mark, usize)> {
    let first = line.chars().next()?;
    if BULLETS.contains(&first) {
        return Some((Mark::Bullet(first), first.len_utf8()));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let number = line.get(..digits).filter(|_| (1..=2).contains(&digits))?.parse().ok()?;
    let behind = line[digits..].strip_prefix(['.', ')'])?;
    behind.starts_with(char::is_alphabetic).then_some((Mark::Number(number), digits + 1))
}
