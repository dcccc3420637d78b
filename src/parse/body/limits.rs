//! How much one text may hold, and what is said of one that holds more.

use std::ops::Range;

use camino::Utf8Path;

use super::{Source, depth};
use crate::diagnostic::{Code, Diagnostic, Place, Span};

/// How deep shortcodes may stand in one another. Each level is parsed again, so that the work is
/// bounded by this; four is the most that a real page was seen to have.
pub(super) const MAX_CALLS: usize = 16;

/// The most pieces of a text: elements, their ends, and words between them. The longest page of the corpora
/// has thirty thousand.
pub(super) const MAX_NODES: usize = 1_000_000;

pub(super) fn too_many_nodes(file: &Utf8Path, range: Range<usize>) -> Diagnostic {
    let message = format!("this text has more than {MAX_NODES} pieces, and is left out");
    let span = Span::new(range.start..range.start);
    Diagnostic::new(Code::BudgetExceeded, message).at(Place::span(file, span))
}

pub(super) fn too_deep(source: &Source<'_>, at: Range<usize>) -> Diagnostic {
    let message = format!(
        "quotations and lists stand more than {} deep in one another; from here on they are text",
        depth::MAX_DEPTH
    );
    Diagnostic::new(Code::BudgetExceeded, message).at(Place::span(source.file, Span::new(at)))
}

pub(super) fn too_many_calls(source: &Source<'_>, name: Span) -> Diagnostic {
    let message = format!("shortcodes stand more than {MAX_CALLS} deep in one another");
    Diagnostic::new(Code::ShortcodeSyntax, message).at(Place::span(source.file, name))
}
