//! Lists that were typed as text: `• one` on lines of one paragraph.

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

/// A paragraph of which at least two lines begin with the same sign.
fn of_passage(page: &CheckedPage<'_>, passage: &Passage) -> Option<Diagnostic> {
    let begins = |at: usize| {
        let line = page.rest_of_line(at);
        let bullet = line.chars().next().filter(|c| BULLETS.contains(c))?;
        let words = line[bullet.len_utf8()..].trim();
        let is_first = at == passage.range.start
            || page.text[..at].trim_end_matches([' ', '\t']).ends_with('\n');
        (is_first && !words.is_empty()).then_some((at, bullet))
    };
    let mut lines = passage.texts.iter().filter_map(|text| begins(text.start));
    let (at, bullet) = lines.next()?;
    let (second, _) = lines.find(|(_, other)| *other == bullet)?;
    let message = format!("the lines that begin with `{bullet}` are one paragraph and no list");
    let line = page.rest_of_line(second);
    let hint = format!("write `- {}`", quoted(line[bullet.len_utf8()..].trim()));
    Some(page.problem(Code::ListLiteral, message, at..at + bullet.len_utf8()).hint(hint))
}
