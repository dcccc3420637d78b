//! The code of a page: fences, samples and calls of `highlight`, with their options.

use pulldown_cmark::{CowStr, Event};

use super::highlight::{BlockOptions, CodeProblem};
use super::shortcodes::problems::ShortcodeProblem;
use super::writer::BodyWriter;
use crate::config::CodeBlocks;
use crate::diagnostic::{Code, Diagnostic, Span, Spanned};
use crate::html::text_of_html;
use crate::parse::body::{CalledCode, CodeBlock, Inner, Node, Shortcode};

impl BodyWriter<'_> {
    pub(super) fn code(&mut self, block: &CodeBlock) -> String {
        let (highlighter, markup) = (&self.renderer.highlighter, &self.renderer.settings.markup);
        let anchor = self.anchor(block);
        let mut problems = Vec::new();
        let options = BlockOptions::read(block, markup.lines, &anchor, &mut problems);
        let found = problems.into_iter().map(|problem| self.describe(problem));
        let found: Vec<Diagnostic> = found.collect();
        self.body.found.extend(found);
        let highlighted = match markup.code {
            CodeBlocks::Plain => return highlighter.plain(block, &options),
            CodeBlocks::Checked => highlighter.check(block, &options),
            CodeBlocks::Highlighted => highlighter.highlight(block, &options),
        };
        if highlighted.is_cut {
            let place = self.place(block.fence.unwrap_or_default());
            self.body.found.push(too_large().at(place));
        }
        if !highlighted.known {
            let place = self.place(block.fence.unwrap_or_default());
            self.body.unknown_languages.push((block.language.clone(), place));
        }
        highlighted.html
    }

    /// Code whose calls run first.
    pub(super) fn called_code<'n>(&mut self, code: &CalledCode, span: Span) -> Option<Event<'n>> {
        if !code.is_block() {
            let html = code.line_html(|call| self.html_in_code(call));
            return Some(Event::InlineHtml(CowStr::from(html)));
        }
        let said = Spanned::new(code.saying(|call| self.words_in_code(call)), span);
        self.event(&said).map(Event::into_static)
    }

    /// The code or the diagram that a call encloses.
    pub(super) fn enclosed_code(&mut self, call: &Shortcode, inner: &Inner) -> String {
        let said = match inner.code.as_deref() {
            Some(Node::CalledCode(code)) => code.saying(|call| self.words_in_code(call)),
            Some(node) => node.clone(),
            None => return self.code(&highlighted(call, &inner.text)),
        };
        match said {
            Node::Diagram(diagram) => self.diagram(&diagram),
            Node::Code(block) => self.code(&highlighted(call, &block.text)),
            _ => self.code(&highlighted(call, &inner.text)),
        }
    }

    /// What a call encloses as it is written, with what the calls in it say.
    pub(super) fn enclosed_text(&mut self, inner: &Inner) -> String {
        self.between_tags(inner, |writer, call| writer.words_in_code(call).unwrap_or_default())
    }

    /// What a call says as text; `None` where it can say nothing.
    pub(super) fn words_in_code(&mut self, call: &Shortcode) -> Option<String> {
        self.html_in_code(call).map(|html| text_of_html(&html))
    }

    /// What a call gives; `None` where it can give nothing.
    fn html_in_code(&mut self, call: &Shortcode) -> Option<String> {
        if self.is_known(call) {
            return Some(self.shortcode(call).trim_end_matches('\n').to_owned());
        }
        let place = self.place(call.name_span);
        self.body.problems.push(ShortcodeProblem::unknown_in_code(&call.name, place));
        None
    }

    /// The prefix of line numbers in ids. Fences are counted as Hugo does, so that links to
    /// their lines stay right; everything else is counted separately.
    fn anchor(&mut self, block: &CodeBlock) -> String {
        let counts = &mut self.body.code_blocks;
        let (count, letter) = match block.fence {
            Some(_) => (&mut counts.fences, ""),
            None => (&mut counts.others, "s"),
        };
        *count += 1;
        format!("hl-{letter}{}-", *count - 1)
    }

    fn describe(&self, problem: CodeProblem) -> Diagnostic {
        let place = self.place(problem.span);
        Diagnostic::new(Code::CodeOption, problem.message).at(place).hint(problem.hint)
    }
}

/// That a block is shown plain because of its size or its shape.
fn too_large() -> Diagnostic {
    let message =
        "this code is shown plain: it is too long or too repetitive to be highlighted in time";
    Diagnostic::new(Code::CodeTooLarge, message)
        .hint("divide it, or call it `text` if nothing in it is to be coloured")
}

/// `{{< highlight yaml "hl_lines=2,linenos=true" >}}`: code with the options of a fence.
fn highlighted(call: &Shortcode, text: &str) -> CodeBlock {
    let positional = call.arguments.0.iter().filter(|argument| argument.name.is_none());
    let options = positional.map(|argument| &argument.value).nth(1);
    code_block(call.arguments.positional(0).unwrap_or_default(), options, text)
}

/// A block of code that a call shows, with the options of Hugo's `highlight`.
pub(super) fn code_block(
    language: &str,
    options: Option<&Spanned<String>>,
    text: &str,
) -> CodeBlock {
    let attributes = options.iter().flat_map(|options| {
        let named = options.value.split(',').filter_map(|option| option.split_once('='));
        named.map(|(name, value)| {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            (name.trim().to_lowercase(), Spanned::new(value, options.span))
        })
    });
    CodeBlock {
        language: language.to_owned(),
        attributes: attributes.collect(),
        fence: None,
        text: format!("{}\n", text.trim_matches(['\n', '\r'])),
    }
}
