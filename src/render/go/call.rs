//! A call of a shortcode, as its Go template sees it: the dot.

use std::sync::{Arc, OnceLock};

use crate::go::value::{Element, Object, Outcome, Value};
use crate::parse::body::{Argument, Shortcode};

/// A call of a shortcode.
#[derive(Debug)]
pub(in crate::render) struct GoCall {
    name: String,
    named: bool,
    /// Arguments without names, or all of them.
    arguments: Vec<(Option<String>, Value)>,
    /// Its number among the calls that stand in the same one.
    pub ordinal: usize,
    place: CallPlace,
    page: Value,
    site: Value,
    parent: Option<Arc<GoCall>>,
    scratch: Value,
    /// How many calls stand in it.
    pub inside: std::sync::atomic::AtomicUsize,
    /// What it encloses, once the calls in it have run.
    pub inner: OnceLock<String>,
}

/// Where in its file a call stands.
#[derive(Debug)]
pub(super) struct CallPlace {
    /// `content/a.md:3:1`
    pub position: String,
    /// How many blanks stand before it on its line.
    pub indentation: usize,
}

/// What a call stands in.
pub(super) struct Surroundings {
    pub ordinal: usize,
    pub place: CallPlace,
    pub page: Value,
    pub site: Value,
    pub parent: Option<Arc<GoCall>>,
    pub scratch: Value,
}

impl GoCall {
    pub(super) fn new(call: &Shortcode, around: Surroundings) -> Self {
        let arguments = &call.arguments.0;
        let Surroundings { ordinal, place, page, site, parent, scratch } = around;
        Self {
            name: call.name.clone(),
            named: arguments.first().is_some_and(|first| first.name.is_some()),
            arguments: arguments.iter().map(|own| (own.name.clone(), typed(own))).collect(),
            ordinal,
            place,
            page,
            site,
            parent,
            scratch,
            inside: Default::default(),
            inner: OnceLock::new(),
        }
    }

    /// Whether it stands in another call that a Go template answers.
    pub(super) fn is_in_call(&self) -> bool {
        self.parent.is_some()
    }

    fn get(&self, key: &Value) -> Value {
        match key {
            Value::Int(index) if !self.named => {
                let index = usize::try_from(*index).ok();
                index
                    .and_then(|index| self.arguments.get(index))
                    .map_or(Value::Nil, |own| own.1.clone())
            }
            Value::Int(_) => Value::Nil,
            key => {
                let key = key.as_str().unwrap_or_default();
                let found =
                    self.arguments.iter().rev().find(|(name, _)| name.as_deref() == Some(key));
                found.map_or_else(|| Value::string(""), |(_, value)| value.clone())
            }
        }
    }

    fn params(&self) -> Value {
        let values = self.arguments.iter();
        if self.named {
            return Value::map(
                values.filter_map(|(name, value)| Some((name.as_deref()?, value.clone()))),
            );
        }
        match self.arguments.is_empty() {
            true => Value::Nil,
            false => Value::list_of(Element::Any, values.map(|(_, value)| value.clone()).collect()),
        }
    }

    fn inner(&self) -> &str {
        self.inner.get().map_or("", String::as_str)
    }
}

impl Object for GoCall {
    fn type_name(&self) -> &'static str {
        "*hugolib.ShortcodeWithPage"
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let value = match (name, arguments) {
            ("Get", [key]) => self.get(key),
            ("Name", []) => Value::string(self.name.as_str()),
            ("Params", []) => self.params(),
            ("IsNamedParams", []) => Value::Bool(self.named),
            ("Inner", []) => Value::html(self.inner()),
            ("InnerDeindent", []) => {
                Value::html(without_indentation(self.inner(), self.place.indentation))
            }
            ("Ordinal", []) => Value::Int(i64::try_from(self.ordinal).unwrap_or(i64::MAX)),
            ("Position", []) => Value::string(format!("\"{}\"", self.place.position)),
            ("Page", []) => self.page.clone(),
            ("Site", []) => self.site.clone(),
            ("Parent", []) => match &self.parent {
                Some(parent) => Value::Object(Arc::clone(parent) as Arc<dyn Object>),
                None => Value::Nil,
            },
            ("Scratch" | "Store", []) => self.scratch.clone(),
            _ => return None,
        };
        Some(Ok(value))
    }

    /// A reference is one of the page.
    fn substitute(&self, name: &str) -> Option<Value> {
        matches!(name, "Ref" | "RelRef").then(|| self.page.clone())
    }

    fn members(&self) -> &'static [&'static str] {
        &[
            "Get",
            "Inner",
            "InnerDeindent",
            "IsNamedParams",
            "Name",
            "Ordinal",
            "Page",
            "Params",
            "Parent",
            "Position",
            "Ref",
            "RelRef",
            "Scratch",
            "Site",
            "Store",
        ]
    }
}

/// An argument without quotes may be a number or a truth value.
fn typed(argument: &Argument) -> Value {
    let text = argument.value.value.as_str();
    let is_quoted = argument.value.span.range().len() != text.len();
    let is_number = text.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match text {
        _ if is_quoted => Value::string(text),
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if !is_number => Value::string(text),
        _ => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => Value::Int(number),
            (_, Ok(number)) if text.contains('.') => Value::Float(number),
            _ => Value::string(text),
        },
    }
}

/// A text whose lines begin with fewer blanks by those before the call.
fn without_indentation(text: &str, indentation: usize) -> String {
    let blanks = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let lines = text.split_inclusive('\n');
    lines.map(|line| &line[indentation.min(blanks(line))..]).collect()
}
