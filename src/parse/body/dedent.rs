//! What a shortcode encloses within an item of a list is indented as a whole. Taken as it is, Markdown
//! would read code; so the indentation of the call is taken off, and every place is put back where it was.

use std::ops::Range;

use super::origin::Origin;
use super::shortcode::Shortcode;
use super::{CalledCode, CodeBlock, DestinationPart, Node};
use crate::diagnostic::{Diagnostic, Place, Span, Spanned};

/// A text without the indentation that all of its lines have.
pub(super) struct Dedented {
    pub text: String,
    /// Where each line begins here, and where that is in the file.
    lines: Vec<(usize, usize)>,
}

/// Puts the places in nodes and diagnostics of a text back to where it was taken from.
pub(super) fn restore(origin: &Origin, nodes: &mut [Spanned<Node>], found: &mut [Diagnostic]) {
    if origin.pieces().is_empty() {
        return;
    }
    Dedented { text: String::new(), lines: origin.pieces().to_vec() }.restore(nodes, found);
}

impl Dedented {
    /// The text of `range` without the first `most` bytes of the indentation of its lines. `None` for
    /// text that has none.
    pub(super) fn of(file: &str, range: Range<usize>, most: usize) -> Option<Self> {
        let text = &file[range.clone()];
        let (first, rest) = text.split_once('\n')?;
        let indent = common_indent(rest).filter(|_| first.trim().is_empty() && most > 0)?;
        let indent = &indent[..most.min(indent.len())];
        let mut dedented = Self { text: String::with_capacity(text.len()), lines: Vec::new() };
        let mut offset = range.start;
        for line in text.split_inclusive('\n') {
            let cut =
                line.strip_prefix(indent).unwrap_or_else(|| line.trim_start_matches([' ', '\t']));
            dedented.lines.push((dedented.text.len(), offset + line.len() - cut.len()));
            dedented.text.push_str(cut);
            offset += line.len();
        }
        Some(dedented)
    }

    /// Puts the places in nodes and diagnostics back.
    pub(super) fn restore(&self, nodes: &mut [Spanned<Node>], found: &mut [Diagnostic]) {
        self.nodes(nodes);
        for diagnostic in found {
            let related = diagnostic.related.iter_mut().map(|(place, _)| place);
            for Place { span, .. } in diagnostic.place.iter_mut().chain(related) {
                *span = span.map(|span| self.in_file(span));
            }
        }
    }

    fn nodes(&self, nodes: &mut [Spanned<Node>]) {
        for node in nodes {
            node.span = self.in_file(node.span);
            self.node(&mut node.value);
        }
    }

    fn node(&self, node: &mut Node) {
        match node {
            Node::Code(block) => self.block(block),
            Node::CalledCode(code) => self.called_code(code),
            Node::Diagram(diagram) => {
                diagram.origin.restore(diagram.source.len(), &self.lines);
            }
            Node::Formula(formula) => formula.origin.restore(formula.tex.len(), &self.lines),
            Node::Shortcode(call) => self.call(call),
            Node::CallLink(link) => {
                for part in link.destination.iter_mut().chain(&mut link.title) {
                    if let DestinationPart::Call(call) = part {
                        self.call(call);
                    }
                }
            }
            _ => {}
        }
    }

    fn called_code(&self, code: &mut CalledCode) {
        code.restore_origin(&self.lines);
        code.block_mut().into_iter().for_each(|block| self.block(block));
        code.calls_mut().for_each(|call| self.call(call));
    }

    fn block(&self, block: &mut CodeBlock) {
        block.fence = block.fence.map(|fence| self.in_file(fence));
        for (_, value) in &mut block.attributes {
            value.span = self.in_file(value.span);
        }
    }

    fn call(&self, call: &mut Shortcode) {
        call.name_span = self.in_file(call.name_span);
        for argument in &mut call.arguments.0 {
            argument.value.span = self.in_file(argument.value.span);
        }
        if let Some(inner) = &mut call.inner {
            inner.origin.restore(inner.text.len(), &self.lines);
            self.nodes(&mut inner.nodes);
            inner.code.iter_mut().for_each(|code| self.node(code));
        }
    }

    fn in_file(&self, span: Span) -> Span {
        let range = span.range();
        Span::new(self.offset(range.start)..self.offset(range.end))
    }

    fn offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        let (start, in_file) = self.lines[line];
        in_file + (at - start)
    }
}

/// The blanks that all lines with words begin with.
fn common_indent(text: &str) -> Option<&str> {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let indents =
        lines.map(|line| &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]);
    let common = indents.reduce(|common, indent| {
        let same = common.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b).count();
        &common[..same]
    })?;
    (!common.is_empty()).then_some(common)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_lead_back_to_the_file() {
        let file = "1. a\n\n    {{< b >}}\n    one\n\n      two\n    {{< /b >}}";
        let dedented = Dedented::of(file, 19..file.len() - 10, 4).expect("it is indented");
        assert_eq!(dedented.text, "\none\n\n  two\n");
        for word in ["one", "two"] {
            let at = dedented.text.find(word).expect("it is there");
            assert_eq!(&file[dedented.offset(at)..][..3], word);
        }
    }

    #[test]
    fn code_in_a_call_that_is_not_indented_stays() {
        assert!(Dedented::of("\n    a\n", 0..7, 0).is_none());
        let dedented = Dedented::of("\n      a\n", 0..9, 2).expect("the call is indented");
        assert_eq!(dedented.text, "\n    a\n");
    }

    #[test]
    fn text_that_is_not_indented_stays() {
        for text in ["a\n    b\n", "\n    a\nb\n", "a", "\n\n"] {
            assert!(Dedented::of(text, 0..text.len(), 4).is_none(), "{text:?}");
        }
    }
}
