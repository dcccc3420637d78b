//! `range`: lists, maps and numbers, turn by turn.

use std::sync::Arc;

use crate::go::ast::Branch;
use crate::go::error::Failure;
use crate::go::print;
use crate::go::value::Value;

use super::{Evaluator, Flow};

/// How a loop goes on behind a turn.
enum Turn {
    Next,
    Last,
    Return(Option<Value>),
}

impl Evaluator<'_, '_> {
    pub(super) fn range(&mut self, branch: &Branch, dot: &Value) -> Result<Flow, Failure> {
        let outer = self.variables.len();
        let value = self.pipeline_value(&branch.pipeline, dot)?;
        if !branch.pipeline.assigns {
            for name in &branch.pipeline.variables {
                self.variables.push((Arc::clone(name), Value::Nil));
            }
        }
        let flow = self.loop_over(branch, &value, dot);
        self.variables.truncate(outer);
        flow
    }

    fn loop_over(&mut self, branch: &Branch, value: &Value, dot: &Value) -> Result<Flow, Failure> {
        let collection = match value {
            Value::Object(object) => object.collection(),
            Value::Handle(handle) => self.context.host.collection(*handle),
            _ => None,
        };
        let value = collection.as_ref().unwrap_or(value);
        let index = |index: usize| Value::Int(i64::try_from(index).unwrap_or(i64::MAX));
        match value {
            Value::Int(count) if branch.pipeline.variables.len() > 1 => {
                let message = format!("can't use {count} to iterate over more than one variable");
                Err(self.placed(Failure::new(message), branch.pipeline.at))
            }
            Value::Nil => self.turns(branch, dot, std::iter::empty()),
            Value::Int(count) => self.turns(
                branch,
                dot,
                (0..*count).map(|number| (Value::Int(number), Value::Int(number))),
            ),
            Value::List(list) => {
                let items = list.items.iter().enumerate();
                self.turns(branch, dot, items.map(|(at, item)| (index(at), item.clone())))
            }
            Value::Map(map) => {
                let entries = map.entries.iter();
                self.turns(
                    branch,
                    dot,
                    entries.map(|(key, item)| (Value::String(Arc::clone(key)), item.clone())),
                )
            }
            other => {
                let text = print::display(self.context.host, other);
                let failure = Failure::new(format!("range can't iterate over {text}"));
                Err(self.placed(failure, branch.pipeline.at))
            }
        }
    }

    /// All turns; `else` where there is none.
    fn turns(
        &mut self,
        branch: &Branch,
        dot: &Value,
        items: impl Iterator<Item = (Value, Value)>,
    ) -> Result<Flow, Failure> {
        let mut is_empty = true;
        for (key, item) in items {
            is_empty = false;
            match self.turn(branch, &key, &item)? {
                Turn::Next => {}
                Turn::Last => break,
                Turn::Return(value) => return Ok(Flow::Return(value)),
            }
        }
        if is_empty { self.block(&branch.otherwise, dot) } else { Ok(Flow::Next) }
    }

    fn turn(&mut self, branch: &Branch, key: &Value, item: &Value) -> Result<Turn, Failure> {
        self.step(branch.at)?;
        let variables = &branch.pipeline.variables;
        if let Some(last) = variables.last() {
            self.assign(last, item.clone());
        }
        if let [first, _] = variables.as_slice() {
            self.assign(first, key.clone());
        }
        let mark = self.variables.len();
        let flow = self.block(&branch.body, item)?;
        self.variables.truncate(mark);
        Ok(match flow {
            Flow::Next | Flow::Continue => Turn::Next,
            Flow::Break => Turn::Last,
            Flow::Return(value) => Turn::Return(value),
        })
    }
}
