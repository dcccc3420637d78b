//! The part of the drawing that is written, and the elements that are open in it.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

use super::attributes::Attribute;
use super::paint::PartRole;
use super::survey::DrawingSurvey;

/// An element that is open.
#[derive(Default)]
pub(super) struct Open {
    /// The end tag to write; empty if the start tag was left out.
    pub end: &'static str,
    pub role: PartRole,
    /// The colour of text in it.
    pub ink: Option<String>,
    /// Where it begins, to drop texts without words.
    pub text_start: Option<usize>,
    pub has_words: bool,
    pub word: Option<DiagramText>,
}

/// Text that describes the diagram.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum DiagramText {
    /// `accTitle`
    Name,
    /// `accDescr`
    Description,
    /// A title that is shown.
    Title,
}

/// The diagram's name, description and title.
#[derive(Default)]
pub(super) struct DiagramTexts {
    pub name: String,
    pub description: String,
    pub title: String,
}

/// Writes the drawing, element by element.
pub(super) struct Writer {
    pub survey: DrawingSurvey,
    pub html: String,
    pub open: Vec<Open>,
    /// The number of open elements that are left out.
    pub skipped: usize,
    pub is_flowchart: bool,
    /// Whether the author gave arrows and their labels a light background.
    pub is_on_light: bool,
    pub words: DiagramTexts,
    pub view_box: String,
}

impl Writer {
    pub(super) fn new(survey: DrawingSurvey, capacity: usize) -> Self {
        Self {
            survey,
            html: String::with_capacity(capacity),
            open: Vec::new(),
            skipped: 0,
            is_flowchart: false,
            is_on_light: false,
            words: DiagramTexts::default(),
            view_box: String::new(),
        }
    }

    pub(super) fn write_tag(&mut self, name: &str, attributes: &[Attribute], end: &str) {
        let _ = write!(self.html, "<{name}");
        for (attribute, value) in attributes {
            let _ = write!(self.html, " {attribute}=\"");
            let _ = escape_html(&mut self.html, value);
            self.html.push('"');
        }
        self.html.push_str(end);
    }
}
