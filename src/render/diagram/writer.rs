//! The drawing as far as it has been written, and the elements that are open in it.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;

use super::attributes::Attribute;
use super::paint::Role;
use super::survey::Survey;

/// An element that is open.
#[derive(Default)]
pub(super) struct Open {
    /// The tag to write at its end; empty when its own was left out.
    pub end: &'static str,
    pub role: Role,
    /// The colour of text in it.
    pub ink: Option<String>,
    /// Where it begins, for texts without a word.
    pub text_start: Option<usize>,
    pub has_words: bool,
    pub word: Option<Word>,
}

/// Text that says something about the diagram.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// `accTitle`
    Name,
    /// `accDescr`
    Description,
    /// A title that is shown.
    Title,
}

/// What the diagram says of itself.
#[derive(Default)]
pub(super) struct Words {
    pub name: String,
    pub description: String,
    pub title: String,
}

/// Writes the drawing, element by element.
pub(super) struct Writer {
    pub survey: Survey,
    pub html: String,
    pub open: Vec<Open>,
    /// How many elements are open of which nothing is written.
    pub skipped: usize,
    pub is_flowchart: bool,
    /// Whether its author coloured the ground under arrows and their labels light.
    pub is_on_light: bool,
    pub words: Words,
    pub view_box: String,
}

impl Writer {
    pub(super) fn new(survey: Survey, capacity: usize) -> Self {
        Self {
            survey,
            html: String::with_capacity(capacity),
            open: Vec::new(),
            skipped: 0,
            is_flowchart: false,
            is_on_light: false,
            words: Words::default(),
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
