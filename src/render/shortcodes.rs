//! Shortcode calls into HTML, by templates `shortcodes/<name>.html`.
//!
//! A template sees `args` (named arguments), `positional` (the others, in order), `inner` (HTML),
//! `inner_text` (as written), `page`, `site` and `lang`; where a call names a file, `sample` or `term`.

use serde::Serialize;
use std::collections::BTreeMap;
use tera::Value;

use super::body::BodyWriter;
use super::code::highlighted;
use super::inline::inline_markdown;
use super::problems::ShortcodeProblem;
use crate::diagnostic::{Place, Span};
use crate::parse::body::{Notation, Shortcode};

/// What a shortcode's template sees of its call.
#[derive(Serialize)]
struct CallView<'a> {
    name: &'a str,
    args: BTreeMap<String, &'a str>,
    positional: Vec<&'a str>,
}

impl BodyWriter<'_> {
    /// The call's HTML. What cannot be called shows its inner text, so that nothing is lost.
    pub(super) fn shortcode(&mut self, call: &Shortcode) -> String {
        let inner = call.inner.as_ref().map(|inner| self.nodes(&inner.nodes)).unwrap_or_default();
        if matches!(call.name.as_str(), "ref" | "relref") {
            let path = call.arguments.positional(0).or_else(|| call.arguments.named("path"));
            return self.renderer.page_url(self.page, path.unwrap_or_default());
        }
        if let ("highlight", Some(inner)) = (call.name.as_str(), &call.inner) {
            return self.code(&highlighted(call, &inner.text));
        }
        let template = format!("shortcodes/{}.html", call.name);
        if !self.renderer.templates.has(&template) {
            let place = self.place(call.name_span);
            self.body.problems.push(ShortcodeProblem::Unknown { name: call.name.clone(), place });
            return inner;
        }
        let mut context = self.renderer.page_context(self.page);
        let view = call_view(call);
        context.insert("args", &view.args);
        context.insert("positional", &view.positional);
        context.insert("name", view.name);
        context.insert_value("inner", Value::safe_string(&inner));
        context.insert("inner_text", call.inner.as_ref().map_or("", |inner| inner.text.trim()));
        self.attach(call, &mut context);
        match self.renderer.templates.render(&template, &context) {
            // Between per cent signs a template may write Markdown; what begins with a tag is HTML.
            Ok(output)
                if call.notation == Notation::Percent && !output.trim_start().starts_with('<') =>
            {
                inline_markdown(&output)
            }
            Ok(html) => html.trim_end().to_owned(),
            Err(error) => {
                let diagnostic = error
                    .into_diagnostic()
                    .related(self.place(call.name_span), "while this shortcode was rendered");
                self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
                inner
            }
        }
    }

    pub(super) fn place(&self, span: Span) -> Place {
        let file = self.page.document.as_ref().map(|document| document.file.path.clone());
        Place::span(file.unwrap_or_default(), span)
    }
}

fn call_view(call: &Shortcode) -> CallView<'_> {
    let arguments = &call.arguments.0;
    CallView {
        name: &call.name,
        args: arguments
            .iter()
            .filter_map(|argument| {
                Some((argument.name.as_ref()?.to_lowercase(), argument.value.value.as_str()))
            })
            .collect(),
        positional: arguments
            .iter()
            .filter(|argument| argument.name.is_none())
            .map(|argument| argument.value.value.as_str())
            .collect(),
    }
}
