//! Runs templates: what Go's `text/template` does with a syntax tree.

mod command;
mod looping;
mod partial;
mod try_value;

use std::sync::Arc;

use crate::go::ast::{At, Block, Branch, Format, Node, Pipeline, Template};
use crate::go::context::Context;
use crate::go::error::{Failure, Position};
use crate::go::escape;
use crate::go::functions;
use crate::go::parser::{self, Functions};
use crate::go::print;
use crate::go::value::{Outcome, Value};

pub use command::by_name;

/// Parses a template, and finds out what makes its values safe.
///
/// # Errors
/// The first place that is not in the grammar, and a place that no value may stand at.
pub fn compile(name: &str, text: &str, format: Format) -> Result<Template, Failure> {
    let template = parser::parse(&name.into(), text, format, &Table)?;
    match format {
        Format::Html => escape::escaped(template),
        Format::Text => Ok(template),
    }
}

/// The functions of the table and of the evaluator, for the parser.
struct Table;

impl Functions for Table {
    fn is_known(&self, name: &str) -> bool {
        command::SPECIAL.contains(&name) || functions::find(name).is_some()
    }

    fn is_namespace(&self, name: &str) -> bool {
        functions::is_namespace(name)
    }

    fn nearest(&self, name: &str) -> Option<String> {
        let entries = functions::TABLES.iter().copied().flatten();
        let names = entries
            .flat_map(|entry| std::iter::once(entry.name).chain(entry.aliases.iter().copied()));
        let names = names.chain(command::SPECIAL.iter().copied());
        crate::go::nearest::nearest(name, names).map(str::to_owned)
    }
}

/// What a template has written, and what it has returned.
#[derive(Clone, Debug)]
pub struct Run {
    pub output: String,
    pub returned: Option<Value>,
}

/// Runs a template with its dot.
///
/// # Errors
/// What a function or a budget says, with its place.
pub fn run(context: &mut Context<'_>, template: &Template, dot: &Value) -> Result<Run, Failure> {
    let mut evaluator = Evaluator {
        template,
        context,
        variables: vec![(Arc::from(""), dot.clone())],
        output: String::new(),
    };
    evaluator.context.budget.enter()?;
    let flow = evaluator.block(&template.body, dot)?;
    evaluator.context.budget.leave();
    let returned = match flow {
        Flow::Return(value) => value,
        _ => None,
    };
    Ok(Run { output: evaluator.output, returned })
}

/// How evaluation goes on behind a node.
enum Flow {
    Next,
    Break,
    Continue,
    /// With the value that a partial gives back, if there is one. Without, it gives back what it has written.
    Return(Option<Value>),
}

struct Evaluator<'e, 'h> {
    template: &'e Template,
    context: &'e mut Context<'h>,
    variables: Vec<(Arc<str>, Value)>,
    output: String,
}

impl Evaluator<'_, '_> {
    fn block(&mut self, block: &Block, dot: &Value) -> Result<Flow, Failure> {
        self.context.budget.enter().map_err(|failure| self.placed(failure, At::default()))?;
        for node in block {
            let flow = self.node(node, dot)?;
            if !matches!(flow, Flow::Next) {
                self.context.budget.leave();
                return Ok(flow);
            }
        }
        self.context.budget.leave();
        Ok(Flow::Next)
    }

    fn node(&mut self, node: &Node, dot: &Value) -> Result<Flow, Failure> {
        match node {
            Node::Text(text, at) => self.write(text, *at)?,
            Node::Action(pipeline, escapers) => {
                let value = self.pipeline(pipeline, dot)?;
                if pipeline.variables.is_empty() {
                    let text = match self.template.format {
                        Format::Html => escape::apply(self.context, escapers, &value),
                        Format::Text if value.is_nil() => Ok("<no value>".to_owned()),
                        Format::Text => Ok(print::display(self.context.host, &value)),
                    };
                    let text = text.map_err(|failure| self.placed(failure, pipeline.at))?;
                    self.write(&text, pipeline.at)?;
                }
            }
            Node::If(branch) => return self.condition(branch, dot, None),
            Node::With(branch) => return self.condition(branch, dot, Some(())),
            Node::Range(branch) => return self.range(branch, dot),
            Node::Break => return Ok(Flow::Break),
            Node::Continue => return Ok(Flow::Continue),
            Node::Call { name, argument, at } => {
                self.call_template(name, argument.as_ref(), *at, dot)?
            }
            Node::Return(pipeline) => {
                let value = pipeline.as_ref().map(|pipeline| self.pipeline(pipeline, dot));
                return Ok(Flow::Return(value.transpose()?));
            }
        }
        Ok(Flow::Next)
    }

    /// `if`, and `with`, whose dot is the value.
    fn condition(
        &mut self,
        branch: &Branch,
        dot: &Value,
        with: Option<()>,
    ) -> Result<Flow, Failure> {
        let outer = self.variables.len();
        let value = self.pipeline(&branch.pipeline, dot)?;
        let flow = match (value.is_true(), with) {
            (true, Some(())) => self.block(&branch.body, &value),
            (true, None) => self.block(&branch.body, dot),
            (false, _) => self.block(&branch.otherwise, dot),
        };
        self.variables.truncate(outer);
        flow
    }

    /// `template`: runs a template of the same file with variables of its own.
    fn call_template(
        &mut self,
        name: &Arc<str>,
        argument: Option<&Pipeline>,
        at: At,
        dot: &Value,
    ) -> Result<(), Failure> {
        let dot = match argument {
            Some(pipeline) => self.pipeline(pipeline, dot)?,
            None => Value::Nil,
        };
        let Some(body) = self.template.defines.get(name) else {
            let message = format!("template {name:?} not defined");
            return Err(self.placed(Failure::new(message), at));
        };
        let around = std::mem::replace(&mut self.variables, vec![(Arc::from(""), dot.clone())]);
        self.step(at)?;
        self.block(body, &dot)?;
        self.variables = around;
        Ok(())
    }

    /// The value of a pipeline, which its variables take.
    fn pipeline(&mut self, pipeline: &Pipeline, dot: &Value) -> Outcome {
        let value = self.pipeline_value(pipeline, dot)?;
        for name in &pipeline.variables {
            if pipeline.assigns {
                self.assign(name, value.clone());
            } else {
                self.variables.push((Arc::clone(name), value.clone()));
            }
        }
        Ok(value)
    }

    fn pipeline_value(&mut self, pipeline: &Pipeline, dot: &Value) -> Outcome {
        let mut piped = None;
        for command in &pipeline.commands {
            piped = Some(self.command(command, dot, piped)?);
        }
        Ok(piped.unwrap_or_default())
    }

    /// Gives a variable that is there another value.
    fn assign(&mut self, name: &Arc<str>, value: Value) {
        if let Some((_, old)) = self.variables.iter_mut().rev().find(|(known, _)| known == name) {
            *old = value;
        }
    }

    fn write(&mut self, text: &str, at: At) -> Result<(), Failure> {
        self.step(at)?;
        self.context.budget.bytes(text.len()).map_err(|failure| self.placed(failure, at))?;
        self.output.push_str(text);
        Ok(())
    }

    fn step(&mut self, at: At) -> Result<(), Failure> {
        self.context.budget.steps(1).map_err(|failure| self.placed(failure, at))
    }

    fn placed(&self, failure: Failure, at: At) -> Failure {
        failure.at(&self.position(at))
    }

    fn position(&self, at: At) -> Position {
        let template = Arc::clone(&self.template.name);
        Position { template, line: at.line.max(1), column: at.column.max(1) }
    }
}
