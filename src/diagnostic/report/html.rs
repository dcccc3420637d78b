//! For the browser: the overlay on a page while the site cannot be built.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

use super::lines::{Position, Positions};
use super::{Report, Texts, counted};
use crate::diagnostic::{Diagnostic, Severity};

/// The number of errors that are shown.
const SHOWN: usize = 20;

/// The errors of a report, as sections of HTML without style. All words are escaped. What frames the messages
/// is in elements with `data-say`, so that the browser can say it in the reader's language.
pub fn html(report: &Report<'_>, texts: &dyn Texts) -> String {
    let mut positions = Positions::new(texts);
    let mut html = String::new();
    let errors = report.entries.iter().filter(|(severity, _)| *severity == Severity::Error);
    for (_, diagnostic) in errors.take(SHOWN) {
        section(&mut html, diagnostic, &mut positions);
    }
    let more = report.count(Severity::Error).saturating_sub(SHOWN);
    if more > 0 {
        let words = counted(more, "further error");
        let _ = write!(
            html,
            "<p class=\"more\" data-say=\"more\" data-count=\"{more}\">and {words}</p>"
        );
    }
    html
}

fn section(html: &mut String, diagnostic: &Diagnostic, positions: &mut Positions<'_>) {
    let _ = write!(html, "<section><h2>{}[{}]: ", say("error"), diagnostic.code);
    escape(html, &diagnostic.message);
    html.push_str("</h2>");
    if let Some(place) = &diagnostic.place {
        let position = positions.of(place);
        html.push_str("<p class=\"place\">");
        escape(html, place.file.as_str());
        if let Some(Position { line, column, .. }) = position {
            let _ = write!(html, ":{line}:{column}");
        }
        html.push_str("</p>");
        if let (Some(position), Some(text)) = (position, positions.text(&place.file)) {
            excerpt(html, text, position);
        }
    }
    if let Some(label) = &diagnostic.label {
        element(html, "label", label);
    }
    for (place, words) in &diagnostic.related {
        element(html, "related", &format!("{}: {words}", place.file));
    }
    if let Some(hint) = &diagnostic.hint {
        let _ = write!(html, "<p class=\"hint\">{}: ", say("hint"));
        escape(html, hint);
        html.push_str("</p>");
    }
    html.push_str("</section>");
}

/// A word of the frame.
fn say(word: &str) -> String {
    format!("<span data-say=\"{word}\">{word}</span>")
}

/// The first line of the place with its mark, between its neighbours.
fn excerpt(html: &mut String, text: &str, position: Position) {
    let first = position.line.saturating_sub(1).max(1);
    html.push_str("<pre>");
    for (number, line) in (1..).zip(text.lines()).skip(first - 1).take(position.line + 2 - first) {
        let _ = write!(html, "<span class=\"number\">{number:>4} </span>");
        if number == position.line {
            marked(html, line, position);
        } else {
            escape(html, line);
        }
        html.push('\n');
    }
    html.push_str("</pre>");
}

fn marked(html: &mut String, line: &str, position: Position) {
    let byte = |column: usize| line.char_indices().nth(column - 1).map_or(line.len(), |(at, _)| at);
    let start = byte(position.column);
    // An empty mark would be invisible: it covers the next character.
    let end = match position.end_line == position.line {
        true => byte(position.end_column.max(position.column + 1)),
        false => line.len(),
    };
    escape(html, &line[..start]);
    html.push_str("<mark>");
    escape(html, if start == end { " " } else { &line[start..end] });
    html.push_str("</mark>");
    escape(html, &line[end..]);
}

fn element(html: &mut String, class: &str, words: &str) {
    let _ = write!(html, "<p class=\"{class}\">");
    escape(html, words);
    html.push_str("</p>");
}

fn escape(html: &mut String, text: &str) {
    // Writing to a string does not fail.
    let _ = escape_html(html, text);
}

#[cfg(test)]
mod tests {
    use camino::Utf8Path;

    use super::*;
    use crate::diagnostic::report::Notes;
    use crate::diagnostic::{Code, Place, Severities, Span};

    fn shown(diagnostics: &[Diagnostic], text: &str) -> String {
        let report = Report::new(diagnostics, &Severities::default(), Notes::Hidden);
        html(&report, &|_: &Utf8Path| Some(text.to_owned()))
    }

    #[test]
    fn an_excerpt_with_its_mark_and_nothing_unescaped() {
        let place = Place::span("a<b>.md", Span::new(8..16));
        let diagnostic = Diagnostic::new(Code::DateInvalid, "`<script>` is no date")
            .at(place)
            .label("<b>")
            .hint("write \"2026\" & more");
        let html = shown(&[diagnostic], "---\nd: \"<script>\"\n---\n");
        assert_eq!(
            html,
            "<section><h2><span data-say=\"error\">error</span>[date-invalid]: `&lt;script&gt;` is no date</h2>\
             <p class=\"place\">a&lt;b&gt;.md:2:5</p>\
             <pre><span class=\"number\">   1 </span>---\n\
             <span class=\"number\">   2 </span>d: &quot;<mark>&lt;script&gt;</mark>&quot;\n\
             <span class=\"number\">   3 </span>---\n</pre>\
             <p class=\"label\">&lt;b&gt;</p>\
             <p class=\"hint\"><span data-say=\"hint\">hint</span>: write &quot;2026&quot; &amp; more</p></section>"
        );
    }

    #[test]
    fn places_at_the_edges_of_a_file() {
        for (range, text) in [(0..0, ""), (3..3, "abc"), (4..9, "abc\nde"), (0..99, "é\n\nx")] {
            let place = Place::span("a.md", Span::new(range));
            let diagnostic = Diagnostic::new(Code::DateInvalid, "no date").at(place);
            assert!(shown(&[diagnostic], text).contains("</section>"), "{text:?}");
        }
    }

    #[test]
    fn many_errors_are_counted_and_warnings_left_to_the_terminal() {
        let error = Diagnostic::new(Code::DateInvalid, "no date");
        let mut all = vec![error; SHOWN + 2];
        all.push(Diagnostic::new(Code::PairRepaired, "repaired"));
        let html = shown(&all, "");
        assert_eq!(html.matches("<section>").count(), SHOWN);
        assert!(
            html.ends_with(
                "<p class=\"more\" data-say=\"more\" data-count=\"2\">and 2 further errors</p>"
            ),
            "{html}"
        );
        assert!(!html.contains("repaired"));
    }
}
