//! What a shortcode's template sees beside its arguments, when the call names a file.

use serde::Serialize;
use tera::{Context, Value};

use super::body::BodyWriter;
use super::inline::plain_markdown;
use super::problems::ShortcodeProblem;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::body::{CodeBlock, Shortcode};

/// `term` in the template of `glossary_tooltip`.
#[derive(Serialize)]
struct TermView {
    title: String,
    /// Plain text.
    description: String,
    url: Option<String>,
}

impl BodyWriter<'_> {
    /// Adds `sample` (HTML) for `code_sample` and `term` for `glossary_tooltip`, if they are there.
    pub(super) fn attach(&mut self, call: &Shortcode, context: &mut Context) {
        match call.name.as_str() {
            "code_sample" => {
                let sample = call.arguments.named("file").and_then(|name| self.sample(call, name));
                context.insert_value(
                    "sample",
                    sample.map_or(Value::none(), |html| Value::safe_string(&html)),
                );
            }
            "glossary_tooltip" => {
                let term = call.arguments.named("term_id").and_then(|id| self.term(call, id));
                context.insert("term", &term);
            }
            _ => {}
        }
    }

    fn sample(&mut self, call: &Shortcode, name: &str) -> Option<String> {
        let file = &self.page.document.as_ref()?.file;
        let renderer = self.renderer;
        let Some(text) = renderer.attachments.sample(renderer.settings, file, name) else {
            self.missing(call, format!("there is no sample `{name}`"));
            return None;
        };
        let extension = name.rsplit('.').next().unwrap_or_default();
        let language = call.arguments.named("language").unwrap_or(extension);
        let block = CodeBlock {
            language: language.to_owned(),
            text: text.to_owned(),
            ..CodeBlock::default()
        };
        Some(self.code(&block))
    }

    fn term(&mut self, call: &Shortcode, id: &str) -> Option<TermView> {
        let renderer = self.renderer;
        let term = renderer.attachments.term(renderer.settings, self.page.language, id);
        let Some(term) = term else {
            self.missing(call, format!("the glossary has no term `{id}`"));
            return None;
        };
        Some(TermView {
            title: term.title.clone(),
            description: plain_markdown(&term.description),
            url: term.link.as_ref().map(|link| renderer.page_url(self.page, link)),
        })
    }

    fn missing(&mut self, call: &Shortcode, message: String) {
        let diagnostic =
            Diagnostic::new(Code::ShortcodeArgument, message).at(self.place(call.name_span));
        self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
    }
}
