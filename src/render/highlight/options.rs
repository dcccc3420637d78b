//! What the attributes of a fence and the options of `highlight` ask for. Names and meanings are
//! Hugo's, measured with Hugo 0.168.

use std::ops::RangeInclusive;

use crate::config::{LineAnchors, LineDefaults, LineNumbers};
use crate::diagnostic::{Span, Spanned, nearest};
use crate::html::attribute_is_allowed;
use crate::parse::body::CodeBlock;

/// How a block is shown, its colours apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BlockOptions {
    pub caption: Option<String>,
    pub id: Option<String>,
    pub classes: Vec<String>,
    /// `data-` attributes, as they are.
    pub data: Vec<(String, String)>,
    /// Lines that stand out, counted from 1 whatever the numbers beside them are.
    pub marked: Vec<RangeInclusive<usize>>,
    /// Lines that a change adds, and lines that it removes, counted likewise.
    pub added: Vec<RangeInclusive<usize>>,
    pub removed: Vec<RangeInclusive<usize>>,
    pub numbers: Option<Numbers>,
    /// Whether it is a part of a sentence.
    pub is_inline: bool,
}

/// The numbers beside the lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbers {
    pub first: i64,
    /// What stands before the number in the id of its line, if numbers are links.
    pub anchors: Option<String>,
}

/// A value that asks for nothing that there is.
#[derive(Debug, PartialEq, Eq)]
pub struct CodeProblem {
    pub span: Span,
    pub message: String,
    pub hint: String,
}

/// The options that mean something here.
const KNOWN: &[&str] = &[
    "anchorlinenos",
    "class",
    "del",
    "filename",
    "hl_inline",
    "hl_lines",
    "id",
    "ins",
    "lineanchors",
    "linenos",
    "linenostart",
    "title",
];

/// Options of Hugo that change nothing here: the theme has the colours and the width of tabs, and
/// numbers are never copied, in a table or not.
const NEEDLESS: &[&str] = &[
    "codefences",
    "guesssyntax",
    "linenumbersintable",
    "noclasses",
    "nohl",
    "style",
    "tabwidth",
    "wrapperclass",
];

impl BlockOptions {
    /// Reads what a block says, over what the site says. `anchor` stands before the numbers in ids
    /// if the block has no prefix of its own.
    pub fn read(
        block: &CodeBlock,
        defaults: LineDefaults,
        anchor: &str,
        problems: &mut Vec<CodeProblem>,
    ) -> Self {
        let mut reading = Reading {
            options: BlockOptions::default(),
            // As in Hugo, the site's default is for what is called code.
            has_numbers: defaults.numbers == LineNumbers::Shown && !block.language.is_empty(),
            has_anchors: defaults.anchors == LineAnchors::On,
            first: defaults.first,
            anchor: anchor.to_owned(),
            lines: block.text.lines().count(),
            problems,
        };
        for (name, value) in &block.attributes {
            reading.attribute(name, value);
        }
        reading.finish()
    }
}

struct Reading<'a> {
    options: BlockOptions,
    has_numbers: bool,
    has_anchors: bool,
    first: i64,
    anchor: String,
    /// How many the code has.
    lines: usize,
    problems: &'a mut Vec<CodeProblem>,
}

impl Reading<'_> {
    fn attribute(&mut self, name: &str, value: &Spanned<String>) {
        let text = value.value.trim();
        match name {
            "hl_lines" => {
                let ranges = self.ranges(name, value);
                self.options.marked.extend(ranges);
            }
            "ins" => {
                let ranges = self.ranges(name, value);
                self.options.added.extend(ranges);
            }
            "del" => {
                let ranges = self.ranges(name, value);
                self.options.removed.extend(ranges);
            }
            "linenos" => {
                self.has_numbers = match text.to_lowercase().as_str() {
                    "true" | "table" | "inline" => true,
                    "false" => false,
                    _ => self.reject(value, "`linenos`", "`true` or `false`", self.has_numbers),
                };
            }
            "linenostart" => {
                self.first = text.parse().unwrap_or_else(|_| {
                    self.reject(value, "`linenostart`", "a whole number", self.first)
                });
            }
            "anchorlinenos" => self.has_anchors = self.switch(name, value, self.has_anchors),
            "hl_inline" => self.options.is_inline = self.switch(name, value, false),
            "lineanchors" => self.anchor = format!("{text}-"),
            "title" | "filename" => self.options.caption = Some(text.to_owned()),
            "id" => self.options.id = Some(text.to_owned()),
            "class" => self.options.classes.extend(text.split_whitespace().map(str::to_owned)),
            _ if name.starts_with("data-") && attribute_is_allowed(name) => {
                self.options.data.push((name.to_owned(), text.to_owned()));
            }
            _ if NEEDLESS.contains(&name) => {}
            _ => self.unknown(name, value),
        }
    }

    /// `2 4-5`, also with commas.
    fn ranges(&mut self, name: &str, value: &Spanned<String>) -> Vec<RangeInclusive<usize>> {
        let mut ranges = Vec::new();
        for part in value.value.split([' ', ',', '\t']).filter(|part| !part.is_empty()) {
            let (from, to) = part.split_once('-').unwrap_or((part, part));
            match (from.trim().parse::<usize>(), to.trim().parse::<usize>()) {
                (Ok(from), Ok(to)) if from <= to && from <= self.lines => {
                    ranges.push(from.max(1)..=to);
                }
                (Ok(from), Ok(to)) if from <= to => {
                    let message = format!("`{name}` marks `{part}`, past the end of the code");
                    let hint = format!("lines are counted from 1; the last one is {}", self.lines);
                    self.problem(value.span, message, hint);
                }
                _ => {
                    let message = format!("`{part}` is not a line of `{name}`");
                    let hint = "write lines as in `2 4-5`".to_owned();
                    self.problem(value.span, message, hint);
                }
            }
        }
        ranges
    }

    fn switch(&mut self, name: &str, value: &Spanned<String>, default: bool) -> bool {
        match value.value.trim().to_lowercase().as_str() {
            "true" => true,
            "false" => false,
            _ => self.reject(value, &format!("`{name}`"), "`true` or `false`", default),
        }
    }

    /// Says what is wrong; gives the value that is used instead.
    fn reject<T>(&mut self, value: &Spanned<String>, name: &str, wanted: &str, instead: T) -> T {
        let message = format!("{name} cannot be `{}`", value.value);
        self.problem(value.span, message, format!("write {wanted}"));
        instead
    }

    /// A name that is no option may be an attribute that somebody's stylesheet knows; one that is
    /// nearly an option is a slip.
    fn unknown(&mut self, name: &str, value: &Spanned<String>) {
        if let Some(meant) = nearest(name, KNOWN.iter().copied()) {
            let message = format!("code has no option `{name}`");
            self.problem(value.span, message, format!("did you mean `{meant}`?"));
        }
    }

    fn problem(&mut self, span: Span, message: String, hint: String) {
        self.problems.push(CodeProblem { span, message, hint });
    }

    fn finish(self) -> BlockOptions {
        let anchors = self.has_anchors.then_some(self.anchor);
        let numbers = self.has_numbers.then_some(Numbers { first: self.first, anchors });
        BlockOptions { numbers, ..self.options }
    }
}
