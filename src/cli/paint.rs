//! Bold and dim words, and labels on their own colours, for terminals that take them.

use unicode_width::UnicodeWidthStr;

use crate::diagnostic::report::visible;
use crate::owners::{LabelBook, Rgb};

/// How names look.
pub(super) struct NameStyle<'a> {
    pub labels: &'a LabelBook,
    pub colours: Colours,
    /// How wide a line of text may be.
    pub columns: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    Shown,
    Plain,
}

/// A text and the columns that it takes, not counting escapes.
pub(super) struct Cell {
    pub text: String,
    pub width: usize,
}

impl Cell {
    pub(super) fn plain(text: &str) -> Self {
        let text = visible(text).into_owned();
        Self { width: text.width(), text }
    }
}

impl NameStyle<'_> {
    pub(super) fn bold(&self, text: &str) -> String {
        self.styled("1", &visible(text))
    }

    pub(super) fn dim(&self, text: &str) -> String {
        self.styled("2", &visible(text))
    }

    /// A label on its own colour, with a blank at either side.
    pub(super) fn label(&self, name: &str) -> Cell {
        let colour = self.labels.get(name).and_then(|label| label.colour);
        match colour.filter(|_| self.colours == Colours::Shown) {
            Some(ground) => {
                let style = format!("48;2;{};38;2;{}", channels(ground), channels(ground.ink()));
                let name = visible(name);
                let text = self.styled(&style, &format!(" {name} "));
                Cell { text, width: name.width() + 2 }
            }
            None => Cell::plain(name),
        }
    }

    fn styled(&self, style: &str, text: &str) -> String {
        match self.colours {
            Colours::Shown => format!("\u{1b}[{style}m{text}\u{1b}[0m"),
            Colours::Plain => text.to_owned(),
        }
    }
}

fn channels(Rgb([red, green, blue]): Rgb) -> String {
    format!("{red};{green};{blue}")
}
