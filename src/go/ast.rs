//! The syntax tree of a template.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::go::value::Value;

/// A place in a template's text: line and column, both from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct At {
    pub line: u32,
    pub column: u32,
}

/// A parsed file: its body, and the templates that it defines.
#[derive(Clone, Debug)]
pub struct Template {
    /// The file, as people name it.
    pub name: Arc<str>,
    pub format: Format,
    pub body: Block,
    /// `define` and `block`, by name. The escaper adds copies for places that are not text.
    pub defines: BTreeMap<Arc<str>, Block>,
}

/// What a template writes, which decides whether values are escaped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    #[default]
    Html,
    /// Markdown and other text: values stand as they are.
    Text,
}

/// Nodes one after another.
pub type Block = Vec<Node>;

/// What a template consists of.
#[derive(Clone, Debug)]
pub enum Node {
    Text(Arc<str>, At),
    /// `{{ pipeline }}`, with what makes its value safe for where it stands.
    Action(Pipeline, Vec<Escaper>),
    If(Branch),
    With(Branch),
    Range(Branch),
    Break,
    Continue,
    /// `{{ template "name" pipeline }}`
    Call {
        name: Arc<str>,
        argument: Option<Pipeline>,
        at: At,
    },
    /// `{{ return pipeline }}` of a partial.
    Return(Option<Pipeline>),
}

/// `if`, `with` and `range`: a pipeline and what comes of it.
#[derive(Clone, Debug)]
pub struct Branch {
    pub pipeline: Pipeline,
    pub body: Block,
    pub otherwise: Block,
    pub at: At,
}

/// Commands, each of which passes its value to the next, and the variables that take the last value.
#[derive(Clone, Debug)]
pub struct Pipeline {
    pub variables: Vec<Arc<str>>,
    /// Whether the variables are there already: `=`.
    pub assigns: bool,
    pub commands: Vec<Command>,
    pub at: At,
}

/// An operand and what it is called with.
#[derive(Clone, Debug)]
pub struct Command {
    pub first: Operand,
    pub arguments: Vec<Operand>,
}

/// One word of a command.
#[derive(Clone, Debug)]
pub struct Operand {
    pub kind: OperandKind,
    pub at: At,
}

/// What a word is.
#[derive(Clone, Debug)]
pub enum OperandKind {
    Dot,
    Nil,
    Constant(Value),
    /// `.a.b`
    Field(Vec<Arc<str>>),
    /// `$x.a.b`; the name without its sign, empty for `$`.
    Variable(Arc<str>, Vec<Arc<str>>),
    /// `len`, `strings.ToUpper`: a name that the table of functions has.
    Function(Arc<str>),
    Pipeline(Box<Pipeline>),
    /// `(…).a.b`, `now.Year`
    Chain(Box<Operand>, Vec<Arc<str>>),
}

/// What makes a value safe for the place where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escaper {
    /// HTML's text.
    Html,
    /// A quoted attribute.
    Attribute,
    /// An attribute without quotes.
    Unquoted,
    /// `<title>`, `<textarea>`.
    RcData,
    /// The name of an attribute or an element.
    Name,
    /// A comment, which is left out.
    Comment,
    /// A value of JavaScript.
    JsValue,
    /// The text of a string of JavaScript.
    JsString,
    /// The text of a template literal.
    JsTemplate,
    /// The text of a regular expression.
    JsRegex,
    /// A value of CSS.
    CssValue,
    /// The text of a string of CSS.
    CssString,
    /// A part of an address, all of whose signs are escaped.
    UrlEscape,
    /// The beginning of an address, whose signs mean something.
    UrlNormalize,
    /// An address whose scheme must be harmless.
    UrlFilter,
    /// The list of addresses in `srcset`.
    Srcset,
    /// Go's own function `html`, which the author wrote at the end of the pipeline.
    GoHtml,
    /// Go's own function `urlquery`, likewise.
    GoQuery,
}
