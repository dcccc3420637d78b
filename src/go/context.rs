//! What a function may use besides its arguments.

use crate::go::budget::Budget;
use crate::go::error::Position;
use crate::go::host::Host;
use crate::go::value::{Outcome, Value};

/// The surroundings of a call.
pub struct Context<'h> {
    pub host: &'h dyn Host,
    pub budget: Budget,
    /// The node that is being evaluated: where `warnf` speaks from.
    pub position: Position,
    /// Calls a function by its name: what `apply` needs.
    pub by_name: fn(&mut Context<'_>, &str, &[Value]) -> Outcome,
}

impl Context<'_> {
    /// Calls a function by its name.
    pub fn call(&mut self, name: &str, arguments: &[Value]) -> Outcome {
        (self.by_name)(self, name, arguments)
    }
}
