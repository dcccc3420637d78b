//! Pipelines, commands and their words.

use std::sync::Arc;

use crate::go::ast::{At, Command, Operand, OperandKind, Pipeline};
use crate::go::error::Failure;
use crate::go::lexer::TokenKind;
use crate::go::value::Value;

use super::number::number;
use super::{KEYWORDS, Parser};

impl Parser<'_> {
    /// A pipeline up to `end`, which is passed over. `place` is what messages call it.
    pub(super) fn pipeline(&mut self, place: &str, end: TokenKind) -> Result<Pipeline, Failure> {
        self.space();
        let at = self.peek().at;
        let (variables, assigns) = self.variables_of_pipeline(place)?;
        let mut commands = Vec::new();
        let mut ends_with_pipe = false;
        loop {
            self.space();
            let token = self.peek().clone();
            if token.kind == end {
                self.take();
                break;
            }
            match token.kind {
                TokenKind::Right | TokenKind::Close | TokenKind::End | TokenKind::Pipe => {
                    return Err(self.unexpected(&token.kind, place, token.at));
                }
                _ => commands.push(self.command(place)?),
            }
            ends_with_pipe = self.peek().kind == TokenKind::Pipe;
            if ends_with_pipe {
                self.take();
            }
        }
        if commands.is_empty() || ends_with_pipe {
            return Err(self.failure(&format!("missing value for {place}"), at));
        }
        for (stage, command) in commands.iter().enumerate().skip(1) {
            self.check_stage(stage, command)?;
        }
        if !assigns {
            self.variables.extend(variables.iter().cloned());
        }
        Ok(Pipeline { variables, assigns, commands, at })
    }

    /// Only the first command of a pipeline may be a plain value.
    fn check_stage(&self, stage: usize, command: &Command) -> Result<(), Failure> {
        match command.first.kind {
            OperandKind::Dot | OperandKind::Nil | OperandKind::Constant(_) => {
                let message = format!("non executable command in pipeline stage {}", stage + 1);
                Err(self.failure(&message, command.first.at))
            }
            _ => Ok(()),
        }
    }

    /// `$x :=`, `$x =`, `$i, $x :=`, and whether they are assigned to.
    fn variables_of_pipeline(&mut self, place: &str) -> Result<(Vec<Arc<str>>, bool), Failure> {
        let mut variables = Vec::new();
        loop {
            let start = self.next;
            let token = self.peek().clone();
            let TokenKind::Variable(name) = token.kind else {
                return if variables.is_empty() {
                    Ok((variables, false))
                } else {
                    Err(self.unexpected(&token.kind, place, token.at))
                };
            };
            self.take();
            self.space();
            match self.peek().kind {
                TokenKind::Declare | TokenKind::Assign => {
                    let assigns = self.take().kind == TokenKind::Assign;
                    variables.push(name);
                    if assigns {
                        for name in &variables {
                            self.check_variable(name, token.at)?;
                        }
                    }
                    return Ok((variables, assigns));
                }
                TokenKind::Comma if place == "range" && variables.is_empty() => {
                    self.take();
                    self.space();
                    variables.push(name);
                }
                TokenKind::Comma => {
                    let message = format!("too many declarations in {place}");
                    return Err(self.failure(&message, token.at));
                }
                _ => {
                    self.next = start;
                    return Ok((variables, false));
                }
            }
        }
    }

    /// Words up to a pipe or the end.
    fn command(&mut self, place: &str) -> Result<Command, Failure> {
        let mut words = Vec::new();
        loop {
            self.space();
            let token = self.peek().clone();
            if matches!(
                token.kind,
                TokenKind::Right | TokenKind::Close | TokenKind::Pipe | TokenKind::End
            ) {
                break;
            }
            words.push(self.operand(place)?);
            let token = self.peek().clone();
            match token.kind {
                TokenKind::Space
                | TokenKind::Right
                | TokenKind::Close
                | TokenKind::Pipe
                | TokenKind::End => {}
                kind => return Err(self.unexpected(&kind, "operand", token.at)),
            }
        }
        let mut words = words.into_iter();
        match words.next() {
            Some(first) => Ok(Command { first, arguments: words.collect() }),
            None => Err(self.failure("empty command", self.peek().at)),
        }
    }

    /// A word, and the fields behind it.
    fn operand(&mut self, place: &str) -> Result<Operand, Failure> {
        let mut operand = self.term(place)?;
        let mut fields = Vec::new();
        while let TokenKind::Field(field) = &self.peek().kind {
            fields.push(Arc::clone(field));
            self.take();
        }
        if fields.is_empty() {
            return Ok(operand);
        }
        match &mut operand.kind {
            OperandKind::Field(path) | OperandKind::Variable(_, path) => {
                path.extend(fields);
                Ok(operand)
            }
            OperandKind::Dot | OperandKind::Nil | OperandKind::Constant(_) => {
                Err(self.failure("unexpected . after a plain value", operand.at))
            }
            _ => {
                let at = operand.at;
                Ok(Operand { kind: OperandKind::Chain(Box::new(operand), fields), at })
            }
        }
    }

    fn term(&mut self, place: &str) -> Result<Operand, Failure> {
        let token = self.take();
        let at = token.at;
        let kind = match token.kind {
            TokenKind::Dot => OperandKind::Dot,
            TokenKind::Field(name) => OperandKind::Field(vec![name]),
            TokenKind::Variable(name) => {
                self.check_variable(&name, at)?;
                OperandKind::Variable(name, Vec::new())
            }
            TokenKind::Word(word) => self.word(word, place, at)?,
            TokenKind::Quoted(text) => OperandKind::Constant(Value::String(text)),
            TokenKind::Char(character) => {
                OperandKind::Constant(Value::Int(i64::from(u32::from(character))))
            }
            TokenKind::Number(text) => match number(&text) {
                Ok(value) => OperandKind::Constant(value),
                Err(message) => return Err(self.failure(&message, at)),
            },
            TokenKind::Open => {
                self.enter(at)?;
                let pipeline = self.pipeline("parenthesized pipeline", TokenKind::Close)?;
                self.depth -= 1;
                OperandKind::Pipeline(Box::new(pipeline))
            }
            kind => return Err(self.unexpected(&kind, place, at)),
        };
        Ok(Operand { kind, at })
    }

    fn word(&mut self, word: Arc<str>, place: &str, at: At) -> Result<OperandKind, Failure> {
        match &*word {
            "nil" => return Ok(OperandKind::Nil),
            "true" => return Ok(OperandKind::Constant(Value::Bool(true))),
            "false" => return Ok(OperandKind::Constant(Value::Bool(false))),
            keyword if KEYWORDS.contains(&keyword) => {
                return Err(self.failure(&format!("unexpected <{keyword}> in {place}"), at));
            }
            _ => {}
        }
        let mut word = word;
        if let TokenKind::Field(member) = &self.peek().kind {
            let full: Arc<str> = format!("{word}.{member}").into();
            let is_known = self.functions.is_known(&full);
            if is_known || (self.functions.is_namespace(&word) && !self.functions.is_known(&word)) {
                self.take();
                word = full;
            }
        }
        if self.functions.is_known(&word) {
            return Ok(OperandKind::Function(word));
        }
        let failure = self.failure(&format!("function `{word}` is not defined"), at);
        Err(match self.functions.nearest(&word) {
            Some(nearest) => failure.hint(format!("did you mean `{nearest}`?")),
            None => failure,
        })
    }

    fn check_variable(&self, name: &Arc<str>, at: At) -> Result<(), Failure> {
        if self.variables.contains(name) {
            return Ok(());
        }
        let failure = self.failure(&format!("undefined variable `${name}`"), at);
        let known = self.variables.iter().filter(|known| !known.is_empty());
        Err(match crate::go::nearest::nearest(name, known.map(|known| &**known)) {
            Some(nearest) => failure.hint(format!("did you mean `${nearest}`?")),
            None => failure,
        })
    }
}
