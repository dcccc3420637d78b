//! The code of a page: fences, samples and calls of `highlight`, with their options.

use super::highlight::{BlockOptions, CodeProblem};
use super::writer::BodyWriter;
use crate::config::CodeBlocks;
use crate::diagnostic::{Code, Diagnostic, Spanned};
use crate::parse::body::{CodeBlock, Shortcode};

impl BodyWriter<'_> {
    pub(super) fn code(&mut self, block: &CodeBlock) -> String {
        let (highlighter, markup) = (&self.renderer.highlighter, self.renderer.settings.markup);
        let anchor = self.anchor(block);
        let mut problems = Vec::new();
        let options = BlockOptions::read(block, markup.lines, &anchor, &mut problems);
        let found = problems.into_iter().map(|problem| self.describe(problem));
        let found: Vec<Diagnostic> = found.collect();
        self.body.found.extend(found);
        if markup.code == CodeBlocks::Plain {
            return highlighter.plain(block, &options);
        }
        let highlighted = highlighter.highlight(block, &options);
        if !highlighted.known {
            let place = self.place(block.fence.unwrap_or_default());
            self.body.unknown_languages.push((block.language.clone(), place));
        }
        highlighted.html
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

/// `{{< highlight yaml "hl_lines=2,linenos=true" >}}`: code with the options of a fence.
pub(super) fn highlighted(call: &Shortcode, text: &str) -> CodeBlock {
    let positional = call.arguments.0.iter().filter(|argument| argument.name.is_none());
    let options = positional.map(|argument| &argument.value).nth(1);
    let attributes = options.iter().flat_map(|options| {
        let named = options.value.split(',').filter_map(|option| option.split_once('='));
        named.map(|(name, value)| {
            let value = value.trim().trim_matches(['"', '\'']).to_owned();
            (name.trim().to_lowercase(), Spanned::new(value, options.span))
        })
    });
    CodeBlock {
        language: call.arguments.positional(0).unwrap_or_default().to_owned(),
        attributes: attributes.collect(),
        fence: None,
        text: format!("{}\n", text.trim_matches('\n')),
    }
}
