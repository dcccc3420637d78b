//! Pieces of code, each with its class, into HTML.

use pulldown_cmark_escape::escape_html_body_text;

/// HTML that grows piece by piece. Neighbours of one class share a span; no span holds the end of a
/// line inside itself, so that the HTML can be cut into lines.
#[derive(Default)]
pub(super) struct ClassedHtml {
    html: String,
    open: &'static str,
}

impl ClassedHtml {
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self { html: String::with_capacity(capacity), open: "" }
    }

    /// Adds text of a class; the empty class is none.
    pub(super) fn push(&mut self, class: &'static str, text: &str) {
        for line in text.split_inclusive('\n') {
            let (words, end) = line.strip_suffix('\n').map_or((line, ""), |words| (words, "\n"));
            // Blanks have no colour, so they need no span of their own.
            if class != self.open && !words.trim().is_empty() {
                self.close();
                self.open(class);
            }
            let _ = escape_html_body_text(&mut self.html, words);
            if !end.is_empty() {
                self.close();
                self.html.push_str(end);
            }
        }
    }

    /// Adds a span of its own, even of blanks, that takes the end of its line with it: removing the
    /// element removes the line.
    pub(super) fn push_element(&mut self, class: &'static str, text: &str) {
        self.close();
        self.open(class);
        let _ = escape_html_body_text(&mut self.html, text);
        self.close();
    }

    pub(super) fn finish(mut self) -> String {
        self.close();
        self.html
    }

    fn open(&mut self, class: &'static str) {
        if !class.is_empty() {
            self.html.push_str("<span class=\"");
            self.html.push_str(class);
            self.html.push_str("\">");
        }
        self.open = class;
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.html.push_str("</span>");
        }
        self.open = "";
    }
}

/// The lines of such HTML, each with its end, which may be inside the line's last span.
pub(super) fn lines(html: &str) -> impl Iterator<Item = &str> {
    let mut rest = html;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        // Text is escaped: this can only be a span's own end.
        let end = if rest[end..].starts_with("</span>") { end + "</span>".len() } else { end };
        let line;
        (line, rest) = rest.split_at(end);
        Some(line)
    })
}

pub(super) fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 8);
    let _ = escape_html_body_text(&mut html, text);
    html
}
