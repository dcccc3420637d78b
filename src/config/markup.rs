//! What a configuration says of Markdown and code.

use std::sync::Arc;

use super::code::{CodeBlocks, CodeOptions, LineDefaults};
use crate::diagnostic::Spanned;
use crate::html::without_references;
use crate::structured::{Reader, UnknownKeys, Value};

/// How Markdown is read and shown.
#[derive(Clone, Debug)]
pub struct Markup {
    pub unsafe_html: bool,
    pub definition_list: bool,
    pub footnote: bool,
    pub table: bool,
    pub task_list: bool,
    /// What marks become, if they become anything.
    pub typography: Option<Arc<Typography>>,
    pub linkify: bool,
    /// `:tada:` is an emoji.
    pub emoji: bool,
    pub extras: Extras,
    /// `{#id .class}` behind a heading.
    pub attribute: bool,
    /// The same on a line of its own behind any other block.
    pub block_attributes: bool,
    /// Every line break of the source is one on the page.
    pub hard_wraps: bool,
    /// A paragraph of nothing but an image stays a paragraph.
    pub wrap_lone_images: bool,
    pub heading_ids: HeadingIds,
    /// Whether the terms of definition lists have ids by the same rule.
    pub term_ids: bool,
    pub cjk: Cjk,
    pub maths: Maths,
    /// What stands between other delimiters is not for Markdown, either.
    pub passed: Arc<[Delimiters]>,
    pub code: CodeBlocks,
    /// The lines of code.
    pub lines: LineDefaults,
    pub contents: Contents,
}

/// What the typographer writes for marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typography {
    pub left_single_quote: String,
    pub right_single_quote: String,
    pub left_double_quote: String,
    pub right_double_quote: String,
    pub en_dash: String,
    pub em_dash: String,
    pub ellipsis: String,
    pub left_angle_quote: String,
    pub right_angle_quote: String,
    pub apostrophe: String,
}

/// Marks for text that is struck out, inserted, marked, deleted, raised or lowered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// `~x~` and `~~x~~`, before anything else that `~` may mean.
    pub strikethrough: bool,
    pub insert: bool,
    pub mark: bool,
    pub delete: bool,
    pub superscript: bool,
    pub subscript: bool,
}

/// Which customs of Chinese and Japanese a language's Markdown follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cjk {
    /// A line break between two of their characters is no blank.
    pub joins_lines: bool,
    /// Emphasis closes beside full-width punctuation.
    pub frees_emphasis: bool,
    /// A backslash takes the blank behind it away.
    pub drops_escaped_blanks: bool,
}

/// Whose rule makes a heading's id from its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingIds {
    None,
    GitHub,
    GitHubAscii,
    Blackfriday,
}

/// A pair of delimiters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delimiters {
    pub open: String,
    pub close: String,
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
    /// Whether templates of Go get it as lists with numbers.
    pub ordered: bool,
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
    pub typography: Typography,
    pub extras: Extras,
    pub linkify: Option<bool>,
    /// The delimiters of formulas on every page.
    pub maths: Maths,
    pub passed: Vec<Delimiters>,
    pub attribute: Option<bool>,
    pub block_attributes: Option<bool>,
    pub hard_wraps: Option<bool>,
    pub wrap_lone_images: Option<bool>,
    pub cjk: CjkOptions,
    pub auto_heading_id: Option<bool>,
    pub heading_id_type: Option<Spanned<String>>,
    pub auto_term_id: Option<bool>,
    pub code: CodeOptions,
    pub contents_start: Option<Spanned<i64>>,
    pub contents_end: Option<Spanned<i64>>,
    pub contents_ordered: Option<bool>,
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
            let report = UnknownKeys::Report;
            goldmark.within("extensions", report, |table| options.read_extensions(table));
            goldmark.within("parser", report, |table| options.read_parser(table));
            goldmark.within("renderer", report, |table| {
                options.unsafe_html = table.bool("unsafe");
                options.hard_wraps = table.bool("hardWraps");
                table.any("xhtml");
            });
            goldmark.any("renderHooks");
            goldmark.any("duplicateResourceFiles");
        });
        options.code =
            reader.within("highlight", UnknownKeys::Report, CodeOptions::read).unwrap_or_default();
        reader.within("tableOfContents", UnknownKeys::Report, |contents| {
            options.contents_start = contents.int("startLevel");
            options.contents_end = contents.int("endLevel");
            options.contents_ordered = contents.bool("ordered");
        });
        options
    }

    fn read_extensions(&mut self, extensions: &mut Reader<'_>) {
        self.definition_list = extensions.bool("definitionList");
        self.footnote = bool_or(extensions, "footnote", Switch::Enable);
        self.strikethrough = extensions.bool("strikethrough");
        self.table = extensions.bool("table");
        self.task_list = extensions.bool("taskList");
        self.typographer = bool_or(extensions, "typographer", Switch::Disable);
        self.typography = Typography::read(extensions);
        extensions
            .within("extras", UnknownKeys::Report, |extras| self.extras = Extras::read(extras));
        self.cjk = CjkOptions::read(extensions);
        self.linkify = extensions.bool("linkify");
        let pairs = extensions.any("passthrough").map(passthrough).unwrap_or_default();
        self.maths = maths(&pairs);
        self.passed = pairs.into_iter().filter(|pair| !is_of_formulas(pair)).collect();
        extensions.any("linkifyProtocol");
    }

    fn read_parser(&mut self, parser: &mut Reader<'_>) {
        self.attribute = bool_or(parser, "attribute", Switch::Title);
        self.block_attributes = parser
            .any("attribute")
            .and_then(|found| found.value.as_table()?.get("block")?.value.as_bool());
        self.auto_heading_id = parser.bool("autoHeadingID");
        self.heading_id_type =
            parser.text("autoHeadingIDType").or_else(|| parser.text("autoIDType"));
        self.auto_term_id = parser.bool("autoDefinitionTermID");
        self.wrap_lone_images = parser.bool("wrapStandAloneImageWithinParagraph");
    }
}

impl Default for Typography {
    fn default() -> Self {
        let [left_single_quote, right_single_quote] = ["‘", "’"].map(str::to_owned);
        let [left_double_quote, right_double_quote] = ["“", "”"].map(str::to_owned);
        let [left_angle_quote, right_angle_quote] = ["«", "»"].map(str::to_owned);
        let [en_dash, em_dash, ellipsis, apostrophe] = ["–", "—", "…", "’"].map(str::to_owned);
        Self {
            left_single_quote,
            right_single_quote,
            left_double_quote,
            right_double_quote,
            en_dash,
            em_dash,
            ellipsis,
            left_angle_quote,
            right_angle_quote,
            apostrophe,
        }
    }
}

impl Typography {
    /// What a configuration writes in HTML is kept as text.
    fn read(extensions: &mut Reader<'_>) -> Self {
        let mut typography = Self::default();
        let Some(Value::Table(table)) = extensions.any("typographer").map(|found| &found.value)
        else {
            return typography;
        };
        let marks = [
            ("leftSingleQuote", &mut typography.left_single_quote),
            ("rightSingleQuote", &mut typography.right_single_quote),
            ("leftDoubleQuote", &mut typography.left_double_quote),
            ("rightDoubleQuote", &mut typography.right_double_quote),
            ("enDash", &mut typography.en_dash),
            ("emDash", &mut typography.em_dash),
            ("ellipsis", &mut typography.ellipsis),
            ("leftAngleQuote", &mut typography.left_angle_quote),
            ("rightAngleQuote", &mut typography.right_angle_quote),
            ("apostrophe", &mut typography.apostrophe),
        ];
        for (key, mark) in marks {
            if let Some(written) = table.get(key).and_then(|found| found.value.to_text()) {
                *mark = without_references(&written);
            }
        }
        typography
    }
}

impl Extras {
    fn read(extras: &mut Reader<'_>) -> Self {
        let mut is_on = |key| {
            let table = extras.any(key).and_then(|found| found.value.as_table());
            table.and_then(|table| table.get("enable")?.value.as_bool()).unwrap_or(false)
        };
        Self {
            strikethrough: true,
            insert: is_on("insert"),
            mark: is_on("mark"),
            delete: is_on("delete"),
            superscript: is_on("superscript"),
            subscript: is_on("subscript"),
        }
    }
}

/// `cjk`: `true`, `false` or a table, for all languages or for one. What is `None` is left to the
/// language.
#[derive(Clone, Copy, Debug, Default)]
pub struct CjkOptions {
    pub enable: Option<bool>,
    pub line_breaks: Option<bool>,
    pub emphasis: Option<bool>,
    pub escaped_space: Option<bool>,
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
            options.escaped_space = cjk.bool("escapedSpace");
            // Of Hugo's two styles there is one.
            cjk.any("eastAsianLineBreaksStyle");
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

/// The delimiters of `passthrough`, by which a site of Hugo keeps formulas from Markdown.
fn passthrough(found: &Spanned<Value>) -> Vec<Delimiters> {
    let Value::Table(table) = &found.value else { return Vec::new() };
    let is_on = table.get("enable").and_then(|on| on.value.as_bool()).unwrap_or(false);
    let delimiters = table.get("delimiters").and_then(|found| found.value.as_table());
    let (true, Some(delimiters)) = (is_on, delimiters) else { return Vec::new() };
    let pairs = ["block", "inline"].into_iter().filter_map(|key| delimiters.get(key));
    pairs
        .flat_map(|pairs| list(&pairs.value).iter().filter_map(|pair| delimiters_of(&pair.value)))
        .collect()
}

fn list(value: &Value) -> &[Spanned<Value>] {
    match value {
        Value::List(items) => items,
        _ => &[],
    }
}

fn delimiters_of(pair: &Value) -> Option<Delimiters> {
    let [open, close] = list(pair) else { return None };
    let delimiter = |value: &Spanned<Value>| match &value.value {
        Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
        _ => None,
    };
    Some(Delimiters { open: delimiter(open)?, close: delimiter(close)? })
}

/// Of some delimiters those that KaTeX and MathJax know.
fn maths(pairs: &[Delimiters]) -> Maths {
    let is_on = |open| pairs.iter().any(|pair| pair.open == open && is_of_formulas(pair));
    Maths {
        doubled: false,
        parentheses: is_on(r"\("),
        brackets: is_on(r"\["),
        dollars: is_on("$$"),
        dollar: is_on("$"),
    }
}

fn is_of_formulas(pair: &Delimiters) -> bool {
    let Delimiters { open, close } = pair;
    matches!(
        (open.as_str(), close.as_str()),
        (r"\(", r"\)") | (r"\[", r"\]") | ("$$", "$$") | ("$", "$")
    )
}
