//! Commands of a pipeline: functions, methods and values.

use std::sync::Arc;

use crate::go::ast::{Command, Operand, OperandKind};
use crate::go::context::Context;
use crate::go::error::{Cause, Failure};
use crate::go::functions;
use crate::go::member;
use crate::go::nearest::nearest;
use crate::go::value::{Outcome, Value};

use super::try_value::TryValue;
use super::{Evaluator, partial};

/// What the evaluator answers itself, because it evaluates arguments in its own way or runs templates.
pub(super) const SPECIAL: &[&str] =
    &["and", "or", "partial", "partialCached", "partials.Include", "partials.IncludeCached", "try"];

/// Calls a function by its name, as `apply` does.
pub fn by_name(context: &mut Context<'_>, name: &str, arguments: &[Value]) -> Outcome {
    match name {
        "and" | "or" => Ok(logical(name, arguments)),
        "partial" | "partials.Include" => partial::include(context, None, arguments),
        "partialCached" | "partials.IncludeCached" => {
            partial::include_cached(context, None, arguments)
        }
        _ => call_entry(context, name, arguments),
    }
}

fn logical(name: &str, arguments: &[Value]) -> Value {
    let ends = arguments.iter().find(|value| value.is_true() == (name == "or"));
    ends.or(arguments.last()).cloned().unwrap_or_default()
}

fn call_entry(context: &mut Context<'_>, name: &str, arguments: &[Value]) -> Outcome {
    let Some(entry) = functions::find(name) else {
        return Err(Failure::new(format!("function `{name}` is not defined")));
    };
    let (least, most) = entry.arguments;
    let count = arguments.len();
    if count < least || most.is_some_and(|most| count > most) {
        let wanted = match most {
            Some(most) if most == least => least.to_string(),
            Some(most) => format!("{least} to {most}"),
            None => format!("at least {least}"),
        };
        let message = format!("wrong number of args for {name}: want {wanted} got {count}");
        return Err(Failure::new(message));
    }
    context.budget.steps(1)?;
    let outcome = (entry.function)(context, arguments).map_err(|failure| match failure.cause {
        Cause::Execution if failure.position.is_none() => {
            Failure { message: format!("error calling {name}: {}", failure.message), ..failure }
        }
        _ => failure,
    });
    let value = outcome?;
    if let Value::List(list) = &value {
        context.budget.steps(list.items.len() / 16)?;
    }
    Ok(value)
}

impl Evaluator<'_, '_> {
    /// The value of a command, which gets the value of the one before as its last argument.
    pub(super) fn command(
        &mut self,
        command: &Command,
        dot: &Value,
        piped: Option<Value>,
    ) -> Outcome {
        let first = &command.first;
        let has_arguments = !command.arguments.is_empty() || piped.is_some();
        match &first.kind {
            OperandKind::Function(name) => self.function(name, command, dot, piped),
            OperandKind::Field(path) => {
                let arguments = self.arguments(command, dot, piped)?;
                self.path(dot, path, &arguments, first)
            }
            OperandKind::Variable(name, path) => {
                let value = self.variable(name, first)?;
                if path.is_empty() && has_arguments {
                    let message = format!("can't give argument to non-function ${name}");
                    return Err(self.placed(Failure::new(message), first.at));
                }
                let arguments = self.arguments(command, dot, piped)?;
                self.path(&value, path, &arguments, first)
            }
            OperandKind::Chain(inner, path) => {
                let value = self.operand(inner, dot)?;
                let is_call = matches!(inner.kind, OperandKind::Function(_));
                if value.is_nil() && is_call {
                    let message = format!("nil pointer evaluating interface {{}}.{}", path[0]);
                    return Err(self.placed(Failure::new(message), first.at));
                }
                let arguments = self.arguments(command, dot, piped)?;
                self.path(&value, path, &arguments, first)
            }
            OperandKind::Nil => Err(self.placed(Failure::new("nil is not a command"), first.at)),
            _ if has_arguments => {
                let message = "can't give an argument to something that is no function";
                Err(self.placed(Failure::new(message), first.at))
            }
            _ => self.operand(first, dot),
        }
    }

    fn function(
        &mut self,
        name: &Arc<str>,
        command: &Command,
        dot: &Value,
        piped: Option<Value>,
    ) -> Outcome {
        let at = command.first.at;
        self.step(at)?;
        match &**name {
            "and" | "or" => return self.logical(name, command, dot, piped),
            "try" => return self.try_call(command, dot, piped),
            _ => {}
        }
        let arguments = self.arguments(command, dot, piped)?;
        self.context.position = self.position(at);
        let template = self.template;
        let outcome = match &**name {
            "partial" | "partials.Include" => {
                partial::include(self.context, Some(template), &arguments)
            }
            "partialCached" | "partials.IncludeCached" => {
                partial::include_cached(self.context, Some(template), &arguments)
            }
            _ => call_entry(self.context, name, &arguments),
        };
        let outcome = outcome.and_then(|value| {
            if value.depth() > member::DEEPEST {
                return Err(member::too_deep());
            }
            Ok(value)
        });
        outcome.map_err(|failure| self.placed(failure, at))
    }

    /// `and` and `or` look at no more than they need.
    fn logical(
        &mut self,
        name: &str,
        command: &Command,
        dot: &Value,
        piped: Option<Value>,
    ) -> Outcome {
        let mut last = None;
        for argument in &command.arguments {
            let value = self.operand(argument, dot)?;
            if value.is_true() == (name == "or") {
                return Ok(value);
            }
            last = Some(value);
        }
        piped.or(last).ok_or_else(|| {
            let message = format!("wrong number of args for {name}: want at least 1 got 0");
            self.placed(Failure::new(message), command.first.at)
        })
    }

    /// `try` gives what its argument is, or why that failed.
    fn try_call(&mut self, command: &Command, dot: &Value, piped: Option<Value>) -> Outcome {
        let variables = self.variables.len();
        let outcome = match (command.arguments.as_slice(), piped) {
            ([argument], None) => self.operand(argument, dot),
            ([], Some(value)) => Ok(value),
            _ => {
                let failure = Failure::new("wrong number of args for try: want 1");
                return Err(self.placed(failure, command.first.at));
            }
        };
        match outcome {
            Err(failure) if failure.cause == Cause::Budget => Err(failure),
            outcome => {
                self.variables.truncate(variables);
                Ok(Value::object(TryValue::new(outcome)))
            }
        }
    }

    fn arguments(
        &mut self,
        command: &Command,
        dot: &Value,
        piped: Option<Value>,
    ) -> Result<Vec<Value>, Failure> {
        let mut arguments = Vec::with_capacity(command.arguments.len() + 1);
        for argument in &command.arguments {
            arguments.push(self.operand(argument, dot)?);
        }
        arguments.extend(piped);
        Ok(arguments)
    }

    /// The value of a word that is an argument.
    pub(super) fn operand(&mut self, operand: &Operand, dot: &Value) -> Outcome {
        match &operand.kind {
            OperandKind::Dot => Ok(dot.clone()),
            OperandKind::Nil => Ok(Value::Nil),
            OperandKind::Constant(value) => Ok(value.clone()),
            OperandKind::Pipeline(pipeline) => {
                self.context.budget.enter().map_err(|failure| self.placed(failure, operand.at))?;
                let value = self.pipeline(pipeline, dot)?;
                self.context.budget.leave();
                Ok(value)
            }
            OperandKind::Variable(name, path) if path.is_empty() => self.variable(name, operand),
            OperandKind::Variable(..)
            | OperandKind::Field(_)
            | OperandKind::Function(_)
            | OperandKind::Chain(..) => {
                let command = Command { first: operand.clone(), arguments: Vec::new() };
                self.command(&command, dot, None)
            }
        }
    }

    fn variable(&mut self, name: &Arc<str>, operand: &Operand) -> Outcome {
        let found = self.variables.iter().rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone()).ok_or_else(|| {
            let known = self.variables.iter().map(|(known, _)| &**known);
            let failure = Failure::new(format!("undefined variable: ${name}"));
            let failure = match nearest(name, known.filter(|known| !known.is_empty())) {
                Some(nearest) => failure.hint(format!("did you mean `${nearest}`?")),
                None => failure,
            };
            self.placed(failure, operand.at)
        })
    }

    /// Fields one after another; arguments belong to the last of them.
    fn path(
        &mut self,
        value: &Value,
        path: &[Arc<str>],
        arguments: &[Value],
        operand: &Operand,
    ) -> Outcome {
        let mut value = value.clone();
        let mut is_absent = true;
        for (index, name) in path.iter().enumerate() {
            self.step(operand.at)?;
            self.context.position = self.position(operand.at);
            if value.is_nil() && !is_absent {
                let message = format!("nil pointer evaluating interface {{}}.{name}");
                return Err(self.placed(Failure::new(message), operand.at));
            }
            let arguments = if index + 1 == path.len() { arguments } else { &[] };
            let found = member::get(self.context, &value, name, arguments);
            let found = found.map_err(|failure| self.placed(failure, operand.at))?;
            is_absent = is_absent && value.is_nil() || is_missing(&value, name);
            value = found;
        }
        Ok(value)
    }
}

/// Whether a map does not have a key. What it lacks may be asked for fields, what is nil may not.
fn is_missing(value: &Value, name: &str) -> bool {
    match value {
        Value::Map(map) => map
            .get(name)
            .is_none_or(|value| value.is_nil() && map.kind == crate::go::value::MapKind::Params),
        _ => false,
    }
}
