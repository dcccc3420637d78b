//! Turns diagrams and formulas into HTML. One that cannot be drawn shows its source, and reports why.

use std::ops::Range;

use pulldown_cmark_escape::escape_html_body_text;

use super::diagram::{self, Naming};
use super::formula;
use super::highlight::BlockOptions;
use super::source_problem::SourceProblem;
use super::writer::{BodyWriter, Medium};
use crate::diagnostic::{Code, Diagnostic};
use crate::memo::Kind;
use crate::parse::body::{CodeBlock, Diagram, Form, Formula, Origin};

impl BodyWriter<'_> {
    /// The drawing, which scrolls when it is wider than its column.
    pub(super) fn diagram(&mut self, diagram: &Diagram) -> String {
        self.body.has_figures = true;
        if self.medium == Medium::Feed {
            return self.source_block("mermaid", &diagram.source);
        }
        self.body.diagrams += 1;
        let prefix = format!("diagram-{}", self.body.diagrams);
        let title = self.renderer.string(self.page.language, "diagram");
        let parts = [diagram.source.as_bytes(), prefix.as_bytes(), title.as_bytes()];
        let drawn = self.renderer.memo.get_or_try_make(Kind::Diagram, &parts, || {
            diagram::draw(&diagram.source, &Naming { prefix: &prefix, title: &title })
        });
        match drawn {
            Ok(svg) => format!("<figure class=\"diagram\" tabindex=\"0\">{svg}</figure>\n"),
            Err(problem) => {
                let figure = FigureSource {
                    code: Code::DiagramSource,
                    what: "diagram",
                    origin: &diagram.origin,
                };
                self.report(&figure, &diagram.source, problem);
                self.source_block("mermaid", &diagram.source)
            }
        }
    }

    /// The formula, on a line of its own or within one.
    pub(super) fn formula(&mut self, formula: &Formula) -> String {
        self.body.has_figures = true;
        if self.medium == Medium::Feed {
            return self.formula_source(formula);
        }
        let form = match formula.form {
            Form::Inline => b"inline".as_slice(),
            Form::Display | Form::Block => b"block",
        };
        let mathml = self.renderer.memo.get_or_try_make(
            Kind::Formula,
            &[formula.tex.as_bytes(), form],
            || formula::render(&formula.tex, formula.form),
        );
        match (mathml, formula.form) {
            (Ok(mathml), Form::Inline) => mathml.to_string(),
            (Ok(mathml), Form::Display) => {
                format!("<span class=\"formula\" tabindex=\"0\">{mathml}</span>")
            }
            (Ok(mathml), Form::Block) => {
                format!("<div class=\"formula\" tabindex=\"0\">{mathml}</div>\n")
            }
            (Err(problem), _) => {
                let figure = FigureSource {
                    code: Code::FormulaSource,
                    what: "formula",
                    origin: &formula.origin,
                };
                self.report(&figure, &formula.tex, problem);
                self.formula_source(formula)
            }
        }
    }

    fn formula_source(&self, formula: &Formula) -> String {
        if formula.form == Form::Block {
            return self.source_block("math", &formula.tex);
        }
        let mut html = String::from("<code class=\"language-math\">");
        let _ = escape_html_body_text(&mut html, formula.tex.trim());
        html.push_str("</code>");
        html
    }

    fn source_block(&self, language: &str, text: &str) -> String {
        let block = CodeBlock {
            language: language.to_owned(),
            text: format!("{}\n", text.trim_matches('\n')),
            ..CodeBlock::default()
        };
        self.renderer.highlighter.plain(&block, &BlockOptions::default())
    }

    fn report(&mut self, figure: &FigureSource<'_>, source: &str, problem: SourceProblem) {
        if self.medium == Medium::Feed {
            return;
        }
        let SourceProblem { message, range, hint } = problem;
        let line = range.as_ref().map(|range| source[..range.start].matches('\n').count() + 1);
        let at = match line {
            // A source of one line needs no line number.
            Some(line) if source.trim().contains('\n') => format!(", line {line}"),
            _ => String::new(),
        };
        let what = figure.what;
        let message = format!("this {what} cannot be shown: {message}{at}; its source is shown");
        let span = figure.origin.span(range.unwrap_or_else(|| first_line(source)));
        let mut diagnostic = Diagnostic::new(figure.code, message).at(self.place(span));
        diagnostic.hint = hint.map(|hint| hint.to_owned().into());
        self.body.found.push(diagnostic);
    }
}

/// The first line of a source that is not blank.
fn first_line(source: &str) -> Range<usize> {
    let start = source.len() - source.trim_start().len();
    let length = source[start..].find('\n').unwrap_or(source.len() - start);
    start..start + length
}

/// What a problem is about.
struct FigureSource<'a> {
    code: Code,
    what: &'static str,
    origin: &'a Origin,
}
