//! Attributes in braces that are shown as text: `## Title {#id)`.

use super::page::{CheckedPage, quoted};
use super::passage::PassageKind;
use crate::diagnostic::{Code, Diagnostic, Fix, Span};

/// Reports what begins as attributes do and was left as text.
pub(super) fn look(page: &CheckedPage<'_>, found: &mut Vec<Diagnostic>) {
    for passage in &page.passages {
        for text in &passage.texts {
            let written = &page.text[text.clone()];
            let places = written.char_indices().filter(|(_, c)| matches!(c, '{' | '｛'));
            let leaked = places.filter_map(|(at, brace)| {
                let is_escaped = page.before(text.start + at) == Some('\\');
                let leaked = Leaked::read(page.rest_of_line(text.start + at), brace)?;
                let is_heading = passage.kind == PassageKind::Heading;
                (!is_escaped && (is_heading || leaked.is_at_end)).then_some((at, leaked))
            });
            found.extend(leaked.take(1).map(|(at, leaked)| leaked.problem(page, text.start + at)));
        }
    }
}

/// An id in braces of the wrong kind.
struct Leaked {
    id: String,
    /// What stands where the closing brace should, and where that is from the opening one.
    closing: Option<(usize, char)>,
    length: usize,
    is_at_end: bool,
    is_full_width: bool,
}

impl Leaked {
    /// Reads `{#id` and what closes it.
    fn read(line: &str, brace: char) -> Option<Self> {
        let inside = line[brace.len_utf8()..].trim_start_matches(' ');
        let id = inside.strip_prefix(['#', '＃'])?;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':');
        let length = id.find(|c| !is_part(c)).unwrap_or(id.len());
        let start = line.len() - id.len();
        let behind = &id[length..];
        let closing =
            behind.chars().next().filter(|c| matches!(c, ')' | ']' | '）' | '｝' | '>' | '}'));
        let end = start + length + closing.map_or(0, char::len_utf8);
        (length > 0).then(|| Self {
            id: id[..length].to_owned(),
            closing: closing.map(|c| (start + length, c)),
            length: end,
            is_at_end: line[end..].trim().is_empty(),
            is_full_width: brace != '{' || !inside.starts_with('#'),
        })
    }

    fn problem(self, page: &CheckedPage<'_>, at: usize) -> Diagnostic {
        let range = at..at + self.length;
        let message = format!("`{}` is shown as it is", quoted(&page.text[range.clone()]));
        let problem = page
            .problem(Code::AttributeLeaked, message, range)
            .hint(format!("write `{{#{}}}` at the end of the heading", self.id));
        match self.closing {
            Some((place, closing)) if closing != '}' && self.is_at_end && !self.is_full_width => {
                let place = at + place;
                problem.fix(Fix::replace(Span::new(place..place + closing.len_utf8()), "}"))
            }
            _ => problem,
        }
    }
}
