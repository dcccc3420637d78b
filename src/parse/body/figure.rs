//! Diagrams and formulas, and the blocks of code that are read as one.

use super::origin::Origin;
use super::{CodeBlock, Node};

/// A diagram as a node of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagram {
    /// What it says in Mermaid's language.
    pub source: String,
    pub origin: Origin,
}

/// A formula as a node of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    /// TeX, without its delimiters.
    pub tex: String,
    pub form: Form,
    pub origin: Origin,
}

/// How a formula stands on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// In a line of text.
    Inline,
    /// On a line of its own within a paragraph.
    Display,
    /// As a block: ` ```math `.
    Block,
}

/// The node of a fenced block: Docsy's languages, and `formula`.
pub(super) fn node_of(block: CodeBlock, origin: Origin) -> Node {
    match block.language.as_str() {
        "mermaid" => Node::Diagram(Diagram { source: block.text, origin }),
        "math" | "formula" => Node::Formula(Formula { tex: block.text, form: Form::Block, origin }),
        _ => Node::Code(block),
    }
}
