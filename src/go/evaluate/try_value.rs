//! What `try` gives.

use crate::go::error::Failure;
use crate::go::value::{Object, Outcome, Value};

/// A value, or why there is none.
#[derive(Debug)]
pub(super) struct TryValue(Result<Value, Failure>);

/// The error of a [`TryValue`], which prints as its message.
#[derive(Debug)]
struct TryError(String);

impl TryValue {
    pub(super) fn new(outcome: Outcome) -> Self {
        Self(outcome)
    }
}

impl Object for TryValue {
    fn type_name(&self) -> &'static str {
        "template.TryValue"
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        if !arguments.is_empty() {
            return None;
        }
        match (name, &self.0) {
            ("Value", Ok(value)) => Some(Ok(value.clone())),
            ("Value", Err(_)) | ("Err", Ok(_)) => Some(Ok(Value::Nil)),
            ("Err", Err(failure)) => Some(Ok(Value::object(TryError(failure.to_string())))),
            _ => None,
        }
    }

    fn members(&self) -> &'static [&'static str] {
        &["Err", "Value"]
    }

    fn depth(&self) -> u16 {
        self.0.as_ref().map_or(0, Value::depth).saturating_add(1)
    }
}

impl Object for TryError {
    fn type_name(&self) -> &'static str {
        "*template.TryError"
    }

    fn member(&self, name: &str, arguments: &[Value]) -> Option<Outcome> {
        let is_message = matches!(name, "Error" | "String") && arguments.is_empty();
        is_message.then(|| Ok(Value::string(self.0.as_str())))
    }

    fn print(&self) -> String {
        self.0.clone()
    }
}
