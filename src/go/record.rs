//! Small values with fields: a language, a file, a type of media.

use std::collections::BTreeMap;

use crate::go::value::{Object, Outcome, Value};

/// Named fields, and what printing them gives.
#[derive(Debug)]
pub struct Record {
    kind: &'static str,
    printed: String,
    fields: BTreeMap<&'static str, Value>,
}

impl Record {
    pub fn value(
        kind: &'static str,
        printed: impl Into<String>,
        fields: impl IntoIterator<Item = (&'static str, Value)>,
    ) -> Value {
        let fields = fields.into_iter().collect();
        Value::object(Self { kind, printed: printed.into(), fields })
    }
}

impl Object for Record {
    fn type_name(&self) -> &'static str {
        self.kind
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        match arguments {
            [] => self.fields.get(name).cloned().map(Ok),
            _ => None,
        }
    }

    fn print(&self) -> String {
        self.printed.clone()
    }
}
