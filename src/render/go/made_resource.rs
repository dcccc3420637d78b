//! Resources that templates make: of a text, of others, of one that is itself a template.
//! <https://gohugo.io/functions/resources/>

use std::sync::Arc;

use crate::artifact::Artifact;
use crate::go::ast::Format;
use crate::go::budget::Budget;
use crate::go::context::Context;
use crate::go::error::{Failure, Position};
use crate::go::evaluate::{by_name, compile, run};
use crate::go::functions::cleaned_path;
use crate::go::media::{main_type, media_type};
use crate::go::value::{Handle, Outcome, Value};
use crate::resolve::encode;

use super::host::GoHost;
use super::resource;
use super::run::{BYTES, STEPS};
use super::view::{MadeResource, RESOURCE, View};

/// The handles of made resources begin here: there are fewer files than that.
const FIRST: u64 = 1 << 63;

impl View<'_> {
    /// A new resource.
    fn make(&self, name: &Value, text: Arc<str>) -> Outcome {
        let name = name.as_str().unwrap_or_default();
        let name = cleaned_path(&format!("/{name}")).trim_start_matches('/').to_owned();
        if name.is_empty() {
            return Err(Failure::new("a resource needs the path where it is published"));
        }
        let mut made = self.made.borrow_mut();
        made.push(MadeResource { name, text });
        Ok(Value::Handle(Handle { kind: RESOURCE, number: FIRST + made.len() as u64 - 1 }))
    }

    /// A method of a resource that a template has made; `None` for one that is a file, too.
    pub(super) fn made_member(&self, handle: Handle, name: &str) -> Option<Outcome> {
        let made = self.made.borrow();
        let made = made.get(usize::try_from(handle.number.checked_sub(FIRST)?).ok()?)?;
        let base = &self.renderer.settings.base_url;
        let path = made.name.as_str().into();
        let address = || {
            let bytes = Artifact::Bytes(made.text.as_bytes().to_vec().into());
            self.used.borrow_mut().insert(made.name.clone(), bytes);
            encode(&format!("/{}", made.name))
        };
        Some(Ok(match name {
            "Name" | "Title" => Value::string(format!("/{}", made.name)),
            "Content" => Value::String(Arc::clone(&made.text)),
            "RelPermalink" => Value::string(base.relative(&address())),
            "Permalink" => Value::string(base.absolute(&address())),
            "Publish" => {
                address();
                Value::Nil
            }
            "MediaType" => media_type(path),
            "ResourceType" => Value::string(main_type(path)),
            "Params" => Value::params::<&str>([]),
            "Data" => resource::data(&made.text),
            _ => return None,
        }))
    }
}

impl GoHost<'_, '_> {
    /// What makes resources; `None` for other functions.
    pub(super) fn making(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        Some(match (name, arguments) {
            ("resources.FromString", [name, text]) => {
                self.view.make(name, text.as_str().unwrap_or_default().into())
            }
            ("resources.Copy", [name, one]) => {
                self.resource_text(one).and_then(|text| self.view.make(name, text))
            }
            ("resources.Concat", [name, Value::List(all)]) => {
                let texts = all.items.iter().map(|one| self.resource_text(one));
                let texts: Result<Vec<_>, _> = texts.collect();
                texts.and_then(|texts| self.view.make(name, texts.join("\n").into()))
            }
            ("resources.ExecuteAsTemplate", [name, dot, one]) => {
                let text = self.resource_text(one);
                let made = text.and_then(|text| self.executed(&text, dot));
                made.and_then(|made| self.view.make(name, made.into()))
            }
            _ => return None,
        })
    }

    fn resource_text(&self, resource: &Value) -> Result<Arc<str>, Failure> {
        let Value::Handle(handle) = resource else {
            return Err(Failure::new(format!(
                "a value of type `{}` is no resource",
                resource.type_name()
            )));
        };
        let text = self.view.made_member(*handle, "Content");
        let text = text.or_else(|| resource::member(&self.view, *handle, "Content", &[]));
        match text.transpose()? {
            Some(Value::String(text)) => Ok(text),
            _ => Err(Failure::new("the resource has no text")),
        }
    }

    /// What a text makes as a template.
    fn executed(&self, text: &str, dot: &Value) -> Result<String, Failure> {
        let template = compile("the resource", text, Format::Text)?;
        let budget: Budget = {
            let go = &mut self.writer.borrow_mut().go;
            if !go.may_go_deeper() {
                return Err(Failure::budget("templates run in each other too deeply"));
            }
            go.depth += 1;
            go.budget.split(STEPS, BYTES, go.depth - 1)
        };
        let mut context = Context { host: self, budget, position: Position::default(), by_name };
        let made = run(&mut context, &template, dot);
        let go = &mut self.writer.borrow_mut().go;
        go.depth -= 1;
        go.budget.give_back(&context.budget);
        made.map(|made| made.output)
    }
}
