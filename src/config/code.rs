//! What a configuration says of code: `[markup.highlight]`.

use super::purpose::Purpose;
use crate::diagnostic::Spanned;
use crate::structured::{Reader, Value};

/// As written.
#[derive(Debug, Default)]
pub struct CodeOptions {
    pub code_fences: Option<bool>,
    pub line_numbers: Option<LineNumbers>,
    pub first_line: Option<Spanned<i64>>,
    pub line_anchors: Option<bool>,
}

/// Whether fenced code is highlighted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeBlocks {
    Highlighted,
    /// Said to be wrong where it is, and not highlighted: nobody will see it.
    Checked,
    Plain,
}

/// How lines are shown unless a block says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineDefaults {
    pub numbers: LineNumbers,
    pub first: i64,
    pub anchors: LineAnchors,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineNumbers {
    Shown,
    Hidden,
}

/// Whether the number of a line is a link to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineAnchors {
    On,
    Off,
}

impl CodeOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        reader.unused("style", "the theme has the colours of code");
        reader.unused("noClasses", "code has classes, and the theme has its colours");
        reader.unused("guessSyntax", "code without a language is shown plain");
        reader.unused("hl_Lines", "each block says which of its lines stand out");
        reader.unused("hl_inline", "each call of `highlight` says it");
        // What these ask for is as it is: tabs have the theme's width, numbers are never copied.
        for key in ["lineAnchors", "lineNumbersInTable", "noHl", "tabWidth", "wrapperClass"] {
            reader.any(key);
        }
        Self {
            code_fences: reader.bool("codeFences"),
            line_numbers: line_numbers(reader),
            first_line: reader.int("lineNoStart"),
            line_anchors: reader.bool("anchorLineNos"),
        }
    }

    pub(super) fn blocks(&self, purpose: Purpose) -> CodeBlocks {
        match (self.code_fences, purpose) {
            (Some(false), _) => CodeBlocks::Plain,
            (_, Purpose::Check) => CodeBlocks::Checked,
            (_, Purpose::Readers) => CodeBlocks::Highlighted,
        }
    }

    pub(super) fn lines(&self) -> LineDefaults {
        LineDefaults {
            numbers: self.line_numbers.unwrap_or(LineNumbers::Hidden),
            first: self.first_line.as_ref().map_or(1, |first| first.value),
            anchors: match self.line_anchors {
                Some(true) => LineAnchors::On,
                _ => LineAnchors::Off,
            },
        }
    }
}

/// `lineNos`: a switch, or where they stand. They stand beside the code either way.
fn line_numbers(reader: &mut Reader<'_>) -> Option<LineNumbers> {
    let value = &reader.any("lineNos")?.value;
    if matches!(value, Value::Text(place) if matches!(place.as_str(), "table" | "inline")) {
        return Some(LineNumbers::Shown);
    }
    let shown = reader.bool("lineNos")?;
    Some(if shown { LineNumbers::Shown } else { LineNumbers::Hidden })
}
