//! The body of a page: a flat sequence of nodes, each with its span in the file.
//!
//! Most nodes are Markdown events. Code blocks, shortcode calls and translators' comments are nodes
//! of their own: what they become is decided in `render`, where templates, grammars and other pages
//! are known. Nothing is left in the text to be searched for later.

mod alerts;
mod attributed;
mod attributes;
mod braces;
mod byline;
mod call_link;
mod called_code;
mod cjk;
mod code;
mod comments;
mod dedent;
mod definition_lists;
mod definitions;
mod depth;
mod emoji;
mod extras;
mod figure;
mod flanking;
mod formula;
mod heading_words;
mod headings;
mod html;
mod ignores;
mod inline;
mod lenient;
mod limits;
mod linkify;
mod markdown;
mod marks;
mod mask;
mod notes;
mod origin;
mod paragraphs;
mod segments;
mod shortcode;
mod tables;
mod text;
mod typography;

use std::collections::{BTreeSet, HashSet};

use camino::Utf8Path;
use pulldown_cmark::{Event, Tag};

use crate::config::Markup;
use crate::diagnostic::{Diagnostic, Ignore, Span, Spanned};

pub use alerts::{Alert, Folding};
pub use attributes::Attributes;
pub use called_code::CalledCode;
pub use definitions::Definitions;
pub use emoji::emoji;
pub use extras::InlineTag;
pub use figure::{Diagram, Form, Formula};
pub(crate) use flanking::is_inline_end;
pub use headings::{HeadingSeed, NumberedHeadings, heading_id, number_headings};
pub use origin::Origin;
pub use segments::{Segment, SegmentKind};
pub use shortcode::{Argument, Arguments, Inner, Notation, Shortcode};
pub(crate) use text::count_words;
pub use text::{Say, plain_text, summary};

/// The text of a body and where it stands.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub file: &'a Utf8Path,
    /// The whole file; spans count from its start.
    pub text: &'a str,
    /// Where the body begins.
    pub start: usize,
    /// How many shortcodes are around the text.
    pub depth: usize,
    /// The link definitions of the text around.
    pub definitions: &'a Definitions<'a>,
    /// The labels of the page's notes, wherever they stand.
    pub notes: &'a BTreeSet<String>,
    /// Whether the page is written in HTML.
    pub is_html: bool,
    /// Whether `{{< … >}}` is a call, and not the text that is left of one that has run.
    pub has_calls: bool,
}

impl<'a> Source<'a> {
    /// The body of a file that begins at `start`.
    pub fn whole(file: &'a Utf8Path, text: &'a str, start: usize) -> Self {
        static NONE: Definitions<'static> = Definitions::none();
        static NO_NOTES: BTreeSet<String> = BTreeSet::new();
        Self {
            file,
            text,
            start,
            depth: 0,
            definitions: &NONE,
            notes: &NO_NOTES,
            is_html: false,
            has_calls: true,
        }
    }
}

/// A parsed body.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    pub nodes: Vec<Spanned<Node>>,
    /// The headings in order, with their final ids; those of Markdown shortcodes among them.
    pub headings: Vec<Heading>,
    /// All headings before they had ids, if shortcodes write some of their words; else none.
    pub called_headings: Vec<HeadingSeed>,
    /// As far as it is known before any call has run.
    pub summary: Summary,
    /// Whether calls say some of the summary.
    pub is_summary_called: bool,
    /// Who wrote the page, if its text begins by saying so.
    pub byline: Option<String>,
    pub words: usize,
    /// The translators' comments, each with what it was translated into, in the order of the file.
    pub segments: Vec<Segment>,
    /// Whether a good share of the body is such comments.
    pub keeps_source: bool,
    /// The comments that switch diagnostics off.
    pub ignores: Vec<Ignore>,
}

impl Body {
    /// The ids of the headings that stand in no call.
    pub fn own_ids(&self) -> HashSet<String> {
        headings::ids_of(&self.nodes)
    }

    /// The nodes before `<!--more-->`; all of them where there is none.
    pub fn before_divider(&self) -> &[Spanned<Node>] {
        let divider = self.nodes.iter().position(|node| node.value == Node::SummaryDivider);
        &self.nodes[..divider.unwrap_or(self.nodes.len())]
    }
}

/// How a body begins, without markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Summary {
    /// All text before `<!--more-->`: as long as its author wants it.
    UpToDivider(String),
    /// The first paragraph that has any text.
    FirstParagraph(String),
}

impl Default for Summary {
    fn default() -> Self {
        Self::FirstParagraph(String::new())
    }
}

impl Summary {
    /// The whole of it.
    pub fn text(&self) -> &str {
        match self {
            Self::UpToDivider(text) | Self::FirstParagraph(text) => text,
        }
    }
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Markdown(Event<'static>),
    Code(CodeBlock),
    /// Code, a diagram or a formula with shortcode calls in it.
    CalledCode(Box<CalledCode>),
    Diagram(Diagram),
    Formula(Formula),
    /// The start or the end of inserted or marked text.
    Tag(InlineTag),
    /// Text that is not for Markdown.
    Passed(String),
    /// An emoji, by its name.
    Emoji(String),
    /// The quotation that follows is an alert.
    Alert(Box<Alert>),
    /// The attributes of the block that follows.
    Attributes(Box<Attributes>),
    Shortcode(Box<Shortcode>),
    /// The start of a link or a picture whose destination or title holds shortcode calls; its end is Markdown's.
    CallLink(Box<CallLink>),
    /// An HTML comment: most often a translator's, with the source of what follows.
    Comment(String),
    /// `<!--more-->`
    SummaryDivider,
}

impl Node {
    /// Whether a picture begins here.
    pub fn is_picture_start(&self) -> bool {
        match self {
            Self::Markdown(Event::Start(Tag::Image { .. })) => true,
            Self::CallLink(link) => link.is_picture,
            _ => false,
        }
    }
}

/// A link or a picture whose address or title shortcodes write: `[docs](/docs/{{< param "version" >}}/)`.
#[derive(Clone, Debug, PartialEq)]
pub struct CallLink {
    pub is_picture: bool,
    pub destination: Vec<DestinationPart>,
    pub title: Vec<DestinationPart>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum DestinationPart {
    Text(String),
    Call(Shortcode),
}

/// A block of code, fenced or indented.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeBlock {
    /// The first word of the fence, as written.
    pub language: String,
    /// What stands between braces after it, names in lower case: `hl_lines="2"`.
    pub attributes: Vec<(String, Spanned<String>)>,
    /// Where the fence has its language; `None` for code without a fence.
    pub fence: Option<Span>,
    pub text: String,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Heading {
    pub level: u8,
    pub id: String,
    /// Without markup.
    pub text: String,
}

/// Parses Markdown with shortcodes.
pub fn parse_markdown(source: &Source<'_>, markup: &Markup, found: &mut Vec<Diagnostic>) -> Body {
    parse_markdown_beside(source, markup, HashSet::new(), found)
}

/// Parses Markdown that a shortcode has written into a page which has headings with the ids `used`.
pub fn parse_markdown_beside(
    source: &Source<'_>,
    markup: &Markup,
    used: HashSet<String>,
    found: &mut Vec<Diagnostic>,
) -> Body {
    let range = source.start..source.text.len();
    let notes = match markup.footnote {
        true => notes::labels(source.text, range.clone()),
        false => BTreeSet::new(),
    };
    let source = Source { notes: &notes, ..*source };
    body(source.text, markdown::parse(&source, range, markup, found), markup, used)
}

/// Parses the Markdown of a comment: what a translator keeps is Markdown too. Its spans are the file's,
/// and what is wrong in it is no fault of the page.
pub fn parse_comment(source: &Source<'_>, comment: Span, markup: &Markup) -> Vec<Spanned<Node>> {
    let enclosed = markdown::Enclosed { range: comment.range(), indent: usize::MAX };
    markdown::inner_nodes(source, enclosed, markup, &mut Vec::new())
}

/// What a call encloses as it is written, but for the calls in it. It stands so many calls `deep`.
pub fn parse_enclosed(
    file: &Utf8Path,
    (inner, depth): (&Inner, usize),
    markup: &Markup,
    found: &mut Vec<Diagnostic>,
) -> Vec<Spanned<Node>> {
    let source = Source { depth, ..Source::whole(file, &inner.text, 0) };
    let mut found_inside = Vec::new();
    let mut nodes = html::parse(&source, 0..inner.text.len(), markup, &mut found_inside);
    dedent::restore(&inner.origin, &mut nodes, &mut found_inside);
    found.append(&mut found_inside);
    nodes
}

/// Takes HTML as it is, but for shortcodes and comments.
pub fn parse_html(source: &Source<'_>, markup: &Markup, found: &mut Vec<Diagnostic>) -> Body {
    let range = source.start..source.text.len();
    let source = Source { is_html: true, ..*source };
    body(source.text, html::parse(&source, range, markup, found), markup, HashSet::new())
}

fn body(text: &str, mut nodes: Vec<Spanned<Node>>, markup: &Markup, used: HashSet<String>) -> Body {
    nodes.shrink_to_fit();
    let mut seeds = headings::gather(&nodes, text, markup);
    let numbered = headings::number_beside(&seeds, markup.heading_ids, used, headings::asked);
    headings::write_ids(&mut nodes, &numbered);
    if markup.term_ids {
        nodes = headings::with_term_ids(nodes, &numbered);
    }
    if !seeds.iter().any(HeadingSeed::is_called) {
        seeds.clear();
    }
    let (summary, is_summary_called) = text::uncalled_summary(&nodes);
    let segments = segments::pair(&nodes);
    Body {
        summary,
        is_summary_called,
        byline: text::byline(&nodes),
        words: text::words_of(&nodes),
        keeps_source: segments::keep_source(&segments, &nodes),
        segments,
        ignores: ignores::of_nodes(text, &nodes),
        headings: numbered.of_page,
        called_headings: seeds,
        nodes,
    }
}

/// A node and its place.
fn node(node: Node, range: std::ops::Range<usize>) -> Spanned<Node> {
    Spanned::new(node, Span::new(range))
}
