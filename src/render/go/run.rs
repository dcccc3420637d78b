//! Runs Go templates for the calls of a body.

use std::cell::RefCell;
use std::sync::Arc;

use camino::Utf8Path;
use pulldown_cmark::Event;

use crate::diagnostic::{Code, Diagnostic, Place, Span, Spanned};
use crate::go::ast::Format;
use crate::go::budget::Budget;
use crate::go::context::Context;
use crate::go::error::{Cause, Failure, Position};
use crate::go::evaluate::{by_name, compile, run};
use crate::go::functions::scratch::Scratch;
use crate::go::host::{Display, Level};
use crate::go::value::Value;
use crate::parse::body::{Inner, Node, Shortcode, parse_enclosed};
use crate::render::shortcodes::problems::{Answered, FailedTemplate, Repeated, ShortcodeProblem};
use crate::render::writer::{BodyWriter, Enclosing};

use super::call::{CallPlace, GoCall, Surroundings};
use super::files;
use super::host::GoHost;
use super::markdown::{MarkdownPart, behind_mark, enclosed_html, without_mark};
use super::templates::Compiled;
use super::texts::MarkdownOrigin;
use super::view::View;

/// What templates have said with `warnf` and `errorf`, and where.
type Said = Vec<(Level, String, Position)>;

/// Steps and bytes of one call.
pub(super) const STEPS: u64 = 5_000_000;
pub(super) const BYTES: u64 = 64 << 20;

impl<'a> BodyWriter<'a> {
    /// The HTML of a call that the Go template `template` answers; `None` if it fails.
    pub(in crate::render) fn go_shortcode(
        &mut self,
        call: &Shortcode,
        template: &str,
    ) -> Option<String> {
        let template = self.go_template_of(template);
        self.go_called(call, template)
    }

    /// The HTML of a call that brings its template along, or repeats one that did so before it on the page.
    pub(in crate::render) fn go_inline(&mut self, call: &Shortcode) -> Option<String> {
        let own = call.inner.as_ref().map(|inner| inner.text.as_str());
        if let Some(text) = own.filter(|text| !text.is_empty()) {
            let compiled = compile(&call.name, text, Format::Html).map(Arc::new);
            self.go.inline.insert(call.name.clone(), compiled);
        }
        let template = self.go.inline.get(&call.name).cloned().unwrap_or_else(|| {
            let message = format!("no call of `{}` before this one has a template", call.name);
            Err(Failure::new(message))
        });
        let call = Shortcode { inner: None, ..call.clone() };
        self.go_called(&call, template)
    }

    fn go_called(&mut self, call: &Shortcode, template: Compiled) -> Option<String> {
        let dot = Arc::new(self.go_call(call));
        let markdown = MarkdownPart::of(call.notation, template.as_deref().ok(), dot.is_in_call());
        let inner = self.go_inner(call, &dot);
        let _ = dot.inner.set(match markdown {
            MarkdownPart::Enclosed => self.go_enclosed(inner),
            MarkdownPart::None | MarkdownPart::Output => inner,
        });
        let output =
            self.go_output(template, &Value::Object(dot), (Answered::Shortcode, call.name_span))?;
        match markdown {
            MarkdownPart::None | MarkdownPart::Enclosed => Some(output),
            MarkdownPart::Output => Some(self.go_markdown_output(call, output)),
        }
    }

    /// The output of a call as Markdown. Where Markdown runs too deeply, it stays as it is.
    fn go_markdown_output(&mut self, call: &Shortcode, output: String) -> String {
        let display = if call.is_block { Display::Block } else { Display::Inline };
        let made = if call.is_block || call.begins_line {
            self.go_markdown_of(MarkdownOrigin::Output, &output, display)
        } else {
            let made = self.go_markdown_of(MarkdownOrigin::Output, &behind_mark(&output), display);
            made.map(|html| without_mark(&html))
        };
        made.unwrap_or(output).trim_end_matches('\n').to_owned()
    }

    /// What a call encloses as HTML, likewise.
    fn go_enclosed(&mut self, text: String) -> String {
        match self.go_markdown_of(MarkdownOrigin::Enclosed, &text, Display::Block) {
            Ok(html) => enclosed_html(&text, html),
            Err(_) => text,
        }
    }

    /// What a template writes; `None` if it fails. `asking` is what of the content asks for it, and its place.
    pub(super) fn go_output(
        &mut self,
        template: Compiled,
        dot: &Value,
        asking: (Answered, Span),
    ) -> Option<String> {
        match self.go_run(template, dot) {
            Ok((output, said)) => {
                self.say(said, asking.1);
                Some(output)
            }
            Err(failure) => {
                self.go_failed(&failure, asking);
                None
            }
        }
    }

    fn go_call(&mut self, call: &Shortcode) -> GoCall {
        let view = View::new(self.renderer, self.page);
        let parent = self.go.around.last().cloned().flatten();
        let ordinal = match &parent {
            Some(parent) => parent.inside.fetch_add(1, std::sync::atomic::Ordering::Relaxed),
            None => {
                self.go.outermost += 1;
                self.go.outermost - 1
            }
        };
        let place = self.go_place_of(call);
        GoCall::new(
            call,
            Surroundings {
                ordinal,
                place,
                page: view.page_value(self.page),
                site: view.site_value(self.page.language),
                parent,
                scratch: Value::object(Scratch::default()),
            },
        )
    }

    /// Where a call stands, if any template asks for that.
    fn go_place_of(&mut self, call: &Shortcode) -> CallPlace {
        let nowhere = CallPlace { position: self.file.to_string(), indentation: 0 };
        if !self.renderer.go.asks_for_places {
            return nowhere;
        }
        let before = self.go_text_before(call.name_span);
        let Some(before) = before.rfind("{{").map(|at| &before[..at]) else {
            return nowhere;
        };
        let line = before.rsplit('\n').next().unwrap_or_default();
        let is_blank = line.trim_matches([' ', '\t']).is_empty();
        CallPlace {
            position: position_behind(before, &self.file),
            indentation: if is_blank { line.len() } else { 0 },
        }
    }

    /// Where something begins in the file, as `.Position` prints it, if any template asks for that.
    pub(super) fn go_position(&mut self, span: Span) -> Value {
        let position = match self.renderer.go.asks_for_places {
            true => position_behind(&self.go_text_before(span), &self.file),
            false => self.file.to_string(),
        };
        Value::string(format!("\"{position}\""))
    }

    /// The text of the file before a place.
    fn go_text_before(&mut self, span: Span) -> String {
        if self.go.file.as_ref().is_none_or(|(file, _)| *file != self.file) {
            let view = View::new(self.renderer, self.page);
            let text = files::read(&view, &self.file).ok().flatten().unwrap_or_default();
            self.go.file = Some((self.file.clone(), text));
        }
        let text = self.go.file.as_ref().map_or("", |(_, text)| &**text);
        text.get(..span.range().start).unwrap_or_default().to_owned()
    }

    /// What the call encloses as it is written, with what its calls make in their places.
    fn go_inner(&mut self, call: &Shortcode, dot: &Arc<GoCall>) -> String {
        let Some(inner) = &call.inner else { return String::new() };
        let (name, arguments) = (call.name.clone(), call.arguments.clone());
        self.enclosing.push(Enclosing { name, arguments, children: None });
        self.go.around.push(Some(Arc::clone(dot)));
        let text = self.between_tags(inner, Self::shortcode);
        self.go.around.pop();
        self.enclosing.pop();
        text
    }

    /// A text between two tags as it is written, with what `say` gives for the calls in it.
    pub(in crate::render) fn between_tags(
        &mut self,
        inner: &Inner,
        say: impl Fn(&mut Self, &Shortcode) -> String,
    ) -> String {
        if !inner.text.contains("{{") {
            return inner.text.clone();
        }
        let markup = self.renderer.settings.markup(self.page.language);
        let depth = self.enclosing.len();
        let mut found = Vec::new();
        let nodes = parse_enclosed(&self.file.clone(), (inner, depth), &markup, &mut found);
        self.written(&nodes, say)
    }

    /// Nodes of a text that was cut at its calls only.
    fn written(
        &mut self,
        nodes: &[Spanned<Node>],
        say: impl Fn(&mut Self, &Shortcode) -> String,
    ) -> String {
        let mut text = String::new();
        for node in nodes {
            match &node.value {
                Node::Markdown(
                    Event::Html(piece) | Event::InlineHtml(piece) | Event::Text(piece),
                ) => {
                    text.push_str(piece);
                }
                Node::Shortcode(call) => text.push_str(&say(self, call)),
                Node::Comment(comment) => {
                    text.push_str("<!--");
                    text.push_str(comment);
                    text.push_str("-->");
                }
                Node::SummaryDivider => text.push_str("<!--more-->"),
                _ => {}
            }
        }
        text
    }

    /// A template of the site.
    pub(super) fn go_template_of(&self, name: &str) -> Compiled {
        let missing = || Err(Failure::new(format!("there is no template `{name}`")));
        self.renderer.go.template(name).unwrap_or_else(missing)
    }

    fn go_run(&mut self, template: Compiled, dot: &Value) -> Result<(String, Said), Failure> {
        let renderer = self.renderer;
        let template = template?;
        if !self.go.may_go_deeper() {
            return Err(Failure::budget("shortcodes run in each other too deeply"));
        }
        self.go.depth += 1;
        let budget = self.go.budget.split(STEPS, BYTES, self.go.depth - 1);
        let page = self.page;
        let host = GoHost {
            view: View::new(renderer, page),
            writer: RefCell::new(self),
            said: RefCell::default(),
        };
        let position = Position::default();
        let mut context = Context { host: &host, budget, position, by_name };
        let outcome = run(&mut context, &template, dot);
        let left: Budget = context.budget;
        let GoHost { view, writer, said } = host;
        let writer = writer.into_inner();
        writer.go.depth -= 1;
        writer.go.budget.give_back(&left);
        writer.body.ask_site(renderer.shape);
        writer.body.asked.extend(view.asked.into_inner());
        writer.body.used.append(&mut view.used.into_inner());
        let output = outcome?;
        if output.returned.is_some() {
            return Err(Failure::new("return with a value is only supported in partials"));
        }
        Ok((output.output, said.into_inner()))
    }

    /// Passes on what templates have said with `warnf` and `errorf`.
    fn say(&mut self, said: Said, asking: Span) {
        for (level, message, position) in said {
            let code = match level {
                Level::Warning => Code::ShortcodeWarning,
                Level::Error => Code::ShortcodeError,
            };
            let diagnostic = Diagnostic::new(code, message).at(self.place(asking));
            let diagnostic = match self.go_place(&position) {
                Some(place) => diagnostic.related(place, "the template says so here"),
                None => diagnostic,
            };
            self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
        }
    }

    fn go_failed(&mut self, failure: &Failure, (answered, call): (Answered, Span)) {
        let Failure { cause, message, hint, .. } = failure.clone();
        let call = self.place(call);
        let place = failure.position.as_ref().and_then(|position| self.go_place(position));
        let problem = match (cause, place) {
            (Cause::Syntax | Cause::Execution, Some(place)) => {
                let failed = FailedTemplate { place, message, hint, answered };
                ShortcodeProblem::Repeated(Repeated::Template(failed), call)
            }
            (cause, place) => {
                let code = match cause {
                    Cause::Budget => Code::BudgetExceeded,
                    Cause::Syntax | Cause::Execution => Code::ShortcodeTemplate,
                };
                let diagnostic = Diagnostic::new(code, message);
                ShortcodeProblem::Failed(match place {
                    Some(place) => {
                        diagnostic.at(place).related(call, "while this shortcode was rendered")
                    }
                    None => diagnostic.at(call),
                })
            }
        };
        self.body.problems.push(problem);
    }

    /// The place of a line and a column of a template.
    fn go_place(&self, position: &Position) -> Option<Place> {
        let text = self.renderer.go.text(&position.template)?;
        Some(Place::span(&*position.template, Span::new(position.range_in(text))))
    }
}

/// The line and the column behind a text.
fn position_behind(text: &str, file: &Utf8Path) -> String {
    let line = text.rsplit('\n').next().unwrap_or_default();
    format!("{file}:{}:{}", text.matches('\n').count() + 1, line.chars().count() + 1)
}
