//! Render hooks for blocks of code.

use pulldown_cmark::Event;

use super::hooks::{Hook, Hooked, typed};
use crate::config::CodeBlocks;
use crate::diagnostic::Spanned;
use crate::go::value::Value;
use crate::parse::body::{CodeBlock, Form, Node};
use crate::render::writer::BodyWriter;

/// Attributes that say how code is shown, and are no attributes of an element.
///
/// Source: <https://gohugo.io/render-hooks/code-blocks/#options>.
const OPTIONS: [&str; 13] = [
    "anchorlinenos",
    "codefences",
    "guesssyntax",
    "hl_inline",
    "hl_lines",
    "lineanchors",
    "linenos",
    "linenostart",
    "linenumbersintable",
    "noclasses",
    "nohl",
    "style",
    "tabwidth",
];

impl BodyWriter<'_> {
    /// A block of code between fences, if a template of the site writes such blocks. What is drawn, such as
    /// diagrams and formulas, only has hooks of its own language.
    pub(super) fn hooked_code(&mut self, node: &Spanned<Node>) -> Option<Hooked> {
        if self.renderer.settings.markup.code == CodeBlocks::Plain {
            return None;
        }
        let written = match &node.value {
            Node::CalledCode(code) if code.is_block() => block_of(code.as_written()),
            Node::Code(_) | Node::Diagram(_) | Node::Formula(_) => block_of(node.value.clone()),
            _ => None,
        }?;
        let specific = format!("codeblock-{}", written.language.to_lowercase());
        // A block that is drawn has lost its fence.
        let names: &[&str] = match written.fence {
            Some(_) => &[&specific, "codeblock"],
            None => &[&specific],
        };
        let template = self.hook_template(names)?;
        let block = match &node.value {
            Node::CalledCode(code) => block_of(code.saying(|call| self.words_in_code(call)))?,
            _ => written,
        };
        let (options, attributes) = options_and_attributes(&block);
        let inner = block.text.strip_suffix('\n').unwrap_or(&block.text);
        let ordinal = i64::try_from(self.body.code_blocks.fences).unwrap_or(i64::MAX);
        let fields = vec![
            ("Type", Value::string(block.language.as_str())),
            ("Inner", Value::string(inner)),
            ("Options", options),
            ("Attributes", attributes),
            ("Ordinal", Value::Int(ordinal)),
            ("Position", self.go_position(node.span)),
        ];
        let hook = Hook { template, kind: "hooks.codeBlockContext", fields };
        let html = self.run_hook(hook, node.span)?;
        self.body.code_blocks.pass_fence();
        Some(Hooked { event: Event::Html(html), length: 1 })
    }
}

/// A block of code between fences, and what is drawn as one. Indented code has no hook.
fn block_of(node: Node) -> Option<CodeBlock> {
    let drawn = |language: &str, text| {
        Some(CodeBlock { language: language.to_owned(), text, ..CodeBlock::default() })
    };
    match node {
        Node::Code(block) => Some(block).filter(|block| block.fence.is_some()),
        Node::Diagram(diagram) => drawn("mermaid", diagram.source),
        Node::Formula(formula) if formula.form == Form::Block => drawn("math", formula.tex),
        _ => None,
    }
}

fn options_and_attributes(block: &CodeBlock) -> (Value, Value) {
    let mut options: Vec<(String, Value)> = Vec::new();
    let mut attributes: Vec<(String, Value)> = Vec::new();
    let mut classes = Vec::new();
    for (name, written) in &block.attributes {
        let text = written.value.as_str();
        if name == "class" {
            classes.push(text);
            continue;
        }
        let is_quoted = written.span.range().len() != text.len();
        let number = text.parse::<i64>().ok().filter(|_| !is_quoted);
        let value = match number {
            Some(number) => Value::Int(number),
            None if is_quoted => Value::string(text),
            None => typed(text),
        };
        let list = if OPTIONS.contains(&name.as_str()) { &mut options } else { &mut attributes };
        list.push((name.clone(), value));
    }
    if !classes.is_empty() {
        attributes.push(("class".to_owned(), Value::string(classes.join(" "))));
    }
    (Value::map(options), Value::map(attributes))
}
