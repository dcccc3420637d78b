//! Whether a call is what its template [declares](Declaration): its arguments, its closing tag.

use super::problems::ShortcodeProblem;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::body::{Notation, Shortcode};
use crate::parse::{Declaration, Parameter, ParameterName};
use crate::render::writer::BodyWriter;

impl BodyWriter<'_> {
    pub(super) fn check(&mut self, call: &Shortcode, declared: &Declaration) {
        for parameter in &declared.needs {
            if parameter.of(&call.arguments).is_none() {
                self.needs(call, &described(parameter));
            }
        }
        match &call.inner {
            None if declared.takes_inner => self.unclosed(call),
            Some(inner) if !declared.takes_inner && !inner.text.trim().is_empty() => {
                let message = format!("`{}` shows no inner text; it is left out", call.name);
                let hint = format!("write it without `/{}`: all it shows is arguments", call.name);
                self.failed(Code::ShortcodeSyntax, call, message, hint);
            }
            _ => {}
        }
    }

    pub(super) fn needs(&mut self, call: &Shortcode, what: &str) {
        let message = format!("`{}` needs an argument: {what}", call.name);
        self.failed(Code::ShortcodeArgument, call, message, String::new());
    }

    pub(super) fn unclosed(&mut self, call: &Shortcode) {
        let (open, close) = match call.notation {
            Notation::Angle => ("{{<", ">}}"),
            Notation::Percent => ("{{%", "%}}"),
        };
        let name = &call.name;
        let hint = format!(
            "end it with `{open} /{name} {close}`; one without inner text ends itself: `{open} {name} /{close}`"
        );
        self.failed(Code::ShortcodeSyntax, call, format!("`{name}` is not closed"), hint);
    }

    fn failed(&mut self, code: Code, call: &Shortcode, message: String, hint: String) {
        let diagnostic = Diagnostic::new(code, message).at(self.place(call.name_span));
        let diagnostic = if hint.is_empty() { diagnostic } else { diagnostic.hint(hint) };
        self.body.problems.push(ShortcodeProblem::Failed(diagnostic));
    }

    /// What an argument names is not there.
    pub(super) fn missing(&mut self, call: &Shortcode, message: String) {
        self.failed(Code::ShortcodeArgument, call, message, String::new());
    }
}

/// `id` or the first one.
fn described(parameter: &Parameter) -> String {
    let names = parameter.names.iter().map(|name| match name {
        ParameterName::Named(name) => format!("`{name}`"),
        ParameterName::Position(0) => "the first".to_owned(),
        ParameterName::Position(1) => "the second".to_owned(),
        ParameterName::Position(2) => "the third".to_owned(),
        ParameterName::Position(index) => format!("number {}", index + 1),
    });
    names.collect::<Vec<_>>().join(" or ")
}
