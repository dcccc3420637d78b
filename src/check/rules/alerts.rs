//! Alerts whose kind was translated: `> [!注意]`.

use pulldown_cmark::{Event, Tag};

use super::page::CheckedPage;
use crate::diagnostic::{Code, Diagnostic, Fix, Span, Spanned};
use crate::parse::body::Node;

/// Kinds that themes know: GitHub's, then Obsidian's.
const KNOWN: &[&str] = &[
    "note",
    "tip",
    "important",
    "warning",
    "caution",
    "abstract",
    "attention",
    "bug",
    "check",
    "cite",
    "danger",
    "done",
    "error",
    "example",
    "fail",
    "failure",
    "faq",
    "help",
    "hint",
    "info",
    "missing",
    "question",
    "quote",
    "success",
    "summary",
    "tldr",
    "todo",
];

/// The longest kind that is taken for one, in characters.
const MAX_KIND: usize = 24;

/// A marker of an alert, or what looks like one.
struct Marker<'a> {
    kind: &'a str,
    /// Where the kind stands.
    at: usize,
    is_alert: bool,
}

/// Reports kinds of alerts that are words of a language. `source` is the page that this one translates.
pub(super) fn look(
    page: &CheckedPage<'_>,
    source: Option<&CheckedPage<'_>>,
    found: &mut Vec<Diagnostic>,
) {
    let own = markers(page);
    let theirs = source.map(markers).unwrap_or_default();
    let is_parallel = theirs.len() == own.len();
    for (index, marker) in own.iter().enumerate() {
        let meant = theirs.get(index).filter(|meant| is_parallel && meant.is_known());
        let is_other = meant.is_some_and(|meant| !meant.kind.eq_ignore_ascii_case(marker.kind));
        let is_fault = !marker.is_alert || is_other && !marker.is_known();
        if is_fault {
            found.push(problem(page, marker, meant.map(|meant| meant.kind)));
        }
    }
}

impl Marker<'_> {
    fn is_known(&self) -> bool {
        KNOWN.contains(&self.kind.to_lowercase().as_str())
    }
}

fn problem(page: &CheckedPage<'_>, marker: &Marker<'_>, meant: Option<&str>) -> Diagnostic {
    let range = marker.at..marker.at + marker.kind.len();
    let message = match marker.is_alert {
        true => format!("`{}` is no kind of alert that themes know", marker.kind),
        false => format!("`[!{}]` makes no alert: its kind is not an English word", marker.kind),
    };
    let problem = page.problem(Code::AlertKind, message, range.clone());
    match meant {
        Some(meant) => {
            let fix = Fix::replace(Span::new(range), meant);
            problem.hint(format!("write `[!{meant}]`, as the source does")).fix(fix)
        }
        None => {
            problem.hint("write `[!NOTE]`, `[!TIP]`, `[!IMPORTANT]`, `[!WARNING]` or `[!CAUTION]`")
        }
    }
}

/// The markers at the beginnings of the quotations of a page.
fn markers<'a>(page: &CheckedPage<'a>) -> Vec<Marker<'a>> {
    let mut markers = Vec::new();
    for part in &page.parts {
        let mut is_alert = false;
        for node in *part {
            match &node.value {
                Node::Alert(_) => is_alert = true,
                Node::Markdown(Event::Start(Tag::BlockQuote(_))) => {
                    markers.extend(marker(page, node, is_alert));
                    is_alert = false;
                }
                _ => is_alert = false,
            }
        }
    }
    markers
}

fn marker<'a>(
    page: &CheckedPage<'a>,
    quotation: &Spanned<Node>,
    is_alert: bool,
) -> Option<Marker<'a>> {
    let start = quotation.span.start as usize;
    let line = page.rest_of_line(start);
    let words = line.trim_start_matches(['>', ' ']);
    let kind = words.strip_prefix("[!")?.split(']').next()?;
    let is_kind =
        kind.chars().count() <= MAX_KIND && kind.chars().all(|c| c.is_alphanumeric() || c == ' ');
    let at = start + line.len() - words.len() + 2;
    let is_closed = page.text[at + kind.len()..].starts_with(']');
    (is_kind && is_closed && !kind.is_empty()).then_some(Marker { kind, at, is_alert })
}
