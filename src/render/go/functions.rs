//! Functions that only the host knows.

use camino::Utf8Path;

use super::host::GoHost;
use super::{lists, resource};
use crate::diagnostic::{Span, Spanned};
use crate::go::error::Failure;
use crate::go::host::Host;
use crate::go::print;
use crate::go::record::Record;
use crate::go::value::{Object, Outcome, Value};
use crate::parse::body::{CodeBlock, Form, Formula, Origin};

impl GoHost<'_, '_> {
    /// What answers a function that only the host knows, by its full name.
    pub(super) fn other_function(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        match (name, arguments) {
            ("transform.Unmarshal", [Value::Handle(handle), ..] | [_, Value::Handle(handle)]) => {
                let text = match self.member(*handle, "Content", &[])? {
                    Ok(text) => text,
                    Err(failure) => return Some(Err(failure)),
                };
                let name = resource::print(&self.view, *handle);
                let extension = Utf8Path::new(&name).extension().map(str::to_owned);
                Some(self.unmarshal(
                    text.as_str().unwrap_or_default(),
                    extension.as_deref(),
                    &Value::Nil,
                ))
            }
            ("transform.HighlightCodeBlock", [Value::Object(dot), options @ ..]) => {
                Some(Ok(self.highlighted_block(&**dot, options.first())))
            }
            ("transform.ToMath", [tex, options @ ..]) => Some(self.formula(tex, options.first())),
            ("transform.CanHighlight", _) => Some(Ok(Value::Bool(true))),
            // No variable of the environment is an input of a build.
            ("os.Getenv", [name])
                if name.as_str().is_some_and(|name| name.starts_with("HUGO_")) =>
            {
                Some(Ok(Value::string("")))
            }
            ("os.Getenv", _) => {
                Some(Err(Failure::new("only variables that begin with `HUGO_` may be asked for")))
            }
            ("resources.Fingerprint" | "resources.Minify", [.., resource]) => {
                Some(Ok(resource.clone()))
            }
            ("templates.Exists", [name]) => {
                let name = name.as_str().unwrap_or_default();
                let name = name.strip_prefix("_partials/");
                Some(Ok(Value::Bool(name.is_some_and(|name| self.partial(name).is_some()))))
            }
            ("images.Config", [path]) => {
                Some(resource::picture_config(&self.view, path.as_str().unwrap_or_default()))
            }
            _ => self.making(name, arguments).or_else(|| match name.strip_prefix("resources.") {
                Some(method) => resource::of_assets(&self.view, method, arguments),
                None => lists::method(&self.view, name, arguments),
            }),
        }
    }

    /// Code with colours; the options are those of a fence.
    pub(super) fn highlighted(
        &self,
        code: &str,
        language: &str,
        options: Vec<(String, String)>,
    ) -> String {
        let attributes =
            options.into_iter().map(|(name, value)| (name, Spanned::new(value, Span::default())));
        let block = CodeBlock {
            language: language.to_owned(),
            attributes: attributes.collect(),
            fence: None,
            text: format!("{}\n", code.trim_matches('\n')),
        };
        self.writer.borrow_mut().code(&block)
    }

    /// The block of code that a render hook is about, with colours. Options of the call come before those of
    /// the block.
    fn highlighted_block(&self, dot: &dyn Object, options: Option<&Value>) -> Value {
        let field = |name| dot.member(name, &[]).and_then(Result::ok).unwrap_or_default();
        let all = [field("Options"), field("Attributes"), options.cloned().unwrap_or_default()];
        let named = all.iter().filter_map(|value| match value {
            Value::Map(map) => Some(&map.entries),
            _ => None,
        });
        let named = named.flatten();
        let options =
            named.map(|(name, value)| (name.to_lowercase(), print::display(self, value))).collect();
        let (code, language) = (field("Inner"), field("Type"));
        let [code, language] = [&code, &language].map(|text| text.as_str().unwrap_or_default());
        let wrapped = self.highlighted(code, language, options);
        let inner = wrapped.split_once("<code").and_then(|(_, rest)| rest.split_once('>'));
        let inner = inner.and_then(|(_, rest)| rest.rsplit_once("</code>"));
        let inner = inner.map_or("", |(inner, _)| inner).to_owned();
        let fields = [("Inner", Value::html(inner)), ("Wrapped", Value::html(wrapped))];
        Record::value("highlight.HighlightResult", "", fields)
    }

    fn formula(&self, tex: &Value, options: Option<&Value>) -> Outcome {
        let Some(tex) = tex.as_str() else {
            return Err(Failure::new("`transform.ToMath` needs a text"));
        };
        let is_display = match options {
            Some(Value::Map(map)) => map.get("displayMode").is_some_and(Value::is_true),
            _ => false,
        };
        let form = if is_display { Form::Display } else { Form::Inline };
        let formula = Formula { tex: tex.to_owned(), form, origin: Origin::default() };
        Ok(Value::html(self.writer.borrow_mut().formula(&formula)))
    }
}
