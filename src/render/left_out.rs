//! What is said of the raw HTML that a page loses where its authors may not write any: one thing for each
//! page, since a page that has some often has much.

use crate::diagnostic::report::counted;
use crate::diagnostic::{Code, Diagnostic, Place};

/// The raw HTML that was left out of a page.
#[derive(Default)]
pub(super) struct LeftOutHtml {
    first: Option<Place>,
    /// The last piece: what follows it at once is of the same block.
    last: Option<Place>,
    pieces: usize,
}

impl LeftOutHtml {
    /// Notes a piece. A comment is no loss, and the end tag of an element is not counted beside its start.
    pub(super) fn note(&mut self, html: &str, place: Place) {
        if html.trim_start().starts_with("<!--") {
            return;
        }
        let is_end = html.starts_with("</");
        let last = self.last.replace(place.clone());
        if !is_end && !last.is_some_and(|last| continues(&last, &place)) {
            self.pieces += 1;
        }
        self.first.get_or_insert(place);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none()
    }

    /// Keeps only the file of what was noted: it stands nowhere in it.
    pub(super) fn forget_place(&mut self) {
        self.first.iter_mut().for_each(|place| place.span = None);
        self.last = None;
    }

    pub(super) fn diagnostic(self) -> Option<Diagnostic> {
        let first = self.first?;
        let message = match self.pieces {
            0 | 1 => "raw HTML is left out of this page".to_owned(),
            pieces => format!("{} of raw HTML are left out of this page", counted(pieces, "piece")),
        };
        let hint = "write it in Markdown or with a shortcode; if you trust every author, set \
                    `markup.goldmark.renderer.unsafe = true`";
        Some(Diagnostic::new(Code::HtmlLeftOut, message).at(first).hint(hint))
    }
}

/// Whether a place begins where another ends.
fn continues(last: &Place, place: &Place) -> bool {
    let (Some(before), Some(span)) = (last.span, place.span) else { return false };
    last.file == place.file && before.end == span.start
}
