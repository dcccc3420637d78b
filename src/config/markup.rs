//! What a configuration says of Markdown and code.

use super::code::{CodeBlocks, CodeOptions, LineDefaults};
use crate::diagnostic::Spanned;
use crate::structured::{Reader, UnknownKeys, Value};

/// How Markdown is read and shown.
#[derive(Clone, Copy, Debug)]
pub struct Markup {
    pub unsafe_html: bool,
    pub definition_list: bool,
    pub footnote: bool,
    pub strikethrough: bool,
    pub table: bool,
    pub task_list: bool,
    pub typographer: bool,
    pub linkify: bool,
    /// `{#id .class}` behind a heading.
    pub attribute: bool,
    /// The same on a line of its own behind any other block.
    pub block_attributes: bool,
    /// Every line break of the source is one on the page.
    pub hard_wraps: bool,
    /// A paragraph of nothing but an image stays a paragraph.
    pub wrap_lone_images: bool,
    pub heading_ids: HeadingIds,
    pub cjk: Cjk,
    pub maths: Maths,
    pub code: CodeBlocks,
    /// The lines of code.
    pub lines: LineDefaults,
    pub contents: Contents,
}

/// Which customs of Chinese and Japanese a language's Markdown follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cjk {
    /// A line break between two of their characters is no blank.
    pub joins_lines: bool,
    /// Emphasis closes beside full-width punctuation.
    pub frees_emphasis: bool,
}

/// Whose rule makes a heading's id from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingIds {
    None,
    GitHub,
    GitHubAscii,
    Blackfriday,
}

/// The delimiters of formulas in text. Each is on where its site or its page says so: dollar signs and
/// backslashes mean other things too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Maths {
    /// `\\(…\\)` and `\\[…\\]`: what is left of them by Markdown is what KaTeX looks for.
    pub doubled: bool,
    /// `\(…\)`
    pub parentheses: bool,
    /// `\[…\]`
    pub brackets: bool,
    /// `$$…$$`
    pub dollars: bool,
    /// `$…$`
    pub dollar: bool,
}

impl Maths {
    /// What a page gets that says `math: true`.
    pub const PAGE: Self =
        Self { doubled: true, parentheses: true, brackets: true, dollars: true, dollar: false };

    /// With the delimiters of either.
    pub fn or(self, other: Self) -> Self {
        Self {
            doubled: self.doubled || other.doubled,
            parentheses: self.parentheses || other.parentheses,
            brackets: self.brackets || other.brackets,
            dollars: self.dollars || other.dollars,
            dollar: self.dollar || other.dollar,
        }
    }
}

/// The levels of headings in the table of contents, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    pub start: u8,
    pub end: u8,
}

/// `[markup]`: Markdown, code and the table of contents.
#[derive(Debug, Default)]
pub struct MarkupOptions {
    pub unsafe_html: Option<bool>,
    pub definition_list: Option<bool>,
    pub footnote: Option<bool>,
    pub strikethrough: Option<bool>,
    pub table: Option<bool>,
    pub task_list: Option<bool>,
    pub typographer: Option<bool>,
    pub linkify: Option<bool>,
    /// The delimiters of formulas on every page.
    pub maths: Maths,
    pub attribute: Option<bool>,
    pub block_attributes: Option<bool>,
    pub hard_wraps: Option<bool>,
    pub wrap_lone_images: Option<bool>,
    pub cjk: CjkOptions,
    pub auto_heading_id: Option<bool>,
    pub heading_id_type: Option<Spanned<String>>,
    pub code: CodeOptions,
    pub contents_start: Option<Spanned<i64>>,
    pub contents_end: Option<Spanned<i64>>,
}

impl MarkupOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        let mut options = Self::default();
        for other in
            ["defaultMarkdownHandler", "asciidocExt", "blackfriday", "org", "pandoc", "rst"]
        {
            // Content in these notations is named where it stands.
            reader.any(other);
        }
        reader.within("goldmark", UnknownKeys::Report, |goldmark| {
            goldmark.within("extensions", UnknownKeys::Report, |extensions| {
                options.definition_list = extensions.bool("definitionList");
                options.footnote = bool_or(extensions, "footnote", Switch::Enable);
                options.strikethrough = extensions.bool("strikethrough");
                options.table = extensions.bool("table");
                options.task_list = extensions.bool("taskList");
                options.typographer = bool_or(extensions, "typographer", Switch::Disable);
                options.cjk = CjkOptions::read(extensions);
                options.linkify = extensions.bool("linkify");
                options.maths = extensions.any("passthrough").map(passthrough).unwrap_or_default();
                extensions.any("linkifyProtocol");
            });
            goldmark.within("parser", UnknownKeys::Report, |parser| {
                options.attribute = bool_or(parser, "attribute", Switch::Title);
                options.block_attributes = parser
                    .any("attribute")
                    .and_then(|found| found.value.as_table()?.get("block")?.value.as_bool());
                options.auto_heading_id = parser.bool("autoHeadingID");
                options.heading_id_type =
                    parser.text("autoHeadingIDType").or_else(|| parser.text("autoIDType"));
                options.wrap_lone_images = parser.bool("wrapStandAloneImageWithinParagraph");
            });
            goldmark.within("renderer", UnknownKeys::Report, |renderer| {
                options.unsafe_html = renderer.bool("unsafe");
                options.hard_wraps = renderer.bool("hardWraps");
                renderer.any("xhtml");
            });
            goldmark.any("renderHooks");
            goldmark.any("duplicateResourceFiles");
        });
        options.code =
            reader.within("highlight", UnknownKeys::Report, CodeOptions::read).unwrap_or_default();
        reader.within("tableOfContents", UnknownKeys::Report, |contents| {
            options.contents_start = contents.int("startLevel");
            options.contents_end = contents.int("endLevel");
            contents.any("ordered");
        });
        options
    }
}

/// `cjk`: `true`, `false` or a table, for all languages or for one. What is `None` is left to the
/// language.
#[derive(Clone, Copy, Debug, Default)]
pub struct CjkOptions {
    pub enable: Option<bool>,
    pub line_breaks: Option<bool>,
    pub emphasis: Option<bool>,
}

impl CjkOptions {
    pub(super) fn read(reader: &mut Reader<'_>) -> Self {
        if !matches!(reader.any("cjk").map(|found| &found.value), Some(Value::Table(_))) {
            return Self { enable: reader.bool("cjk"), ..Self::default() };
        }
        let mut options = Self::default();
        reader.within("cjk", UnknownKeys::Report, |cjk| {
            options.enable = cjk.bool("enable");
            options.line_breaks = cjk.bool("eastAsianLineBreaks");
            options.emphasis = cjk.bool("emphasis");
            // Hugo's other keys: a style of its own for each script, and blanks that are escaped.
            cjk.any("eastAsianLineBreaksStyle");
            cjk.any("escapedSpace");
        });
        options
    }
}

/// The key of a switch within its table.
#[derive(Clone, Copy)]
enum Switch {
    Enable,
    Disable,
    /// Attributes of headings: Hugo's `attribute` is a table of two switches.
    Title,
}

/// Some switches of Hugo are a boolean or a table with one inside.
fn bool_or(reader: &mut Reader<'_>, key: &'static str, switch: Switch) -> Option<bool> {
    match reader.any(key).map(|found| &found.value) {
        Some(Value::Table(table)) => {
            let inside = |key| table.get(key).and_then(|found| found.value.as_bool());
            Some(match switch {
                Switch::Enable => inside("enable").unwrap_or(true),
                Switch::Disable => !inside("disable").unwrap_or(false),
                Switch::Title => inside("title").unwrap_or(true),
            })
        }
        Some(_) => reader.bool(key),
        None => None,
    }
}

/// `passthrough`, by which a site of Hugo keeps formulas from Markdown: of its delimiters those that
/// KaTeX and MathJax know.
fn passthrough(found: &Spanned<Value>) -> Maths {
    let Value::Table(table) = &found.value else { return Maths::default() };
    let is_on = table.get("enable").and_then(|on| on.value.as_bool()).unwrap_or(false);
    let delimiters = table.get("delimiters").and_then(|found| found.value.as_table());
    let (true, Some(delimiters)) = (is_on, delimiters) else { return Maths::default() };
    let openings: Vec<&str> =
        delimiters.entries.iter().flat_map(|(_, pairs)| texts(&pairs.value)).collect();
    Maths {
        doubled: false,
        parentheses: openings.contains(&r"\("),
        brackets: openings.contains(&r"\["),
        dollars: openings.contains(&"$$"),
        dollar: openings.contains(&"$"),
    }
}

/// The texts of a list and of the lists in it.
fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::List(items) => items.iter().flat_map(|item| texts(&item.value)).collect(),
        _ => Vec::new(),
    }
}
